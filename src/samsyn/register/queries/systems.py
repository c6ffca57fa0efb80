"""The list of systems: chosen, sorted and cut in the database, live or as of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from samsyn.history.queries import rows
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import SwedishOrder, visible, visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import Initiative, System, SystemUse
from samsyn.register.rules import SOON

OLD = timedelta(days=730)
"""How old a classification of information may be."""


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """A system as recorded on a day; the yearly cost is in öre (system)."""

    id: int
    name: str
    body_id: int
    owner: str
    business_lead: str
    it_lead: str
    managed_object: str
    supplier: str
    contract_end: date | None
    contract_plan: str
    yearly_cost: int | None
    users: int | None
    confidentiality: int | None
    integrity: int | None
    availability: int | None
    classified_on: date | None
    common: bool
    retired_on: date | None
    replaced_by_id: int | None
    delivery_id: int | None
    unit_id: int | None
    municipality_id: int
    secrecy_ground: str

    @property
    def classes(self) -> str:
        """Return the levels of confidentiality, integrity and availability, such as 2–1–3, or nothing."""
        levels = (self.confidentiality, self.integrity, self.availability)
        return "" if levels == (None,) * 3 else "–".join("?" if one is None else str(one) for one in levels)


COLUMNS = [field.name for field in fields(SystemFacts)]


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A system as one line of the list; `used` counts initiatives (rad)."""

    system: SystemFacts
    used: int = 0


@dataclass(frozen=True, slots=True)
class SystemListing:
    """A page of systems, how many there are, how many secret ones were left out, and how many lack what (lista)."""

    rows: list[SystemLine]
    count: int
    left_out: int
    lacking: dict[str, int]


def lacks(found: QuerySet[Any], day: date) -> dict[str, Q]:
    """Return the filters for the systems in use on a day that lack something, by what they lack.

    `contract`: ends within a year without a plan · `owner`, `leads`: nobody is named · `class`: not classified the
    last two years · `common`: boards have a system each for the same object.
    """
    own = found.filter(used_on(day), common=False).exclude(managed_object="")
    several = (
        own.order_by().values("managed_object").annotate(n=Count("body_id", distinct=True)).filter(n__gt=1)
    )
    return {
        "contract": Q(contract_end__lte=day + SOON, contract_plan="", replaced_by_id=None),
        "owner": Q(owner=""),
        "leads": Q(business_lead="") | Q(it_lead=""),
        "class": Q(classified_on=None) | Q(classified_on__lt=day - OLD),
        "common": Q(common=False, managed_object__in=several.values("managed_object")),
    }  # fmt: skip


def used_on(day: date) -> Q:
    """Return the filter for the systems that are in use on a day."""
    return Q(retired_on=None) | Q(retired_on__gt=day)


def system_listing(
    access: Access, municipality: Municipality, day: date, *, as_of: date | None, body_id: int | None = None,
    words: str = "", common: bool = False, retired: bool = False, lacking: str = "", sort: str = "name",
    window: slice = slice(None),
) -> SystemListing:  # fmt: skip
    """Return one page of the chosen systems; `sort` is a column's name, with a minus for falling."""
    everything = rows(System, as_of).filter(municipality_id=municipality.pk)
    seen = visible_on(access, "initiative", System, as_of)
    there = Q() if retired else used_on(day)
    lacked = lacks(everything.filter(seen), day)
    wanted = there & _chosen(body_id, words, common) & lacked.get(lacking, Q())
    told = {name: Count("id", filter=seen & used_on(day) & one) for name, one in lacked.items()}
    counts = everything.aggregate(
        shown=Count("id", filter=seen & wanted), left_out=Count("id", filter=~seen), **told
    )
    ordering = _ordering(sort, _uses(access, as_of))
    found = list(everything.filter(seen & wanted).order_by(*ordering)[window].values(*COLUMNS))
    used = _used(access, [values["id"] for values in found], as_of)
    lines = [SystemLine(SystemFacts(**values), used[values["id"]]) for values in found]
    return SystemListing(lines, counts["shown"], counts["left_out"], {name: counts[name] for name in told})


def _chosen(body_id: int | None, words: str, common: bool) -> Q:
    found = Q(body_id=body_id) if body_id else Q()
    if common:
        found &= Q(common=True)
    for stem in stems(words):
        either = Q()
        for name in ("name", "supplier", "owner", "managed_object"):
            either |= Q(**{f"{name}__icontains": stem})
        found &= either
    return found


def _ordering(sort: str, uses: QuerySet[SystemUse]) -> list[OrderBy]:
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    swedish = {
        "name": "name",
        "supplier": "supplier",
        "owner": "owner",
        "body": "body__name",
        "managed_object": "managed_object",
    }
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


def system_choices(access: Access, municipality: Municipality) -> list[tuple[int, str]]:
    """Return the ids and names of today's systems that the reader may see, by name."""
    found = System.objects.filter(visible(access, "initiative"), municipality=municipality)
    return list(found.order_by(SwedishOrder("name")).values_list("pk", "name"))
