"""Reading intake: what came in and what waits for a yes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, When
from django.db.models.functions import Cast

from samsyn.cases.models import Document
from samsyn.history.models import Quote
from samsyn.intake.models import MappingProfile, Proposal, Ruling, Upload, Workbook
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
from samsyn.intake.rules import LIKELY, SURE, collect, confirmed
from samsyn.kit.actors import Actor
from samsyn.kit.refs import Ref
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import bodies_by_name, may, visible
from samsyn.organisation.rules import Access, Thing, scopes
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
    manual: bool

    @property
    def page(self) -> str:
        """Return which kind of page shows it: a form to fill in, a review or a table."""
        return "manual" if self.manual else self.kind

    @property
    def waiting(self) -> str:
        """Return what waits for somebody: answers to a document's values, a form to fill in, or a table to be run."""
        if self.kind == "table":
            return "" if self.ran else "Inläsning"
        if self.manual and not self.proposals:
            return "Ifyllnad för hand"
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
        "id", "source__name", "kind", "received_at", "received_by", "total", "waiting", "result__rows__read",
        "result__manual",
    )  # fmt: skip
    shown = [UploadRow(*row[:-2], ran=row[-2] is not None, manual=bool(row[-1])) for row in rows]
    return sorted(shown, key=lambda row: not row.waiting)


def kept(digest: str) -> Upload | None:
    """Return the reading of a file that came in before, by the SHA-256 of its bytes."""
    return Upload.objects.filter(source__sha256=digest).select_related("source").defer("lines").first()


def original(upload: Upload | Workbook) -> Path:
    """Return where the file lies as it came in."""
    return Path(settings.FILES) / upload.source.path


def filed(upload: Upload) -> list[Ref]:
    """Return the references of what was filed from an upload: cases and audits, in order."""
    found = Quote.objects.filter(source_id=upload.source_id).order_by("ref").values_list("ref", flat=True)
    return [Ref(ref) for ref in found.distinct()]


def proposals(upload: Upload) -> list[Proposal]:
    """Return an upload's proposals in the document's order."""
    return list(upload.proposals.order_by("document", "number"))


def accepted(upload: Upload, part: int | None = None) -> dict[int, dict[str, Any]]:
    """Return what somebody has said yes to of each document in an upload, or of one of them, as it was corrected."""
    found: dict[int, list[tuple[str, Any]]] = {}
    taken = upload.proposals.filter(state__in=("accepted", "corrected"))
    for one in taken if part is None else taken.filter(document=part):
        found.setdefault(one.document, []).append(
            (one.field, one.value if one.corrected is None else one.corrected)
        )
    return {place: collect(values) for place, values in found.items()}


LEVELS = {
    "osaker": Q(confidence__lt=LIKELY),
    "trolig": Q(confidence__gte=LIKELY, confidence__lt=SURE),
    "saker": Q(confidence__gte=SURE),
}
"""How sure a reading is, by the word of the address."""


def queue(access: Access, municipality: Municipality) -> QuerySet[Any]:
    """Return the proposals of all documents the actor may read, each with `organ`: its document's body as JSON text."""
    mine = Proposal.objects.filter(upload=OuterRef("upload"), document=OuterRef("document"), field="body")
    named = mine.annotate(named=Case(When(state="corrected", then=F("corrected")), default=F("value")))
    organ = Subquery(named.values(words=Cast("named", TextField()))[:1], output_field=TextField())
    return Proposal.objects.filter(upload__in=readable(access, municipality)).annotate(organ=organ)


def decidable(access: Access, municipality: Municipality, body_id: int | None) -> QuerySet[Any]:
    """Return the open proposals that the actor may decide for a body; one who decides for some bodies only, theirs."""
    opened = queue(access, municipality).filter(state="open")
    if not may(access, "decide", Thing("proposal", municipality.pk, body_id)):
        return opened.none()
    own = {
        scope.body_id
        for scope in scopes(access, "decide", "proposal")
        if scope.municipality_id == municipality.pk
    }
    if access.unrestricted or None in own:
        return opened
    named = Body.objects.filter(pk__in=[key for key in own if key]).values_list("name", "short_name")
    names = {folded(name) for pair in named for name in pair if name}
    organs = opened.order_by().exclude(organ=None).values_list("organ", flat=True).distinct()
    mine = [text for text in organs if folded(str(json.loads(text))) in names]
    return opened.filter(organ__in=mine)


def alike(access: Access, like: Proposal, body_id: int | None) -> QuerySet[Any]:
    """Return the open proposals like one that the actor may decide, least sure first; the one itself is among them.

    Alike are values of the same field, read by the same rule, equally sure (osäker, trolig, säker), from documents of
    the same body; where a document names no body, only those of the same file.
    """
    municipality = like.upload.municipality
    asked = queue(access, municipality).filter(pk=like.pk).values_list("organ", flat=True).first()
    found = decidable(access, municipality, body_id)
    found = found.filter(field=like.field, reason=like.reason, organ=asked)
    found = found.filter(LEVELS[level(like.confidence)])
    found = found if asked else found.filter(organ=None, upload=like.upload_id)
    return found.order_by("confidence", "upload", "document", "number")


def level(confidence: float) -> str:
    """Return how sure a reading is, as a key of LEVELS."""
    return "saker" if confidence >= SURE else "trolig" if confidence >= LIKELY else "osaker"


def last_ruling(by: Actor, municipality: Municipality, upload: Upload | None = None) -> Ruling | None:
    """Return what somebody decided last in a municipality and has not taken back; of an upload, if it was there."""
    mine = Ruling.objects.filter(municipality=municipality, by_kind=by.kind, by_id=by.id, undone_at=None)
    last = mine.order_by("-pk").first()
    elsewhere = last and upload and not last.proposals.filter(upload=upload).exists()
    return None if elsewhere else last


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody has confirmed of a file: its name, its lines, and per document the confirmed fields (facit)."""

    name: str
    lines: tuple[str, ...]
    documents: tuple[dict[str, Any], ...]


def labels(access: Access, municipality: Municipality, upload: Upload | None = None) -> list[Label]:
    """Return what has been confirmed, file by file, of one upload or of all that somebody corrected.

    Only files that the actor may read and that are not behind secrecy, whoever asks: what is exported leaves the house.
    """
    secret = Document.objects.exclude(secrecy_ground="").filter(source__isnull=False).values("source")
    found = readable(access, municipality).filter(kind="document").exclude(source__in=secret)
    if upload:
        found = found.filter(pk=upload.pk)
    else:
        found = found.filter(pk__in=Proposal.objects.filter(state="corrected").values("upload"))
    read = found.select_related("source").prefetch_related("proposals").order_by("source__name", "pk")
    return [
        Label(one.source.name, tuple(text for _, _, text in one.lines), _confirmed(one))
        for one in read
        if any(proposal.state != "open" for proposal in one.proposals.all())
    ]


def _confirmed(upload: Upload) -> tuple[dict[str, Any], ...]:
    rows = list(upload.proposals.all())
    return tuple(
        confirmed(
            (row.field, row.state, row.value if row.corrected is None else row.corrected)
            for row in rows
            if row.document == place
        )
        for place in sorted({row.document for row in rows})
    )


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
