"""Yearly reporting: what bodies shall report, and the rounds that come of it (R08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samsyn.governance.models import GoverningDocument
from samsyn.history.actions import record, save
from samsyn.inquiries.actions.guard import InquiryError
from samsyn.inquiries.actions.sending import Asked, To, fill
from samsyn.inquiries.models import Inquiry, Instruction, InstructionField
from samsyn.inquiries.rules import rounds, year_days
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import NotAllowed, exists, require, require_reorganising
from samsyn.organisation.rules import Thing


@transaction.atomic
def instruct(
    *, by: Actor, at: datetime, body: Body, title: str, kind: str, days: str, bodies: Sequence[Body],
    fields: Sequence[Asked], text: str = "", lead_days: int = 60, valid_from: date | None = None,
    document: GoverningDocument | None = None,
) -> Instruction:  # fmt: skip
    """Say what bodies shall report every year and by which days; raises BadRule, InquiryError."""
    require(by, "write", Thing("inquiry", body.municipality_id, body.pk), swedish_day(at))
    if Instruction.objects.filter(body=body, title=title).exists():
        raise InquiryError(f"{title} finns redan. Ge anvisningen ett annat namn.")
    if not bodies:
        raise InquiryError("Välj minst en nämnd som ska rapportera.")
    instruction = Instruction(
        municipality=body.municipality, body=body, document=document, kind=kind, title=title, text=text,
        days=",".join(f"{month:02}-{day:02}" for month, day in year_days(days)), lead_days=lead_days,
        valid_from=valid_from or swedish_day(at),
    )  # fmt: skip
    sentence = f"{title} beslutades: {len(bodies)} nämnder rapporterar {instruction.days}."
    save(
        instruction,
        act=record(
            by=by, at=at, verb="inquiries.instruct", ref=Ref(title[:120]), sentence=sentence, body_id=body.pk
        ),
    )
    instruction.bodies.set(bodies)
    InstructionField.objects.bulk_create(
        InstructionField(instruction=instruction, order=order, text=one.text, kind=one.kind)
        for order, one in enumerate(fields, 1)
    )
    return instruction


@transaction.atomic
def reports_instead(*, by: Actor, at: datetime, instruction: Instruction, source: Body, target: Body) -> None:
    """Let `target`, which has taken over from `source`, report in its place from the next round on."""
    require_reorganising(by, instruction.municipality, swedish_day(at))
    sentence = f"{target.name} rapporterar enligt {instruction.title} i stället för {source.name}."
    record(
        by=by, at=at, verb="inquiries.reports_instead", ref=Ref(instruction.title[:120]), sentence=sentence,
        body_id=target.pk,
    )  # fmt: skip
    instruction.bodies.remove(source)
    instruction.bodies.add(target)


@transaction.atomic
def make_rounds(*, by: Actor, at: datetime, municipality: Municipality) -> list[Inquiry]:
    """Send the rounds whose day has come and that are not sent; run again it sends nothing more.

    Each round goes to the bodies that exist that day. Instructions of bodies the actor does not write for are left.
    """
    made = []
    for one in Instruction.objects.filter(municipality=municipality).prefetch_related("bodies", "fields"):
        try:
            require(by, "write", Thing("inquiry", one.municipality_id, one.body_id), swedish_day(at))
        except NotAllowed:
            continue
        held = set(one.rounds.values_list("deadline", flat=True))
        due = rounds(year_days(one.days), one.lead_days, one.valid_from, one.valid_to, swedish_day(at))
        made += [_round(by, at, one, sent, last) for sent, last in due if last not in held]
    return made


def _round(by: Actor, at: datetime, one: Instruction, sent_on: date, last: date) -> Inquiry:
    inquiry = Inquiry(
        municipality=one.municipality, body=one.body, kind="reporting", title=f"{one.title} {last}"[:300],
        instruction=one.text, sent_on=max(sent_on, swedish_day(at)) if last >= swedish_day(at) else sent_on,
        deadline=last, recurs_from=one,
    )  # fmt: skip
    fields = [Asked(field.text, field.kind) for field in one.fields.all()]
    there = [body for body in one.bodies.all() if exists(body.valid_from, body.valid_to, swedish_day(at))]
    fill(by, at, inquiry, fields, [To(body.name, body) for body in there])
    return inquiry
