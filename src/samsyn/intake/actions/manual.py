"""A document whose text cannot be trusted: a person reads the page and fills in what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from samsyn.history.actions import record
from samsyn.intake.actions.filing import file_accepted
from samsyn.intake.models import Proposal, Upload
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

REASON = "Ifyllt för hand efter sidans bild"


@transaction.atomic
def fill_in(
    *,
    by: Actor,
    at: datetime,
    upload: Upload,
    values: Iterable[tuple[str, Any]],
    page: int,
    body_id: int | None = None,
) -> int:
    """File one document as a person read it on a page: pairs of field and value; return how many values it had.

    Done again it files the next document of the same upload. The quote of every value is the page.
    """
    require(by, "decide", Thing("proposal", upload.municipality_id, body_id), swedish_day(at))
    last = upload.proposals.aggregate(last=Max("document"))["last"]
    place = 0 if last is None else last + 1
    typed = [
        Proposal(
            upload=upload, document=place, number=number, field=field, value="", corrected=value, page=page,
            confidence=1.0, reason=REASON, state="corrected", decided_by=by.name, decided_at=at,
        )
        for number, (field, value) in enumerate(values, 1)
    ]  # fmt: skip
    Proposal.objects.bulk_create(typed)
    name = upload.source.name
    sentence = f"{len(typed)} uppgifter ur {name}, sida {page}, fylldes i för hand."
    record(by=by, at=at, verb="intake.fill_in", ref=Ref(name), sentence=sentence)
    file_accepted(by=by, at=at, upload=upload)
    return len(typed)
