"""What the portfolio's pictures show: benefit against feasibility and cost, time, the way through the phases, gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When

from samsyn.governance.queries.process import asking
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.scales import Risk, State
from samsyn.oversight.queries.portfolio.dimensions import estimates
from samsyn.oversight.queries.portfolio.measures import WHOLE, Cut
from samsyn.oversight.queries.scope import SEK
from samsyn.oversight.rules import FRESH_DAYS, median
from samsyn.register.models import Benefit, Milestone, Phase, PhaseChange
from samsyn.register.queries.requirements import asked_of, filled

FEASIBLE = (
    "Risken är bedömd, och den är inte hög.",
    f"Läget är enligt plan i en rapport som är högst {FRESH_DAYS} dagar gammal.",
    "Allt som modellen kräver i fasen finns.",
    "Projektägare, start och slut är angivna.",
)
"""What gives a point of feasibility each, in words; `_points` counts them in that order."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """An initiative with its points of feasibility, its likely benefit a year and its cost in öre (bubbla)."""

    number: int
    title: str
    body_id: int
    phase: str
    points: int
    benefit: int | None
    cost: int | None

    @property
    def drawn(self) -> bool:
        """Return whether it has what it takes to be drawn."""
        return self.benefit is not None and bool(self.cost)


def bubbles(cut: Cut) -> list[Bubble]:
    """Return the initiatives of a cut with what the bubbles show, the largest benefit first; one query."""
    lens = cut.lens
    gains = rows(Benefit, lens.as_of).filter(WHOLE, initiative_id=OuterRef("id")).order_by()
    costs = estimates(lens).filter(initiative_id=OuterRef("id")).order_by("-day", "-pk")
    found = cut.initiatives().annotate(
        points=_points(cut),
        benefit=Subquery(gains.values("initiative_id").annotate(sum=Sum("likely")).values("sum")),
        cost=Subquery(costs.filter(currency=SEK).values("minor")[:1]),
    )
    ordered = found.order_by(F("benefit").desc(nulls_last=True), "number")
    columns = ("number", "title", "body_id", "phase", "points", "benefit", "cost")
    return [Bubble(*row) for row in ordered.values_list(*columns)]


def _points(cut: Cut) -> Any:
    """Return the expression for the points of feasibility, one for each of FEASIBLE."""
    lens = cut.lens
    conditions = (
        ~Q(risk__in=[Risk.HIGH.value, Risk.NONE.value]),
        Q(state=State.ON_TRACK.value, reported_on__gte=lens.day - timedelta(days=FRESH_DAYS)),
        lens.meets(),
        ~Q(owner="") & Q(start__isnull=False, end__isnull=False),
    )
    whole: Any = Value(0, output_field=IntegerField())
    for one in conditions:
        whole += Case(When(one, then=1), default=0, output_field=IntegerField()) if one else Value(1)
    return whole


@dataclass(frozen=True, slots=True)
class Span:
    """An initiative in time, with its milestones: the day and whether it is reached (tidslinje)."""

    id: int
    number: int
    title: str
    body_id: int
    phase: str
    start: date | None
    end: date | None


def spans(cut: Cut) -> list[Span]:
    """Return the initiatives of a cut by body and start; those without any day last."""
    ordered = cut.initiatives().order_by("body_id", F("start").asc(nulls_last=True), "number")
    return [
        Span(*row) for row in ordered.values_list("id", "number", "title", "body_id", "phase", "start", "end")
    ]


def points_in_time(cut: Cut, ids: Iterable[int]) -> dict[int, list[tuple[date, bool]]]:
    """Return the days of some initiatives' milestones and whether each is reached."""
    found: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    mine = rows(Milestone, cut.lens.as_of).filter(initiative_id__in=list(ids)).order_by("planned")
    for key, planned, done in mine.values_list("initiative_id", "planned", "done_on"):
        found[key].append((done or planned, done is not None))
    return found


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase: how many are there now and their median days in it, how many came and left in the period (anhalt)."""

    phase: Phase
    there: int
    median_days: int | None
    came: int
    left: int


def flow(cut: Cut, since: date) -> list[Stop]:
    """Return each phase with who is there and who moved from a day to the day shown; two queries."""
    lens = cut.lens
    waits: dict[str, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    counted = cut.initiatives().order_by().values("phase", "phase_since").annotate(many=Count("id"))
    for phase, day, many in counted.values_list("phase", "phase_since", "many"):
        waits[phase][(lens.day - day).days if day else None] += many
    came: dict[str, int] = defaultdict(int)
    left: dict[str, int] = defaultdict(int)
    moves = PhaseChange.objects.filter(
        initiative_id__in=cut.initiatives().values("id"), day__gt=since, day__lte=lens.day,
        recorded_at__lt=end_of(lens.day),
    )  # fmt: skip
    for before, after, many in moves.order_by().values_list("before", "after").annotate(many=Count("id")):
        left[before] += many
        came[after] += many
    return [
        Stop(one, sum(waits[one].values()), median(waits[one].items()) if waits[one] else None, came[one], left[one])
        for one in Phase if waits[one] or came[one] or left[one]
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of a version: how many of each body's initiatives it is asked of, and how many have it (krav)."""

    id: int
    label: str
    where: str
    bodies: dict[int, tuple[int, int]]

    @property
    def share(self) -> float:
        """Return the share of all that it is asked of that have it."""
        return sum(has for has, _ in self.bodies.values()) / sum(of for _, of in self.bodies.values())


def gaps(cut: Cut) -> list[Asked]:
    """Return how each body meets each minimum requirement; one grouped query beside those of the requirements."""
    lens = cut.lens
    asks = asking(lens.municipality, lens.as_of, lens.today)
    asked = [one for one in asks.every if one.minimum]
    counts: dict[str, Any] = {}
    for one in asked:
        counts[f"of_{one.pk}"] = Count("id", filter=asked_of(one, asks))
        counts[f"has_{one.pk}"] = Count(
            "id", filter=asked_of(one, asks) & filled(one.field, lens.as_of, lens.today)
        )
    if not asked:
        return []
    found = list(cut.initiatives().order_by().values("body_id").annotate(**counts))
    told = [
        Asked(one.pk, one.label, f"{one.version}, {one.clause}",
              {row["body_id"]: (row[f"has_{one.pk}"], row[f"of_{one.pk}"]) for row in found if row[f"of_{one.pk}"]})
        for one in asked
    ]  # fmt: skip
    return [one for one in told if one.bodies]
