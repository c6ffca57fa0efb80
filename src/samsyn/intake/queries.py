"""Reading intake: what came in and what waits for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from samsyn.intake.models import MappingProfile, Proposal, Upload
from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables import (
    InitiativeRow,
    Known,
    Mapped,
    Profile,
    built_in,
    from_data,
    guess,
    mapping,
    rows,
)
from samsyn.kit.words import folded
from samsyn.organisation.models import Municipality
from samsyn.register.models import Initiative


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


def uploads(municipality: Municipality) -> list[UploadRow]:
    """Return the municipality's readings, those with open proposals first, newest first."""
    found = Upload.objects.filter(municipality=municipality).annotate(
        total=Count("proposals"), waiting=Count("proposals", filter=Q(proposals__state="open"))
    )
    rows = found.order_by("-waiting", "-received_at", "-pk").values_list(
        "id", "source__name", "kind", "received_at", "received_by", "total", "waiting", "result"
    )
    shown = [UploadRow(*row[:-1], ran=bool(row[-1])) for row in rows]
    return sorted(shown, key=lambda row: row.open == 0 and row.ran)


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


def preview(table: Table, profile: Profile | None = None) -> Preview:
    """Return how a table would be read, by the given profile or the one that fits best; raises NoProfile."""
    chosen = profile or guess(table, profiles().values())
    return Preview(table, chosen, mapping(table, chosen), rows(table, chosen))


def latest_edition(municipality: Municipality, scheme: str) -> str:
    """Return the latest edition of a register that was run here, or nothing."""
    editions = Initiative.objects.filter(municipality=municipality, external_scheme=scheme).order_by(
        "-edition"
    )
    return editions.values_list("edition", flat=True).first() or ""


def known_initiatives(municipality: Municipality, scheme: str, new: Sequence[InitiativeRow]) -> list[Known]:
    """Return what earlier editions of a register left here, and what people registered under a row's name and body."""
    latest = latest_edition(municipality, scheme)
    fields = ("pk", "title", "body__name", "external_key", "source_values", "edition")
    mine = Initiative.objects.filter(municipality=municipality)
    found = mine.filter(external_scheme=scheme).order_by("pk").values_list(*fields)
    known = [
        Known(str(pk), title, body, key, values, edition == latest)
        for pk, title, body, key, values, edition in found
    ]
    named = {(folded(row.title), folded(row.body)) for row in new}
    by_hand = mine.filter(external_scheme="").order_by("pk").values_list("pk", "title", "body__name")
    return known + [
        Known(str(pk), title, body, listed=False)
        for pk, title, body in by_hand
        if (folded(title), folded(body)) in named
    ]
