"""The list of systems: chosen, sorted and cut in the database, live or as of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from samsyn.history.queries import rows
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import SwedishOrder, visible
from samsyn.organisation.rules import Access
from samsyn.register.models import Initiative, System, SystemUse

FIELDS = ("id", "name", "body_id", "owner", "supplier", "contract_end", "yearly_cost", "common")


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A system as one line of the list; the yearly cost is in öre, `used` counts initiatives (system)."""

    id: int
    name: str
    body_id: int
    owner: str
    supplier: str
    contract_end: date | None
    yearly_cost: int | None
    common: bool
    used: int = 0


@dataclass(frozen=True, slots=True)
class SystemListing:
    """A page of systems, with how many there are and how many secret ones were left out (lista)."""

    rows: list[SystemLine]
    count: int
    left_out: int


def system_listing(
    access: Access, municipality: Municipality, *, as_of: date | None, body_id: int | None = None,
    words: str = "", common: bool = False, sort: str = "name", window: slice = slice(None),
) -> SystemListing:  # fmt: skip
    """Return one page of the chosen systems; `sort` is a column's name, with a minus for falling."""
    everything = rows(System, as_of).filter(municipality_id=municipality.pk)
    seen, wanted = visible(access, "initiative"), _chosen(body_id, words, common)
    counts = everything.aggregate(shown=Count("id", filter=seen & wanted), left_out=Count("id", filter=~seen))
    ordering = _ordering(sort, _uses(access, as_of))
    found = list(everything.filter(seen & wanted).order_by(*ordering)[window].values(*FIELDS))
    used = _used(access, [values["id"] for values in found], as_of)
    lines = [SystemLine(**values, used=used[values["id"]]) for values in found]
    return SystemListing(lines, counts["shown"], counts["left_out"])


def _chosen(body_id: int | None, words: str, common: bool) -> Q:
    found = Q(body_id=body_id) if body_id else Q()
    if common:
        found &= Q(common=True)
    for stem in stems(words):
        found &= Q(name__icontains=stem) | Q(supplier__icontains=stem) | Q(owner__icontains=stem)
    return found


def _ordering(sort: str, uses: QuerySet[SystemUse]) -> list[OrderBy]:
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    swedish = {"name": "name", "supplier": "supplier", "owner": "owner", "body": "body__name"}
    mine = uses.filter(system_id=OuterRef("id")).order_by().values("system_id").annotate(n=Count("id"))
    by: Any = SwedishOrder(swedish[name]) if name in swedish else F(name)
    by = Subquery(mine.values("n")) if name == "used" else by
    return [by.desc(nulls_last=True) if falling else by.asc(nulls_last=True), F("id").asc()]


def _used(access: Access, ids: list[int], as_of: date | None) -> Counter[int]:
    """Return how many initiatives that may be seen build on each of the systems."""
    return Counter(_uses(access, as_of).filter(system_id__in=ids).values_list("system_id", flat=True))


def _uses(access: Access, as_of: date | None) -> QuerySet[SystemUse]:
    seen = rows(Initiative, as_of).filter(visible(access, "initiative")).values("id")
    return SystemUse.objects.filter(initiative_id__in=seen)
