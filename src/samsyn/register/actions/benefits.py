"""Writing benefits: what is promised, what was changed about it, and what was measured."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from samsyn.history.actions import save, still
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.register.actions.initiatives import Invalid, require_on, tell
from samsyn.register.models import Benefit, Initiative, Measurement
from samsyn.register.queries.benefits import closed_on
from samsyn.register.rules import next_measuring, range_in_order


class BenefitFields(TypedDict, total=False):
    """The columns of a benefit that people set; the range is a year's, in its unit, öre for money."""

    title: str
    kind: str
    economy: str
    unit: str
    baseline: str
    low: int | None
    likely: int | None
    high: int | None
    owner: str
    measured_on: date | None


def _check(benefit: Benefit) -> None:
    if sentence := range_in_order(benefit.low, benefit.likely, benefit.high):
        raise Invalid(sentence)


@transaction.atomic
def promise_benefit(
    *, by: Actor, at: datetime, initiative: Initiative, **fields: Unpack[BenefitFields]
) -> Benefit:
    """Add a benefit with its range a year and who in the line owns it (R16)."""
    require_on(by, "write", initiative, at)
    benefit = Benefit(initiative=initiative, **fields)
    _check(benefit)
    sentence = f"Nyttan {benefit.title} lades till {initiative.title}."
    save(benefit, act=tell(initiative, by, at, "promise_benefit", sentence))
    return benefit


@transaction.atomic
def change_benefit(
    *, by: Actor, at: datetime, benefit: Benefit, seen: int | None = None, **fields: Unpack[BenefitFields]
) -> None:
    """Change what is promised; the earlier promise stays in history.

    `seen` is the act that the writer had before them; raises SavedMeanwhile when a later one has saved. A unit that
    values have been measured in cannot be changed: raises Invalid.
    """
    require_on(by, "write", benefit.initiative, at)
    still(benefit, seen)
    changed = {name: value for name, value in fields.items() if getattr(benefit, name) != value}
    if not changed:
        return
    if "unit" in changed and benefit.measurements.exists():
        raise Invalid(
            f"Nyttan är redan mätt i {benefit.shown_unit}. Behåll enheten, eller lägg till en ny nytta."
        )
    for name, value in changed.items():
        setattr(benefit, name, value)
    _check(benefit)
    save(benefit, act=tell(benefit.initiative, by, at, "change_benefit", f"Nyttan {benefit.title} ändrades."))


@transaction.atomic
def measure_benefit(
    *, by: Actor, at: datetime, benefit: Benefit, day: date, value: int, note: str = ""
) -> Measurement:
    """Note what a benefit was measured to be, and set the day it is measured next: in a year, for three years.

    Raises Invalid when the day has not been yet.
    """
    require_on(by, "report", benefit.initiative, at)
    if day > swedish_day(at):
        raise Invalid(f"{day} har inte varit än. Skriv den dag nyttan mättes.")
    if benefit.measured_on is None or benefit.measured_on <= day:
        benefit.measured_on = next_measuring(day, closed_on(benefit.initiative))
    save(benefit, act=tell(benefit.initiative, by, at, "measure_benefit", f"Nyttan {benefit.title} mättes."))
    return Measurement.objects.create(
        benefit=benefit, day=day, value=value, note=note, by=by.name, recorded_at=at
    )
