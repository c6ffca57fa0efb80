"""Reading intake: what came in and what waits for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from samsyn.cases.models import Document
from samsyn.history.models import Quote
from samsyn.intake.models import MappingProfile, Proposal, Upload
from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables import (
    InitiativeRow,
    Known,
    Mapped,
    Profile,
    RefusedRow,
    built_in,
    from_data,
    guess,
    mapping,
    rows,
)
from samsyn.intake.recognisers.tables.profiles import GENERAL
from samsyn.kit.refs import Ref
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import may, visible
from samsyn.organisation.rules import Access, Thing
from samsyn.register.models import Initiative
from samsyn.register.queries import refs


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file in the list of readings (inläsning)."""

    id: int
    name: str
    kind: str
    received_at: datetime
    received_by: str
    proposals: int
    open: int
    ran: bool

    @property
    def waiting(self) -> str:
        """Return what waits for somebody: answers to a document's values, or a table to be run."""
        if self.kind == "table":
            return "" if self.ran else "Inläsning"
        return f"{self.open} av {self.proposals} svar" if self.open else ""


def readable(access: Access, municipality: Municipality) -> QuerySet[Upload]:
    """Return the readings the actor may see: none without the right, and no file that something secret came from."""
    if not may(access, "read", Thing("proposal", municipality.pk, None)):
        return Upload.objects.none()
    filed_here = Document.objects.filter(municipality=municipality, source__isnull=False)
    papers = filed_here.exclude(visible(access, "case")).values("source_id")
    listed_here = Initiative.objects.filter(municipality=municipality)
    secret = refs(listed_here.exclude(visible(access, "initiative")))
    lists = Quote.objects.filter(ref__in=secret).values("source_id")
    found = Upload.objects.filter(municipality=municipality)
    return found.exclude(source_id__in=papers).exclude(source_id__in=lists)


def uploads(access: Access, municipality: Municipality) -> list[UploadRow]:
    """Return the readings the actor may see, those with open proposals first, newest first."""
    found = readable(access, municipality).annotate(
        total=Count("proposals"), waiting=Count("proposals", filter=Q(proposals__state="open"))
    )
    rows = found.order_by("-waiting", "-received_at", "-pk").values_list(
        "id", "source__name", "kind", "received_at", "received_by", "total", "waiting", "result"
    )
    shown = [UploadRow(*row[:-1], ran=bool(row[-1])) for row in rows]
    return sorted(shown, key=lambda row: row.open == 0 and row.ran)


def filed(upload: Upload) -> list[Ref]:
    """Return the references of what was filed from an upload: cases and audits, in order."""
    found = Quote.objects.filter(source_id=upload.source_id).order_by("ref").values_list("ref", flat=True)
    return [Ref(ref) for ref in found.distinct()]


def proposals(upload: Upload) -> list[Proposal]:
    """Return an upload's proposals in the document's order."""
    return list(upload.proposals.order_by("document", "number"))


def profiles() -> dict[str, Profile]:
    """Return the mapping profiles by name: those that ship with the product, and edited copies in their place."""
    edited = {row.name: from_data(row.definition) for row in MappingProfile.objects.all()}
    return {profile.name: profile for profile in built_in()} | edited


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table would be read, shown before it is run: profile, what each heading means, rows and refusals."""

    table: Table
    profile: Profile
    headings: tuple[tuple[str, str], ...]
    mapped: Mapped


def preview(
    table: Table, profile: Profile | None = None, municipality: Municipality | None = None
) -> Preview:
    """Return how a table would be read, by the given profile or the one that fits best; raises NoProfile.

    With a municipality the rows are those that would be filed there.
    """
    chosen = profile or guess(table, profiles().values())
    mapped = rows(table, chosen)
    return Preview(
        table, chosen, mapping(table, chosen), fileable(mapped, municipality) if municipality else mapped
    )


def fileable(mapped: Mapped, municipality: Municipality) -> Mapped:
    """Return the rows that can be filed in a municipality, their bodies called as they are there.

    Rows of another municipality and rows without a body are refused.
    """
    called = {name: body.name for name, body in bodies_by_name(municipality).items()}
    kept: list[InitiativeRow] = []
    refused = list(mapped.refused)
    for row in mapped.rows:
        if row.municipality and not folded(municipality.name).startswith(folded(row.municipality)):
            refused.append(
                RefusedRow(row.line, f"Raden hör till {row.municipality}, inte {municipality.name}")
            )
        elif not row.body:
            refused.append(RefusedRow(row.line, "Ansvarig nämnd saknas"))
        else:
            kept.append(replace(row, body=called.get(folded(row.body), row.body)))
    return Mapped(tuple(kept), tuple(sorted(refused, key=lambda refusal: refusal.line)))


def bodies_by_name(municipality: Municipality) -> dict[str, Body]:
    """Return the municipality's bodies by folded name, short name, and the name of an administration of theirs.

    A body's own name goes before another's short name, and that before an administration's.
    """
    bodies = Body.objects.filter(municipality=municipality).prefetch_related("administrations").order_by("pk")
    offices = {folded(office.name): body for body in bodies for office in body.administrations.all()}
    short = {folded(body.short_name): body for body in bodies if body.short_name}
    return offices | short | {folded(body.name): body for body in bodies}


def earlier(municipality: Municipality, scheme: str, new: Sequence[InitiativeRow]) -> QuerySet[Initiative]:
    """Return the initiatives that earlier editions of a register left here.

    Lists under common headings are many, each with ids of its own: there only the bodies that the rows name count.
    """
    found = Initiative.objects.filter(municipality=municipality, external_scheme=scheme)
    return found.filter(body__name__in={row.body for row in new}) if scheme == GENERAL else found


def latest_edition(municipality: Municipality, scheme: str, new: Sequence[InitiativeRow]) -> str:
    """Return the latest edition of a register that was run here, or nothing."""
    editions = earlier(municipality, scheme, new).order_by("-edition").values_list("edition", flat=True)
    return editions.first() or ""


def known_initiatives(municipality: Municipality, scheme: str, new: Sequence[InitiativeRow]) -> list[Known]:
    """Return what earlier editions of a register left here, and what people registered under a row's name and body."""
    latest = latest_edition(municipality, scheme, new)
    fields = ("pk", "title", "body__name", "external_key", "source_values", "edition")
    known = [
        Known(str(pk), title, body, key, values, edition == latest)
        for pk, title, body, key, values, edition in earlier(municipality, scheme, new)
        .order_by("pk")
        .values_list(*fields)
    ]
    named = {(folded(row.title), row.body) for row in new}
    by_hand = Initiative.objects.filter(municipality=municipality, external_scheme="").order_by("pk")
    return known + [
        Known(str(pk), title, body, listed=False)
        for pk, title, body in by_hand.values_list("pk", "title", "body__name")
        if (folded(title), body) in named
    ]
