"""What the model asks of an initiative, as a filter in the database: a fact is there or it is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from samsyn.governance.models import Requirement
from samsyn.governance.queries import Adopted, in_force
from samsyn.governance.queries.process import Asking
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.phases import Wanted, not_yet
from samsyn.register.models import Benefit, CostEstimate, Initiative, Milestone
from samsyn.register.rules import EFFICIENCY, MEASURABLE, REPORT_DAYS


def meets(versions: Sequence[Adopted], as_of: date | None, day: date) -> Q:
    """Return the filter for initiatives that have all that the version they follow asks at least, in their phase.

    One that follows no version is asked what is in force; documents beside the model ask what they ask in force (R11).
    """
    now = in_force(versions, day)
    groups: dict[frozenset[Wanted], list[int]] = {_asked(now): []}
    for one in versions:
        if one.model:
            beside = (other for other in now if other.document_id != one.document_id)
            groups.setdefault(_asked((one, *beside)), []).append(one.version_id)
    shared = frozenset.intersection(*groups)
    own = Q()
    if len(groups) > 1:
        own = reduce(or_, (_following(ids, not place) & documented(wanted - shared, as_of, day)
                           for place, (wanted, ids) in enumerate(groups.items())))  # fmt: skip
    return documented(shared, as_of, day) & own


def _asked(versions: Iterable[Adopted]) -> frozenset[Wanted]:
    return frozenset(fact for version in versions for fact in version.minimum)


def _following(ids: list[int], none_too: bool) -> Q:
    return Q(version__in=ids) | Q(version=None) if none_too else Q(version__in=ids)


def documented(wanted: Iterable[Wanted], as_of: date | None, today: date) -> Q:
    """Return the filter for initiatives that have every one of those facts that is asked in their phase (R11)."""
    by_phase: dict[tuple[str, ...], Q] = {}
    for fact in sorted(set(wanted)):
        phases = not_yet(fact.phase)
        by_phase[phases] = by_phase.get(phases, Q()) & filled(fact.field, as_of, today)
    found = Q()
    for phases, facts in by_phase.items():
        found &= (Q(phase__in=phases) | facts) if phases else facts
    return found


def asked_of(requirement: Requirement, asking: Asking) -> Q:
    """Return the filter for initiatives that a requirement is asked of, by the version they follow and their phase."""
    whose = Q(version=requirement.version_id)
    if requirement.version_id in asking.current:
        whose |= Q(version=None) | ~Q(version__document=requirement.version.document_id)
    return whose & ~Q(phase__in=not_yet(requirement.phase))


def filled(field: str, as_of: date | None, today: date) -> Q:
    """Return the filter for initiatives that have one fact: a column, or rows of their own."""
    special = _SPECIAL.get(field)
    return special(as_of, as_of or today) if special else _column(field)


def met(fields: Iterable[str], as_of: date | None, today: date) -> dict[str, Case]:
    """Return an expression per fact, named met_ and the fact, that says whether an initiative has it."""
    return {
        f"met_{one}": Case(When(filled(one, as_of, today), then=Value(True)), default=Value(False))
        for one in sorted(fields)
    }


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


def _efficiency(as_of: date | None, day: date) -> Q:
    """Filter initiatives of which every benefit of inner efficiency has all that makes it measurable (R16)."""
    gaps = reduce(
        or_, (Q(**{name: ""} if name in ("baseline", "owner") else {name: None}) for name in MEASURABLE)
    )
    mine = rows(Benefit, as_of).filter(initiative_id=OuterRef("id"), kind=EFFICIENCY)
    return ~Q(Exists(mine.filter(gaps)))


_SPECIAL: dict[str, Callable[[date | None, date], Q]] = {
    "report": _report,
    "cost": _cost,
    "milestones": _any(Milestone),
    "plan": _plan,
    "benefits": _any(Benefit),
    "benefit_owner": _benefit_owner,
    "efficiency": _efficiency,
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
