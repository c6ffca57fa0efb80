"""Writing oversight: traces from outside, and which initiative each belongs to."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require, thing
from samsyn.oversight.models import Trace
from samsyn.register.models import Initiative


@transaction.atomic
def note_trace(
    *, by: Actor, at: datetime, body: Body, kind: str, origin: str, title: str, seen_on: date,
    amount: int | None = None, initiative: Initiative | None = None,
) -> Trace:  # fmt: skip
    """Note a sign of an initiative from outside the register; the same origin twice is one (R11). Amount in öre."""
    existing = Trace.objects.filter(municipality=body.municipality, kind=kind, origin=origin).first()
    if existing:
        return existing
    trace = Trace(
        municipality=body.municipality, body=body, kind=kind, origin=origin, title=title, amount=amount,
        seen_on=seen_on, initiative_number=initiative.number if initiative else None,
    )  # fmt: skip
    require(by, "write", thing("initiative", trace), swedish_day(at))
    sentence = f"{trace.get_kind_display()} visar {title} hos {body.name}."
    save(
        trace,
        act=record(
            by=by, at=at, verb="oversight.note_trace", ref=Ref(origin), sentence=sentence, body_id=body.pk
        ),
    )
    return trace


@transaction.atomic
def match(*, by: Actor, at: datetime, trace: Trace, initiative: Initiative) -> None:
    """Say which initiative a trace belongs to; a person's yes, never a guess (R11)."""
    require(by, "write", thing("initiative", trace), swedish_day(at))
    trace.initiative_number = initiative.number
    sentence = f"{trace.title} hör till {initiative.ref}."
    act = record(
        by=by, at=at, verb="oversight.match", ref=initiative.ref, sentence=sentence, body_id=trace.body_id
    )
    save(trace, act=act)
