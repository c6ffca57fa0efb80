"""The list of initiatives, and one initiative under three headings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.governance.models import Requirement, Version
from samsyn.governance.queries import goals
from samsyn.governance.queries.deciding import rules_in_force
from samsyn.history.models import Act
from samsyn.history.queries import quotes
from samsyn.kit.periods import end_of
from samsyn.kit.scales import Freshness, Risk, State
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Access, Thing
from samsyn.oversight.queries.portfolio import Cut
from samsyn.register import queries
from samsyn.register.models import Phase, Source
from samsyn.register.queries import InitiativeRow
from samsyn.register.queries.levels import ruling
from samsyn.web.base.choosing import JOINT, NO_GOAL, PART, TRACKS, cut, measured, number
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, lens
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Table, View
from samsyn.web.pages.register.columns import COLUMNS, EXTRA, PICK, lines
from samsyn.web.pages.register.head import head
from samsyn.web.pages.register.joining import joining
from samsyn.web.pages.register.measuring import grouped, with_measure
from samsyn.web.pages.register.rights import writable

COVERAGE = (("documented", "Dokumenterade"), ("gap", "Saknar uppgifter"))
ENDED = (("ended", "Även avslutade"), ("draft", "Bara utkast"))
TOGETHER = ((JOINT, "Bara gemensamma"), (PART, "Även där nämnden deltar"))
FUNDED = (("alla", "Alla källor"), *Source.choices())
NEWEST = "-number"


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the initiatives that the address asks for, page by page, or send them as a file."""
    view = View(request, COLUMNS + EXTRA if "as" in request.GET else COLUMNS, sort=NEWEST)
    asked = cut(request, view, replace(lens(request), access=_access(request, view)))
    found = asked.lens.bodies
    table, left_out = _table(request, view, asked)
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "left_out": left_out, "may_write": bool(writable(request, found)),
        "may_import": request.as_of is None
        and may(request.access, "import", Thing("initiative", request.municipality.pk, None)),
        "bodies": body_choices(found, view.filter("body")), "phases": Phase.choices(),
        "states": State.choices(), "risks": Risk.choices(), "coverage": COVERAGE, "sources": Source.choices(),
        "freshness": Freshness.choices(), "ended": ENDED, "funded": FUNDED,
        "together": TOGETHER,
        "narrowed": _narrowed(request, view) + grouped(view, asked),
        "year": (request.as_of or request.today).year,
        "goals": [*((goal.pk, goal.title) for goal in goals(request.municipality)), (NO_GOAL, "Inget mål")],
    }  # fmt: skip
    return render(request, "register/list.html", context)


def chosen(request: Request) -> list[InitiativeRow]:
    """Return all the initiatives that the address asks for, of any page."""
    view = View(request, COLUMNS, sort=NEWEST)
    asked = cut(request, view, replace(lens(request), access=_access(request, view)))
    who, how = _wanted(request, view, asked)
    return queries.every(*who, **how)


def _wanted(request: Request, view: View, asked: Cut) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what the queries of the list take: who reads which selection, and how."""
    complete = asked.lens.meets() if asked.selection.coverage else Q()
    how: dict[str, Any] = {
        "complete": complete, "as_of": request.as_of, "today": request.today,
        "sort": f"-{view.key}" if view.descending else view.key,
    }  # fmt: skip
    wanted = replace(asked.selection, also=asked.selection.also & asked.groups() & measured(view, asked))
    return (asked.lens.access, request.municipality, asked.lens.bodies, wanted), how


def _table(request: Request, view: View, asked: Cut) -> tuple[Table, int]:
    day, found = asked.lens.day, asked.lens.bodies
    who, how = _wanted(request, view, asked)
    if view.export:
        rows = queries.every(*who, **how)
        count, left_out = len(rows), 0
    else:
        listing = queries.listing(*who, **how, page=view.page)
        rows, count, left_out = listing.rows, listing.count, listing.left_out
    costs = queries.costs([row.id for row in rows], request.as_of)
    column, summed = with_measure(view, asked)
    pick = () if view.export or not writable(request, found) else (PICK,)
    shown = View(request, (*pick, *view.columns, *column), sort=NEWEST)
    return shown.table(lines(rows, found, costs, day), count, "Initiativ", note=summed), left_out


def _access(request: Request, view: View) -> Access:
    """Return the visitor's access, to open rows only where a figure of the overview led here."""
    return replace(request.access, open_only=view.filter("oppna") == "ja")


def _narrowed(request: Request, view: View) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the filters that other pages' links set, with the one choice that each is set to."""
    mine = {"document__municipality": request.municipality}
    asked: dict[str, tuple[str, Any]] = {
        "modell": ("Följer modellen", Version.objects.filter(**mine).values_list("pk", "label")),
        "saknar": (
            "Saknar",
            Requirement.objects.filter(version__document__municipality=request.municipality).values_list(
                "pk", "label"
            ),
        ),
    }
    found = [
        (name, label, [(str(key), words) for key, words in rows.filter(pk=number(view, name))])
        for name, (label, rows) in asked.items()
        if number(view, name) is not None
    ]
    if view.filter("spar") in TRACKS:
        found.append(("spar", "Spår", list(TRACKS.items())))
    return found


@require_GET
def steering(request: Request, number: int) -> HttpResponse:
    """Show how an initiative is steered: its task, who answers for what, what the model asks, what has happened."""
    context = head(request, number, "styrning")
    facts = context["facts"]
    context |= {
        "acts": _acts(request, facts.ref, list(context["bodies"])),
        "quotes": quotes([facts.ref]),
        "rules": (rules := rules_in_force(request.municipality, request.as_of, request.today)),
        "ruling": ruling(facts, rules) if rules else None,
        "may_decide": request.as_of is None and may(request.access, "decide", facts.thing),
        **joining(request, facts),
    }
    return render(request, "register/steering.html", context)


def _acts(request: Request, ref: str, body_ids: list[int]) -> list[Act]:
    """Return the latest acts about an initiative, secret ones too: who sees the page may see them."""
    found = Act.objects.filter(ref=ref, body_id__in=body_ids)
    if request.as_of is not None:
        found = found.filter(at__lt=end_of(request.as_of))
    return list(found.order_by("-at", "-pk")[:12])
