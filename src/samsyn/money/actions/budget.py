"""Writing money: budget, forecast and outcome per initiative, source and year."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samsyn.history.actions import record, save, still
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.money.models import BudgetLine
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require, require_reorganising
from samsyn.organisation.rules import Thing
from samsyn.register.models import Initiative, Source


@transaction.atomic
def set_budget(
    *, by: Actor, at: datetime, initiative: Initiative, source: Source, year: int, budget: int | None = None,
    forecast: int | None = None, outcome: int | None = None, decided: bool = True, decision: str = "",
    currency: str = "SEK", seen: int | None = None,
) -> BudgetLine:  # fmt: skip
    """Set an initiative's money from one source in one year, in öre; a figure not given keeps its value (R73).

    Raises SavedMeanwhile when somebody has set the same after the act `seen`.
    """
    what = Thing("money", initiative.municipality_id, initiative.body_id, bool(initiative.secrecy_ground))
    require(by, "write", what, swedish_day(at))
    key = {"initiative": initiative, "source": source.value, "year": year, "currency": currency}
    line = BudgetLine.objects.filter(**key).first() or BudgetLine(
        municipality=initiative.municipality,
        body=initiative.body,
        secrecy_ground=initiative.secrecy_ground,
        **key,
    )
    still(line, seen)
    line.budget = line.budget if budget is None else budget
    line.forecast = line.forecast if forecast is None else forecast
    line.outcome = line.outcome if outcome is None else outcome
    line.decided, line.decision = decided, decision or line.decision
    act = record(
        by=by, at=at, verb="money.set_budget", ref=initiative.ref, body_id=initiative.body_id,
        sentence=f"Medel {year} för {initiative.title} sattes.", secret=what.secret,
    )  # fmt: skip
    save(line, act=act)
    return line


@transaction.atomic
def money_follows(*, by: Actor, at: datetime, initiative: Initiative, source: Body, year: int) -> None:
    """Let an initiative's money from a year on go with it from `source` to the body it has been handed to; earlier
    years stay."""
    require_reorganising(by, initiative.municipality, swedish_day(at))
    lines = list(BudgetLine.objects.filter(initiative=initiative, body=source, year__gte=year))
    if source.pk == initiative.body_id or not lines:
        return
    act = record(
        by=by, at=at, verb="money.follows", ref=initiative.ref, body_id=initiative.body_id,
        sentence=f"Medlen från {year} gick till {initiative.body.name}.", secret=bool(initiative.secrecy_ground),
    )  # fmt: skip
    for line in lines:
        line.body = initiative.body
        save(line, act=act)
