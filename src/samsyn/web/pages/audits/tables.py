"""The tables of the audit pages: audits, measures, and the matrix of recommendation by body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.audits.queries import Asked, AuditFile, Cell, MeasureLine
from samsyn.audits.rules import Progress
from samsyn.governance.models import Assessment
from samsyn.kit.refs import numbered
from samsyn.kit.scales import Verdict
from samsyn.organisation.queries import BodyRow
from samsyn.web.base.marks import NotConcerned, chip, icon, value, verdict
from samsyn.web.base.tables import Column

ASSESSORS = dict(Assessment.ASSESSORS)
OWN = "own"

AUDITS = (
    Column(
        "title", "Granskning", head=True, wide=True, link=lambda row: reverse("audits:audit", args=[row.number]),
        under=lambda row: row.ref,
    ),
    Column("day", "Överlämnad"),
    Column("verdict", "Revisorernas bedömning"),
    Column("recommendations", "Rekommendationer", number=True),
    Column("measures", "Åtgärder", number=True),
    Column("done", "Klara", number=True),
    Column("late", "Försenade", number=True),
    Column("answer_due", "Svar senast"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with the body's name and the day it is seen (rad)."""

    nr: int
    row: MeasureLine
    body: str
    day: date


def lines(file: AuditFile, bodies: dict[int, BodyRow], day: date) -> list[Line]:
    """Return the measures as lines, numbered as the audit has them."""
    return [Line(nr, row, bodies[row.body_id].name, day) for nr, row in enumerate(file.measures, 1)]


def _text(line: Line) -> SafeString:
    """Draw a measure with what it waits for and the initiative that carries it out."""
    row = line.row
    below = SafeString("")
    if row.case_number and row.progress is not Progress.DONE:
        case = format_html('<a href="{}">{}</a>', reverse("cases:case", args=[row.case_key]), row.case_number)
        below = format_html(
            '<span class="under">{} Gäller om {} bifalls. Annars återupptas rekommendation {}.</span>',
            icon("corner-down-right"), case, row.number,
        )  # fmt: skip
    elif row.initiative_number:
        ref = numbered("I", row.initiative_number)
        url = reverse("register:initiative", args=[row.initiative_number])
        below = format_html('<span class="under">Genomförs i <a href="{}">{}</a></span>', url, ref)
    return format_html("{}{}", row.text, below)


def _due(line: Line) -> SafeString | str:
    row = line.row
    if row.progress is Progress.OVERDUE and row.due:
        return format_html('{}<span class="under">{} dagar sen</span>', row.due, (line.day - row.due).days)
    return str(row.due or "Ingen dag satt")


def _progress(line: Line) -> SafeString:
    row = line.row
    done = format_html('<span class="under">{}</span>', row.done_on) if row.progress is Progress.DONE else ""
    return format_html("{}{}", chip("measure", row.progress.value), done)


MEASURES = (
    Column("nr", "Nr", number=True),
    Column("number", "Rek.", of=lambda line: line.row.number, number=True),
    Column("text", "Åtgärd", of=lambda line: line.row.text, show=_text, head=True, wide=True),
    Column("body", "Nämnd"),
    Column("owner", "Ansvarig", of=lambda line: line.row.owner),
    Column("due", "Klart senast", of=lambda line: line.row.due, show=_due),
    Column("progress", "Läge", of=lambda line: line.row.progress, show=_progress),
)


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the matrix: the verdict shown and the body's own beside it; `concerned` or not (ruta)."""

    body: str
    concerned: bool
    shown: Verdict | None = None
    own: Verdict | None = None

    @property
    def differs(self) -> bool:
        """Return whether the body judges itself otherwise."""
        return self.own is not None and self.own is not self.shown


def matrix(file: AuditFile, bodies: Iterable[BodyRow], assessor: str) -> list[tuple[Asked, list[Square]]]:
    """Return the recommendations with a square for every body."""
    columns = list(bodies)
    return [
        (one, [_square(one.cells.get(body.id), body, assessor) for body in columns]) for one in file.asked
    ]


def _square(cell: Cell | None, body: BodyRow, assessor: str) -> Square:
    if cell is None:
        return Square(body.name, concerned=False)
    own = cell.by(OWN) if assessor != OWN else None
    return Square(body.name, concerned=True, shown=cell.by(assessor), own=own)


@dataclass(frozen=True, slots=True)
class Split:
    """A recommendation to a body where the verdicts differ, all three side by side (skillnad)."""

    number: int
    body: str
    said: list[tuple[str, Verdict, date]]


def splits(file: AuditFile, bodies: dict[int, BodyRow]) -> list[Split]:
    """Return where the body judges itself above the city office, the widest gap first."""
    found = [
        (gap, one.number, cell)
        for one in file.asked
        for cell in one.cells.values()
        if (gap := _gap(cell)) > 0
    ]
    found.sort(key=lambda item: (-item[0], item[1], item[2].id))
    return [Split(number, bodies[cell.body_id].name, _said(cell)) for _, number, cell in found]


def _gap(cell: Cell) -> int:
    own, office = cell.by(OWN), cell.by("city_office")
    return own.step - office.step if own and office else 0


def _said(cell: Cell) -> list[tuple[str, Verdict, date]]:
    return [
        (label, cell.verdicts[key].verdict, cell.verdicts[key].day)
        for key, label in ASSESSORS.items()
        if key in cell.verdicts
    ]


def _verdict(split: Split, assessor: str) -> Verdict | None:
    return next((said for label, said, _ in split.said if label == assessor), None)


def _judged(split: Split, assessor: str) -> SafeString:
    """Draw a verdict with its day."""
    day = next((day for label, _, day in split.said if label == assessor), None)
    return format_html('{}<span class="under">{}</span>', verdict(_verdict(split, assessor)), day or "")


SPLITS = (
    Column("body", "Nämnd", head=True),
    Column("number", "Rek.", number=True),
    *(
        Column(key, label, of=partial(_verdict, assessor=label), show=partial(_judged, assessor=label))
        for key, label in ASSESSORS.items()
    ),
)


def matrix_columns(bodies: Iterable[BodyRow]) -> tuple[Column, ...]:
    """Return the columns of the matrix: the recommendation, then the verdict of each body."""
    return (
        Column("number", "Rek.", of=lambda row: row[0].number, number=True),
        Column("text", "Rekommendation", of=lambda row: row[0].text, head=True),
        *(
            Column(
                f"nämnd-{body.id}", body.name, of=partial(_judgement, place=place), show=partial(_drawn, place=place),
            )
            for place, body in enumerate(bodies)
        ),
    )  # fmt: skip


def _judgement(row: tuple[Asked, list[Square]], place: int) -> Verdict | NotConcerned | None:
    square = row[1][place]
    return square.shown if square.concerned else NotConcerned.VALUE


def _drawn(row: tuple[Asked, list[Square]], place: int) -> SafeString | str:
    """Draw a square with the body's own verdict below, loud where it is another."""
    square = row[1][place]
    if not square.concerned:
        return value(NotConcerned.VALUE)
    own = ""
    if square.differs and square.own:
        own = format_html('<span class="under"><b>Egen: {}</b></span>', square.own.label.lower())
    elif square.own:
        own = format_html('<span class="under">{}</span>', "Egen: samma")
    return format_html("{}{}", verdict(square.shown), own)
