"""What documents say of who decides, and verdicts on a body's steering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.governance.models import Assessment, Claim
from samsyn.history.actions import record, save
from samsyn.history.models import Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who a document says decides or answers for a thing, and on which line (utsaga)."""

    role: str
    bodies: str
    what: str
    key: str
    page: int
    line: int
    sentence: str


@transaction.atomic
def note_claims(
    *, by: Actor, at: datetime, municipality: Municipality, source: Source, claimed: Sequence[Claimed]
) -> None:
    """Keep what a document says of who decides and who answers for what, in the place of what it said before."""
    require(by, "import", Thing("proposal", municipality.pk, None), swedish_day(at))
    Claim.objects.filter(source=source).delete()
    Claim.objects.bulk_create(
        Claim(
            municipality=municipality, source=source, recorded_at=at, role=one.role, bodies=one.bodies[:300],
            what=one.what[:160], key=one.key[:200], page=one.page, line=one.line, sentence=one.sentence,
        )
        for one in claimed
    )  # fmt: skip


@transaction.atomic
def assess(
    *, by: Actor, at: datetime, body: Body, assessor: str, verdict: Verdict, decided_paragraph: str = ""
) -> Assessment:
    """Record a verdict on a body's steering, by the body itself, the city office or the auditors (R04)."""
    require(by, "write", Thing("audit", body.municipality_id, body.pk), swedish_day(at))
    assessment = Assessment(
        body=body,
        assessor=assessor,
        verdict=verdict.value,
        day=swedish_day(at),
        decided_paragraph=decided_paragraph,
    )
    sentence = f"{body.name} bedömdes {verdict.label.lower()} ({assessment.get_assessor_display().lower()})."
    save(
        assessment,
        act=record(
            by=by, at=at, verb="governance.assess", ref=Ref(body.name), sentence=sentence, body_id=body.pk
        ),
    )
    return assessment
