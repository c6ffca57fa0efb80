"""The pictures of the oversight page, each with its finding as title and its figures in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samsyn.kit.money import mnkr
from samsyn.kit.scales import Risk
from samsyn.oversight.queries import Money, Overview, Share
from samsyn.register.models import Phase
from samsyn.reports.charts import Budget, Drawing, Level, Series, budget_bars, level_bars
from samsyn.reports.ks.sentences import money_title
from samsyn.web.base.marks import number
from samsyn.web.base.tables import Column
from samsyn.web.pages.oversight.columns import initiatives, opened, sums

NARROW = 356


def _sum(key: str, label: str, place: int) -> Column:
    return Column(
        key, label, of=lambda line: getattr(line.money, key), show=lambda line: line.sums[place], number=True,
        unit="mnkr",
    )  # fmt: skip


SUMS = tuple(
    _sum(key, label, place)
    for place, (key, label) in enumerate(
        (("budget", "Budget"), ("outcome", "Utfall"), ("forecast", "Prognos"), ("gap", "Skillnad"))
    )
)
COUNT = Column("count", "Initiativ", show=lambda line: line.opened, number=True)


def columns(name: str, *figures: Column) -> tuple[Column, ...]:
    """Return the columns of the table under a picture: what its rows are called, and their figures."""
    return (Column("label", name, head=True, link=lambda line: line.url), *figures)


UNDER_WAY = (Phase.EXECUTION, Phase.INTRODUCTION, Phase.BENEFIT, Phase.MAINTENANCE)
RISKS: dict[str, Series] = {Risk.HIGH.value: "d3", Risk.NONE.value: "d4"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table beside a picture: what it is, its rows, those of them with money, its figures (rad)."""

    label: str
    url: str
    funded_url: str
    count: int
    money: Money

    @property
    def sums(self) -> tuple[SafeString | str, ...]:
        """Return budget, outcome, forecast and difference, each opening its rows."""
        return sums(self.money, self.funded_url, self.label)

    @property
    def opened(self) -> SafeString | str:
        """Return how many there are, opening them."""
        return opened(self.count, self.url, f"initiativ, {self.label}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart twice, for wide and narrow pages, with its finding and its table (bild)."""

    title: str
    sub: str
    wide: Drawing
    narrow: Drawing
    lines: tuple[Line, ...]
    total: Line | None = None


def money(seen: Overview) -> Picture:
    """Return money per source: outcome within budget, forecast as a tick."""
    rows = [
        Budget(
            share.label, share.money.budget, share.money.outcome, share.money.forecast,
            f"prognos {mnkr(share.money.forecast)}",
        )
        for share in seen.sources
    ]  # fmt: skip
    title = money_title(seen.money, seen.day.year)
    label = f"{title}. Siffrorna står i tabellen under bilden."
    sub = f"{seen.day.year}, mnkr. Fylld stapel är utfall, ljus stapel budget, streck prognos."
    lines = _lines(seen.sources, "medel")
    funded = initiatives(coverage="documented", medel="alla")
    whole = Line("Summa", funded, funded, seen.total.documented, seen.money)
    return Picture(title, sub, budget_bars(rows, 640, label), budget_bars(rows, NARROW, label), lines, whole)


def phases(seen: Overview) -> Picture:
    """Return how many documented initiatives there are in each phase."""
    most = max(seen.phases, key=lambda share: share.count, default=None)
    title = (
        f"{number(most.count)} av {number(seen.total.documented)} är i {most.label.lower()}"
        if most
        else "Inga initiativ"
    )
    rows = [_level(share, "d1" if share.key in UNDER_WAY else "d2") for share in seen.phases]
    sub = f"Antal av {number(seen.total.documented)} dokumenterade initiativ."
    return _levels(title, sub, rows, _lines(seen.phases, "phase"))


def risks(seen: Overview) -> Picture:
    """Return how many documented initiatives there are at each risk level, and their budget."""
    high = next((share for share in seen.risks if share.key == Risk.HIGH.value), None)
    title = "Inget initiativ har hög risk"
    if high:
        title = f"{high.count} initiativ för {mnkr(high.money.budget)} mnkr har hög risk"
    rows = [_level(share, RISKS.get(share.key, "d1")) for share in seen.risks]
    return _levels(title, f"Antal och budget {seen.day.year}.", rows, _lines(seen.risks, "risk"))


def _level(share: Share, series: Series) -> Level:
    return Level(share.label, share.count, number(share.count), series)


def _levels(title: str, sub: str, rows: Sequence[Level], lines: tuple[Line, ...]) -> Picture:
    label = f"{title}. Siffrorna står i tabellen under bilden."
    return Picture(title, sub, level_bars(rows, 316, label, 124), level_bars(rows, NARROW, label, 124), lines)


def _lines(shares: Sequence[Share], name: str) -> tuple[Line, ...]:
    def line(share: Share) -> Line:
        chosen = {"coverage": "documented", name: share.key}
        funded = initiatives(**{"medel": "alla", **chosen})
        return Line(share.label, initiatives(**chosen), funded, share.count, share.money)

    return tuple(line(share) for share in shares)


def gain_note(seen: Overview) -> str:
    """Return what the benefits come to, and what the sums leave out."""
    gain = seen.total.gain
    if not gain.count:
        return "Ingen nytta är angiven som ett spann i kronor."
    span = f"Väntad nytta {mnkr(gain.low)} till {mnkr(gain.high)} mnkr per år, troligt {mnkr(gain.likely)}"
    rest = f" {gain.other} räknas i annat eller saknar spann och är inte med." if gain.other else ""
    return f"{span}, odiskonterat. {gain.count} nyttor har spann i kronor.{rest}"
