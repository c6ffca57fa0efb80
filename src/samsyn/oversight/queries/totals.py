"""Sums over the documented initiatives: by body, phase and risk, in money and in benefits. SEK in öre only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from samsyn.history.queries import rows
from samsyn.oversight.queries.scope import SEK, Lens
from samsyn.register.models import Benefit


@dataclass(frozen=True, slots=True)
class Counted:
    """How many documented initiatives a body has in a phase with a risk level (antal)."""

    body_id: int
    phase: str
    risk: str
    count: int


@dataclass(frozen=True, slots=True)
class Money:
    """This year's budget (decided), outcome and forecast in a currency's minor units (medel)."""

    budget: int = 0
    outcome: int = 0
    forecast: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.budget + other.budget, self.outcome + other.outcome, self.forecast + other.forecast)

    @property
    def gap(self) -> int:
        """Return forecast less budget: above zero is over budget."""
        return self.forecast - self.budget


@dataclass(frozen=True, slots=True)
class Spent:
    """Money of a body's documented initiatives in one phase, at one risk level, from one source (medelrad)."""

    currency: str
    source: str
    body_id: int
    phase: str
    risk: str
    money: Money


@dataclass(frozen=True, slots=True)
class Gain:
    """A body's promised benefits of a kind, öre a year, undiscounted: the sums of lows, likelies and highs (nytta).

    `count` have all three figures in öre and are summed; `other` are told in another unit or lack figures.
    """

    body_id: int
    kind: str
    low: int
    likely: int
    high: int
    count: int
    other: int


def counted(lens: Lens) -> list[Counted]:
    """Return how many documented initiatives there are per body, phase and risk."""
    grouped = lens.documented().order_by().values("body_id", "phase", "risk").annotate(rows=Count("*"))
    return [Counted(*row) for row in grouped.values_list("body_id", "phase", "risk", "rows")]


def spent(lens: Lens) -> list[Spent]:
    """Return this year's money of documented initiatives per currency, source, body, phase and risk."""
    of = lens.known().filter(id=OuterRef("initiative_id"))
    placed = lens.lines().annotate(
        in_phase=Subquery(of.values("phase")[:1]), at_risk=Subquery(of.values("risk")[:1])
    )
    grouped = placed.order_by().values("currency", "source", "body_id", "in_phase", "at_risk")
    summed = grouped.annotate(
        of_budget=Sum("budget", filter=Q(decided=True)),
        of_outcome=Sum("outcome"),
        of_forecast=Sum("forecast"),
    )
    fields = (
        "currency",
        "source",
        "body_id",
        "in_phase",
        "at_risk",
        "of_budget",
        "of_outcome",
        "of_forecast",
    )
    return [
        Spent(currency, source, body_id, phase, risk, Money(*(amount or 0 for amount in amounts)))
        for currency, source, body_id, phase, risk, *amounts in summed.values_list(*fields)
    ]


def gains(lens: Lens) -> list[Gain]:
    """Return the benefit ranges of documented initiatives per body and kind."""
    documented = lens.documented()
    body = Subquery(lens.known().filter(id=OuterRef("initiative_id")).values("body_id")[:1])
    whole = Q(unit="öre", low__isnull=False, likely__isnull=False, high__isnull=False)
    mine = rows(Benefit, lens.as_of).filter(initiative_id__in=documented.values("id"))
    grouped = mine.annotate(of_body=body).order_by().values("of_body", "kind")
    summed = grouped.annotate(
        lows=Sum("low", filter=whole), likelies=Sum("likely", filter=whole), highs=Sum("high", filter=whole),
        whole=Count("id", filter=whole), part=Count("id", filter=~whole),
    )  # fmt: skip
    fields = ("of_body", "kind", "lows", "likelies", "highs", "whole", "part")
    return [
        Gain(body_id, kind, low or 0, likely or 0, high or 0, whole, other)
        for body_id, kind, low, likely, high, whole, other in summed.values_list(*fields)
    ]


def sek(spent: Iterable[Spent], by: Callable[[Spent], Any]) -> dict[Any, Money]:
    """Return the sums in SEK of money rows by some key of theirs; other currencies are left out."""
    sums: dict[Any, Money] = {}
    for one in spent:
        if one.currency == SEK:
            sums[by(one)] = sums.get(by(one), Money()) + one.money
    return sums


def foreign(spent: Iterable[Spent]) -> dict[str, Money]:
    """Return the sums in each other currency, in its minor units, told apart and never added to SEK."""
    sums: dict[str, Money] = {}
    for one in spent:
        if one.currency != SEK:
            sums[one.currency] = sums.get(one.currency, Money()) + one.money
    return dict(sorted(sums.items()))


def numbers(counted: Iterable[Counted], by: Callable[[Counted], Any]) -> Counter[Any]:
    """Return how many initiatives there are by some key of their rows."""
    sums: Counter[Any] = Counter()
    for one in counted:
        sums[by(one)] += one.count
    return sums
