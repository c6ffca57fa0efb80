"""Questions of responsibility: asked by a board, answered by the city office, followed to what they changed (R26)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from samsyn.governance.actions.steering import SteeringError, require_steering
from samsyn.governance.models import Activity, Clause, Responsibility, ResponsibilityQuestion
from samsyn.governance.rules import ANSWER_DAYS
from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


def _save(by: Actor, at: datetime, verb: str, question: ResponsibilityQuestion, sentence: str) -> None:
    body = question.body
    act = record(
        by=by, at=at, verb=f"governance.{verb}", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    save(question, act=act)


@transaction.atomic
def ask(
    *, by: Actor, at: datetime, body: Body, text: str, activity: Activity | None = None,
    answer_due: date | None = None,
) -> ResponsibilityQuestion:  # fmt: skip
    """Ask who answers for something; it is answered within thirty days unless another day is given.

    Raises SteeringError when nothing is asked or the last day has passed.
    """
    require(by, "write", Thing("audit", body.municipality_id, body.pk), swedish_day(at))
    today = swedish_day(at)
    if not text.strip():
        raise SteeringError("Skriv vad ni vill veta.")
    if answer_due is not None and answer_due < today:
        raise SteeringError(f"Sista dag för svar, {answer_due}, har varit. Välj en dag framåt.")
    question = ResponsibilityQuestion(
        activity=activity, body=body, text=text.strip(), by=by.name, asked_on=today,
        answer_due=answer_due or today + timedelta(days=ANSWER_DAYS),
    )  # fmt: skip
    about = f" om {activity.title}" if activity else ""
    _save(by, at, "ask", question, f"{body.name} ställde en ansvarsfråga{about}.")
    return question


@transaction.atomic
def answer_question(*, by: Actor, at: datetime, question: ResponsibilityQuestion, text: str) -> None:
    """Answer a question of responsibility; raises SteeringError when it has an answer or the answer says nothing."""
    require_steering(by, question.body.municipality, at)
    if question.answered_on:
        raise SteeringError(f"Frågan besvarades {question.answered_on} av {question.answered_by}.")
    if not text.strip():
        raise SteeringError("Skriv ett svar.")
    question.answer, question.answered_on, question.answered_by = text.strip(), swedish_day(at), by.name
    _save(by, at, "answer_question", question, f"{question.body.name} fick svar på sin ansvarsfråga.")


@transaction.atomic
def lead_to(
    *, by: Actor, at: datetime, question: ResponsibilityQuestion, clause: Clause | None = None,
    responsibility: Responsibility | None = None,
) -> None:  # fmt: skip
    """Say which clause or letter an answered question changed; raises SteeringError before it is answered."""
    require_steering(by, question.body.municipality, at)
    if not question.answered_on:
        raise SteeringError("Besvara frågan innan du anger vad den ledde till.")
    question.clause, question.responsibility = clause, responsibility
    what = [f"klausul {clause.number} i {clause.version}"] if clause else []
    what += [f"{responsibility.letter} för {responsibility.who}"] if responsibility else []
    told = " och ".join(what) or "ingen ändring"
    _save(by, at, "lead_to", question, f"{question.body.name}s ansvarsfråga ledde till {told}.")
