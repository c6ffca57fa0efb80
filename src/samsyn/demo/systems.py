"""Sundsala's systems: added, filled in, used by boards and initiatives, replaced, and planned year by year."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from samsyn.demo import lives, plans
from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town, board, boards
from samsyn.register import actions as register


def add(town: Town, script: Script) -> None:
    """Write the systems into the script: each added, some later filled in, used by boards, replaced and planned."""
    told = read("systems")
    for nth, row in enumerate(told["rows"]):
        added = 1450 - nth * 9
        script.add(script.ago(added), partial(_add, town, nth, row, script))
        if nth % 5:
            script.add(script.ago(180 - nth * 2), partial(_fill_in, town, nth, row, script))
        for turn, code in enumerate(_using(nth, row)):
            script.add(
                script.ago(400 - nth * 5 - turn), partial(_say_use, town, nth + turn, row[0], code, nth)
            )
    for old, new, days in told["replaced"]:
        script.add(script.ago(max(days, 25)), partial(_replace, town, old, new, script, days))
    for nth, row in enumerate(told["plans"]):
        script.add(script.ago(70 - nth * 6), partial(_plan, town, row, script))


def _add(town: Town, nth: int, row: list[Any], script: Script, *, at: datetime) -> None:
    name, code, supplier, tkr, common, managed_object = row
    director = town.actors[board(code)["director"]]
    town.systems[name] = register.add_system(
        by=director, at=at, body=town.bodies[code], name=name, owner="" if nth % 9 == 4 else director.name,
        supplier=supplier, yearly_cost=tkr * 100_000 or None, common=common, unit=town.unit_of(name),
        contract_end=script.on + timedelta(days=(nth * 97) % 1300 - 60) if nth % 7 else None,
        managed_object=managed_object, users=(nth * 137) % 900 + 8 if nth % 6 else None,
    )  # fmt: skip


def _fill_in(town: Town, nth: int, row: list[Any], script: Script, *, at: datetime) -> None:
    """Say who manages a system and how its information is classified; some boards come further than others."""
    told, (name, code, *_) = read("systems"), row
    leaders, level = board(code)["leaders"], (nth * 7) % 3
    classified: dict[str, Any] = {
        "confidentiality": level + nth % 2, "integrity": 1 + nth % 3, "availability": (nth + 1) % 4,
        "classified_on": script.ago(60 + nth * 19),
    }  # fmt: skip
    register.change_system(
        by=town.actors[board(code)["director"]], at=at, system=town.systems[name],
        business_lead=leaders[nth % len(leaders)], it_lead=told["it"][nth % 3] if nth % 4 else "",
        contract_plan=told["contract"][nth % 3] if nth % 3 else "", **(classified if nth % 4 != 2 else {}),
    )  # fmt: skip


def _using(nth: int, row: list[Any]) -> list[str]:
    """Return the boards that say they use a system: several a common one, the own board most of the others."""
    if row[4]:
        return [code for turn, code in enumerate(boards()) if (nth + turn) % 4 == 0] or [row[1]]
    return [row[1]] if nth % 4 else []


def _say_use(town: Town, turn: int, name: str, code: str, nth: int, *, at: datetime) -> None:
    purposes = read("systems")["purposes"]
    register.say_use(
        by=town.actors[board(code)["director"]], at=at, system=town.systems[name], body=town.bodies[code],
        users=(turn * 53 + nth) % 340 + 4 if turn % 7 else None, purpose=purposes[turn % len(purposes)],
    )  # fmt: skip


def _replace(town: Town, old: str, new: str, script: Script, days: int, *, at: datetime) -> None:
    system = town.systems[old]
    register.change_system(
        by=town.strategist, at=at, system=system, replaced_by=town.systems[new],
        retired_on=script.ago(days) if days > 0 else None, why=f"{new} tar över.",
    )  # fmt: skip


def _plan(town: Town, row: list[Any], script: Script, *, at: datetime) -> None:
    managed_object, code, ahead, goals, changes, tkr, decided_by = row
    register.plan_object(
        by=town.actors[board(code)["director"]], at=at, body=town.bodies[code], managed_object=managed_object,
        year=(script.on + timedelta(days=ahead)).year, goals=goals, changes=changes, budget=tkr * 100_000 or None,
        decided_by=decided_by, decided_on=at.date() if decided_by else None,
    )  # fmt: skip


def use(town: Town, script: Script, everything: list[plans.Plan]) -> None:
    """Write into the script which systems initiatives build on."""
    for plan in everything:
        own = [name for name, code, *_ in read("systems")["rows"] if code == plan.body]
        chosen = plan.special.get("system") or (
            plan.random("system").choice(own) if plan.theme != "public" else ""
        )
        if chosen and not plan.draft:
            script.add(max(plan.registered, script.ago(900)), partial(_use, town, plan, chosen))


def _use(town: Town, plan: plans.Plan, name: str, *, at: datetime) -> None:
    initiative = town.initiatives[plan.title]
    register.use_system(by=lives.leader(town, plan), at=at, initiative=initiative, system=town.systems[name])
