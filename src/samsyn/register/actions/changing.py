"""Changing systems, with what the writer had before them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.history.actions import record, save, still
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.queries import require, thing
from samsyn.register.models import System


def _set(row: Any, seen: int | None, values: dict[str, Any]) -> bool:
    """Set columns and return whether any differs; raises SavedMeanwhile when an act after `seen` has saved the row."""
    still(row, seen)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


@transaction.atomic
def change_system(
    *, by: Actor, at: datetime, system: System, seen: int | None = None, why: str = "", **fields: Any
) -> None:
    """Change facts of a system; saving without change records nothing."""
    require(by, "write", thing("initiative", system), swedish_day(at))
    if not _set(system, seen, fields):
        return
    sentence = f"Systemet {system.name} ändrades."
    act = record(
        by=by, at=at, verb="register.change_system", ref=Ref(system.name[:120]), sentence=sentence, why=why,
        body_id=system.body_id, secret=bool(system.secrecy_ground),
    )  # fmt: skip
    save(system, act=act)
