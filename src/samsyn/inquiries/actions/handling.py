"""What a recipient does before it answers: opens, takes into its own diary, plans, asks for more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from samsyn.cases import actions as cases
from samsyn.history.actions import record, remove, save
from samsyn.inquiries.actions.guard import (
    InquiryError,
    due,
    require_open,
    require_own,
    require_sender,
    tell,
)
from samsyn.inquiries.models import Extension, Opening, PlanStep, PlanTemplate, Recipient
from samsyn.inquiries.queries.handling import answering_body, plan_template
from samsyn.inquiries.rules import extended, out_of_order, planned
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Access, Thing

Step = tuple[str, str, date | None]
"""A step's label, whose it is in words, and its day."""
USUAL = (
    ("Förvaltningens ärendeberedning", 30),
    ("Ordförandeberedning", 22),
    ("Arbetsutskott", 13),
    ("Nämnd", 0),
)
"""The steps of a body that has no template of its own, and their days before its meeting."""


def note_opened(*, by: Actor, at: datetime, recipient: Recipient, access: Access | None = None) -> None:
    """Note the first day that one of the recipient's own looked at what is asked; the row is never changed.

    `access` is the actor's own, where it is known already.
    """
    require_own(by, recipient, at, access)
    one = Opening(recipient=recipient, day=swedish_day(at), by=by.name[:120], recorded_at=at)
    Opening.objects.bulk_create([one], ignore_conflicts=True)


@transaction.atomic
def take_in(*, by: Actor, at: datetime, recipient: Recipient, number: str) -> None:
    """Open the recipient's own case for its answer, linked to the one that asks (R45)."""
    require_own(by, recipient, at)
    require_open(recipient)
    inquiry = recipient.inquiry
    body = answering_body(recipient, swedish_day(at))
    if body is None:
        raise InquiryError(f"{recipient.name} har inget eget diarium här.")
    title = f"Yttrande över {inquiry.title}"[:300]
    case = cases.open_case(by=by, at=at, body=body, number=number, title=title, opened=swedish_day(at))
    if case.body_id != body.pk:
        raise InquiryError(f"{number} är ett ärende hos {case.body.name}. Ange ert eget diarienummer.")
    if inquiry.case and inquiry.case_id != case.pk:
        cases.link(by=by, at=at, from_case=case, kind="answer_to", to_case=inquiry.case)
    recipient.own_case = case
    sentence = f"{recipient.name} handlägger {inquiry.title} i {case.number}."
    save(recipient, act=tell(by, at, "take_in", recipient, sentence))


@transaction.atomic
def plan(*, by: Actor, at: datetime, recipient: Recipient, steps: Sequence[Step]) -> None:
    """Set the steps of a recipient's way to its decision; steps left out go (R45, R51)."""
    require_own(by, recipient, at)
    if out_of_order([day for *_, day in steps]):
        raise InquiryError(
            "Stegen ligger inte i tidsordning. Ett steg kan inte komma före det som står innan."
        )
    held = {step.order: step for step in recipient.plan.all()}
    act = tell(by, at, "plan", recipient, f"{recipient.name} planerade {len(steps)} steg till beslut.")
    for order, (label, words, day) in enumerate(steps, 1):
        row = held.pop(order, None) or PlanStep(recipient=recipient, order=order)
        if row.pk is None or (row.label, row.body_words, row.day) != (label, words, day):
            row.label, row.body_words, row.day = label[:120], words[:160], day
            save(row, act=act)
    for left in held.values():
        remove(left, act=act)


def steps_for(body: Body | None, meeting: date) -> list[Step]:
    """Return the steps of a body's template with days counted back from a meeting; the usual ones without any."""
    labels = (plan_template(body.pk) if body else []) or [(label, "", before) for label, before in USUAL]
    days = planned([before for *_, before in labels], meeting)
    return [(label, words, day) for (label, words, _), day in zip(labels, days, strict=True)]


@transaction.atomic
def set_template(*, by: Actor, at: datetime, body: Body, steps: Sequence[tuple[str, str, int]]) -> None:
    """Set the steps that a body's matters go through, as (label, whose, days before the meeting) (R51).

    None at all means the usual ones. Raises InquiryError when a step lies before the one it follows.
    """
    require(by, "write", Thing("inquiry", body.municipality_id, body.pk), swedish_day(at))
    if out_of_order([date.max - timedelta(days=before) for *_, before in steps]):
        raise InquiryError("Ett steg ligger längre från mötet än det före. Skriv stegen i tidsordning.")
    held = {row.order: row for row in PlanTemplate.objects.filter(body=body)}
    sentence = f"{body.name} planerar beslut i {len(steps)} steg."
    act = record(
        by=by, at=at, verb="inquiries.set_template", ref=Ref(body.name), sentence=sentence, body_id=body.pk
    )
    for order, (label, words, before) in enumerate(steps, 1):
        row = held.pop(order, None) or PlanTemplate(body=body, order=order)
        row.label, row.body_words, row.days_before = label[:120], words[:160], before
        save(row, act=act)
    for left in held.values():
        remove(left, act=act)


@transaction.atomic
def ask_extension(
    *, by: Actor, at: datetime, recipient: Recipient, asked_day: date, why: str, asked_on: date | None = None
) -> Extension:
    """Ask for more time, to a day after the one we have (anstånd)."""
    require_own(by, recipient, at)
    require_open(recipient)
    last = due(recipient)
    if last and asked_day <= last:
        raise InquiryError(f"Ni har redan till {last}. Be om en senare dag.")
    if recipient.extensions.filter(granted=None).exists():
        raise InquiryError("Ni har redan bett om anstånd och väntar på besked.")
    row = Extension(
        recipient=recipient, asked_on=asked_on or swedish_day(at), asked_by=by.name, asked_day=asked_day, why=why,
        old_day=last,
    )  # fmt: skip
    sentence = f"{recipient.name} bad om anstånd till {asked_day} med {recipient.inquiry.title}."
    save(row, act=tell(by, at, "ask_extension", recipient, sentence, why))
    return row


@transaction.atomic
def decide_extension(
    *,
    by: Actor,
    at: datetime,
    extension: Extension,
    granted: bool,
    new_day: date | None = None,
    answer: str = "",
) -> None:
    """Grant more time, to the day asked for or another, or refuse; old and new day are both kept (R41)."""
    recipient = extension.recipient
    require_sender(by, recipient.inquiry, at)
    if extension.granted is not None:
        raise InquiryError("Begäran om anstånd är redan avgjord.")
    day = extended(extension.old_day, extension.asked_day, new_day) if granted else None
    if granted and day is None:
        raise InquiryError(f"Den nya dagen måste vara senare än {extension.old_day}.")
    extension.granted, extension.new_day, extension.answer = granted, day, answer
    extension.decided_on, extension.decided_by = swedish_day(at), by.name
    said = f"fick anstånd till {day}" if granted else "fick inte anstånd"
    act = tell(by, at, "decide_extension", recipient, f"{recipient.name} {said}.", answer)
    save(extension, act=act)
    if granted:
        recipient.deadline = day
        save(recipient, act=act)
