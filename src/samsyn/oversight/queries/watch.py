"""Every known initiative as the rules and the page count it, read in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from samsyn.history.queries import rows
from samsyn.money.models import BudgetLine
from samsyn.oversight.queries.coverage import Reported, Trend, month_ends, trend
from samsyn.oversight.queries.scope import SEK, Lens
from samsyn.oversight.rules import LATE_DAYS, Deviation, Measured, Seen, Watched, deviations
from samsyn.register.models import Benefit, Milestone


def all_deviations(lens: Lens) -> list[Deviation]:
    """Return all deviations on the day, when there is no trend at hand."""
    over_time = trend(lens, month_ends(lens.day, 2))
    return deviations(Seen(lens.day, watched(lens), measured(lens, over_time)))


def measured(lens: Lens, trend: Trend) -> list[Measured]:
    """Return every body's coverage at the two latest measurements of a trend."""
    return [
        Measured(
            body_id, lens.bodies[body_id].name, tallies[-1].documented, tallies[-1].known,
            tallies[-1].coverage, tallies[-2].coverage if len(tallies) > 1 else None,
        )
        for body_id, tallies in sorted(trend.bodies.items())
        if body_id in lens.bodies
    ]  # fmt: skip


def watched(lens: Lens) -> Sequence[Watched]:
    """Return every known initiative as the rules see it."""
    late = {"done_on": None, "planned__lt": lens.day - timedelta(days=LATE_DAYS)}
    seen = lens.known().annotate(
        of_budget=_sum(lens, "budget", Q(decided=True)),
        of_forecast=_sum(lens, "forecast", Q()),
        late=Coalesce(_first(lens, Milestone, "title", "planned", **late), Value("")),
        late_since=_first(lens, Milestone, "planned", "planned", **late),
        met=Case(When(lens.meets(), then=True), default=False) if lens.meets() else Value(True),
        unowned=Coalesce(_first(lens, Benefit, "title", "id", owner=""), Value("")),
    )
    fields = ("number", "title", "body_id", "phase", "state", "phase_since", "reported_on")
    told = seen.order_by("number").values_list(
        *fields, "of_budget", "of_forecast", "late", "late_since", "unowned", "risk", "met"
    )
    return [Watched(*row) for row in told]


def _sum(lens: Lens, column: str, which: Q) -> Subquery:
    lines = rows(BudgetLine, lens.as_of).filter(
        which, initiative_id=OuterRef("id"), year=lens.day.year, currency=SEK
    )
    grouped = lines.order_by().values("initiative_id").annotate(total=Sum(column))
    return Subquery(grouped.values("total"))


def _first(lens: Lens, model: Any, column: str, order: str, **which: Any) -> Subquery:
    mine = rows(model, lens.as_of).filter(initiative_id=OuterRef("id"), **which)
    return Subquery(mine.order_by(order, "id").values(column)[:1])


def ages(lens: Lens, seen: Sequence[Watched]) -> dict[int, Reported]:
    """Return the report ages of documented initiatives per body."""
    found: dict[int, Reported] = defaultdict(Reported)
    for one in seen:
        if one.documented:
            found[one.body_id].add((lens.day - one.reported_on).days if one.reported_on else None, 1)
    return found
