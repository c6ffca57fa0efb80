"""A file comes in: kept as it was, read, and its values laid out for review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from samsyn.cases.models import Meeting
from samsyn.governance.actions import Claimed, note_claims
from samsyn.history.actions import checksum, keep, record
from samsyn.intake.models import Proposal, Upload
from samsyn.intake.recognisers.claims import Claim
from samsyn.intake.recognisers.values import as_json
from samsyn.intake.rules import PICTURED, drafts, named_municipality
from samsyn.intake.workers import Understood
from samsyn.kit.actors import Actor
from samsyn.kit.diary import find_decisions
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.actions import found_municipality
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


class NoMunicipality(Exception):
    """It is not said which municipality the file belongs to; the text is the sentence for the screen."""


@transaction.atomic
def choose_municipality(
    *, by: Actor, at: datetime, texts: Sequence[str], given: Municipality | None = None
) -> Municipality:
    """Return the municipality that the text names, else the given one, else one we can prove; raises NoMunicipality."""
    if named := named_municipality(texts):
        found = Municipality.objects.filter(name__iexact=named).first()
        return found or found_municipality(
            by=by, at=at, code=named.casefold().replace(" ", "-")[:12], name=named
        )
    if given:
        return given
    candidates = list(Municipality.objects.all()[:2])
    proven = candidates if len(candidates) == 1 else _municipalities_of_decisions(texts)
    if len(proven) == 1:
        return proven[0]
    raise NoMunicipality("Filen säger inte vilken kommun den hör till. Ange kommunen med --municipality.")


def _municipalities_of_decisions(texts: Sequence[str]) -> list[Municipality]:
    """Return the municipalities whose decisions the text names by body, day and paragraph."""
    matches = [match for text in texts for match in find_decisions(text) if match.body]
    named = Q(pk__in=[])
    for match in matches:
        named |= Q(day=match.date, items__paragraph=match.paragraph, body__short_name__iexact=match.body)
    return list(
        Municipality.objects.filter(bodies__in=Meeting.objects.filter(named).values("body")).distinct()
    )


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: its upload, and whether we had it already (mottagen fil)."""

    upload: Upload
    known: bool


@transaction.atomic
def receive(
    *,
    by: Actor,
    at: datetime,
    municipality: Municipality,
    data: bytes,
    name: str,
    file: Understood,
    body_id: int | None = None,
) -> Received:
    """Keep a file that was read and lay out its values for review; the same bytes twice change nothing.

    A document whose text cannot be trusted has no values: the upload's result says why, and somebody fills it in.
    """
    require(by, "import", Thing("proposal", municipality.pk, body_id), swedish_day(at))
    existing = Upload.objects.filter(source__sha256=checksum(data)).first()
    if existing:
        return Received(existing, known=True)
    source = keep(data=data, name=name, at=at)
    upload = Upload.objects.create(
        source=source, municipality=municipality, kind=file.reading.kind, received_by=by.name, received_at=at,
        lines=[[line.page, line.number, line.text] for line in file.reading.lines],
        warnings=list(file.reading.warnings), result=_result(file),
    )  # fmt: skip
    _propose(upload, file)
    if file.claims:
        note_claims(by=by, at=at, municipality=municipality, source=source, claimed=_claimed(file.claims))
    record(by=by, at=at, verb="intake.receive", ref=Ref(name), sentence=f"{name} lästes in.")
    return Received(upload, known=False)


def _claimed(found: Sequence[Claim]) -> list[Claimed]:
    return [
        Claimed(
            one.role, ", ".join(one.bodies), one.what, one.key, one.quote.page, one.quote.line, one.sentence
        )
        for one in found
    ]


def _result(file: Understood) -> dict[str, Any]:
    if file.reading.kind == "table":
        return {}
    manual = {"manual": file.distrust, "pages": file.pages} if file.distrust else {}
    return {"documents": [as_json(document) for document in file.documents], **manual}


def _propose(upload: Upload, file: Understood) -> None:
    """Lay out the values; what was read from pictures is never sure, however well it looks."""
    most = PICTURED if file.pictured else 1.0
    Proposal.objects.bulk_create(
        Proposal(
            upload=upload, document=place, number=number, field=draft.field, value=draft.value,
            page=draft.quote.page if draft.quote else None, line=draft.quote.line if draft.quote else None,
            text=draft.quote.text if draft.quote else "", confidence=min(draft.confidence, most),
            reason=draft.reason,
        )
        for place, document in enumerate(file.documents)
        for number, draft in enumerate(drafts(document), 1)
    )  # fmt: skip
