"""Goals that the council sets, and verdicts on a body's steering."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samsyn.governance.actions.steering import require_steering
from samsyn.governance.models import Assessment, Goal
from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


@transaction.atomic
def set_goal(*, by: Actor, at: datetime, municipality: Municipality, title: str) -> Goal:
    """Add a goal that the council has set."""
    require_steering(by, municipality, at)
    record(by=by, at=at, verb="governance.set_goal", ref=Ref(title), sentence=f"Målet {title} lades upp.")
    return Goal.objects.create(municipality=municipality, title=title)


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
