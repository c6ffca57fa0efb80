"""The portfolio's charts: every row is drawn inside the picture, none and many alike."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from samsyn.reports.portfolio import Ball, Bar, bubble_chart, timeline

TODAY = date(2026, 3, 1)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
MNKR = st.integers(0, 900 * 10**8).map(lambda minor: minor / 10**8)
BALLS = st.builds(
    Ball,
    st.integers(0, 4),
    MNKR,
    st.integers(1, 10**12),
    st.just("I-0001"),
)


def ordered(days: tuple[date | None, date | None]) -> Bar:
    first, last = days
    turned = first is not None and last is not None and first > last
    return Bar("Digital ansökan", *((last, first) if turned else (first, last)))


BARS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(ordered)


@given(st.lists(BALLS, max_size=150), st.sampled_from([356, 1280]))
def test_every_bubble_lies_inside_the_axes(balls: list[Ball], width: int) -> None:
    drawing = bubble_chart(balls, 5, width, "Nytta och genomförbarhet", "mnkr per år")
    found = re.findall(r'<circle[^>]* cx="(-?[\d.]+)" cy="(-?[\d.]+)"', drawing.inside)
    assert len(found) == len(balls)
    assert all(44 <= float(x) <= width and 40 <= float(y) <= 316.1 for x, y in found)
    assert 'role="img" aria-label="Nytta' in str(drawing)


@given(st.lists(BARS, max_size=40), st.sampled_from([(356, 130), (1280, 240)]))
def test_every_dated_bar_lies_right_of_the_names(bars: list[Bar], size: tuple[int, int]) -> None:
    width, gutter = size
    drawing = timeline(bars, TODAY, width, "Tidslinje", gutter)
    found = re.findall(r'<rect[^>]* x="(-?[\d.]+)" y="[\d.]+" width="([\d.]+)"', drawing.inside)
    assert len(found) == sum(bool(bar.start or bar.end) for bar in bars)
    assert all(gutter - 0.1 <= float(x) and float(x) + float(wide) <= width + 2.1 for x, wide in found)


def test_a_bar_without_an_end_is_an_outline_and_a_reached_mark_is_filled() -> None:
    bars = [
        Bar("Socialnämnden"),
        Bar("Journal", date(2026, 1, 1)),
        Bar("Planer <nya>", date(2026, 1, 1), date(2027, 1, 1), "d2", [(date(2026, 5, 1), True), (date(2026, 9, 1), False)]),
    ]  # fmt: skip
    inside = timeline(bars, TODAY, 800, "Tidslinje").inside
    assert inside.count('class="undecided"') == 1
    assert (inside.count("mark-on"), inside.count("mark-off")) == (1, 1)
    assert "Planer &lt;nya&gt;" in inside
    assert '<text class="strong" x="0" y="44" text-anchor="start">Socialnämnden' in inside
