"""An initiative's money and benefits as the follow-up shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from samsyn.kit.money import exact, mnkr, tkr
from samsyn.money.queries import LineRow
from samsyn.register.models import Source
from samsyn.register.queries import BenefitLine
from samsyn.reports.charts import Drawing, Series, Year, range_bar, stacked_years

SEK = "SEK"
COLOURS: dict[str, Series] = {"own": "d1", "pool": "d3", "state": "d2", "transfer": "d4", "unknown": "d4"}
MNKR = 100_000_000


@dataclass(slots=True)
class SourceSum:
    """What one source gives over the years, in öre; a figure nobody has given stays None (källsumma).

    A year without a forecast counts with its budget, so that forecast and budget speak of the same years.
    """

    key: str
    label: str
    budget: int | None = None
    outcome: int | None = None
    expected: int = 0
    foreseen: bool = False
    decisions: list[str] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    undecided: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def forecast(self) -> int | None:
        """Return what the years are thought to take, None when nobody has made a forecast."""
        return self.expected if self.foreseen else None

    @property
    def difference(self) -> int | None:
        """Return forecast less budget, None when either is missing."""
        return None if self.forecast is None or self.budget is None else self.forecast - self.budget

    def add(self, line: LineRow) -> None:
        """Add a budget line."""
        self.budget = _plus(self.budget, line.budget)
        self.outcome = _plus(self.outcome, line.outcome)
        self.expected += (line.budget or 0) if line.forecast is None else line.forecast
        self.foreseen = self.foreseen or line.forecast is not None
        (self.years if line.decided else self.undecided)[line.year] += line.budget or 0
        if line.decision and line.decision not in self.decisions:
            self.decisions.append(line.decision)


@dataclass(frozen=True, slots=True)
class Money:
    """An initiative's SEK by source, with the sum, and the lines in other currencies (medel)."""

    sources: list[SourceSum]
    total: SourceSum
    foreign: list[tuple[LineRow, str]]

    @property
    def years(self) -> list[int]:
        """Return the years that any source has money in, without gaps."""
        found = {year for one in self.sources for year in (*one.years, *one.undecided)}
        return list(range(min(found), max(found) + 1)) if found else []

    @property
    def undecided(self) -> int:
        """Return how much of the budget is applied for but not decided, in öre."""
        return sum(self.total.undecided.values())

    @property
    def finding(self) -> str:
        """Return what the picture says, as its title."""
        if self.total.budget is None:
            return "Medlen har ingen budget än"
        many = ("", "en källa", "två källor", "tre källor", "fyra källor", "fem källor")[len(self.sources)]
        rest = f", varav {mnkr(self.undecided)} inte är beslutade" if self.undecided else ""
        return f"{mnkr(self.total.budget)} mnkr ur {many}{rest}"


def summed(lines: Iterable[LineRow]) -> Money:
    """Return an initiative's budget lines summed by source; foreign currencies are kept apart."""
    found = list(lines)
    sums: dict[str, SourceSum] = {}
    total = SourceSum("", "Summa")
    for line in found:
        if line.currency == SEK:
            sums.setdefault(line.source, SourceSum(line.source, Source(line.source).label)).add(line)
            total.add(line)
    ordered = [sums[source.value] for source in Source if source.value in sums]
    foreign = [(line, _foreign(line)) for line in found if line.currency != SEK]
    return Money(ordered, total, foreign)


def _foreign(line: LineRow) -> str:
    """Return a line in another currency in words, such as "budget 1 234,00 GBP, prognos 1 500,00 GBP"."""
    figures = (("budget", line.budget), ("prognos", line.forecast), ("utfall", line.outcome))
    return ", ".join(f"{word} {exact(value)} {line.currency}" for word, value in figures if value is not None)


def chart(money: Money, day: date) -> tuple[Drawing, Drawing] | None:
    """Draw the budget year by year, what is not decided dashed: wide and narrow; None without years."""
    if not money.years or not money.total.budget:
        return None
    piles = [_pile(money, year) for year in money.years]
    colours = [COLOURS[one.key] for one in money.sources]
    first = money.years[0]
    inside = first <= day.year <= money.years[-1]
    now = day.year - first + day.timetuple().tm_yday / 366 if inside else None
    label = f"{money.finding}. Siffrorna står i tabellen nedanför."
    return (
        stacked_years(piles, colours, 780, label, today=now), stacked_years(piles, colours, 340, label, today=now)
    )  # fmt: skip


def _pile(money: Money, year: int) -> Year:
    undecided = money.total.undecided.get(year, 0)
    parts = tuple(one.years.get(year, 0) / MNKR for one in money.sources)
    return Year(str(year), parts, undecided / MNKR, mnkr(money.total.years.get(year, 0) + undecided))


def legend(money: Money) -> dict[str, str]:
    """Return the source's name of each colour in the chart."""
    names: dict[str, str] = {}
    for one in money.sources:
        colour = COLOURS[one.key]
        names[colour] = f"{names[colour]} och {one.label.lower()}" if colour in names else one.label
    return names | ({"undecided": "Ej beslutat"} if money.undecided else {})


def _plus(one: int | None, other: int | None) -> int | None:
    return one if other is None else (one or 0) + other


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit as the page shows it, its range on the scale of its own (nytta)."""

    row: BenefitLine
    unit: str
    low: str
    likely: str
    high: str
    picture: Drawing | str

    @property
    def baseline(self) -> str:
        """Return where it stands today, without the words that say so."""
        return self.row.baseline.removeprefix("i dag ")


def shown(row: BenefitLine) -> Benefit:
    """Return a benefit with its figures in words: thousands of kronor for öre, else its own unit."""
    unit = "tkr" if row.in_money else row.unit
    low, likely, high = (_figure(row, value) for value in (row.low, row.likely, row.high))
    return Benefit(row, unit, low, likely, high, _picture(row))


def _picture(row: BenefitLine) -> Drawing | str:
    """Draw the range on a scale of its own, up to a fifth over the high estimate; nothing where a figure is missing."""
    if row.low is None or row.likely is None or row.high is None or row.high <= 0:
        return ""
    return range_bar(row.low, row.likely, row.high, row.high * 1.2)


def _figure(row: BenefitLine, value: int | None) -> str:
    if value is None:
        return ""
    return tkr(value) if row.in_money else tkr(value * 100_000)


def benefit_finding(rows: Iterable[BenefitLine]) -> str:
    """Return the range of the benefits in money as a title, or how many benefits there are."""
    found = list(rows)
    money = [row for row in found if row.in_money and row.low is not None and row.high is not None]
    if money:
        low, high = sum(row.low or 0 for row in money), sum(row.high or 0 for row in money)
        return f"Väntad nytta: {mnkr(low)} till {mnkr(high)} mnkr per år"
    return f"Väntad nytta: {len(found)} {'nytta' if len(found) == 1 else 'nyttor'}"
