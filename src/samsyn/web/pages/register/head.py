"""What stands on top of every page about one initiative: facts, latest report, tabs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format

from samsyn.governance.queries.process import asking
from samsyn.organisation.queries import may
from samsyn.oversight.queries import Lens, initiative_strip
from samsyn.register.models import Initiative
from samsyn.register.queries import Compliance, InitiativeFacts, dossier
from samsyn.web.base.looking import lens
from samsyn.web.base.refs import knots
from samsyn.web.base.request import Request

TABS = (
    ("styrning", "Styrning", "initiative"),
    ("hantering", "Hantering", "handling"),
    ("uppföljning", "Uppföljning", "follow_up"),
    ("risker", "Risker och roller", "lists"),
    ("råd", "Juridiskt råd", "advice"),
)
REACHES, TRACKS = dict(Initiative.REACHES), dict(Initiative.TRACKS)


def find(request: Request, number: int) -> tuple[InitiativeFacts, list[Compliance]]:
    """Return an initiative of the municipality with its compliance; one that may not be seen answers 404."""
    asks = asking(request.municipality, request.as_of, request.today)
    found = dossier(
        request.access, request.municipality, number, asks, as_of=request.as_of, today=request.today
    )
    if found is None:
        raise Http404(f"I-{number:04d} finns inte här.")
    return found


def head(request: Request, number: int, tab: str) -> dict[str, Any]:
    """Return the context that the pages of one initiative share; `tab` is the one that is open."""
    facts, every = find(request, number)
    compliance = [one for one in every if one.due]
    day = request.as_of or request.today
    seen = lens(request)
    named = seen.bodies
    now = request.as_of is None
    return {
        "facts": facts, "body": named[facts.body_id], "bodies": named, "day": day,
        "compliance": compliance, "every": every,
        "later": [one for one in every if not one.due and one.tab == tab],
        "missing": [one for one in compliance if not one.met],
        "met": sum(one.met for one in compliance),
        "asked": [one for one in compliance if one.tab == tab],
        "elsewhere": [
            (label, reverse(f"register:{page}", args=[number]))
            for key, label, page in TABS
            if key != tab and any(one.tab == key for one in compliance)
        ],
        "latest": facts.latest, "days": facts.days(day), "since": facts.since(day),
        "freshness": facts.freshness(day).value, "start": when(facts.start, facts.start_precision, facts.start_raw),
        "end": when(facts.end, facts.end_precision, facts.end_raw), "moved": moved(facts),
        "reach": REACHES[facts.reach], "track": TRACKS[facts.track],
        "parts": [(one, named[one.body_id].name) for one in facts.participants],
        "secrecy_owner": named.get(facts.secrecy_owner_id or 0),
        "tabs": _tabs(number, compliance, tab), "nodes": _nodes(seen, facts, compliance),
        "may_write": now and may(request.access, "write", facts.thing),
        "may_report": now and may(request.access, "report", facts.thing) and not facts.draft,
    }  # fmt: skip


def _nodes(seen: Lens, facts: InitiativeFacts, compliance: list[Compliance]) -> list[dict[str, Any]]:
    met = sum(one.met for one in compliance)
    return knots(
        initiative_strip(
            seen,
            initiative_id=facts.id,
            number=facts.number,
            decision=facts.decision,
            met=met,
            asked=len(compliance),
        )
    )


def _tabs(number: int, compliance: list[Compliance], current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label, "url": reverse(f"register:{page}", args=[number]), "current": key == current,
            "count": sum(one.tab == key and not one.met for one in compliance),
        }
        for key, label, page in TABS
    ]  # fmt: skip


def when(day: date | None, precision: str, raw: str) -> str:
    """Return a planned day as exactly as it is known: a day, a month, or the words it was given in."""
    if day is None:
        return raw
    if precision == "month":
        return date_format(day, "F Y")
    return raw if precision not in ("", "day") and raw else day.isoformat()


def moved(facts: InitiativeFacts) -> str:
    """Return how far the end has moved from the first plan, such as "+4 mån", or nothing."""
    if not facts.baseline_end or not facts.end:
        return ""
    months = (facts.end.year - facts.baseline_end.year) * 12 + facts.end.month - facts.baseline_end.month
    if months == 0:
        return ""
    return f"{'+' if months > 0 else '−'}{abs(months)} mån mot första planen"
