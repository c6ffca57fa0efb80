"""The list of initiatives, and one initiative under three headings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.governance.models import Requirement, Version
from samsyn.governance.queries import adopted, goals
from samsyn.governance.queries.deciding import rules_in_force
from samsyn.governance.queries.process import model_in_force
from samsyn.history.models import Act
from samsyn.history.queries import quotes
from samsyn.kit.periods import end_of
from samsyn.kit.scales import Freshness, Risk, State
from samsyn.money.queries import funded
from samsyn.organisation.queries import BodyRow, may
from samsyn.organisation.rules import Access, Thing
from samsyn.register import queries
from samsyn.register.models import Phase, Source
from samsyn.register.queries import Selection
from samsyn.register.queries.levels import ruling
from samsyn.register.queries.versions import lacks
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Table, View
from samsyn.web.pages.register.columns import COLUMNS, EXTRA, lines
from samsyn.web.pages.register.head import TRACKS, head
from samsyn.web.pages.register.rights import writable

COVERAGE = (("documented", "Dokumenterade"), ("gap", "Saknar uppgifter"))
ENDED = (("ended", "Även avslutade"), ("draft", "Bara utkast"))
FUNDED = (("alla", "Alla källor"), *Source.choices())
NEWEST = "-number"
NO_GOAL = "utan"
"""What the address calls having no goal."""


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the initiatives that the address asks for, page by page, or send them as a file."""
    found = named(request)
    view = View(request, COLUMNS + EXTRA if "as" in request.GET else COLUMNS, sort=NEWEST)
    table, left_out = _table(request, view, found)
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "left_out": left_out, "may_write": bool(writable(request, found)),
        "may_import": request.as_of is None
        and may(request.access, "import", Thing("initiative", request.municipality.pk, None)),
        "bodies": body_choices(found, view.filter("body")), "phases": Phase.choices(),
        "states": State.choices(), "risks": Risk.choices(), "coverage": COVERAGE, "sources": Source.choices(),
        "freshness": Freshness.choices(), "ended": ENDED, "funded": FUNDED,
        "narrowed": _narrowed(request, view),
        "year": (request.as_of or request.today).year,
        "goals": [*((goal.pk, goal.title) for goal in goals(request.municipality)), (NO_GOAL, "Inget mål")],
    }  # fmt: skip
    return render(request, "register/list.html", context)


def _table(request: Request, view: View, found: dict[int, BodyRow]) -> tuple[Table, int]:
    day = request.as_of or request.today
    versions = adopted(request.municipality, end_of(day))
    how: dict[str, Any] = {
        "complete": queries.meets(versions, request.as_of, day), "as_of": request.as_of, "today": request.today,
        "sort": f"-{view.key}" if view.descending else view.key,
    }  # fmt: skip
    who = (_access(request, view), request.municipality, found, _selection(request, view, found))
    if view.export:
        rows = queries.every(*who, **how)
        count, left_out = len(rows), 0
    else:
        listing = queries.listing(*who, **how, page=view.page)
        rows, count, left_out = listing.rows, listing.count, listing.left_out
    costs = queries.costs([row.id for row in rows], request.as_of)
    shown_lines = lines(rows, found, costs, day)
    return view.table(shown_lines, count, "Initiativ"), left_out


def _access(request: Request, view: View) -> Access:
    """Return the visitor's access, to open rows only where a figure of the overview led here."""
    return replace(request.access, open_only=view.filter("oppna") == "ja")


def _selection(request: Request, view: View, found: dict[int, BodyRow]) -> Selection:
    """Return what the address asks for; words that mean nothing narrow nothing, an unknown board gives no rows."""
    body, goal, year, ended = (view.filter(name) for name in ("body", "goal", "year", "ended"))
    codes = {name: one.id for one in found.values() for name in (str(one.id), one.code, one.name)}
    return Selection(
        body_id=codes.get(body, -1) if body else None,
        goal_id=int(goal) if goal.isdecimal() and len(goal) < 10 else None,
        year=int(year) if year.isdecimal() and len(year) == 4 else None, words=view.filter("q"),
        ended=ended == "ended", draft=ended == "draft", benefit=view.filter("nytta") == "ja",
        among=_funded(request, view), also=_by_model(request, view) & (Q(goal=None) if goal == NO_GOAL else Q()),
        **{name: view.filter(name) for name in ("phase", "state", "risk", "coverage", "fresh", "funding")},
    )  # fmt: skip


def _by_model(request: Request, view: View) -> Q:
    """Return the filter for the version of the model, the track and the lacked requirement that the address names."""
    found = Q()
    if (version := _number(view, "modell")) is not None:
        current = model_in_force(request.municipality, request.as_of or request.today)
        free = Q(version=None) if current and current.pk == version else Q(pk__in=[])
        found &= Q(version=version) | free
    if (track := view.filter("spar")) in TRACKS:
        found &= Q(track=track)
    if (key := _number(view, "saknar")) is not None:
        asked = Requirement.objects.filter(
            version__document__municipality=request.municipality, pk=key
        ).first()
        found &= lacks(asked, request.as_of, request.today) if asked else Q(pk__in=[])
    return found


def _number(view: View, name: str) -> int | None:
    text = view.filter(name)
    return int(text) if text.isdecimal() and len(text) < 10 else None


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
        (name, label, [(str(key), words) for key, words in rows.filter(pk=_number(view, name))])
        for name, (label, rows) in asked.items()
        if _number(view, name) is not None
    ]
    if view.filter("spar") in TRACKS:
        found.append(("spar", "Spår", list(TRACKS.items())))
    return found


def _funded(request: Request, view: View) -> QuerySet[Any] | None:
    """Return the ids of those with money this year from the source that the address names, None without one."""
    source = view.filter("medel")
    year = (request.as_of or request.today).year
    return funded(year, "" if source == "alla" else source, request.as_of) if source else None


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
    }
    return render(request, "register/steering.html", context)


def _acts(request: Request, ref: str, body_ids: list[int]) -> list[Act]:
    """Return the latest acts about an initiative, secret ones too: who sees the page may see them."""
    found = Act.objects.filter(ref=ref, body_id__in=body_ids)
    if request.as_of is not None:
        found = found.filter(at__lt=end_of(request.as_of))
    return list(found.order_by("-at", "-pk")[:12])
