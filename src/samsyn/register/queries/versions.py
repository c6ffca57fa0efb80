"""What a new version of the model means for the initiatives of each board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from samsyn.governance.models import Requirement
from samsyn.kit.phases import Phase, not_yet
from samsyn.register.queries.requirements import filled


def lacks(requirement: Requirement, as_of: date | None, today: date) -> Q:
    """Return the filter for initiatives that would lack what a requirement asks in the phase they are in."""
    return ~Q(phase__in=not_yet(requirement.phase)) & ~filled(requirement.field, as_of, today)


def standing(
    known: QuerySet[Any], version_id: int, asked: Sequence[Requirement], as_of: date | None, today: date
) -> dict[int, tuple[int, int, int]]:
    """Return per body of some initiatives how many they are, follow another version, and lack any requirement."""
    some = Q(pk__in=[])
    for one in asked:
        some |= lacks(one, as_of, today)
    behind = Q(version=None) | ~Q(version=version_id)
    grouped = known.order_by().values("body_id").annotate(
        total=Count("id"), behind=Count("id", filter=behind), any=Count("id", filter=some)
    )  # fmt: skip
    return {key: tuple(rest) for key, *rest in grouped.values_list("body_id", "total", "behind", "any")}


@dataclass(frozen=True, slots=True)
class Standing:
    """An initiative with the version it follows and the new requirements that it lacks, by id (ställning)."""

    number: int
    title: str
    phase: str
    version_id: int | None
    label: str | None
    lacks: frozenset[int]


def of_board(
    known: QuerySet[Any], asked: Sequence[Requirement], as_of: date | None, today: date
) -> list[Standing]:
    """Return some initiatives by number, each with its version and what it lacks of some requirements; one query."""
    tests = {
        f"lack_{one.pk}": Case(When(lacks(one, as_of, today), then=Value(True)), default=Value(False))
        for one in asked
    }
    found = known.order_by("number").annotate(**tests)
    return [
        Standing(number, title, Phase(phase).label, version, label,
                 frozenset(one.pk for one, lacked in zip(asked, flags, strict=True) if lacked))
        for number, title, phase, version, label, *flags in found.values_list(
            "number", "title", "phase", "version_id", "version__label", *tests
        )
    ]  # fmt: skip
