"""What a new version of the model means for the initiatives of each board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from samsyn.governance.models import Requirement
from samsyn.kit.phases import not_yet
from samsyn.register.queries.requirements import filled


def lacks(requirement: Requirement, as_of: date | None, today: date) -> Q:
    """Return the filter for initiatives that would lack what a requirement asks in the phase they are in."""
    return ~Q(phase__in=not_yet(requirement.phase)) & ~filled(requirement.field, as_of, today)


def standing(
    known: QuerySet[Any], version_id: int, asked: Sequence[Requirement], as_of: date | None, today: date
) -> dict[int, dict[str, int]]:
    """Return, per body, how many of some initiatives follow another version, and how many lack each requirement.

    The keys are `behind`, `any` for those that lack at least one, and `lack_` with the requirement's id; one query.
    """
    each = {f"lack_{one.pk}": lacks(one, as_of, today) for one in asked}
    some = Q(pk__in=[])
    for one in each.values():
        some |= one
    counted = {name: Count("id", filter=which) for name, which in {**each, "any": some}.items()}
    behind = Count("id", filter=Q(version=None) | ~Q(version=version_id))
    grouped = known.order_by().values("body_id").annotate(behind=behind, total=Count("id"), **counted)
    return {row.pop("body_id"): row for row in grouped}
