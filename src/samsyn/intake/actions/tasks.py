"""Tasks out of a document: those its decision gives, and last days that somebody must answer by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.cases import actions as cases
from samsyn.cases.models import Case
from samsyn.intake.actions.work import Filing, bodies_meant
from samsyn.kit.words import folded
from samsyn.organisation.models import Body

PROPOSED = ("föreslår", "föreslås")
"""Forces of points that give nobody a task yet."""


@dataclass(frozen=True, slots=True)
class Given:
    """A task, to whom in the writer's words and as bodies, and the terms (givet uppdrag)."""

    text: str
    words: str
    bodies: list[Body]
    due: date | None
    terms: cases.Terms

    @property
    def told(self) -> str:
        """Return the task as a note, for an addressee that is no body of ours."""
        return f"{self.words}: {self.text}" if self.words else self.text


def given(filing: Filing, sender: Body) -> list[Given]:
    """Return the tasks that a document gives: its commissions, then the last days that none of those tells of."""
    return [*_commissions(filing, sender), *_deadlines(filing, sender)]


def give(
    filing: Filing, tasks: list[Given], decided_by: str, case: Case | None, on: date | None = None
) -> None:
    """Record each body's task under the decision that gave it."""
    for task in tasks:
        for body in task.bodies:
            cases.commission(
                **filing.who, body=body, decided_by=decided_by[:60], decided_on=on or filing.day(), text=task.text,
                due=task.due, case=case, terms=task.terms,
            )  # fmt: skip


def _commissions(filing: Filing, sender: Body) -> Iterator[Given]:
    for task in filing.values.get("commissions", []):
        order, force = _point(filing.values, task["text"])
        if force in PROPOSED:
            continue
        back = task.get("report_back") or {}
        due = task.get("due") or back  # where only a report is asked for, its day is the last one to answer
        for words in task.get("to") or [""]:
            terms = cases.Terms(
                due_precision=due.get("precision") or "", due_text=(due.get("text") or "")[:200],
                report_back=_day(back), report_back_text=(back.get("text") or "")[:200], addressee=words[:200],
                point=order,
            )  # fmt: skip
            bodies = bodies_meant(filing, words, sender=sender) if words else []
            yield Given(task["text"], words, bodies, _day(due), terms)


def _deadlines(filing: Filing, sender: Body) -> Iterator[Given]:
    for deadline in filing.values.get("deadlines", []):
        order, force = _point(filing.values, deadline["text"])
        words, due = deadline["who"] or "", _day(deadline)
        if not due or not words or force in PROPOSED or _told(filing.values, deadline):
            continue
        terms = cases.Terms(
            due_precision=deadline.get("precision") or "", due_text=deadline["text"][:200],
            addressee=words[:200], point=order,
        )  # fmt: skip
        yield Given(deadline["text"], words, bodies_meant(filing, words, sender=sender), due, terms)


def _told(values: dict[str, Any], deadline: dict[str, Any]) -> bool:
    """Return whether a commission tells of the same last day, or in the same words."""
    text = folded(deadline["text"])
    return any(
        text in folded(task["text"])
        or deadline["date"] in (_term(task, "due").get("date"), _term(task, "report_back").get("date"))
        for task in values.get("commissions", [])
    )


def _term(task: dict[str, Any], name: str) -> dict[str, Any]:
    return task.get(name) or {}


def _day(term: dict[str, Any]) -> date | None:
    return date.fromisoformat(term["date"]) if term.get("date") else None


def _point(values: dict[str, Any], text: str) -> tuple[int | None, str]:
    """Return number and force of the decision point that a text stands in."""
    for order, point in enumerate(values.get("points", []), 1):
        if folded(text) in folded(point["text"]) or folded(point["text"]) in folded(text):
            return order, point["force"]
    return None, ""
