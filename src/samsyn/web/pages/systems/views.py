"""The list of systems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.register.queries.systems import SystemLine, system_listing
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip, value
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

SOON = timedelta(days=180)
"""A contract that ends within this time calls for a reader."""


@dataclass(frozen=True, slots=True)
class Line:
    """A system with its body's name and the day it is seen (rad)."""

    row: SystemLine
    body: str
    day: date


def _end(line: Line) -> str | SafeString:
    end = line.row.contract_end
    if end is None or end - line.day > SOON:
        return value(end)
    return format_html(
        "{} {}", value(end), chip("bad", "Gått ut") if end < line.day else chip("warn", "Snart slut")
    )


COLUMNS = (
    Column("name", "System", of=lambda line: line.row.name, head=True, under=lambda line: line.row.supplier),
    Column("body", "Nämnd", wide=True),
    Column("owner", "Systemägare", of=lambda line: line.row.owner),
    Column("contract_end", "Avtal till", of=lambda line: line.row.contract_end, show=_end),
    Column("common", "Gemensamt", of=lambda line: line.row.common),
    Column("used", "Initiativ", of=lambda line: line.row.used, number=True),
    Column("yearly_cost", "Kostnad per år", of=lambda line: line.row.yearly_cost, number=True, unit="tkr"),
)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the systems that the address asks for, page by page, or send them as a file."""
    bodies = named(request)
    view = View(request, COLUMNS, sort="name")
    codes = {body.code: body.id for body in bodies.values()}
    body = view.filter("body")
    found = system_listing(
        request.access, request.municipality, as_of=request.as_of, words=view.filter("q"),
        body_id=codes.get(body, -1) if body else None, common=view.filter("common") == "yes",
        sort=f"-{view.key}" if view.descending else view.key, window=view.window,
    )  # fmt: skip
    day = request.as_of or request.today
    lines = [Line(row, bodies[row.body_id].name, day) for row in found.rows]
    table = view.table(lines, found.count, "System")
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "left_out": found.left_out, "common": [("yes", "Bara gemensamma")],
        "bodies": [(one.code, one.name) for one in bodies.values() if one.kind in ("executive", "board")],
    }  # fmt: skip
    return render(request, "systems/list.html", context)
