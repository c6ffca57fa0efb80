"""Signs from outside the register: some lead to an initiative, the rest show what nobody has told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from samsyn.demo.data import read
from samsyn.demo.plans import Plan
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.oversight import actions as oversight
from samsyn.oversight.models import Trace


def trace(town: Town, script: Script, plans: list[Plan]) -> None:
    """Write in traces: one for most initiatives, matched when those are registered, and those that nobody claims."""
    for nth, plan in enumerate(plans):
        if not plan.secrecy and not plan.draft and nth % 20 != 3:
            _known(town, script, plan, nth)
    for code, rows in read("traces").items():
        for title, kind, tkr in rows:
            chance = Random(f"Sundsala spår {title}")  # noqa: S311
            day = script.ago(chance.randint(30, 700))
            script.add(
                day, partial(_note, town, code, title, kind, day, tkr * 100_000, chance.randint(100, 999))
            )


def _known(town: Town, script: Script, plan: Plan, nth: int) -> None:
    kind = ("budget", "minutes", "procurement", "system")[nth % 4]
    began = plan.phases[0][1]
    seen = min(max(script.ago(1400), began + timedelta(days=nth % 40)), script.ago(2))
    amount = plan.cost // 3 // 1_000_000 * 1_000_000
    note = partial(_note, town, plan.body, plan.title, kind, seen, amount, 100 + nth)
    if seen < plan.registered:
        script.add(seen, note)
        script.add(plan.registered, partial(_match, town, plan))
    else:
        script.add(seen, partial(note, claimed=True))


def _note(
    town: Town, code: str, title: str, kind: str, seen: date, amount: int, number: int, *, at: datetime,
    claimed: bool = False,
) -> None:  # fmt: skip
    origin = {
        "budget": f"{code}: budget {seen.year}, projekt {4000 + number}",
        "minutes": f"{code} § {number % 140 + 1}/{seen.year}, {seen}",
        "procurement": f"Upphandling {seen.year}-{number}, {code}",
        "system": f"Systemregistret {seen.year}, rad {number} ({code})",
    }[kind]
    oversight.note_trace(
        by=town.strategist, at=at, body=town.bodies[code], kind=kind, origin=origin, title=title, seen_on=seen,
        amount=amount or None, initiative=town.initiatives[title] if claimed else None,
    )  # fmt: skip


def _match(town: Town, plan: Plan, *, at: datetime) -> None:
    found = Trace.objects.get(body=town.bodies[plan.body], title=plan.title)
    oversight.match(by=town.strategist, at=at, trace=found, initiative=town.initiatives[plan.title])
