"""What the model asks of an initiative, as a filter in the database: a fact is there or it is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

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
    """Return the filter for initiatives that have one fact: a column, or a row of their own."""
    day = as_of or today
    match field:
        case "report":
            return Q(reported_on__gte=day - timedelta(days=REPORT_DAYS))
        case "state" | "risk":
            return ~Q(**{field: "none"})
        case "cost":
            recorded = CostEstimate.objects.filter(initiative_id=OuterRef("id"), recorded_at__lt=end_of(day))
            return Q(Exists(recorded))
        case "milestones":
            return Q(Exists(rows(Milestone, as_of).filter(initiative_id=OuterRef("id"))))
        case "plan":
            passed = rows(Milestone, as_of).filter(
                initiative_id=OuterRef("id"), done_on=None, planned__lt=day
            )
            return filled("milestones", as_of, today) & ~Q(Exists(passed))
        case "benefits":
            return Q(Exists(rows(Benefit, as_of).filter(initiative_id=OuterRef("id"))))
        case "benefit_owner":
            unowned = rows(Benefit, as_of).filter(initiative_id=OuterRef("id"), owner="")
            return filled("benefits", as_of, today) & ~Q(Exists(unowned))
    return _column(field)


def _column(field: str) -> Q:
    try:
        column = Initiative._meta.get_field(field)
    except FieldDoesNotExist:
        # A requirement that no column answers can never be met; saying so beats pretending that it is.
        return Q(pk__in=[])
    return Q(**{f"{field}__isnull": False}) if column.null else ~Q(**{field: ""})
