"""Loading the demo municipality: found the town, write the script, play it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from samsyn.demo import (
    aims,
    answering,
    asking,
    cases,
    competence,
    compiling,
    deciding,
    filling,
    following,
    forums,
    joining,
    lives,
    meetings,
    money,
    paying,
    plans,
    proposing,
    referral,
    reorganising,
    reviews,
    town,
    tracing,
    using,
)  # fmt: skip
from samsyn.demo.data import read
from samsyn.demo.minutes import Minutes
from samsyn.demo.script import Script
from samsyn.organisation.models import Municipality
from samsyn.register import actions as register


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
    _add_systems(place, script)
    everything = plans.plans(on)
    minutes = Minutes(on)
    for plan in everything:
        decision = cases.decide(place, script, minutes, plan)
        lives.live(place, script, plan, decision)
        money.fund(place, script, plan, decision)
    _use_systems(place, script, everything)
    joining.join(place, script, everything)
    tracing.trace(place, script, everything)
    paying.pay(place, script)
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


def _add_systems(place: town.Town, script: Script) -> None:
    for nth, row in enumerate(read("systems")["rows"]):
        script.add(script.ago(1450 - nth * 9), partial(_add_system, place, nth, *row, on=script.on))


def _add_system(
    place: town.Town,
    nth: int,
    name: str,
    code: str,
    supplier: str,
    tkr: int,
    common: bool,
    *,
    on: date,
    at: datetime,
) -> None:
    director = place.actors[town.board(code)["director"]]
    place.systems[name] = register.add_system(
        by=director, at=at, body=place.bodies[code], name=name, owner="" if nth % 9 == 4 else director.name,
        supplier=supplier, contract_end=on + timedelta(days=(nth * 97) % 1300 - 60) if nth % 7 else None,
        yearly_cost=tkr * 100_000 or None, common=common, unit=place.unit_of(name),
    )  # fmt: skip


def _use_systems(place: town.Town, script: Script, everything: list[plans.Plan]) -> None:
    for plan in everything:
        own = [name for name, code, *_ in read("systems")["rows"] if code == plan.body]
        chosen = plan.special.get("system") or (
            plan.random("system").choice(own) if plan.theme != "public" else ""
        )
        if chosen and not plan.draft:
            script.add(max(plan.registered, script.ago(900)), partial(_use, place, plan, chosen))


def _use(place: town.Town, plan: plans.Plan, name: str, *, at: datetime) -> None:
    initiative = place.initiatives[plan.title]
    register.use_system(
        by=lives.leader(place, plan), at=at, initiative=initiative, system=place.systems[name]
    )
