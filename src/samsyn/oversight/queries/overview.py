"""The whole picture on a day, as the oversight page and the report to the executive board show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from samsyn.governance.queries import in_force
from samsyn.kit.scales import Freshness, Risk, Verdict, freshness
from samsyn.organisation.queries import BodyRow
from samsyn.oversight.queries.coverage import Reported, Spending, Tally, Trend, month_ends, trend
from samsyn.oversight.queries.events import Unanswered, happened, judged, unanswered
from samsyn.oversight.queries.scope import Lens
from samsyn.oversight.queries.totals import Gain, Money, foreign, sek, sums
from samsyn.oversight.queries.watch import ages, measured, watched
from samsyn.oversight.rules import (
    FRESH_DAYS,
    LOW_COVERAGE,
    Deviation,
    Happened,
    Seen,
    Words,
    deviations,
    statement,
)
from samsyn.register.models import Phase, Source

BOARDS = ("executive", "board")


NOTHING = Spending()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One body's line, or the whole municipality's (`body` None); coverage 0–1, money in öre (nämndrad)."""

    body: BodyRow | None
    known: int
    documented: int
    missing: int
    fresh: int
    stale: int
    coverage: float | None
    before: float | None
    series: tuple[float | None, ...]
    median_days: int | None
    deviations: int
    unanswered: int
    verdict: Verdict | None
    earlier_verdict: Verdict | None
    money: Money
    gain: Range
    spending: Spending = NOTHING

    @property
    def freshness(self) -> Freshness:
        """Return how fresh the median report is."""
        return freshness(self.median_days)

    @property
    def change(self) -> float | None:
        """Return the change of coverage since last time, in shares of one; None when either is unknown."""
        return None if self.coverage is None or self.before is None else self.coverage - self.before

    @property
    def change_of_year(self) -> float | None:
        """Return the change of coverage over the series; None when either end is unknown."""
        first, last = self.series[0], self.series[-1]
        return None if first is None or last is None else last - first


@dataclass(frozen=True, slots=True)
class Range:
    """Benefits in öre a year, undiscounted; `other` have no figures in öre and are not summed (nyttospann)."""

    low: int = 0
    likely: int = 0
    high: int = 0
    count: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the documented initiatives, by phase, risk or source: how many, and money in öre (andel)."""

    key: str
    label: str
    count: int
    money: Money


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of a day; sums cover the documented initiatives only, money SEK only (överblick)."""

    day: date
    since: date
    days: tuple[date, ...]
    models: tuple[str, ...]
    unclear: tuple[tuple[str, int], ...]
    rows: tuple[BoardRow, ...]
    total: BoardRow
    sources: tuple[Share, ...]
    phases: tuple[Share, ...]
    risks: tuple[Share, ...]
    foreign: dict[str, Money]
    missing_amount: int
    left_out: int
    gains: tuple[Gain, ...]
    deviations: tuple[Deviation, ...]
    changes: tuple[Happened, ...]
    unanswered: tuple[Unanswered, ...]

    @property
    def weak(self) -> tuple[BoardRow, ...]:
        """Return the bodies with too low coverage for sums to hold, lowest first."""
        return tuple(row for row in self.rows if row.coverage is not None and row.coverage < LOW_COVERAGE)

    @property
    def statement(self) -> tuple[Words, ...]:
        """Return the opening sentence in pieces."""
        names = [row.body.name for row in self.weak if row.body]
        return statement(self.total.documented, self.total.known, names)

    @property
    def overdue(self) -> tuple[Unanswered, ...]:
        """Return the tasks whose last day has passed, most overdue first."""
        return tuple(task for task in self.unanswered if task.overdue)

    @property
    def money(self) -> Money:
        """Return the sum over sources, in öre."""
        return sum((share.money for share in self.sources), Money())


