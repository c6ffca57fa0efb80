"""Changing many initiatives at once: what will change and what is refused is known before, one act for each."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from samsyn.governance.models import Goal
from samsyn.history.actions import SavedMeanwhile
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.organisation.models import Unit
from samsyn.organisation.queries import access_for, may, thing
from samsyn.organisation.rules import Access
from samsyn.register.actions.initiatives import Invalid, change, check_unit
from samsyn.register.models import ENDED, Initiative, Phase

Values = dict[str, str | Goal | Unit]
TOGETHER = ("goal", "unit", "contact", "owner", "process", "reach")
"""What may be set on many at once: facts that no phase or decision hangs on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one of many: the fields that change, with before and after, or why it is refused (utfall)."""

    initiative: Initiative
    changes: tuple[tuple[str, Any, Any], ...] = ()
    refused: str = ""


def foresee(*, by: Actor, at: datetime, initiatives: Iterable[Initiative], values: Values) -> list[Outcome]:
    """Return what setting some values on many initiatives would do to each; nothing is written."""
    access = access_for(by, swedish_day(at))
    return [_foreseen(access, at, one, values) for one in initiatives]


def _foreseen(access: Access, at: datetime, one: Initiative, values: Values) -> Outcome:
    told = tuple((name, getattr(one, name), new) for name, new in values.items() if getattr(one, name) != new)
    if not may(access, "write", thing("initiative", one)):
        return Outcome(one, told, f"Du har inte rätt att ändra hos {one.body}.")
    if Phase(one.phase) in ENDED:
        return Outcome(one, told, f"Initiativet är {Phase(one.phase).label.lower()}. Ändra det för sig.")
    if "unit" in values:
        moved = copy(one)
        moved.unit = values["unit"]  # type: ignore[assignment]  # the form gives a unit
        try:
            check_unit(moved, swedish_day(at))
        except Invalid as wrong:
            return Outcome(one, told, str(wrong))
    return Outcome(one, told, "" if told else "Är redan så.")


def change_several(
    *, by: Actor, at: datetime, initiatives: Iterable[Initiative], values: Values, why: str = "", seen: int
) -> list[Outcome]:
    """Set some values on many initiatives, each by an act of its own, and return what became of each.

    One that may not be changed, or that somebody saved after the act `seen`, is left as it is and says why.
    """
    found = foresee(by=by, at=at, initiatives=initiatives, values=values)
    return [one if one.refused else _changed(by, at, one, why, seen) for one in found]


def _changed(by: Actor, at: datetime, one: Outcome, why: str, seen: int) -> Outcome:
    fields: Any = {name: new for name, _, new in one.changes}
    try:
        change(by=by, at=at, initiative=one.initiative, why=why, seen=seen, **fields)
    except SavedMeanwhile as meanwhile:
        return replace(
            one, refused=f"{meanwhile.act.actor_name} sparade medan du såg på. Se efter och gör om."
        )
    except Invalid as wrong:
        return replace(one, refused=str(wrong))
    return one
