"""The portfolio's own charts, drawn as `charts` draws: bubbles in columns, and bars in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil, sqrt

from samsyn.reports.charts import Drawing, Series, _line, _n, _plain, _rect, _step, _text

LARGEST = 26.0


@dataclass(frozen=True, slots=True)
class Ball:
    """A bubble: in which column, how high, how large, and its name where there is room (bubbla)."""

    column: int
    height: float
    size: float
    name: str
    series: Series = "d1"


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a timeline: its name, when it starts and ends, the days marked on it; a group has neither (stapel)."""

    name: str
    start: date | None = None
    end: date | None = None
    series: Series = "d1"
    marks: Sequence[tuple[date, bool]] = field(default_factory=tuple)


def bubble_chart(
    balls: Sequence[Ball], columns: int, width: int, label: str, unit: str, named: int = 6
) -> Drawing:
    """Return bubbles in columns 0 to `columns` − 1, side by side within one; the first `named` have their names."""
    height, left, base = 360, 44, 316
    top = max((ball.height for ball in balls), default=0)
    step = _step(top)
    lines = max(ceil(top / step - 1e-6), 1)
    scale, broad = (base - 44) / (lines * step), (width - left) / columns
    axis = "".join(
        _line(left, base - n * step * scale, width, base - n * step * scale, "gridline" if n else "axis")
        + _text(left - 8, base - n * step * scale + 5, _plain(n * step), "quiet", "end")
        for n in range(lines + 1)
    )
    feet = (_text(left + broad * (n + 0.5), base + 20, str(n), "quiet", "middle") for n in range(columns))
    largest = sqrt(max((ball.size for ball in balls), default=0) or 1)
    many, placed, drawn = Counter(ball.column for ball in balls), Counter[int](), []
    for ball in balls:
        placed[ball.column] += 1
        x = left + broad * (ball.column + placed[ball.column] / (many[ball.column] + 1))
        drawn.append((x, base - ball.height * scale, max(LARGEST * sqrt(ball.size) / largest, 2.5), ball))
    circles = "".join(
        f'<circle class="ball {ball.series}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>'
        for x, y, radius, ball in drawn
    )
    what = _text(0, 14, unit, "quiet")
    return Drawing(width, height, what + axis + "".join(feet) + circles + _names(drawn[:named], width), label)


def _names(drawn: Sequence[tuple[float, float, float, Ball]], width: float) -> str:
    """Return the names beside their bubbles; one that would lie on another is left out."""
    names: list[str] = []
    written: list[tuple[float, float]] = []
    for x, y, radius, ball in drawn:
        if any(abs(x - over) < 90 and abs(y - at) < 16 for over, at in written):
            continue
        written.append((x, y))
        side, anchor = (-1, "end") if x > width - 90 else (1, "start")
        names.append(_text(x + side * (radius + 4), y + 5, ball.name, "strong", anchor))
    return "".join(names)


def timeline(bars: Sequence[Bar], today: date, width: int, label: str, gutter: int = 240) -> Drawing:
    """Return a bar in time for each, under the names of their groups; a mark is a diamond, filled when reached.

    A bar without an end is open to the right, one without a start to the left; one with neither has its name only.
    """
    days = [day for bar in bars for day in (bar.start, bar.end) if day] + [today]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    unit = (width - gutter) / max((last - first).days, 1)
    height = 30 + 22 * len(bars)
    years = range(first.year, last.year)
    every = max(1, len(years) * 44 // max(width - gutter, 1) + 1)
    marks = "".join(
        _line(x, 24, x, height, "gridline")
        + (_text(x + 4, 16, str(year), "quiet") if nth % every == 0 else "")
        for nth, year in enumerate(years)
        for x in (gutter + (date(year, 1, 1) - first).days * unit,)
    )
    now = gutter + (today - first).days * unit
    rows = "".join(_bar(bar, 30 + 22 * nth, first, last, unit, gutter) for nth, bar in enumerate(bars))
    return Drawing(width, height, marks + _line(now, 24, now, height, "today") + rows, label)


def _bar(bar: Bar, y: float, first: date, last: date, unit: float, gutter: float) -> str:
    if bar.start is None and bar.end is None:
        return _text(0, y + 14, bar.name, "strong")
    start, end = ((day - first).days * unit + gutter for day in (bar.start or first, bar.end or last))
    css = bar.series if bar.start and bar.end else "undecided"
    room = int((gutter - 20) / 7.2)
    name = bar.name if len(bar.name) <= room else f"{bar.name[: room - 1].rstrip()}…"
    pieces = [_text(0, y + 14, name), _rect(start, y + 4, max(end - start, 2), 12, css)]
    for day, reached in bar.marks:
        x = min(max((day - first).days * unit, 0), (last - first).days * unit) + gutter
        pieces.append(
            f'<path class="{"mark-on" if reached else "mark-off"}" d="M{_n(x)} {_n(y + 3)}l7 7l-7 7l-7 -7z"/>'
        )
    return "".join(pieces)
