"""The list of cases, one case with its red thread, and one paragraph of the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.cases import queries
from samsyn.cases.queries import Activity, CaseFile, CaseRow, CaseSelection, TaskRow
from samsyn.cases.queries.calendar import dispatches, next_step
from samsyn.cases.rules import minutes_dates, recorded_day
from samsyn.history.models import Quote
from samsyn.history.queries import quotes
from samsyn.intake.rules import LABELS
from samsyn.kit.refs import Ref
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries import Lens, case_strip, things_of_case
from samsyn.web.base.files import as_file, download
from samsyn.web.base.looking import body_choices, lens
from samsyn.web.base.marks import icon
from samsyn.web.base.refs import knots
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.cases.grounds import may_write

HEAD = ("kind", "title", "body", "date", "paragraph", "adjusted", "members", "basis")
"""What a paragraph's page shows in its head, so that its quotes need not be told again."""
Given = tuple[TaskRow, str, int]
"""A task, the name of the body that has it, and how many days late it is."""
STATES = (("open", "Öppna"), ("closed", "Avslutade"))


@dataclass(frozen=True, slots=True)
class Line:
    """A case with what the list shows beside it (rad)."""

    row: CaseRow
    body: str
    activity: Activity


def _number(line: Line) -> str | SafeString:
    if not line.row.secrecy_ground:
        return line.row.number
    return format_html('{} {}<span class="sr-only"> (sekretess)</span>', icon("lock"), line.row.number)


COLUMNS = (
    Column(
        "number", "Ärende", of=lambda line: line.row.number, show=_number, head=True, wide=True,
        link=lambda line: reverse("cases:case", args=[line.row.key]), under=lambda line: line.row.title,
    ),
    Column("body", "Nämnd"),
    Column("opened", "Öppnat", of=lambda line: line.row.opened),
    Column("latest", "Senaste beslut", of=lambda line: line.activity.latest,
        show=lambda line: _day(line.activity.latest)),
    Column("decisions", "Beslut", of=lambda line: line.activity.decisions, number=True),
    Column("waiting", "Uppdrag utan svar", of=lambda line: line.activity.waiting, number=True),
    Column("closed", "Avslutat", of=lambda line: line.row.closed, show=lambda line: _day(line.row.closed)),
)  # fmt: skip


def _day(day: date | None) -> str | SafeString:
    return day.isoformat() if day else format_html('<span class="muted">{}</span>', "Inte än")


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the cases that the address asks for, page by page, or send them as a file."""
    seen = lens(request)
    view = View(request, COLUMNS, sort="-opened")
    codes = {name: one.id for one in seen.bodies.values() for name in (str(one.id), one.code, one.name)}
    body, year = view.filter("body"), view.filter("year")
    selection = CaseSelection(
        body_id=codes.get(body, -1) if body else None, state=view.filter("state"), words=view.filter("q"),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )  # fmt: skip
    found = queries.listing(
        request.access, request.municipality, selection, as_of=request.as_of,
        sort=f"-{view.key}" if view.descending else view.key, window=view.window,
    )  # fmt: skip
    done = queries.activity([row.id for row in found.rows], request.as_of)
    lines = [Line(row, seen.bodies[row.body_id].name, done[row.id]) for row in found.rows]
    table = view.table(lines, found.count, "Ärenden")
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "left_out": found.left_out, "states": STATES,
        "bodies": body_choices(seen.bodies, view.filter("body")), "may_import": _may_import(request),
    }  # fmt: skip
    return render(request, "cases/list.html", context)


def _may_import(request: Request) -> bool:
    """Return whether the visitor may read in a document for the board acted for; never on an earlier day."""
    board = request.board.id if request.board else None
    return request.as_of is None and may(
        request.access, "import", Thing("proposal", request.municipality.pk, board)
    )


@require_GET
def case(request: Request, key: str) -> HttpResponse:
    """Show a case: its documents, decisions, links, tasks and red thread; one that may not be seen answers 404."""
    seen = lens(request)
    found = queries.case_file(request.access, request.municipality, seen.bodies, key, as_of=request.as_of)
    if found is None:
        raise Http404(f"Ärendet {key} finns inte här.")
    quoted = View(request, QUOTES, sort="", prefix="citat-").arrange(_quotes(found), "Citat", search=True)
    if quoted.view.export:
        return download(quoted, request)
    context = {
        "file": found, "body": seen.bodies[found.row.body_id], "bodies": seen.bodies, "day": seen.day,
        "tasks": _together([(one, seen.bodies[one.body_id].name, one.late(seen.day)) for one in found.tasks]),
        "quotes": quoted, "nodes": _nodes(seen, found), "may_write": may_write(request, found.row),
        "next": None if found.row.closed
        else next_step(found.decisions, found.hearing, seen.bodies, seen.day, request.as_of),
    }  # fmt: skip
    return render(request, "cases/case.html", context)


def _place(quote: Quote) -> str:
    page = f", sida {quote.page}" if quote.page and quote.page > 1 else ""
    return f"{quote.source.name}{page}{f', rad {quote.line}' if quote.line else ''}"


QUOTES = (
    Column("label", "Uppgift", of=lambda one: one[0], head=True),
    Column("text", "Ord i handlingen", of=lambda one: one[1].text,
        show=lambda one: format_html('<span class="said">{}</span>', one[1].text)),
    Column("source", "Källa", of=lambda one: _place(one[1])),
)  # fmt: skip


def _nodes(seen: Lens, found: CaseFile) -> list[dict[str, Any]]:
    """Return the seven knots of the case's red thread."""
    decided: dict[str, str] = {one.ref: one.item.title for one in found.decisions}
    return knots(case_strip(things_of_case(seen, found.row.number, decided)))


