"""Writing audits: what was found, what is asked of whom, and what is done about it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.audits.models import Audit, FollowUp, Measure, Recommendation
from samsyn.cases.models import Case
from samsyn.history.actions import record, save
from samsyn.history.models import Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.actions import take_numbers
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


def _require(by: Actor, body: Body, at: datetime) -> None:
    require(by, "write", Thing("audit", body.municipality_id, body.pk), swedish_day(at))


@transaction.atomic
def open_audit(
    *, by: Actor, at: datetime, body: Body, title: str, day: date | None = None, verdict: str = "",
    answer_due: date | None = None, case: Case | None = None, source: Source | None = None,
) -> Audit:  # fmt: skip
    """Record an audit by the auditors `body`, or complete the one that has the same title and source (R34)."""
    _require(by, body, at)
    audit = Audit.objects.filter(municipality=body.municipality, title=title, source=source).first()
    audit = audit or Audit(
        municipality=body.municipality, body=body, title=title, source=source,
        number=take_numbers(body.municipality, "G")[0],
    )  # fmt: skip
    audit.day, audit.verdict = day or audit.day, verdict or audit.verdict
    audit.answer_due, audit.case = answer_due or audit.answer_due, case or audit.case
    sentence = f"Granskningen {title} lades upp."
    save(
        audit, act=record(by=by, at=at, verb="audits.open", ref=audit.ref, sentence=sentence, body_id=body.pk)
    )
    return audit


@transaction.atomic
def recommend(
    *, by: Actor, at: datetime, audit: Audit, number: int, text: str, body: Body, addressee: str = ""
) -> Recommendation:
    """Record what the auditors ask of one body; `addressee` keeps the letter's own words (R34)."""
    _require(by, audit.body, at)
    existing = audit.recommendations.filter(number=number, body=body).first()
    if existing:
        return existing
    new = Recommendation(
        municipality=audit.municipality, body=body, audit=audit, number=number, text=text,
        addressee=addressee or body.name,
    )  # fmt: skip
    sentence = f"Rekommendation {number} riktades till {body.name}."
    save(
        new,
        act=record(by=by, at=at, verb="audits.recommend", ref=new.ref, sentence=sentence, body_id=body.pk),
    )
    return new


@transaction.atomic
def plan_measure(
    *, by: Actor, at: datetime, recommendation: Recommendation, text: str, owner: str = "",
    due: date | None = None, done_on: date | None = None, initiative_number: int | None = None,
    conditional_on: Case | None = None,
) -> Measure:  # fmt: skip
    """Record what a body does about a recommendation (R35)."""
    _require(by, recommendation.body, at)
    measure = Measure(
        recommendation=recommendation, text=text, owner=owner, due=due, done_on=done_on,
        initiative_number=initiative_number, conditional_on=conditional_on,
    )  # fmt: skip
    ref = Ref(recommendation.ref)
    sentence = f"{recommendation.body.name} planerade en åtgärd."
    act = record(
        by=by, at=at, verb="audits.plan_measure", ref=ref, sentence=sentence, body_id=recommendation.body_id
    )
    save(measure, act=act)
    return measure


@transaction.atomic
def finish_measure(*, by: Actor, at: datetime, measure: Measure, done_on: date) -> None:
    """Note that a measure is done (R35)."""
    recommendation = measure.recommendation
    _require(by, recommendation.body, at)
    measure.done_on = done_on
    sentence = f"{recommendation.body.name} blev klar med åtgärden {measure.text}."
    act = record(
        by=by, at=at, verb="audits.finish_measure", ref=recommendation.ref, sentence=sentence,
        body_id=recommendation.body_id,
    )  # fmt: skip
    save(measure, act=act)


@transaction.atomic
def follow_up(
    *, by: Actor, at: datetime, recommendation: Recommendation, assessor: str, verdict: Verdict
) -> FollowUp:
    """Record how far a body has come with a recommendation; the three assessors' verdicts stand apart (R36)."""
    _require(by, recommendation.body, at)
    judged = FollowUp(
        recommendation=recommendation, assessor=assessor, verdict=verdict.value, day=swedish_day(at)
    )
    who = judged.get_assessor_display().lower()
    sentence = (
        f"{recommendation.body.name} bedömdes {verdict.label.lower()} för {recommendation.ref} ({who})."
    )
    act = record(
        by=by, at=at, verb="audits.follow_up", ref=recommendation.ref, sentence=sentence,
        body_id=recommendation.body_id,
    )  # fmt: skip
    save(judged, act=act)
    return judged
