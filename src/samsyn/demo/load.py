"""Loading the demo municipality: found the town, write the script, play it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samsyn.demo import (
    aims,
    answering,
    asking,
    cases,
    competence,
    compiling,
    deciding,
    deliveries,
    filling,
    following,
    forums,
    joining,
    lives,
    meetings,
    money,
    plans,
    proposing,
    referral,
    reorganising,
    reviews,
    systems,
    town,
    tracing,
    using,
)  # fmt: skip
from samsyn.demo.minutes import Minutes
from samsyn.demo.script import Script
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: `steps` is 0 when the municipality was there already."""

    municipality: Municipality
    steps: int


@transaction.atomic
def load(on: date) -> Loaded:
    """Load Sundsala kommun as it looks on a day, or leave it as it is when it is there; the same day, the same rows."""
    existing = Municipality.objects.filter(code=town.CODE).first()
    if existing:
        return Loaded(existing, 0)
    script = Script(on)
    place = town.found(script)
    aims.found(place, script)
    town.govern(place, script)
    aims.aim(place, script)
    following.follow(place, script)
    deciding.decide(place, script)
    answering.answer(place, script)
    forums.meet(place, script)
    using.use(place, script)
    systems.add(place, script)
    everything = plans.plans(on)
    minutes = Minutes(on)
    for plan in everything:
        decision = cases.decide(place, script, minutes, plan)
        lives.live(place, script, plan, decision)
        money.fund(place, script, plan, decision)
    systems.use(place, script, everything)
    deliveries.deliver(place, script)
    joining.join(place, script, everything)
    tracing.trace(place, script, everything)
    cases.central(place, script, minutes)
    proposing.propose(place, script, minutes)
    reviews.review(place, script)
    meetings.plan(place, script)
    reorganising.reorganise(place, script, minutes)
    referral.refer(place, script, minutes)
    compiling.compile_answers(place, script)
    competence.know(place, script)
    filling.fill_in(place, script)
    asking.ask(place, script)
    return Loaded(place.municipality, script.play())
