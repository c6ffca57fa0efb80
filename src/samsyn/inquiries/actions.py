"""Writing inquiries: sent to whom, and who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samsyn.cases.models import Case
from samsyn.history.actions import record, save
from samsyn.inquiries.models import Inquiry, Question, Recipient
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


def ref_of(inquiry: Inquiry) -> Ref:
    """Return how an inquiry is referred to: its case's number, else its title."""
    return Ref(inquiry.case.number if inquiry.case else inquiry.title)


@transaction.atomic
def send(
    *, by: Actor, at: datetime, body: Body, title: str, deadline: date | None, case: Case | None = None,
    decision: str = "", sent_on: date | None = None, questions: Sequence[str] = (),
    recipients: Sequence[tuple[str, Body | None]] = (),
) -> Inquiry:  # fmt: skip
    """Record a referral with its questions and the recipients as they were that day (R41)."""
    require(by, "write", Thing("inquiry", body.municipality_id, body.pk), swedish_day(at))
    existing = Inquiry.objects.filter(body=body, title=title, case=case).first()
    if existing:
        return existing
    inquiry = Inquiry(
        municipality=body.municipality, body=body, case=case, title=title, decision=decision, sent_on=sent_on,
        deadline=deadline,
    )  # fmt: skip
    sentence = f"{title} sändes på remiss till {len(recipients)} mottagare."
    act = record(by=by, at=at, verb="inquiries.send", ref=ref_of(inquiry), sentence=sentence, body_id=body.pk)
    save(inquiry, act=act)
    Question.objects.bulk_create(
        Question(inquiry=inquiry, order=order, text=text) for order, text in enumerate(questions, 1)
    )
    for name, recipient in recipients:
        save(Recipient(inquiry=inquiry, name=name, body=recipient), act=act)
    return inquiry


@transaction.atomic
def reply(
    *,
    by: Actor,
    at: datetime,
    recipient: Recipient,
    replied_on: date,
    stance: Stance,
    own_case: Case | None = None,
) -> None:
    """Note that a recipient has answered, and how."""
    inquiry = recipient.inquiry
    owner = recipient.body_id or inquiry.body_id
    require(by, "write", Thing("inquiry", inquiry.municipality_id, owner), swedish_day(at))
    recipient.replied_on, recipient.stance, recipient.own_case = replied_on, stance.value, own_case
    sentence = f"{recipient.name} svarade på remissen {inquiry.title}: {stance.label.lower()}."
    act = record(by=by, at=at, verb="inquiries.reply", ref=ref_of(inquiry), sentence=sentence, body_id=owner)
    save(recipient, act=act)
