"""Charts as SVG drawn by hand: the same picture on the page, on paper and in the pdf, without any script.

Widths are true pixels: a page draws a chart once wide and once narrow and shows one, so text never shrinks. Values of
one chart share one scale, which starts at zero. Each chart repeats figures that stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from math import ceil, floor, log10
from typing import Literal

Series = Literal["d1", "d2", "d3", "d4"]
LIGHT = {
    "ink": "#282c2e", "ink-2": "#575e62", "line": "#d9dcdd", "line-3": "#747a7d", "track": "#e3e7e8",
    "d1": "#14505c", "d2": "#5e949e", "d3": "#b8832b", "d4": "#8a9498",
}  # fmt: skip
PAPER_STYLE = (
    "text{{fill:{ink};font-size:14px;font-family:'Source Sans 3'}}.quiet{{fill:{ink-2}}}.strong{{font-weight:600}}"
    ".d1,.on{{fill:{d1}}}.d2{{fill:{d2}}}.d3{{fill:{d3}}}.d4{{fill:{d4}}}.track{{fill:{track}}}"
    ".off{{fill:none;stroke:{d4}}}.on{{stroke:{d1}}}"
    ".tick{{stroke:{ink};stroke-width:2.5}}.tick-over{{stroke:{d3};stroke-width:2.5}}"
    ".over{{stroke:{d3};stroke-width:2;stroke-dasharray:2 3}}"
    ".undecided{{fill:none;stroke:{d3};stroke-width:1.6;stroke-dasharray:4 3}}"
    ".gridline{{stroke:{line}}}.axis{{stroke:{line-3}}}.today{{stroke:{line-3};stroke-width:1.5;stroke-dasharray:2 3}}"
    ".curve{{fill:none;stroke:{d1};stroke-width:1.6}}"
)
"""The light colours, for a drawing that stands alone in a pdf or a docx; on a page the style sheet has them."""


class Svg(str):
    """Markup that templates put in as it is (bildkod)."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself: every text in it was escaped when it was drawn."""
        return self


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in pixels; `label` says what it shows, and without one it only repeats a printed figure (bild).

    Its role is "img", or "group" when it holds links.
    """

    width: int
    height: int
    inside: str
    label: str = ""
    role: str = "img"

    def __str__(self) -> str:
        seen = f'role="{self.role}" aria-label="{escape(self.label)}"' if self.label else 'aria-hidden="true"'
        css = "chart" if self.label else "chart inline"
        return Svg(f'<svg class="{css}" {self._size} {seen}>{self.inside}</svg>')

    def __html__(self) -> str:
        """Return the drawing for a page, coloured by the style sheet."""
        return str(self)

    def standalone(self) -> str:
        """Return the drawing as a file of its own, in light colours."""
        colours = PAPER_STYLE.format(**LIGHT)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {self._size}><style>{colours}</style>{self.inside}</svg>'

    @property
    def _size(self) -> str:
        return f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'


@dataclass(frozen=True, slots=True)
class Budget:
    """One source of money: budget, outcome and forecast in the same unit, and the forecast in words (källa)."""

    label: str
    budget: float
    outcome: float
    forecast: float | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One bar of a distribution: its name, its number and its colour (nivå)."""

    label: str
    value: float
    text: str
    series: Series = "d1"


@dataclass(frozen=True, slots=True)
class Year:
    """A pile for one year: decided parts from below, what is applied for but not decided, and the sum in words (år)."""

    label: str
    parts: tuple[float, ...]
    undecided: float = 0
    text: str = ""

    @property
    def total(self) -> float:
        """Return the height of the pile."""
        return sum(self.parts) + self.undecided


def bar(share: float | None, target: float | None = None, width: int = 120, height: int = 10) -> Drawing:
    """Return a bar for a share 0–1 with a tick at the target; no share leaves the track empty."""
    top = (18 - height) / 2
    parts = [_rect(0, top, width, height, "track")]
    if share:
        parts.append(_rect(0, top, width * min(max(share, 0), 1), height, "d1"))
    if target is not None:
        parts.append(_line(width * target, 1, width * target, 17, "tick"))
    return Drawing(width, 18, "".join(parts))


