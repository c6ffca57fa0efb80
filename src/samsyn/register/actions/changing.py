"""Changing what an initiative should give, and systems, with what the writer had before them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.history.actions import record, save
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.queries import require, thing
from samsyn.register.actions.initiatives import Invalid, SavedMeanwhile, require_on, tell
from samsyn.register.models import Benefit, System
from samsyn.register.rules import range_in_order


def _set(row: Any, seen: int | None, values: dict[str, Any]) -> bool:
    """Set columns and return whether any differs; raises SavedMeanwhile when `seen` is not the last act."""
    type(row).objects.select_for_update().get(pk=row.pk)
    latest = type(row).history.filter(id=row.pk).order_by("-history_id").values_list("act_id", flat=True)[0]
    if seen is not None and latest != seen:
        raise SavedMeanwhile(Act.objects.get(pk=latest))
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


@transaction.atomic
def change_benefit(
    *, by: Actor, at: datetime, benefit: Benefit, seen: int | None = None, **fields: Any
) -> None:
    """Change what is promised; the earlier promise stays in history."""
    require_on(by, "write", benefit.initiative, at)
    if not _set(benefit, seen, fields):
        return
    if sentence := range_in_order(benefit.low, benefit.likely, benefit.high):
        raise Invalid(sentence)
    save(benefit, act=tell(benefit.initiative, by, at, "change_benefit", f"Nyttan {benefit.title} ändrades."))


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
