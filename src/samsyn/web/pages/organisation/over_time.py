"""The organisation on a day, and how it has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samsyn.organisation.models import Body
from samsyn.organisation.queries import may_reorganise
from samsyn.organisation.queries.changes import ChangeRow, Key, NodeRow, Picture, picture
from samsyn.oversight.queries.owned import Orphan, orphans
from samsyn.oversight.queries.transition import moved, sources
from samsyn.web.base.fields import DAY
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.organisation.lifelines import lifelines

KINDS = {**dict(Body.KINDS), "office": "Förvaltning", "unit": "Enhet"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A body, administration or unit with what lies under it on the day (gren)."""

    node: NodeRow
    kind: str
    new: bool
    below: list[Branch]


@dataclass(frozen=True, slots=True)
class Line:
    """A change with how far its transition plan has come (rad)."""

    change: ChangeRow
    moved: int
    left: int

    @property
    def progress(self) -> str:
        """Return how many rows have gone, in words."""
        if self.change.withdrawn_at:
            return "Återtagen"
        if not self.moved + self.left:
            return "Inget att flytta"
        return f"{self.moved} av {self.moved + self.left} flyttade"


COLUMNS = (
    Column("day", "Gäller från", of=lambda line: line.change.day),
    Column(
        "sentence", "Ändring", of=lambda line: line.change.sentence, head=True, wide=True,
        link=lambda line: reverse("organisation:change", args=[line.change.id]),
    ),
    Column("kind", "Slag", of=lambda line: line.change.label),
    Column("decision", "Beslut", of=lambda line: line.change.decision or "Uppgift saknas"),
    Column("left", "Övergång", of=lambda line: line.left, show=lambda line: line.progress),
)  # fmt: skip


@require_GET
def over_time(request: Request) -> HttpResponse:
    """Show the organisation on a day, what has become what, and whether everything has an owner."""
    day = _day(request)
    seen = picture(request.municipality, day, request.as_of)
    today = request.as_of or request.today
    late = orphans(
        request.municipality, today, request.as_of, request.access, Picture(today, seen.changes, seen.nodes)
    )
    gone = Counter(moved(request.municipality, request.as_of))
    lines = [Line(one, gone[one.id], _left(one, late)) for one in (*seen.changes, *seen.withdrawn)]
    table = View(request, COLUMNS, sort="-day").arrange(lines, "Ändringar", search=True)
    if table.view.export:
        return download(table, request)
    there = [node for key, node in seen.nodes.items() if seen.there(key)]
    context = {
        "table": table, "day": day, "tree": _branches(seen, None), "counts": Counter(one.key[0] for one in there),
        "nobodys": [one for one in late if not one.heir], "waiting": [one for one in late if one.heir],
        "may_change": request.as_of is None and may_reorganise(request.access, request.municipality),
        "lives": [lifelines(seen, today, width) for width in (1000, 340)],
    }  # fmt: skip
    return render(request, "organisation/over_time.html", context)


def _day(request: Request) -> date:
    """Return the day asked for, past or to come; else the day that all pages show."""
    text = request.GET.get("dag", "").strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            messages.error(request, DAY)
    return request.as_of or request.today


def _left(change: ChangeRow, late: Iterable[Orphan]) -> int:
    must, _ = sources(change)
    return sum(one.row.source in must for one in late)


def _branches(seen: Picture, above: Key | None) -> list[Branch]:
    return [
        Branch(node, KINDS[node.kind], node.start == seen.day, _branches(seen, node.key))
        for node in seen.below(above)
    ]
