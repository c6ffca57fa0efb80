"""One box that finds a diary number, a §, a reference or words of a title."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from samsyn.kit.refs import decision, numbered
from samsyn.organisation.queries import BodyRow
from samsyn.search.queries import MOST, Hit, search
from samsyn.web.base.looking import named
from samsyn.web.base.request import Request

KINDS = {
    "initiative": ("Initiativ", "register:initiative"),
    "case": ("Ärenden", "cases:case"),
    "decision": ("Beslut", "cases:decision"),
    "document": ("Handlingar", "cases:case"),
    "paper": ("Statens remisser", "thread:page"),
    "audit": ("Granskningar", "audits:audit"),
    "inquiry": ("Remisser", "inquiries:inquiry"),
    "system": ("System", "systems:system"),
}
"""What each kind of hit is called, in the order they are shown, and the page that shows it."""
FIRST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A hit as the page shows it (träff)."""

    title: str
    url: str
    number: str
    body: str
    day: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind (träffgrupp)."""

    kind: str
    label: str
    lines: list[Line]
    count: int


@require_GET
def page(request: Request) -> HttpResponse:
    """Show what the words find; the one thing that they name exactly opens at once."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    bodies = named(request)
    found = search(request.access, request.municipality, bodies, text, request.as_of)
    if len(found.exact) == 1 and (url := _url(found.exact[0])):
        return redirect(url)
    hits = found.exact + found.by_words
    only = request.GET.get("typ", "")
    context = {
        "text": text,
        "groups": _groups(hits, bodies, only),
        "count": len(hits),
        "most": MOST,
        "only": only,
    }
    return render(request, "search/page.html", context)


def _groups(hits: list[Hit], bodies: dict[int, BodyRow], only: str) -> list[Group]:
    """Return the hits by kind: the first of every kind, or all of the one that is asked for."""
    found = []
    for kind in [only] if only in KINDS else KINDS:
        mine = [hit for hit in hits if hit.kind == kind]
        shown = mine if only else mine[:FIRST]
        if mine:
            found.append(Group(kind, KINDS[kind][0], [_line(hit, bodies) for hit in shown], len(mine)))
    return found


def _line(hit: Hit, bodies: dict[int, BodyRow]) -> Line:
    body = bodies.get(hit.body_id or 0)
    number = hit.note
    if hit.kind == "initiative":
        number = numbered("I", int(hit.key))
    elif hit.kind == "decision" and body:
        number = decision(body.code, hit.day, hit.note)
    return Line(
        hit.title or number,
        _url(hit),
        number,
        body.name if body else "",
        hit.day.isoformat() if hit.day else "",
    )


def _url(hit: Hit) -> str:
    name = KINDS[hit.kind][1]
    if hit.kind == "paper":
        return f"{reverse(name)}?{urlencode({'ref': hit.key})}"
    whole = hit.kind in ("initiative", "audit", "inquiry", "decision", "system")
    try:
        return reverse(name, args=[int(hit.key) if whole else hit.key]) if name else ""
    except NoReverseMatch:
        return ""