def overview(lens: Lens) -> Overview:
    """Return the whole picture on a day in eight queries, however many rows there are."""
    since, own = judged(lens)
    months = month_ends(lens.day)
    over_time = trend(lens, (since, *months))
    seen, (money, benefits), tasks = watched(lens), sums(lens), unanswered(lens)
    hits = deviations(Seen(lens.day, seen, measured(lens, _series(over_time, months))))
    by_body = sek(money, lambda one: one.body_id)
    counts = _Counts(
        Counter(one.body_id for one in hits), Counter(task.body_id for task in tasks if task.overdue)
    )
    read = _Read(lens, since, months, over_time, ages(lens, seen), counts, own, by_body, benefits)
    phases, risks = (
        Counter(getattr(one, name) for one in seen if one.documented) for name in ("phase", "risk")
    )
    now = over_time.total()[over_time.days.index(lens.day)]
    steering = in_force(lens.adopted, lens.day)
    return Overview(
        day=lens.day, since=since, days=months,
        models=tuple(version.title for version in steering if version.minimum),
        unclear=tuple((version.title, version.version_id) for version in steering if version.unclear),
        rows=_rows(read), total=_total(read),
        sources=_shares(Source, Counter(), sek(money, lambda one: one.source)),
        phases=_shares(Phase, phases, sek(money, lambda one: one.phase)),
        risks=_shares(Risk, risks, sek(money, lambda one: one.risk)),
        foreign=foreign(money), missing_amount=now.missing_amount, left_out=now.left_out, gains=tuple(benefits),
        deviations=tuple(hits), changes=tuple(happened(lens, since)), unanswered=tuple(tasks),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Counts:
    """Deviations and overdue tasks per body (antal)."""

    deviations: Counter[int]
    overdue: Counter[int]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the lines of bodies are made of, as it was read (läst)."""

    lens: Lens
    since: date
    months: tuple[date, ...]
    over_time: Trend
    reports: dict[int, Reported]
    counts: _Counts
    own: dict[int, tuple[Verdict, Verdict | None]]
    money: dict[int, Money]
    benefits: list[Gain]


def _rows(read: _Read) -> tuple[BoardRow, ...]:
    """Return a line for every confirmed board, and for any other body that a figure belongs to."""

    def shown(body: BodyRow) -> bool:
        counted = read.counts.deviations[body.id] + read.counts.overdue[body.id]
        known = read.over_time.at(body.id, read.lens.day).known
        there = body.kind in BOARDS and body.confirmed and body.there(read.lens.day)
        return there or bool(known + counted)

    def row(body: BodyRow) -> BoardRow:
        return _row(
            body, _at(read.over_time, body.id, read.months), read.over_time.at(body.id, read.since),
            read.reports.get(body.id, Reported()),
            (read.counts.deviations[body.id], read.counts.overdue[body.id]),
            read.own.get(body.id, (None, None)), read.money.get(body.id, Money()),
            _range(gain for gain in read.benefits if gain.body_id == body.id),
            read.over_time.spending.get(body.id, Spending()),
        )  # fmt: skip

    return tuple(sorted((row(body) for body in read.lens.bodies.values() if shown(body)), key=_lowest_first))


def _total(read: _Read) -> BoardRow:
    whole, days = read.over_time.total(), read.over_time.days
    counts = (read.counts.deviations.total(), read.counts.overdue.total())
    return _row(
        None, tuple(whole[days.index(day)] for day in read.months), whole[days.index(read.since)],
        _all(read.reports.values()), counts, (None, None), sum(read.money.values(), Money()),
        _range(read.benefits), sum(read.over_time.spending.values(), Spending()),
    )  # fmt: skip


def _row(
    body: BodyRow | None, series: tuple[Tally, ...], before: Tally, ages: Reported, counts: tuple[int, int],
    verdict: tuple[Verdict | None, Verdict | None], money: Money, gain: Range, spending: Spending,
) -> BoardRow:  # fmt: skip
    now = series[-1]
    return BoardRow(
        body=body, known=now.known, documented=now.documented, missing=now.missing,
        fresh=ages.within(FRESH_DAYS), stale=ages.beyond(FRESH_DAYS), coverage=now.coverage, before=before.coverage,
        series=tuple(tally.coverage for tally in series), median_days=ages.median, deviations=counts[0],
        unanswered=counts[1], verdict=verdict[0], earlier_verdict=verdict[1], money=money, gain=gain,
        spending=spending,
    )  # fmt: skip


def _lowest_first(row: BoardRow) -> tuple[bool, float, str]:
    return row.coverage is None, row.coverage or 0, row.body.name if row.body else ""


def _series(over_time: Trend, days: tuple[date, ...]) -> Trend:
    return Trend(days, {body_id: _at(over_time, body_id, days) for body_id in over_time.bodies})


def _at(over_time: Trend, body_id: int, days: tuple[date, ...]) -> tuple[Tally, ...]:
    return tuple(over_time.at(body_id, day) for day in days)


def _all(ages: Iterable[Reported]) -> Reported:
    whole = Reported()
    for one in ages:
        for days, many in one.ages.items():
            whole.add(days, many)
    return whole


def _range(gains: Iterable[Gain]) -> Range:
    whole = Range()
    for one in gains:
        whole = Range(
            whole.low + one.low, whole.likely + one.likely, whole.high + one.high,
            whole.count + one.count, whole.other + one.other,
        )  # fmt: skip
    return whole


def _shares(
    scale: type[Phase] | type[Risk] | type[Source], counts: Counter[str], money: dict[str, Money]
) -> tuple[Share, ...]:
    def told() -> Iterator[Share]:
        for step in scale:
            if step.value in counts or step.value in money:
                yield Share(step.value, step.label, counts[step.value], money.get(step.value, Money()))

    return tuple(told())
