"""Budgets, forecasts and outcomes, set at the turn of the year and followed up each third of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from samsyn.demo.plans import Plan
from samsyn.demo.script import Script
from samsyn.demo.town import SETUP, Town, board
from samsyn.kit.actors import Actor
from samsyn.money import actions as money
from samsyn.register.models import Phase, Source

TEN_THOUSAND = 1_000_000
"""Ten thousand kronor in öre; budgets are set in that step."""


def fund(town: Town, script: Script, plan: Plan, decision: str) -> None:
    """Write an initiative's money into the script, year by year and source by source."""
    if plan.draft or plan.phase in {Phase.NEED, Phase.IDEA, Phase.REFUSED} or "funding" in plan.missing:
        return
    for year, source, budget in _shares(plan):
        if year > script.on.year + 2 or (
            plan.phase in {Phase.STOPPED, Phase.RESTING} and year > script.on.year
        ):
            continue
        decided = year <= script.on.year or source is Source.OWN
        budgeted = max(plan.registered, min(date(year - 1, 12, 10), script.ago(70)))
        script.add(
            budgeted,
            partial(
                _set,
                town,
                plan,
                source,
                year,
                budget=budget,
                forecast=budget if decided else None,
                decided=decided,
                decision=decision if decided else "",
            ),
        )
        for day, done in _follow_ups(script.on, year):
            if day > budgeted or done == 1.0:  # a year that was over already comes with its closed books
                script.add(max(day, budgeted), partial(_follow_up, town, plan, source, year, budget, done))


def _shares(plan: Plan) -> Iterator[tuple[int, Source, int]]:
    """Return year, source and budget in öre; the middle years cost most."""
    years = range(plan.start.year, max(plan.end.year, plan.start.year) + 1)
    weights = [1.0 if 0 < nth < len(years) - 1 else 0.6 for nth in range(len(years))]
    for year, weight in zip(years, weights, strict=True):
        budget = plan.cost * weight / sum(weights)
        second = plan.second if plan.second is not plan.funding else None
        yield year, plan.funding, _rounded(budget * (0.65 if second else 1))
        if second:
            yield year, second, _rounded(budget * 0.35)


def _rounded(ore: float) -> int:
    return max(1, round(ore / TEN_THOUSAND)) * TEN_THOUSAND


def _follow_ups(on: date, year: int) -> Iterator[tuple[date, float]]:
    """Return the days of follow-up with the part of the year that has gone; the last is the closed books."""
    for month, day in ((5, 8), (9, 10), (10, 12), (11, 9)):
        when = date(year, month, day)
        if when < on:
            yield when, (month - 1) / 12
    if date(year + 1, 1, 22) < on:
        yield date(year + 1, 1, 22), 1.0


def _follow_up(
    town: Town, plan: Plan, source: Source, year: int, budget: int, done: float, *, at: datetime
) -> None:
    """Set forecast and outcome; the forecast moves from the budget towards where the initiative is heading."""
    heading = plan.trouble * plan.random(f"{year} {source}").uniform(0.95, 1.03)
    if board(plan.body).get("deficit"):
        heading = max(heading, 1.0) * 1.09
    forecast = budget * (1 + (heading - 1) * min(1.0, done * 1.3))
    outcome = (
        forecast * done * plan.random(f"{year} {source} {done}").uniform(0.9, 1.0 if done == 1 else 1.04)
    )
    _set(town, plan, source, year, forecast=_rounded(forecast), outcome=_rounded(outcome), at=at)


def _set(
    town: Town, plan: Plan, source: Source, year: int, *, at: datetime, budget: int | None = None,
    forecast: int | None = None, outcome: int | None = None, decided: bool = True, decision: str = "",
) -> None:  # fmt: skip
    by: Actor = SETUP if plan.secrecy else town.actors[board(plan.body)["controller"]]
    money.set_budget(
        by=by, at=at, initiative=town.initiatives[plan.title], source=source, year=year, budget=budget,
        forecast=forecast, outcome=outcome, decided=decided, decision=decision,
    )  # fmt: skip
