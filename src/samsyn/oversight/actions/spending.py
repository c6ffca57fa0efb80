"""Rules and cost centres are changed, and the traces follow at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.kit.actors import Actor
from samsyn.money import actions as money
from samsyn.money.models import CostCentre, SpendingRule
from samsyn.organisation.models import Body, Municipality
from samsyn.oversight.actions.gathering import gather


@transaction.atomic
def change_rule(*, by: Actor, at: datetime, municipality: Municipality, **given: Any) -> SpendingRule:
    """Save a spending rule as `money.actions.save_rule` does, and gather the traces anew; raises RuleError."""
    saved = money.save_rule(by=by, at=at, municipality=municipality, **given)
    gather(by=by, at=at, municipality=municipality)
    return saved


@transaction.atomic
def take_away_rule(*, by: Actor, at: datetime, rule: SpendingRule, why: str) -> None:
    """Take a spending rule away, with why, and gather the traces anew; raises RuleError."""
    municipality = rule.municipality
    money.drop_rule(by=by, at=at, rule=rule, why=why)
    gather(by=by, at=at, municipality=municipality)


@transaction.atomic
def place_centre(
    *, by: Actor, at: datetime, centre: CostCentre, body: Body | None, beginning: bool = False
) -> int:
    """Say whose a cost centre is, as `money.actions.place` does, and gather the traces anew."""
    placed = money.place(by=by, at=at, centre=centre, body=body, beginning=beginning)
    gather(by=by, at=at, municipality=centre.municipality)
    return placed
