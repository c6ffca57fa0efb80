"""Which initiatives an address asks for: the same words on every page that lists, counts or sums them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samsyn.governance.models import Requirement
from samsyn.governance.queries.process import model_in_force
from samsyn.money.queries import funded
from samsyn.organisation.queries import BodyRow
from samsyn.oversight.queries import Lens
from samsyn.oversight.queries.portfolio import DIMENSIONS, MEASURES, Cut, Measure, having
from samsyn.oversight.queries.scope import SEK
from samsyn.register.models import Initiative
from samsyn.register.queries import Selection, also_where, taking_part
from samsyn.register.queries.versions import lacks
from samsyn.web.base.request import Request
from samsyn.web.base.tables import View

TRACKS = dict(Initiative.TRACKS)
NO_GOAL = "utan"
"""What the address calls having no goal."""
JOINT, PART = "ja", "deltar"
"""What the address calls only what is joint, and a board's own with what it takes part in."""
PLAIN = ("body", "goal", "phase", "state", "risk", "spar")
"""Groupings that are a column of the initiative and a filter of the list since before."""


def selection(request: Request, view: View, found: dict[int, BodyRow]) -> Selection:
    """Return what the address asks for; words that mean nothing narrow nothing, an unknown board gives no rows."""
    body, goal, year, ended = (view.filter(name) for name in ("body", "goal", "year", "ended"))
    codes = {name: one.id for one in found.values() for name in (str(one.id), one.code, one.name)}
    body_id = codes.get(body, -1) if body else None
    together = _together(request, view, body_id)
    return Selection(
        body_id=None if body_id and view.filter("gemensamt") == PART else body_id,
        goal_id=int(goal) if goal.isdecimal() and len(goal) < 10 else None,
        year=int(year) if year.isdecimal() and len(year) == 4 else None, words=view.filter("q"),
        ended=ended == "ended", draft=ended == "draft", benefit=view.filter("nytta") == "ja",
        among=_funded(request, view),
        also=_by_model(request, view) & together & (Q(goal=None) if goal == NO_GOAL else Q()),
        **{name: view.filter(name) for name in ("phase", "state", "risk", "coverage", "fresh", "funding")},
    )  # fmt: skip


def cut(request: Request, view: View, look: Lens) -> Cut:
    """Return what the address asks for as a cut of the portfolio, with the groups and the year it names."""
    within = tuple(
        (key, group.replace("\0", ""))
        for key in DIMENSIONS if key not in PLAIN
        for group in view.query.getlist(key) if group
    )  # fmt: skip
    return Cut(look, year_of(request, view), selection(request, view, look.bodies), within)


def year_of(request: Request, view: View) -> int:
    """Return the year whose money is asked for, by default that of the day shown."""
    text = view.filter("ar")
    return int(text) if text.isdecimal() and len(text) == 4 else (request.as_of or request.today).year


def measure_of(view: View) -> Measure | None:
    """Return the measure that the address names, None without one."""
    return MEASURES.get(view.filter("matt"))


def currency_of(view: View) -> str:
    """Return the currency that the address names, or nothing."""
    text = view.filter("valuta").upper()
    return text if text.isascii() and text.isalpha() and len(text) == 3 else ""


def measured(view: View, asked: Cut) -> Q:
    """Return the filter for the initiatives that have the measure that the address names."""
    measure = measure_of(view)
    return having(asked, measure, currency_of(view) or SEK) if measure else Q()


def day_of(text: str) -> date | None:
    """Return a day in an address, None where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _together(request: Request, view: View, body_id: int | None) -> Q:
    """Return the filter for joint initiatives, or for a board's own and those it takes part in."""
    asked = view.filter("gemensamt")
    if asked == PART and body_id:
        return also_where(body_id, request.as_of, request.today)
    joint = taking_part(request.as_of, request.today).values("initiative_id")
    return Q(id__in=joint) if asked in (PART, JOINT) else Q()


def _by_model(request: Request, view: View) -> Q:
    """Return the filter for the version of the model, the track and the lacked requirement that the address names."""
    found = Q()
    if (version := number(view, "modell")) is not None:
        current = model_in_force(request.municipality, request.as_of or request.today)
        free = Q(version=None) if current and current.pk == version else Q(pk__in=[])
        found &= Q(version=version) | free
    if (track := view.filter("spar")) in TRACKS:
        found &= Q(track=track)
    if (key := number(view, "saknar")) is not None:
        asked = Requirement.objects.filter(
            version__document__municipality=request.municipality, pk=key
        ).first()
        found &= lacks(asked, request.as_of, request.today) if asked else Q(pk__in=[])
    return found


def number(view: View, name: str) -> int | None:
    """Return the number that a word of the address holds, None without one."""
    text = view.filter(name)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _funded(request: Request, view: View) -> QuerySet[Any] | None:
    """Return the ids of those with money this year from the source that the address names, None without one."""
    source = view.filter("medel")
    year = (request.as_of or request.today).year
    return funded(year, "" if source == "alla" else source, request.as_of) if source else None
