"""The Word file that official letters are written in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samsyn.history.actions import record
from samsyn.history.models import Source
from samsyn.inquiries.models import LetterTemplate
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


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
