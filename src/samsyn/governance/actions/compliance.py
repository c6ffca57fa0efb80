"""What clauses lay on whom, what shows that it is done, how well bodies follow, and what they think of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from samsyn.governance.actions.steering import SteeringError, require_steering, tell
from samsyn.governance.models import ASSESSORS, Clause, Compliance, Evidence, Feedback, Obligation
from samsyn.governance.rules import ANSWER_DAYS, Duty
from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

OWN = "own"


def require_judge(by: Actor, at: datetime, body: Body, assessor: str) -> None:
    """Raise NotAllowed unless the actor may judge as that assessor.

    A body's own value is the body's; the city office's and the auditors' are entered by those who write everywhere.
    """
    whose = body.pk if assessor == OWN else None
    require(by, "write", Thing("audit", body.municipality_id, whose), swedish_day(at))


@transaction.atomic
def confirm_duties(*, by: Actor, at: datetime, clause: Clause, duties: Sequence[Duty]) -> int:
    """Keep obligations that somebody has read and said yes to; return how many were new (R09)."""
    require_steering(by, clause.version.document.municipality, at)
    added = 0
    for duty in duties:
        _, new = Obligation.objects.get_or_create(
            clause=clause, who=duty.who[:120], sentence=duty.sentence,
            defaults={
                "shall": duty.shall[:20], "what": duty.what, "confirmed_by": by.name, "recorded_at": at,
            },
        )  # fmt: skip
        added += new
    if added:
        sentence = f"{added} skyldigheter i klausul {clause.number} bekräftades."
        tell(by, at, "confirm_duties", clause.version, sentence)
    return added


@transaction.atomic
def show_evidence(
    *, by: Actor, at: datetime, obligation: Obligation, body: Body, note: str, ref: str = ""
) -> Evidence:
    """Record what shows that a body meets an obligation, with a reference to where it can be seen (R09)."""
    require(by, "write", Thing("audit", body.municipality_id, body.pk), swedish_day(at))
    sentence = f"{body.name} visade belägg för klausul {obligation.clause.number}."
    record(by=by, at=at, verb="governance.evidence", ref=Ref(body.name), sentence=sentence, body_id=body.pk)
    return Evidence.objects.create(
        obligation=obligation, body=body, ref=ref, note=note, day=swedish_day(at), by=by.name, recorded_at=at
    )


@transaction.atomic
def judge(
    *, by: Actor, at: datetime, body: Body, assessor: str, verdicts: Sequence[tuple[Clause, Verdict]],
    note: str = "",
) -> None:  # fmt: skip
    """Record how well a body follows one or more clauses; earlier values and the other assessors' stay (R04)."""
    require_judge(by, at, body, assessor)
    told = ", ".join(f"{clause.number} {verdict.label.lower()}" for clause, verdict in verdicts)
    sentence = f"{body.name} bedömdes av {dict(ASSESSORS)[assessor].lower()}: klausul {told}."
    record(by=by, at=at, verb="governance.judge", ref=Ref(body.name), sentence=sentence, body_id=body.pk)
    Compliance.objects.bulk_create(
        Compliance(
            clause=clause, body=body, assessor=assessor, verdict=verdict.value, day=swedish_day(at), note=note,
            by=by.name, recorded_at=at,
        )
        for clause, verdict in verdicts
    )  # fmt: skip


@transaction.atomic
def comment(
    *, by: Actor, at: datetime, clause: Clause, body: Body, text: str, answer_due: date | None = None
) -> Feedback:
    """Say what a body thinks of a clause; it is answered within thirty days unless another day is given (R05)."""
    require(by, "write", Thing("audit", body.municipality_id, body.pk), swedish_day(at))
    today = swedish_day(at)
    feedback = Feedback(
        clause=clause, body=body, text=text, by=by.name, asked_on=today,
        answer_due=answer_due or today + timedelta(days=ANSWER_DAYS),
    )  # fmt: skip
    sentence = f"{body.name} lämnade en synpunkt på klausul {clause.number}."
    act = record(
        by=by, at=at, verb="governance.comment", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    save(feedback, act=act)
    return feedback


@transaction.atomic
def answer(*, by: Actor, at: datetime, feedback: Feedback, text: str) -> None:
    """Answer what a body said of a clause; raises SteeringError when it has been answered (R05)."""
    require_steering(by, feedback.clause.version.document.municipality, at)
    if feedback.answered_on:
        raise SteeringError(f"Synpunkten besvarades {feedback.answered_on} av {feedback.answered_by}.")
    feedback.answer, feedback.answered_on, feedback.answered_by = text, swedish_day(at), by.name
    sentence = f"{feedback.body.name} fick svar om klausul {feedback.clause.number}."
    save(feedback, act=tell(by, at, "answer", feedback.clause.version, sentence))
