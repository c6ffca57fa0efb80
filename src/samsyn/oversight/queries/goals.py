"""Goals with what is done for them: initiatives, money, indicators and verdicts (R30, R62)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from samsyn.governance.queries.programmes import (
    GoalRow,
    IndicatorRow,
    ProgrammeRow,
    Said,
    goal_rows,
    goal_verdicts,
    indicators,
    programmes,
)
from samsyn.history.queries import rows
from samsyn.money.models import BudgetLine
from samsyn.oversight.queries.overview import Range
from samsyn.oversight.queries.scope import SEK, Lens
from samsyn.oversight.queries.totals import Money
from samsyn.register.models import Benefit, Initiative
from samsyn.register.queries import InitiativeRow
from samsyn.register.queries.listing import read


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with how many initiatives serve it, this year's SEK in öre, indicators and verdicts (målrad)."""

    goal: GoalRow
    count: int
    money: Money
    indicators: tuple[IndicatorRow, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Aims:
    """Every goal by programme, those outside any last (None), and how many initiatives have none (målbild)."""

    programmes: tuple[tuple[ProgrammeRow | None, tuple[GoalLine, ...]], ...]
    without_goal: int

    @property
    def lines(self) -> tuple[GoalLine, ...]:
        """Return all goals in order."""
        return tuple(line for _, lines in self.programmes for line in lines)

    @property
    def idle(self) -> tuple[GoalLine, ...]:
        """Return the goals that no initiative serves."""
        return tuple(line for line in self.lines if not line.count)


def aims(lens: Lens) -> Aims:
    """Return every goal that holds on the day, in six queries; initiatives are known ones that the reader sees."""
    served = _served(lens)
    measured, said = indicators(lens.municipality, lens.as_of), goal_verdicts(lens.municipality, lens.as_of)
    lines = [
        GoalLine(
            goal, *served.get(goal.id, (0, Money())), tuple(measured.get(goal.id, ())), said.get(goal.id, {})
        )
        for goal in goal_rows(lens.municipality, lens.as_of)
        if (goal.valid_from is None or goal.valid_from <= lens.day)
        and (goal.valid_to is None or goal.valid_to >= lens.day)
    ]
    kept: list[ProgrammeRow | None] = [*programmes(lens.municipality, lens.as_of), None]
    grouped = (
        (one, tuple(line for line in lines if line.goal.programme_id == (one and one.id))) for one in kept
    )
    return Aims(tuple((one, mine) for one, mine in grouped if one or mine), served.get(None, (0, Money()))[0])


def goal_line(lens: Lens, goal_id: int, mine: Sequence[Serving]) -> GoalLine | None:
    """Return a goal, holding or not, with the figures of those that serve it; four queries."""
    goal = next((one for one in goal_rows(lens.municipality, lens.as_of) if one.id == goal_id), None)
    if goal is None:
        return None
    measured, said = indicators(lens.municipality, lens.as_of), goal_verdicts(lens.municipality, lens.as_of)
    money = sum((one.money for one in mine), Money())
    return GoalLine(goal, len(mine), money, tuple(measured.get(goal_id, ())), said.get(goal_id, {}))


def _served(lens: Lens) -> dict[int | None, tuple[int, Money]]:
    """Return how many known initiatives each goal has, None for no goal, and this year's SEK; one query."""
    nothing = Value(0, output_field=BigIntegerField())
    counts = (
        lens.known().order_by().values("goal_id").annotate(n=Count("id"), a=nothing, b=nothing, c=nothing)
    )
    lines = rows(BudgetLine, lens.as_of).filter(
        municipality_id=lens.municipality.pk, year=lens.day.year, currency=SEK,
        initiative_id__in=lens.known().values("id"),
    )  # fmt: skip
    then = rows(Initiative, lens.as_of).filter(id=OuterRef("initiative_id")).values("goal_id")[:1]
    goal = F("initiative__goal_id") if lens.as_of is None else Subquery(then)
    money = _summed(lines.annotate(served=goal, n=nothing), "served", "n")
    found: dict[int | None, tuple[int, Money]] = {}
    for key, count, *sums in counts.values_list("goal_id", "n", "a", "b", "c").union(money, all=True):
        before, spent = found.get(key, (0, Money()))
        found[key] = (before + count, spent + Money(*sums))
    return found


@dataclass(frozen=True, slots=True)
class Serving:
    """An initiative that serves a goal, with this year's SEK and its benefits' range in öre a year (bidrag)."""

    row: InitiativeRow
    money: Money
    gain: Range


def serving(lens: Lens, goal_id: int | None) -> list[Serving]:
    """Return the known initiatives that serve a goal, or none, by number; two queries."""
    mine = lens.known().filter(goal_id=goal_id).order_by("number")
    found, ids = read(mine), mine.order_by().values("id")
    lines = rows(BudgetLine, lens.as_of).filter(initiative_id__in=ids, year=lens.day.year, currency=SEK)
    nothing = Value(0, output_field=BigIntegerField())
    money = _summed(
        lines.annotate(n=nothing, other=nothing, which=nothing), "initiative_id", "n", "other", "which"
    )
    whole = Q(unit="öre", low__isnull=False, likely__isnull=False, high__isnull=False)
    promised = rows(Benefit, lens.as_of).filter(initiative_id__in=ids).order_by().values("initiative_id")
    gains = promised.annotate(
        n=Count("id", filter=whole), other=Count("id", filter=~whole), which=nothing + 1,
        a=Coalesce(Sum("low", filter=whole), 0), b=Coalesce(Sum("likely", filter=whole), 0),
        c=Coalesce(Sum("high", filter=whole), 0),
    ).values_list("initiative_id", "n", "other", "which", "a", "b", "c")  # fmt: skip
    spent: dict[int, Money] = {}
    gained: dict[int, Range] = {}
    for key, count, other, which, a, b, c in money.union(gains, all=True):
        if which:
            gained[key] = Range(a, b, c, count, other)
        else:
            spent[key] = Money(a, b, c)
    return [Serving(row, spent.get(row.id, Money()), gained.get(row.id, Range())) for row in found]


def _summed(lines: QuerySet[Any], *by: str) -> Any:
    """Return budget (decided), outcome and forecast summed by columns of the budget lines."""
    summed = lines.order_by().values(*by).annotate(
        planned=Coalesce(Sum("budget", filter=Q(decided=True)), 0), spent=Coalesce(Sum("outcome"), 0),
        thought=Coalesce(Sum("forecast"), 0),
    )  # fmt: skip
    return summed.values_list(*by, "planned", "spent", "thought")
