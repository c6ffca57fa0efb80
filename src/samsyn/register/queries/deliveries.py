"""Reading catalogues of base deliveries, how two of them differ, and what is left out (R18, R19)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import BooleanField, DateField, F, Q, TextField, Value
from django.db.models.functions import Cast

from samsyn.governance.rules import Piece, words_changed
from samsyn.history.queries import rows
from samsyn.kit.refs import DecisionRef, Ref, numbered
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import (
    BaseDelivery,
    Catalogue,
    CatalogueItem,
    Initiative,
    ScopeGap,
    System,
    SystemUse,
)
from samsyn.register.queries.dossier import SystemRow


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A version of the catalogue as recorded on a day (basleveranskatalog)."""

    id: int
    edition: str
    body_id: int
    valid_from: date | None
    valid_to: date | None
    decided_body: str
    decided_on: date | None
    decided_paragraph: str
    case_number: str

    def state(self, day: date) -> str:
        """Return whether it is a draft, to come, in force or replaced on a day."""
        if self.valid_from is None:
            return "Utkast"
        if self.valid_from > day:
            return "Kommande"
        return "Gäller" if self.valid_to is None or day < self.valid_to else "Ersatt"

    @property
    def decided(self) -> str:
        """Return the decision in words, or nothing."""
        told = str(DecisionRef(self.decided_body, self.decided_on, self.decided_paragraph))
        return ", ".join(part for part in (told, self.case_number) if part)


def catalogues(municipality: Municipality, as_of: date | None) -> list[CatalogueRow]:
    """Return the versions of the catalogue, drafts first and then the latest."""
    names = [field.name for field in fields(CatalogueRow)]
    found = rows(Catalogue, as_of).filter(municipality_id=municipality.pk)
    return [
        CatalogueRow(*values)
        for values in found.order_by(F("valid_from").desc(nulls_first=True), "-id").values_list(*names)
    ]


def in_force(found: list[CatalogueRow], day: date) -> CatalogueRow | None:
    """Return the catalogue that is in force on a day, None when there is none."""
    return next((one for one in found if one.state(day) == "Gäller"), None)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What a catalogue says of a delivery, with who answers for it as recorded on a day (katalograd)."""

    id: int
    delivery_id: int
    name: str
    content: str
    boundary: str
    payer: str
    price: str
    body_id: int
    owner: str

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """Return each heading with its text."""
        return tuple(
            zip(
                ("Namn", "Innehåll", "Avgränsning", "Vem betalar", "Pris"),
                (self.name, self.content, self.boundary, self.payer, self.price),
                strict=True,
            )
        )


def items(catalogue_id: int, as_of: date | None) -> list[ItemRow]:
    """Return what a catalogue says, by name; two queries."""
    named = CatalogueItem.objects.filter(catalogue_id=catalogue_id)
    whose = rows(BaseDelivery, as_of).filter(id__in=named.values("delivery_id"))
    owners = {one.pop("id"): one for one in whose.values("id", "body_id", "owner")}
    found: Any = named.values("id", "delivery_id", "name", "content", "boundary", "payer", "price")
    return [ItemRow(**one, **owners[one["delivery_id"]]) for one in found if one["delivery_id"] in owners]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What became of one delivery between two catalogues: each heading that differs with its words (ändring)."""

    kind: str
    name: str
    parts: tuple[tuple[str, tuple[Piece, ...]], ...]


def differing(before: list[ItemRow], after: list[ItemRow]) -> list[ItemChange]:
    """Return the deliveries that are new, changed or gone between two catalogues, in that order."""
    old = {one.delivery_id: one for one in before}
    new = {one.delivery_id: one for one in after}
    added = [_change("Ny", None, one) for one in after if one.delivery_id not in old]
    changed = [_change("Ändrad", old[one.delivery_id], one) for one in after if one.delivery_id in old]
    gone = [_change("Utgår", one, None) for one in before if one.delivery_id not in new]
    return [*added, *(one for one in changed if one.parts), *gone]


