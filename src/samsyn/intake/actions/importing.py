"""A document goes in on the command line: received and, if asked, accepted, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.intake.actions.receiving import choose_municipality, receive
from samsyn.intake.actions.reviewing import accept_sure
from samsyn.intake.models import Upload
from samsyn.intake.workers import Understood
from samsyn.kit.actors import Actor
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a document on the command line (inläst handling)."""

    documents: list[dict[str, Any]]
    known: bool
    accepted: int
    left: int
    manual: str


@transaction.atomic
def import_document(
    *,
    by: Actor,
    at: datetime,
    data: bytes,
    name: str,
    file: Understood,
    given: Municipality | None,
    accept: bool,
) -> Imported:
    """Receive a document and, when asked, accept what is surely read, all or nothing; raises NoMunicipality.

    The municipality is the one that the file names, else the given one, else the only one there is.
    """
    texts = [line.text for line in file.reading.lines]
    municipality = choose_municipality(by=by, at=at, texts=texts, given=given)
    received = receive(by=by, at=at, municipality=municipality, data=data, name=name, file=file)
    return import_again(by=by, at=at, upload=received.upload, known=received.known, accept=accept)


@transaction.atomic
def import_again(*, by: Actor, at: datetime, upload: Upload, accept: bool, known: bool = True) -> Imported:
    """Accept, when asked, what is surely read of a document that came in before, without reading it again."""
    accepted, left = accept_sure(by=by, at=at, upload=upload) if accept else (0, 0)
    if not accept:
        left = upload.proposals.filter(state="open").count()
    manual = "" if upload.proposals.exists() else upload.result.get("manual", "")
    return Imported(upload.result["documents"], known, accepted, left, manual)
