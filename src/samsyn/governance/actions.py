"""Writing the governance model: versions, what they ask for, goals and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.governance.models import Assessment, Goal, GoverningDocument, Requirement, Version
from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that a version asks for: the initiative's column, its label, clause and tab (minimikrav)."""

    field: str
    label: str
    clause: str
    tab: str = "styrning"
    minimum: bool = True


def _require(by: Actor, municipality: Municipality, at: datetime) -> None:
    require(by, "administer", Thing("model", municipality.pk, None), swedish_day(at))


@transaction.atomic
def adopt(
    *, by: Actor, at: datetime, municipality: Municipality, title: str, label: str, valid_from: date,
    decided_by: DecisionRef, requirements: Sequence[Asked],
) -> Version:  # fmt: skip
    """Adopt a version of a governing document; the one in force before ends that day (R01, R02)."""
    _require(by, municipality, at)
    document, _ = GoverningDocument.objects.get_or_create(municipality=municipality, title=title)
    document.versions.filter(valid_to=None).update(valid_to=valid_from)
    version = Version.objects.create(
        document=document, label=label, valid_from=valid_from, decided_body=decided_by.body,
        decided_on=decided_by.day, decided_paragraph=decided_by.paragraph, recorded_at=at,
    )  # fmt: skip
    Requirement.objects.bulk_create(
        Requirement(
            version=version, field=a.field, label=a.label, clause=a.clause, tab=a.tab, minimum=a.minimum
        )
        for a in requirements
    )
    sentence = f"{title} {label} gäller från {valid_from} ({decided_by})."
    record(by=by, at=at, verb="governance.adopt", ref=Ref(f"{title} {label}"), sentence=sentence)
    return version


@transaction.atomic
def set_goal(*, by: Actor, at: datetime, municipality: Municipality, title: str) -> Goal:
    """Add a goal that the council has set."""
    _require(by, municipality, at)
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