def _change(kind: str, before: ItemRow | None, after: ItemRow | None) -> ItemChange:
    empty = tuple((label, "") for label, _ in (after or before).said)  # type: ignore[union-attr]
    pairs = zip(before.said if before else empty, after.said if after else empty, strict=True)
    parts = tuple(
        (label, words_changed(old, new))
        for (label, old), (_, new) in pairs
        if old != new and (label != "Namn" or (before and after))
    )
    return ItemChange(kind, (after or before).name, parts)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class GapRow:
    """Something that an initiative or a delivery leaves out, as recorded on a day (avgränsning)."""

    id: int
    text: str
    body_id: int | None
    case_number: str
    due: date | None
    taken_on: date | None
    initiative_id: int | None
    delivery_id: int | None
    number: int | None
    title: str | None
    delivery: str | None

    @property
    def ref(self) -> Ref | None:
        """Return the reference of the initiative that leaves it out, if it is one."""
        return numbered("I", self.number) if self.number else None

    @property
    def source(self) -> str:
        """Return what leaves it out: the initiative's title or the delivery's name."""
        return self.title or self.delivery or ""

    def state(self, day: date) -> str:
        """Return whether it is taken over, late, in the air (nobody or no day named), or waits."""
        if self.taken_on and self.taken_on <= day:
            return "taken"
        if self.due and self.due < day:
            return "late"
        return "waiting" if self.body_id and self.due else "air"


def gaps(
    access: Access, municipality: Municipality, as_of: date | None, *, initiative_id: int | None = None,
    delivery_id: int | None = None,
) -> list[GapRow]:  # fmt: skip
    """Return what is left out, by day; of one initiative or delivery when one is named."""
    seen = rows(Initiative, as_of).filter(visible_on(access, "initiative", Initiative, as_of)).values("id")
    found = rows(ScopeGap, as_of).filter(
        Q(initiative_id=None) | Q(initiative_id__in=seen), municipality_id=municipality.pk
    )
    if initiative_id is not None:
        found = found.filter(initiative_id=initiative_id)
    if delivery_id is not None:
        found = found.filter(delivery_id=delivery_id)
    names = (
        "id", "text", "body_id", "case_number", "due", "taken_on", "initiative_id", "delivery_id",
        "initiative__number", "initiative__title", "delivery__name",
    )  # fmt: skip
    return [
        GapRow(*values) for values in found.order_by(F("due").asc(nulls_last=True), "id").values_list(*names)
    ]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A base delivery with who answers for it, as recorded on a day (basleverans)."""

    id: int
    name: str
    body_id: int
    owner: str


def delivery_row(municipality: Municipality, pk: int, as_of: date | None) -> DeliveryRow | None:
    """Return a base delivery of the municipality, None when there is none."""
    found = rows(BaseDelivery, as_of).filter(municipality_id=municipality.pk, id=pk)
    one = found.values_list("id", "name", "body_id", "owner").first()
    return DeliveryRow(*one) if one else None


def systems_in(access: Access, delivery_id: int, as_of: date | None) -> list[tuple[int, str]]:
    """Return the ids and names of the systems that a delivery is made of and the reader may see."""
    seen = rows(System, as_of).filter(
        visible_on(access, "initiative", System, as_of), delivery_id=delivery_id
    )
    return list(seen.order_by("name").values_list("id", "name"))


def systems_and_gaps(
    access: Access, initiative_id: int, as_of: date | None
) -> tuple[list[SystemRow], list[GapRow]]:
    """Return the systems that an initiative builds on and the reader may see, and what it leaves out; one query.

    Of what is left out only the text, the body, the case and the days are told.
    """
    used = SystemUse.objects.filter(initiative_id=initiative_id).values("system_id")
    systems = rows(System, as_of).filter(visible_on(access, "initiative", System, as_of), id__in=used)
    left = rows(ScopeGap, as_of).filter(initiative_id=initiative_id)
    no_day = Cast(Value(None), DateField())
    told = systems.order_by().annotate(
        sort=Value(0), title=Cast("name", TextField()), first=Cast("owner", TextField()),
        second=Cast("supplier", TextField()), until=F("contract_end"), done=no_day, flag=F("common"),
    )  # fmt: skip
    also = left.order_by().annotate(
        sort=Value(1), title=Cast("text", TextField()), first=Cast("case_number", TextField()),
        second=Cast(Value(""), TextField()), until=F("due"), done=F("taken_on"),
        flag=Value(False, output_field=BooleanField()),
    )  # fmt: skip
    names = ("sort", "id", "title", "body_id", "first", "second", "until", "done", "flag")
    found = told.values_list(*names).union(also.values_list(*names), all=True)
    both: tuple[list[Any], list[Any]] = ([], [])
    for sort, key, title, body, first, second, until, done, flag in found:
        row = SystemRow(key, title, body, first, second, until, bool(flag))
        gap = GapRow(key, title, body, first, until, done, initiative_id, None, None, None, None)
        both[sort].append(gap if sort else row)
    return sorted(both[0], key=lambda one: one.name), sorted(
        both[1], key=lambda one: (one.due or date.max, one.id)
    )
