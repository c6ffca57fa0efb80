"""Sums over the documented initiatives, in money and in benefits; currencies are never added together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from samsyn.history.queries import rows
from samsyn.oversight.queries.scope import SEK, Lens
from samsyn.register.models import Benefit, Initiative


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


_COLUMNS = (
    "what",
    "of_body",
    "key",
    "source",
    "in_phase",
    "at_risk",
    "first",
    "second",
    "third",
    "many",
    "other",
)


def sums(lens: Lens) -> tuple[list[Spent], list[Gain]]:
    """Return this year's money and the benefit ranges of documented initiatives; one query for both."""
    spent: list[Spent] = []
    gains: list[Gain] = []
    for what, body_id, key, source, phase, risk, first, second, third, many, other in _money(lens).union(
        _benefits(lens), all=True
    ):
        if what == "money":
            spent.append(Spent(key, source, body_id, phase, risk, Money(first, second, third)))
        else:
            gains.append(Gain(body_id, key, first, second, third, many, other))
    return spent, gains


def _money(lens: Lens) -> Any:
    placed = lens.lines().annotate(
        what=_text("money"), of_body=F("body_id"), key=F("currency"),
        in_phase=_of_its(lens, "phase"), at_risk=_of_its(lens, "risk"),
    )  # fmt: skip
    grouped = placed.order_by().values("what", "of_body", "key", "source", "in_phase", "at_risk")
    summed = grouped.annotate(
        first=_sum("budget", Q(decided=True)), second=_sum("outcome"), third=_sum("forecast"),
        many=Count("id"), other=Value(0),
    )  # fmt: skip
    return summed.values_list(*_COLUMNS)


def _benefits(lens: Lens) -> Any:
    whole = Q(unit="öre", low__isnull=False, likely__isnull=False, high__isnull=False)
    mine = rows(Benefit, lens.as_of).filter(initiative_id__in=lens.documented().values("id"))
    placed = mine.annotate(
        what=_text("benefit"), of_body=_of_its(lens, "body_id"), key=F("kind"), source=_text(""), in_phase=_text(""),
        at_risk=_text(""),
    )  # fmt: skip
    grouped = placed.order_by().values("what", "of_body", "key", "source", "in_phase", "at_risk")
    summed = grouped.annotate(
        first=_sum("low", whole), second=_sum("likely", whole), third=_sum("high", whole),
        many=Count("id", filter=whole), other=Count("id", filter=~whole),
    )  # fmt: skip
    return summed.values_list(*_COLUMNS)


def _of_its(lens: Lens, column: str) -> Any:
    """Return a column of the row's initiative: by the key now; on an earlier day by its version then."""
    if lens.as_of is None:
        return F(f"initiative__{column}")
    # Nothing but the id here: given more to choose from, SQLite takes a worse index.
    then = rows(Initiative, lens.as_of).filter(id=OuterRef("initiative_id"))
    return Subquery(then.values(column)[:1])


def _sum(column: str, which: Q | None = None) -> Any:
    return Coalesce(Sum(column, filter=which), 0)


def _text(value: str) -> Any:
    return Value(value, output_field=CharField())


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
