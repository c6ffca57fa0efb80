"""A person says yes, no, or what is right instead; only then do values become rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from samsyn.history.actions import record
from samsyn.intake.actions.filing import file_accepted
from samsyn.intake.models import Proposal, Upload
from samsyn.intake.rules import SURE
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody says about a proposed value; `value` is the right one when corrected (avgörande)."""

    verdict: Literal["accepted", "corrected", "rejected"]
    value: Any = None


@transaction.atomic
def decide(
    *, by: Actor, at: datetime, upload: Upload, decisions: Mapping[int, Decision], body_id: int | None = None
) -> int:
    """Record decisions on proposals by their id, file what is accepted, and return how many were decided."""
    require(by, "decide", Thing("proposal", upload.municipality_id, body_id), swedish_day(at))
    decided = list(upload.proposals.filter(pk__in=decisions, state="open"))
    for proposal in decided:
        decision = decisions[proposal.pk]
        proposal.state, proposal.decided_by, proposal.decided_at = decision.verdict, by.name, at
        proposal.corrected = decision.value if decision.verdict == "corrected" else None
    Proposal.objects.bulk_update(decided, ["state", "decided_by", "decided_at", "corrected"])
    if decided:
        name = upload.source.name
        sentence = f"{len(decided)} uppgifter ur {name} avgjordes."
        record(by=by, at=at, verb="intake.decide", ref=Ref(name), sentence=sentence)
        file_accepted(by=by, at=at, upload=upload)
    return len(decided)


def accept_sure(
    *, by: Actor, at: datetime, upload: Upload, limit: float = SURE, body_id: int | None = None
) -> tuple[int, int]:
    """Accept all open values at or above a confidence; return how many were accepted and how many are left."""
    sure = upload.proposals.filter(state="open", confidence__gte=limit).values_list("pk", flat=True)
    decisions = {pk: Decision("accepted") for pk in sure}
    accepted = decide(by=by, at=at, upload=upload, decisions=decisions, body_id=body_id)
    return accepted, upload.proposals.filter(state="open").count()