def share_bar(
    parts: Sequence[tuple[float, Series | Literal["track"]]], width: int = 160, height: int = 10
) -> Drawing:
    """Return one bar cut in parts, for how answers spread."""
    total, x, pieces = sum(size for size, _ in parts) or 1, 0.0, []
    for size, series in parts:
        step = width * size / total
        pieces.append(_rect(x, 0, max(step - 1, 0), height, series))
        x += step
    return Drawing(width, height, "".join(pieces))


def sparkline(values: Sequence[float | None], width: int = 88, height: int = 18, top: float = 1) -> Drawing:
    """Return a line of values from 0 to `top` in time order with a dot at the last; unknown ones are left out."""
    step = (width - 6) / max(len(values) - 1, 1)
    known = [
        (n * step + 1, height - 3 - (height - 6) * min(v, top) / (top or 1))
        for n, v in enumerate(values)
        if v is not None
    ]
    if not known:
        return Drawing(width, height, "")
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in known)
    dot = f'<circle class="d1" cx="{_n(known[-1][0])}" cy="{_n(known[-1][1])}" r="2.5"/>'
    return Drawing(width, height, f'<polyline class="curve" points="{points}"/>{dot}')


def verdict_steps(step: int | None) -> Drawing:
    """Return five rising steps, filled up to and with `step` (0–4); None is one that has not been judged."""
    reached = 0 if step is None else step + 1
    steps = [f"M{_n(n * 5 + 0.5)} {12 - n * 3}h3.6v{_n(3.5 + n * 3)}h-3.6z" for n in range(5)]
    pieces = ((css, "".join(part)) for css, part in (("on", steps[:reached]), ("off", steps[reached:])))
    return Drawing(26, 16, "".join(f'<path class="{css}" d="{path}"/>' for css, path in pieces if path))


def heat_map(
    rows: Sequence[tuple[str, Sequence[int | None]]], width: int, label: str, gutter: int = 64
) -> Drawing:
    """Return a strip of steps (0–4) per named row, equally many in each; the higher the fuller, a gap is not judged."""
    wide = max((len(steps) for _, steps in rows), default=0) or 1
    unit, high, apart = min((width - gutter) / wide, 28), 14, 19
    judged, reached = [], []
    for place, (_, steps) in enumerate(rows):
        for start, end, step in _runs(steps):
            x, y, long = gutter + start * unit, place * apart + 2, (end - start) * unit
            tall = high * (step + 1) / 5
            judged.append(f"M{_n(x)} {y}h{_n(long)}v{high}h-{_n(long)}z")
            reached.append(f"M{_n(x)} {_n(y + high - tall)}h{_n(long)}v{_n(tall)}h-{_n(long)}z")
    names = "".join(_text(0, place * apart + high, name) for place, (name, _) in enumerate(rows))
    paths = f'<path class="track" d="{"".join(judged)}"/><path class="d1" d="{"".join(reached)}"/>'
    return Drawing(width, len(rows) * apart, names + paths, label)


def _runs(steps: Sequence[int | None]) -> Iterator[tuple[int, int, int]]:
    """Give each run of equal steps as start, end and step; those that are not judged are left out."""
    start = 0
    for step, same in groupby(steps):
        end = start + sum(1 for _ in same)
        if step is not None:
            yield start, end, step
        start = end


def range_bar(low: float, likely: float, high: float, scale: float, width: int = 300) -> Drawing:
    """Return a band from low to high with a tick at the likely value, on a line from 0 to `scale`."""
    unit = width / (scale or 1)
    return Drawing(
        width,
        18,
        _line(0, 9, width, 9, "gridline")
        + _rect(low * unit, 5, max((high - low) * unit, 2), 8, "d2")
        + _line(likely * unit, 1, likely * unit, 17, "tick"),
    )


def budget_bars(rows: Sequence[Budget], width: int, label: str) -> Drawing:
    """Return, per source, outcome (filled) within budget (light); a tick is the forecast, amber when over budget."""
    top = max((max(row.budget, row.outcome, row.forecast or 0) for row in rows), default=0) or 1
    unit = (width - 4) / top
    return Drawing(
        width, 60 * len(rows), "".join(_budget(row, 60 * n, unit, width) for n, row in enumerate(rows)), label
    )


