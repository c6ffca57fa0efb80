"""Boards that take part in each other's initiatives, and the working processes that initiatives change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from samsyn.demo.data import read
from samsyn.demo.plans import Plan
from samsyn.demo.script import Script, workday
from samsyn.demo.town import Town, board
from samsyn.register import actions as register


def join(town: Town, script: Script, everything: Iterable[Plan]) -> None:
    """Write in when boards join others' initiatives, at the earliest the day after they were registered."""
    begun = {plan.title: plan.registered for plan in everything}
    for title, code, days, need in read("joining")["joined"]:
        day = max(script.ago(days), workday(begun[title] + timedelta(days=1)))
        script.add(day, partial(_join, town, title, code, need))


def process_of(title: str) -> str:
    """Return the working process that an initiative changes, if the demo says so."""
    return str(dict(read("joining")["process"]).get(title, ""))


def _join(town: Town, title: str, code: str, need: str, *, at: datetime) -> None:
    by = town.actors[board(code)["director"]]
    register.join(by=by, at=at, initiative=town.initiatives[title], body=town.bodies[code], need=need)
