"""One board: what traces show that nobody documented, and which facts its initiatives lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.expressions import Combinable, OrderBy

from samsyn.governance.queries.process import asking
from samsyn.kit.words import stems
from samsyn.organisation.queries import SwedishOrder
from samsyn.oversight.queries.scope import Lens
from samsyn.register.queries.requirements import asked_of, filled


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A sign from outside the register that no initiative answers to; amount in öre (spår)."""

    id: int
    kind: str
    origin: str
    title: str
    amount: int | None
    seen_on: date


@dataclass(frozen=True, slots=True)
class Lack:
    """How many of a board's registered initiatives lack a fact that the model asks for (brist)."""

    label: str
    clause: str
    count: int


def board_traces(
    lens: Lens, body_id: int, order: Sequence[str], window: slice, words: str = ""
) -> tuple[list[TraceRow], int]:
    """Return a page of the traces with every word that a board has no initiative for, and how many there are."""
    found = lens.missing().filter(body_id=body_id)
    for stem in stems(words):
        found = found.filter(Q(title__icontains=stem) | Q(origin__icontains=stem))
    fields = ("id", "kind", "origin", "title", "amount", "seen_on")
    ordered = found.order_by(*(_by(name) for name in order))
    return [TraceRow(*row) for row in ordered.values_list(*fields)[window]], found.count()


def _by(name: str) -> Combinable | OrderBy | str:
    title = SwedishOrder("title")
    return {"title": title, "-title": title.desc()}.get(name, name)


def lacking(lens: Lens, body_id: int) -> list[Lack]:
    """Return what a board's registered initiatives lack of what is asked at least, most lacked first; two queries."""
    asks = asking(lens.municipality, lens.as_of, lens.today)
    asked = [one for one in asks.every if one.minimum]
    if not asked:
        return []
    lacked = {
        f"lack_{one.pk}": Count("id", filter=asked_of(one, asks) & ~filled(one.field, lens.as_of, lens.today))
        for one in asked
    }
    counts = lens.known().filter(body_id=body_id).aggregate(**lacked)
    summed: Counter[tuple[str, str]] = Counter()
    for one in asked:
        summed[one.label, one.clause] += counts[f"lack_{one.pk}"]
    found = [Lack(label, clause, count) for (label, clause), count in summed.items() if count]
    return sorted(found, key=lambda lack: (-lack.count, lack.label))
