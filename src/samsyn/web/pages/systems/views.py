"""The list of systems, with what they lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.register.queries.systems import SystemFacts, system_listing
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip, value
from samsyn.web.base.request import Request
from samsyn.web.base.rights import writable
from samsyn.web.base.tables import Column, View

NEAR = timedelta(days=180)
"""A contract that ends within this time calls for a reader."""
LACKING = {
    "contract": "Avtal som går ut inom ett år utan plan",
    "common": "Egna system för samma objekt hos flera nämnder",
    "owner": "Saknar systemägare",
    "leads": "Saknar förvaltare i verksamheten eller IT",
    "class": "Saknar klassning från de senaste två åren",
}
"""What a system may lack, as `register.queries.systems.lacks` names it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A system with its body's name and the day it is seen (rad)."""

    row: SystemFacts
    used: int
    body: str
    day: date


def contract(end: date | None, day: date) -> str | SafeString:
    """Show when a contract ends, loud when it has ended or soon does."""
    if end is None or end - day > NEAR:
        return value(end)
    return format_html(
        "{} {}", value(end), chip("bad", "Gått ut") if end < day else chip("warn", "Snart slut")
    )


COLUMNS = (
    Column("name", "System", of=lambda line: line.row.name, head=True, under=lambda line: line.row.supplier,
           link=lambda line: reverse("systems:system", args=[line.row.id])),
    Column("body", "Nämnd", wide=True),
    Column("managed_object", "Objekt", of=lambda line: line.row.managed_object),
    Column("owner", "Systemägare", of=lambda line: line.row.owner),
    Column("contract_end", "Avtal till", of=lambda line: line.row.contract_end,
           show=lambda line: contract(line.row.contract_end, line.day)),
    Column("classes", "Klass K–R–T", of=lambda line: line.row.classes, sortable=False),
    Column("common", "Gemensamt", of=lambda line: line.row.common),
    Column("users", "Användare", of=lambda line: line.row.users, number=True),
    Column("used", "Initiativ", number=True),
    Column("yearly_cost", "Kostnad per år", of=lambda line: line.row.yearly_cost, number=True, unit="tkr"),
)  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the systems that the address asks for, page by page, or send them as a file."""
    bodies, day = named(request), request.as_of or request.today
    view = View(request, COLUMNS, sort="name")
    codes = {body.code: body.id for body in bodies.values()}
    body = view.filter("body")
    found = system_listing(
        request.access, request.municipality, day, as_of=request.as_of, words=view.filter("q"),
        body_id=codes.get(body, -1) if body else None, common=view.filter("common") == "yes",
        retired=view.filter("avvecklade") == "ja", lacking=view.filter("saknar"),
        sort=f"-{view.key}" if view.descending else view.key, window=view.window,
    )  # fmt: skip
    lines = [Line(one.system, one.used, bodies[one.system.body_id].name, day) for one in found.rows]
    table = view.table(lines, found.count, "System")
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "left_out": found.left_out, "may_write": bool(writable(request, bodies)),
        "common": [("yes", "Bara gemensamma")], "retired": [("ja", "Även avvecklade")],
        "lacking": list(LACKING.items()),
        "lacked": [(key, words, found.lacking[key]) for key, words in LACKING.items() if found.lacking[key]],
        "bodies": [(one.code, one.name) for one in bodies.values() if one.kind in ("executive", "board")],
    }  # fmt: skip
    return render(request, "systems/list.html", context)
