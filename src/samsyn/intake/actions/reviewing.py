"""A person says yes, no, or what is right instead; only then do values become rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from samsyn.history.actions import record
from samsyn.history.models import Act, ChainHead
from samsyn.intake import queries
from samsyn.intake.actions.filing import file_accepted
from samsyn.intake.actions.ledger import Ledger
from samsyn.intake.models import Proposal, Ruling, Upload
from samsyn.intake.rules import SURE
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import access_for, require
from samsyn.organisation.rules import Thing

TAKEN = ("accepted", "corrected")


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody says about a proposed value; `value` is the right one when corrected (avgörande)."""

    verdict: Literal["accepted", "corrected", "rejected"]
    value: Any = None


@transaction.atomic
def decide(
    *, by: Actor, at: datetime, upload: Upload, decisions: Mapping[int, Decision], body_id: int | None = None
) -> int:
    """Record decisions on an upload's proposals by id, file what is accepted, and return how many were decided."""
    require(by, "decide", Thing("proposal", upload.municipality_id, body_id), swedish_day(at))
    return _rule(by, at, upload.municipality, Proposal.objects.filter(upload=upload), decisions)


@transaction.atomic
def decide_across(
    *,
    by: Actor,
    at: datetime,
    municipality: Municipality,
    decisions: Mapping[int, Decision],
    body_id: int | None = None,
) -> int:
    """Record decisions on proposals of several uploads by id, as one that can be undone; returns how many.

    Those that the actor may not decide are left as they are.
    """
    require(by, "decide", Thing("proposal", municipality.pk, body_id), swedish_day(at))
    access = access_for(by, swedish_day(at))
    allowed = queries.decidable(access, municipality, body_id).filter(pk__in=decisions).values_list("pk")
    return _rule(by, at, municipality, Proposal.objects.filter(pk__in=allowed), decisions)


@transaction.atomic
def accept_alike(
    *, by: Actor, at: datetime, like: Proposal, chosen: Collection[int], body_id: int | None = None
) -> int:
    """Accept those of the chosen proposals that are like one (`queries.alike`); returns how many were accepted."""
    access = access_for(by, swedish_day(at))
    found = queries.alike(access, like, body_id).filter(pk__in=chosen).values_list("pk", flat=True)
    return decide_across(
        by=by, at=at, municipality=like.upload.municipality, body_id=body_id,
        decisions={pk: Decision("accepted") for pk in found},
    )  # fmt: skip


def accept_sure(
    *, by: Actor, at: datetime, upload: Upload, limit: float = SURE, body_id: int | None = None
) -> tuple[int, int]:
    """Accept all open values at or above a confidence; return how many were accepted and how many are left."""
    sure = upload.proposals.filter(state="open", confidence__gte=limit).values_list("pk", flat=True)
    decisions = {pk: Decision("accepted") for pk in sure}
    accepted = decide(by=by, at=at, upload=upload, decisions=decisions, body_id=body_id)
    return accepted, upload.proposals.filter(state="open").count()


def _rule(
    by: Actor, at: datetime, municipality: Municipality, among: Any, decisions: Mapping[int, Decision]
) -> int:
    """Decide those of the proposals that are open, as one ruling, and file document by document."""
    found = among.filter(pk__in=decisions, state="open").select_for_update(of=("self",))
    decided = list(found.select_related("upload__source", "upload__municipality"))
    if not decided:
        return 0
    by_upload: dict[Upload, list[Proposal]] = defaultdict(list)
    for proposal in decided:
        by_upload[proposal.upload].append(proposal)
    acts = [_told(by, at, upload, len(mine)) for upload, mine in by_upload.items()]
    ruling = Ruling.objects.create(
        municipality=municipality, at=at, by_kind=by.kind, by_id=by.id, by_name=by.name, count=len(decided),
        files=_files(list(by_upload)), first_act=acts[0].pk, last_act=acts[-1].pk,
    )  # fmt: skip
    _write(ruling, decided, decisions)
    _file(by, at, ruling, by_upload)
    return len(decided)


def _told(by: Actor, at: datetime, upload: Upload, count: int) -> Act:
    name = upload.source.name
    sentence = f"{count} uppgifter ur {name} avgjordes."
    return record(by=by, at=at, verb="intake.decide", ref=Ref(name), sentence=sentence)


def _files(uploads: Sequence[Upload]) -> str:
    return uploads[0].source.name if len(uploads) == 1 else f"{len(uploads)} filer"


def _write(ruling: Ruling, decided: list[Proposal], decisions: Mapping[int, Decision]) -> None:
    for proposal in decided:
        decision = decisions[proposal.pk]
        proposal.state, proposal.ruling = decision.verdict, ruling
        proposal.decided_by, proposal.decided_at = ruling.by_name[:120], ruling.at
        proposal.corrected = decision.value if decision.verdict == "corrected" else None
    for verdict in {proposal.state for proposal in decided}:
        mine = [proposal.pk for proposal in decided if proposal.state == verdict]
        Proposal.objects.filter(pk__in=mine).update(
            state=verdict,
            ruling=ruling,
            decided_by=ruling.by_name[:120],
            decided_at=ruling.at,
            corrected=None,
        )
    right = [proposal for proposal in decided if proposal.state == "corrected"]
    Proposal.objects.bulk_update(right, ["corrected"], batch_size=200)


def _file(by: Actor, at: datetime, ruling: Ruling, by_upload: Mapping[Upload, list[Proposal]]) -> None:
    """File the documents that were said yes to, and note in the ruling what came of it."""
    said_yes = {
        upload: {proposal.document for proposal in mine if proposal.state in TAKEN}
        for upload, mine in by_upload.items()
    }
    dated = Proposal.objects.filter(upload__in=by_upload, field="date", state__in=TAKEN)
    days = (str(day if right is None else right) for day, right in dated.values_list("value", "corrected"))
    ledger = Ledger.opened(days)
    for upload, places in said_yes.items():
        if places:
            file_accepted(by=by, at=at, upload=upload, places=places)
    ruling.filed, ruling.changed = ledger.added(), ledger.changed()
    ruling.last_act = ChainHead.objects.get(pk=1).act_id
    ruling.save()
