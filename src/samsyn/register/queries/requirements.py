"""What the model asks of an initiative, as a filter in the database: a fact is there or it is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, OuterRef, Q

from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.register.models import Benefit, CostEstimate, Initiative, Milestone
from samsyn.register.rules import REPORT_DAYS


def documented(fields: Iterable[str], as_of: date | None, today: date) -> Q:
    """Return the filter for initiatives that have every one of those facts (R11); no facts asked, all pass."""
    found = Q()
    for field in dict.fromkeys(fields):
        found &= filled(field, as_of, today)
    return found


def filled(field: str, as_of: date | None, today: date) -> Q:
    """Return the filter for initiatives that have one fact: a column, or rows of their own."""
    special = _SPECIAL.get(field)
    return special(as_of, as_of or today) if special else _column(field)


def _report(as_of: date | None, day: date) -> Q:
    return Q(reported_on__gte=day - timedelta(days=REPORT_DAYS))


def _cost(as_of: date | None, day: date) -> Q:
    known = CostEstimate.objects.exclude(minor=None, withheld="").filter(recorded_at__lt=end_of(day))
    return Q(Exists(known.filter(initiative_id=OuterRef("id"))))


def _any(model: Any) -> Callable[[date | None, date], Q]:
    return lambda as_of, day: Q(Exists(rows(model, as_of).filter(initiative_id=OuterRef("id"))))


def _plan(as_of: date | None, day: date) -> Q:
    passed = rows(Milestone, as_of).filter(initiative_id=OuterRef("id"), done_on=None, planned__lt=day)
    return _any(Milestone)(as_of, day) & ~Q(Exists(passed))


def _benefit_owner(as_of: date | None, day: date) -> Q:
    unowned = rows(Benefit, as_of).filter(initiative_id=OuterRef("id"), owner="")
    return _any(Benefit)(as_of, day) & ~Q(Exists(unowned))


_SPECIAL: dict[str, Callable[[date | None, date], Q]] = {
    "report": _report,
    "cost": _cost,
    "milestones": _any(Milestone),
    "plan": _plan,
    "benefits": _any(Benefit),
    "benefit_owner": _benefit_owner,
    "state": lambda as_of, day: ~Q(state="none"),
    "risk": lambda as_of, day: ~Q(risk="none"),
}
"""Facts that no single column holds, or whose column is never empty."""


def _column(field: str) -> Q:
    try:
        column = Initiative._meta.get_field(field)
    except FieldDoesNotExist:
        # A requirement that no column answers can never be met; saying so beats pretending that it is.
        return Q(pk__in=[])
    return Q(**{f"{field}__isnull": False}) if column.null else ~Q(**{field: ""})
