"""One board: what traces show that nobody documented, and which facts its initiatives lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.expressions import Combinable, OrderBy

from samsyn.governance.queries import requirements
from samsyn.kit.words import stems
from samsyn.organisation.queries import SwedishOrder
from samsyn.oversight.queries.scope import Lens
from samsyn.register.queries import filled


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
    """Return what a board's registered initiatives lack of the model's minimum, most lacked first; two queries."""
    asked = [one for one in requirements(lens.municipality, lens.as_of, lens.today) if one.minimum]
    if not asked:
        return []
    lacked = {
        f"lack_{one.pk}": Count("id", filter=~filled(one.field, lens.as_of, lens.today)) for one in asked
    }
    counts = lens.known().filter(body_id=body_id).aggregate(**lacked)
    found = [Lack(one.label, one.clause, counts[f"lack_{one.pk}"]) for one in asked]
    return sorted((lack for lack in found if lack.count), key=lambda lack: (-lack.count, lack.label))