def _budget(row: Budget, y: int, unit: float, width: int) -> str:
    parts = [
        _text(0, y + 15, row.label, "strong"),
        _text(width, y + 15, row.text, "quiet", "end"),
        _rect(0, y + 24, row.budget * unit, 18, "track"),
        _rect(0, y + 24, row.outcome * unit, 18, "d1"),
    ]
    if row.forecast is not None:
        over = row.forecast > row.budget
        if over:
            parts.append(_line(row.budget * unit, y + 33, row.forecast * unit, y + 33, "over"))
        parts.append(
            _line(row.forecast * unit, y + 19, row.forecast * unit, y + 47, "tick-over" if over else "tick")
        )
    return "".join(parts)


def level_bars(rows: Sequence[Level], width: int, label: str, gutter: int = 110) -> Drawing:
    """Return one bar a row with its name before and its number after; `gutter` is the room for the names."""
    top = max((row.value for row in rows), default=0) or 1
    unit = (width - gutter - 44) / top
    inside = "".join(
        _text(0, 28 * n + 17, row.label)
        + _rect(gutter, 28 * n + 5, row.value * unit, 16, row.series)
        + _text(gutter + row.value * unit + 7, 28 * n + 18, row.text, "strong")
        for n, row in enumerate(rows)
    )
    return Drawing(width, 28 * len(rows), inside, label)


def stacked_years(
    years: Sequence[Year], series: Sequence[Series], width: int, label: str, today: float | None = None
) -> Drawing:
    """Return a pile a year; `today` is where now is, counted in years from the left edge of the first pile's field."""
    height, left, base = 250, 34, 218
    top = max((year.total for year in years), default=0)
    step = _step(top)
    lines = max(ceil(top / step - 1e-6), 1)
    unit = (base - 40) / (lines * step)
    field = (width - left) / max(len(years), 1)
    marks = "".join(_mark(n * step, base - n * step * unit, left, width) for n in range(lines + 1))
    piles = "".join(_pile(year, left + field * n, field, base, unit, series) for n, year in enumerate(years))
    now = "" if today is None else _now(left + field * today, base)
    return Drawing(width, height, marks + piles + now, label)


def _mark(value: float, y: float, left: float, width: float) -> str:
    line = _line(left, y, width, y, "gridline" if value else "axis")
    return line + _text(left - 8, y + 5, _plain(value), "quiet", "end")


def _pile(year: Year, x: float, field: float, base: float, unit: float, series: Sequence[Series]) -> str:
    broad = min(84.0, field * 0.55)
    left, y, pieces = x + (field - broad) / 2, float(base), []
    for size, kind in zip(year.parts, series, strict=False):
        y -= size * unit
        pieces.append(_rect(left, y, broad, max(size * unit - 1, 0), kind))
    if year.undecided:
        y -= year.undecided * unit
        pieces.append(_rect(left + 1, y, broad - 2, max(year.undecided * unit - 2, 0), "undecided"))
    return "".join(
        [
            *pieces,
            _text(x + field / 2, y - 7, year.text, "strong", "middle"),
            _text(x + field / 2, base + 20, year.label, "quiet", "middle"),
        ]
    )


def _now(x: float, base: float) -> str:
    return _line(x, 22, x, base, "today") + _text(x - 5, 16, "i dag", "quiet", "end" if x > 60 else "start")


def _step(top: float) -> float:
    """Return the distance between the lines of an axis: 1, 2, 2,5 or 5 times a power of ten, at most four of them."""
    power = 10.0 ** floor(log10(top / 4)) if top > 0 else 1.0
    return next(times * power for times in (1, 2, 2.5, 5, 10) if times * power * 4 >= top * 0.999999)


def _plain(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _n(value: float) -> str:
    """Return a coordinate with at most one decimal, so the same figures always give the same bytes."""
    return f"{value:.1f}".removesuffix(".0")


def _rect(x: float, y: float, width: float, height: float, css: str) -> str:
    return f'<rect class="{css}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line class="{css}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def _text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> str:
    if not words:
        return ""
    return f'<text class="{css}" x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(words)}</text>'
