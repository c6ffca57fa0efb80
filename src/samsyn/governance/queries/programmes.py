"""Reading programmes: their goals, indicators with outcomes, verdicts, and the key figures to choose among."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from samsyn.governance.models import Goal, GoalVerdict, Indicator, KeyFigure, Outcome, Programme
from samsyn.governance.rules.goals import way
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import DecisionRef, Ref, decision
from samsyn.kit.scales import Verdict
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality

MOST = 25


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme as it was recorded on a day (program)."""

    id: int
    title: str
    document_id: int | None
    body_id: int | None
    valid_from: date | None
    valid_to: date | None
    decided_body: str
    decided_on: date | None
    decided_paragraph: str
    case_number: str

    @property
    def decided_by(self) -> Ref | None:
        """Return the reference of the decision, None where no body is known."""
        known = self.decided_body
        return decision(self.decided_body, self.decided_on, self.decided_paragraph) if known else None

    @property
    def decision(self) -> DecisionRef:
        """Return who decided, when and under which §."""
        return DecisionRef(self.decided_body, self.decided_on, self.decided_paragraph)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it was recorded on a day (mål)."""

    id: int
    title: str
    programme_id: int | None
    programme_title: str | None
    body_id: int | None
    description: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An indicator's value for a year or a quarter, by whom it was noted (utfall)."""

    year: int
    quarter: int
    value: Decimal
    source: str
    by: str

    @property
    def when(self) -> str:
        """Return the year, or the quarter of it."""
        return f"{self.year} kv {self.quarter}" if self.quarter else str(self.year)

    @property
    def place(self) -> float:
        """Return where in time the value stands, in years: a quarter at its end, a year at its end too."""
        return self.year + (self.quarter / 4 if self.quarter else 1) - 1


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as it was recorded on a day, with its outcomes in time order (indikator)."""

    id: int
    goal_id: int
    title: str
    unit: str
    direction: str
    key_figure: str
    baseline: Decimal | None
    baseline_year: int | None
    target: Decimal | None
    target_year: int | None
    source: str
    outcomes: list[OutcomeRow] = field(default_factory=list)

    @property
    def latest(self) -> OutcomeRow | None:
        """Return the latest outcome."""
        return self.outcomes[-1] if self.outcomes else None

    @property
    def way(self) -> float | None:
        """Return how much of the way from baseline to target is gone, None where that cannot be told."""
        latest = self.latest
        return way(self.baseline, self.target, latest.value, self.direction) if latest else None


def programmes(municipality: Municipality, as_of: date | None) -> list[ProgrammeRow]:
    """Return the programmes recorded by a day, in the order they were put in; one query."""
    found = rows(Programme, as_of).filter(municipality=municipality).order_by("id")
    return [ProgrammeRow(*row) for row in found.values_list(*_columns(ProgrammeRow))]


def goal_rows(municipality: Municipality, as_of: date | None) -> list[GoalRow]:
    """Return the goals recorded by a day, in their programmes' order; one query. Programmes are named as today."""
    found = (
        rows(Goal, as_of).filter(municipality=municipality).annotate(programme_title=F("programme__title"))
    )
    return [GoalRow(*row) for row in found.order_by("order", "title", "id").values_list(*_columns(GoalRow))]


def indicators(municipality: Municipality, as_of: date | None) -> dict[int, list[IndicatorRow]]:
    """Return every goal's indicators with their outcomes, by the goal's id; two queries.

    Of several outcomes for one time the one that was noted last counts.
    """
    found = rows(Indicator, as_of).filter(goal__municipality=municipality).order_by("id")
    names = [name for name in _columns(IndicatorRow) if name != "outcomes"]
    known = {row[0]: IndicatorRow(*row) for row in found.values_list(*names)}
    told: dict[int, dict[tuple[int, int], OutcomeRow]] = defaultdict(dict)
    outcomes = _recorded(Outcome.objects.filter(indicator__goal__municipality=municipality), as_of)
    for key, *row in outcomes.order_by("pk").values_list("indicator_id", *_columns(OutcomeRow)):
        told[key][row[0], row[1] or 5] = OutcomeRow(*row)
    by_goal: dict[int, list[IndicatorRow]] = defaultdict(list)
    for one in known.values():
        one.outcomes.extend(told[one.id][when] for when in sorted(told[one.id]))
        by_goal[one.goal_id].append(one)
    return dict(by_goal)


Said = dict[str, tuple[Verdict, date, str]]
"""By assessor: the latest verdict, its day and note (bedömningar)."""


def goal_verdicts(municipality: Municipality, as_of: date | None) -> dict[int, Said]:
    """Return the latest verdict of each assessor on every goal; one query."""
    found = _recorded(GoalVerdict.objects.filter(goal__municipality=municipality), as_of)
    by_goal: dict[int, Said] = defaultdict(dict)
    fields = ("goal_id", "assessor", "verdict", "day", "note")
    for goal, assessor, verdict, day, note in found.order_by("day", "pk").values_list(*fields):
        by_goal[goal][assessor] = (Verdict(verdict), day, note)
    return dict(by_goal)


def key_figures(words: str) -> list[KeyFigure]:
    """Return the key figures whose key is given or that hold every word's stem, those with them in the title first."""
    named, found = Q(), Q()
    for stem in stems(words):
        named &= Q(title__icontains=stem)
        found &= Q(title__icontains=stem) | Q(description__icontains=stem)
    key = Q(key__iexact=words.strip())
    place = Case(When(key | named, then=0), default=1, output_field=IntegerField())
    return list(KeyFigure.objects.filter(found | key).order_by(place, "title")[:MOST])


def _recorded(found: QuerySet[Any], as_of: date | None) -> QuerySet[Any]:
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


def _columns(row: Any) -> Iterable[str]:
    return list(row.__dataclass_fields__)
