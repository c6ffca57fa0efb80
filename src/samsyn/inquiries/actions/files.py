"""Files that come with inquiries and answers, kept as they were."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from samsyn.history.actions import checksum, record
from samsyn.history.models import Source
from samsyn.inquiries.models import LetterTemplate
from samsyn.kit.actors import Actor
from samsyn.kit.files import keep_whole
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


def keep(*, data: bytes, name: str, at: datetime) -> Source:
    """Keep a file by its checksum and return its row; the same bytes twice are one."""
    digest = checksum(data)
    keep_whole(Path(settings.FILES), digest, data)
    kind = name.rpartition(".")[2].lower()[:10]
    source, _ = Source.objects.get_or_create(
        sha256=digest,
        defaults={"name": name[:255], "size": len(data), "kind": kind, "path": digest, "received_at": at},
    )
    return source


@transaction.atomic
def set_letter_template(
    *, by: Actor, at: datetime, municipality: Municipality, source: Source
) -> LetterTemplate:
    """Let official letters be written in a Word file of the municipality's own from now on (R83)."""
    require(by, "write", Thing("inquiry", municipality.pk, None), swedish_day(at))
    record(
        by=by, at=at, verb="inquiries.set_letter_template", ref=Ref(source.name[:120]),
        sentence=f"{source.name} är mall för tjänsteskrivelser.",
    )  # fmt: skip
    return LetterTemplate.objects.create(
        municipality=municipality, source=source, added_by=by.name, recorded_at=at
    )