def _together(tasks: list[Given]) -> list[tuple[Given, list[Given], int]]:
    """Return tasks given to many bodies in the same words as one: the first, all of them, how many are answered."""
    same: dict[tuple[str, str, date | None], list[Given]] = {}
    for one in tasks:
        same.setdefault((one[0].decided_by, one[0].text, one[0].due), []).append(one)
    return [(held[0], held, sum(bool(task.answered_on) for task, *_ in held)) for held in same.values()]


def _quotes(found: CaseFile) -> list[tuple[str, Quote]]:
    """Return the quoted lines behind the case and its decisions, each with what was read from it."""
    refs = [Ref(found.row.number), *(one.ref for one in found.decisions)]
    return [(LABELS.get(quote.field, quote.field), quote) for quote in quotes(refs)]


@require_GET
def paragraph(request: Request, pk: int) -> HttpResponse:
    """Show one paragraph of the minutes, with the cases it belongs to."""
    seen = lens(request)
    found = queries.paragraph(request.access, request.municipality, seen.bodies, pk, as_of=request.as_of)
    if found is None:
        raise Http404("Paragrafen finns inte här.")
    decided, cases = found
    told = quotes([decided.ref]).exclude(field__in=HEAD)
    sent = dispatches(pk, request.as_of)
    meeting = decided.item.meeting
    board = Thing("case", request.municipality.pk, meeting.body_id)
    context = {
        "one": decided, "cases": cases, "quotes": told, "sent": sent,
        "sent_count": sum(row.sent_on is not None for row in sent),
        "open_sent": any(not row.receipt_on for row in sent), "unsent": any(not row.sent_on for row in sent),
        "decides": any(point.force not in ("föreslår", "föreslås") for point in decided.points),
        "dates": minutes_dates(meeting.day, recorded_day(meeting.adjusted), meeting.noticed),
        "may_write": request.as_of is None and may(request.access, "write", board),
    }  # fmt: skip
    return render(request, "cases/paragraph.html", context)


@require_GET
def document(request: Request, pk: int) -> FileResponse:
    """Send the file of a document in a case; one that holds something the reader may not see answers 404."""
    found = queries.filed(request.access, request.municipality, pk)
    if found is None:
        raise Http404("Filen finns inte här, eller innehåller också sådant som du inte får läsa.")
    return as_file(found.source)
