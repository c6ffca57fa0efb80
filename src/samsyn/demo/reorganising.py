"""How Sundsala's units change: the IT unit and parts of two others become one organisation of the service board."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.minutes import Minutes
from samsyn.demo.script import Script
from samsyn.demo.town import SETUP, Town, board
from samsyn.kit.refs import DecisionRef
from samsyn.organisation import actions as organisation
from samsyn.organisation.actions import New, Part
from samsyn.organisation.rules import Role
from samsyn.oversight import actions as oversight


def reorganise(town: Town, script: Script, minutes: Minutes) -> None:
    """Write the changes of units into the script, each by a decision of the council or the board."""
    data = read("organisation")
    for key, write in (("renamed", _rename), ("common", _join), ("ahead", _move)):
        row = data[key]
        days = max(row["days"], 30)
        decided = minutes.day("KF", script.ago(days + 40))
        decision = DecisionRef("KF", decided, minutes.paragraph("KF", decided))
        day = script.ago(row["days"]) if row["days"] > 0 else script.on - timedelta(days=row["days"])
        script.add(script.ago(days), partial(write, town, row, day, decision))


def _change(town: Town, at: datetime, day: date, kind: str, parts: list[Part], decision: DecisionRef) -> Any:
    return organisation.reorganise(
        by=town.strategist,
        at=at,
        municipality=town.municipality,
        kind=kind,
        day=day,
        parts=parts,
        decided=decision,
    )


def _rename(town: Town, row: dict[str, Any], day: date, decision: DecisionRef, *, at: datetime) -> None:
    unit = town.units[row["source"]]
    _change(town, at, day, "renamed", [Part(unit, unit, name=row["name"])], decision)


def _move(town: Town, row: dict[str, Any], day: date, decision: DecisionRef, *, at: datetime) -> None:
    _change(town, at, day, "moved", [Part(town.units[row["source"]], town.bodies[row["body"]])], decision)


def _join(town: Town, row: dict[str, Any], day: date, decision: DecisionRef, *, at: datetime) -> None:
    """Form the common organisation, let its people follow, and move all but what lingers."""
    for unit in town.units.values():
        unit.refresh_from_db()
    target = New(row["name"], town.bodies[row["body"]])
    shares = [(name, "whole") for name in row["whole"]] + [(name, "part") for name in row["part"]]
    parts = [Part(town.units[name], target, share) for name, share in shares]
    change = _change(town, at, day, "merged", parts, decision)
    for name, role in [
        *((name, Role.LEADER) for name in board("KS")["leaders"]),
        (board("KS")["controller"], Role.CONTROLLER),
    ]:
        organisation.give_role(
            by=SETUP,
            at=at,
            person=town.people[name],
            role=role,
            body=town.bodies[row["body"]],
            valid_from=day,
        )
    going = _going(row)
    for kind, held in (("initiative", town.initiatives), ("system", town.systems)):
        ids = [one.pk for name, one in held.items() if name in going]
        oversight.move(by=town.strategist, at=at, change=change, kind=kind, ids=ids)
        for name in going & set(held):
            held[name].refresh_from_db()


def _going(row: dict[str, Any]) -> set[str]:
    """Return the names of what is moved: all of what ends and some of the others', but for what lingers."""
    whole = [unit for unit in read("organisation")["unit"] if unit["name"] in row["whole"]]
    names = {name for unit in whole for name in (*unit["initiatives"], *unit["systems"])}
    return (names | set(row["follow"])) - set(row["linger"])
