"""How an indicator goes, drawn: from the baseline by the outcomes, with the line to the target and a tick there."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.reports.charts import Drawing, Svg, _line, _n, _text

Point = tuple[float, float]
"""When, in years, and the value there."""


@dataclass(frozen=True, slots=True)
class Course:
    """Values in time order with baseline and target, each where it is known (utveckling)."""

    points: tuple[Point, ...]
    baseline: Point | None = None
    target: Point | None = None

    @property
    def line(self) -> tuple[Point, ...]:
        """Return the values from the baseline on."""
        first = (self.baseline,) if self.baseline else ()
        return (*first, *(point for point in self.points if not first or point[0] > first[0][0]))

    @property
    def known(self) -> tuple[Point, ...]:
        """Return every point there is."""
        return (*self.line, *((self.target,) if self.target else ()))


class _Field:
    """Where years and values lie in a drawing (fält)."""

    def __init__(self, course: Course, left: float, top: float, right: float, bottom: float) -> None:
        years, values = ([point[way] for point in course.known] for way in (0, 1))
        self.first, self.low = min(years), min(values)
        self.wide, self.high = (right - left) / ((max(years) - self.first) or 1), max(values) - self.low
        self.left, self.top, self.bottom = left, top, bottom

    def at(self, point: Point) -> tuple[float, float]:
        share = (point[1] - self.low) / self.high if self.high else 0.5
        return self.left + (point[0] - self.first) * self.wide, self.bottom - share * (self.bottom - self.top)


def small(course: Course, width: int = 110, height: int = 26) -> Drawing:
    """Return the course without words, for a table that has the figures: a dot at the latest, a tick at the target."""
    if not course.known:
        return Drawing(width, height, "")
    return Drawing(width, height, _drawn(course, _Field(course, 3, 4, width - 4, height - 4)))


def large(course: Course, words: dict[Point, str], width: int, label: str) -> Drawing:
    """Return the course with years beneath, and beside some points their figures (`words`)."""
    if not course.known:
        return Drawing(width, 0, "", label)
    height, field = 190, _Field(course, 44, 30, width - 44, 150)
    years = range(
        int(min(point[0] for point in course.known)), int(max(point[0] for point in course.known)) + 1
    )
    every = max(1, -(-len(years) // max(1, width // 56)))
    names = "".join(
        _text(field.left + (year - field.first) * field.wide, 176, str(year), "quiet", "middle")
        for year in years if year % every == 0 and year >= field.first
    )  # fmt: skip
    figures = "".join(_figure(field.at(point), text) for point, text in words.items())
    axis = _line(0, 158, width, 158, "axis")
    return Drawing(width, height, axis + names + _drawn(course, field) + figures, label)


def _figure(at: tuple[float, float], text: str) -> str:
    return _text(at[0], at[1] - 10, text, "strong", "middle")


def _drawn(course: Course, field: _Field) -> str:
    parts = []
    places = [field.at(point) for point in course.line]
    if course.target:
        x, y = field.at(course.target)
        if places:
            parts.append(_line(*places[0], x, y, "over"))
        parts.append(_line(x, y - 6, x, y + 6, "tick"))
    if len(places) > 1:
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in places)
        parts.append(f'<polyline class="curve" points="{points}"/>')
    if places:
        parts.append(f'<circle class="d1" cx="{_n(places[-1][0])}" cy="{_n(places[-1][1])}" r="3"/>')
    return Svg("".join(parts))
