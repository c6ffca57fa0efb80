"""Where each body stands: coverage in numbers and in kronor, and what is missing, as other systems read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import F

from samsyn.oversight.queries.coverage import Reported, Spending, reported, trend
from samsyn.oversight.queries.scope import Lens
from samsyn.oversight.rules import FRESH_DAYS


@dataclass(frozen=True, slots=True)
class Gap:
    """Something decided or paid for that no initiative answers to; öre, None when the trace says none (lucka)."""

    trace: str
    source: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A body's coverage 0–1, and digitalisation spending by ledgers and invoices, in öre; where none is imported, what
    other traces show (ställning)."""

    body: str
    known: int
    documented: int
    fresh: int
    coverage: float | None
    spending: int
    spending_documented: int
    missing: tuple[Gap, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `samsyn coverage --json` writes."""
        return asdict(self)


def standing(lens: Lens) -> list[Standing]:
    """Return where every body stands on the day, by name."""
    over_time, ages, gaps = trend(lens, [lens.day]), reported(lens), missing(lens)
    found = []
    for body in sorted(lens.bodies.values(), key=lambda one: one.name):
        tally = over_time.at(body.id, lens.day)
        money = over_time.spending.get(body.id, Spending())
        found.append(
            Standing(
                body.name,
                tally.known,
                tally.documented,
                ages.get(body.id, Reported()).within(FRESH_DAYS),
                tally.coverage,
                money.spent,
                money.documented,
                tuple(gaps[body.id]),
            )
        )
    return found


def missing(lens: Lens) -> dict[int, list[Gap]]:
    """Return, per body, the traces that no initiative answers to, the most expensive first."""
    found: dict[int, list[Gap]] = defaultdict(list)
    ordered = lens.missing().order_by(F("amount").desc(nulls_last=True), "seen_on", "id")
    for body_id, *gap in ordered.values_list("body_id", "title", "origin", "amount"):
        found[body_id].append(Gap(*gap))
    return found
