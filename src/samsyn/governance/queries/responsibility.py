"""Reading the responsibility matrix: who has which letter on a day, gaps and doubles, questions (R22, R26)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from samsyn.governance.models import Activity, Responsibility, ResponsibilityQuestion
from samsyn.governance.rules.answering import Answer, answer_state
from samsyn.governance.rules.holding import Hold, Span, spans, within
from samsyn.history.queries import rows
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.models import Body, Municipality


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Where a clause stands: its document and number, with the version that it was taken from (klausul)."""

    id: int
    document_id: int
    number: str
    version: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A letter that a body or role has for a time, by a decision (ruta)."""

    id: int
    body_id: int | None
    role: str
    who: str
    letter: str
    valid_from: date
    valid_to: date | None
    decision: str
    decided_on: date | None
    clause: ClauseLink | None
    disputed: bool
    hold: Hold | None

    @property
    def column(self) -> int | str:
        """Return whose column it stands in: the body's, or that of the role alone."""
        return self.body_id or self.role

    def on(self, day: date) -> bool:
        """Return whether it counts on a day."""
        return self.hold is not None and self.hold.on(day)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with its letters, and who answers for it from a day on (aktivitet)."""

    id: int
    order: int
    title: str
    area: str
    clause: ClauseLink | None
    cells: tuple[Cell, ...]
    answering: tuple[Span, ...]

    @property
    def now(self) -> Span:
        """Return who answers on the day asked for."""
        return self.answering[0]

    @property
    def next_wrong(self) -> Span | None:
        """Return the first stretch with nobody or several: the one now, or one to come."""
        return next((span for span in self.answering if span.wrong), None)


CLAUSE = ("clause_id", "clause__version__document_id", "clause__number", "clause__version__document__title",
    "clause__version__label")  # fmt: skip


def _clause(row: tuple[Any, ...]) -> ClauseLink | None:
    key, document, number, title, label = row
    return ClauseLink(key, document, number, f"{title} {label}") if key else None


def matrix(municipality: Municipality, as_of: date | None, today: date) -> list[ActivityRow]:
    """Return the activities in order with all their letters, as recorded by a day; three queries."""
    day = as_of or today
    cells = _cells(municipality, as_of)
    found = rows(Activity, as_of).filter(municipality_id=municipality.pk).order_by("area", "order", "id")
    listed = []
    for key, order, title, area, *clause in found.values_list("id", "order", "title", "area", *CLAUSE):
        mine = tuple(cells[key])
        holds = [cell.hold for cell in mine if cell.letter == "A" and cell.hold is not None]
        listed.append(ActivityRow(key, order, title, area, _clause(tuple(clause)), mine, spans(holds, day)))
    return listed


def _cells(municipality: Municipality, as_of: date | None) -> dict[int, list[Cell]]:
    there = {
        key: (name, first, last)
        for key, name, first, last in rows(Body, as_of)
        .filter(municipality_id=municipality.pk)
        .values_list("id", "name", "valid_from", "valid_to")
    }
    found = rows(Responsibility, as_of).filter(activity__municipality=municipality)
    fields = (
        "activity_id", "id", "body_id", "role", "letter", "valid_from", "valid_to", "disputed", "decided_body",
        "decided_on", "decided_paragraph",
    )  # fmt: skip
    cells: dict[int, list[Cell]] = defaultdict(list)
    for row in found.order_by("valid_from", "id").values_list(*fields, *CLAUSE):
        activity, key, body, role, letter, start, end, disputed, decider, decided, paragraph, *clause = row
        name, first, last = there.get(body, ("", None, None))
        who = f"{role}, {name}" if role and name else role or name
        cells[activity].append(
            Cell(
                key,
                body,
                role,
                who,
                letter,
                start,
                end,
                str(DecisionRef(decider, decided, paragraph)),
                decided,
                _clause(tuple(clause)),
                disputed,
                within(Hold(who, start, end), first, last),
            )
        )
    return cells


def columns(listed: Iterable[ActivityRow], day: date) -> list[int | str]:
    """Return whose columns the matrix has on a day: bodies by id and roles by name, the busiest first among A's."""
    counted: dict[int | str, tuple[int, int]] = {}
    for row in listed:
        for cell in row.cells:
            if cell.on(day):
                answers, all_in = counted.get(cell.column, (0, 0))
                counted[cell.column] = (answers + (cell.letter == "A"), all_in + 1)
    return sorted(counted, key=lambda key: (isinstance(key, str), [-one for one in counted[key]], str(key)))


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of responsibility, as it stood on a day (ansvarsfråga)."""

    id: int
    activity_id: int | None
    activity: str
    body: str
    text: str
    by: str
    asked_on: date
    answer_due: date
    answer: str
    answered_on: date | None
    answered_by: str
    responsibility_id: int | None
    clause: ClauseLink | None
    state: Answer


def questions(municipality: Municipality, as_of: date | None, today: date) -> list[QuestionRow]:
    """Return the questions of responsibility, the unanswered first and by last day; one query (R26)."""
    found = rows(ResponsibilityQuestion, as_of).filter(body__municipality=municipality)
    fields = (
        "id", "activity_id", "activity__title", "body__name", "text", "by", "asked_on", "answer_due", "answer",
        "answered_on", "answered_by", "responsibility_id",
    )  # fmt: skip
    ordered = found.order_by(F("answered_on").desc(nulls_first=True), "answer_due", "id")
    listed = []
    for row in ordered.values_list(*fields, *CLAUSE):
        values: list[Any] = [*row[: len(fields)], _clause(row[len(fields) :])]
        values.append(answer_state(row[7], row[9], as_of or today))
        listed.append(QuestionRow(*values))
    return listed
