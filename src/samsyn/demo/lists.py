"""Some initiatives note risks, who does what and what they wait for; most note little."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from samsyn.demo.data import read
from samsyn.demo.plans import Plan
from samsyn.demo.script import Script, workday
from samsyn.demo.town import Town
from samsyn.kit.actors import Actor
from samsyn.register import actions as register
from samsyn.register.models import Phase

GOING = {Phase.EXECUTION, Phase.INTRODUCTION}


def note_lists(town: Town, script: Script, plan: Plan, by: Actor) -> None:
    """Write the lists of an initiative that is being carried out into the script."""
    chance = plan.random("lists")
    if plan.phase not in GOING or plan.draft or plan.secrecy or chance.random() < 0.4:
        return
    day = workday(max(plan.registered, dict(plan.phases)[plan.phase]) + timedelta(days=9))
    if day < script.on:
        script.add(day, partial(_note, town, plan, by))


def _note(town: Town, plan: Plan, by: Actor, *, at: datetime) -> None:
    chance, said, one = plan.random("noted"), read("lists"), town.initiatives[plan.title]
    for what, likelihood, consequence, measure in chance.sample(said["risks"], chance.choice([1, 2, 2, 3])):
        register.note_risk(
            by=by, at=at, initiative=one, what=what, likelihood=likelihood, consequence=consequence,
            measure=measure, owner=by.name if measure else "",
        )  # fmt: skip
    owners = read("benefits")["owners"]
    name = f"{chance.choice(owners['titles'])} {chance.choice(owners['names'])}"
    register.give_part(by=by, at=at, initiative=one, role=chance.choice(["benefit", "receiver"]), what=name)
    open_ones = [other for other in town.initiatives.values() if not other.draft and not other.secrecy_ground]
    others = [other for other in sorted(open_ones, key=lambda other: other.number) if other.pk != one.pk]
    register.note_dependency(
        by=by, at=at, initiative=one, what=chance.choice(said["waits"]),
        on=chance.choice([None, *chance.sample(others, 2)]),
        needed_by=workday(at.date() + timedelta(days=chance.choice([60, 120, 240]))),
    )  # fmt: skip
