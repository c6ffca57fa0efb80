"""Charts: drawn to scale, labelled, safe, and the same bytes every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.reports import charts
from samsyn.reports.charts import Budget, Drawing, Level, Year

amounts = st.floats(0, 1e6)


def numbers(drawing: Drawing, css: str, attribute: str) -> list[float]:
    found = re.findall(rf'<\w+ class="{css}"[^>]*? {attribute}="([-\d.]+)"', drawing.inside)
    return [float(text) for text in found]


def test_bars_share_one_scale_from_zero() -> None:
    drawing = charts.level_bars([Level("A", 10, "10"), Level("B", 40, "40")], 354, "Antal", gutter=110)
    assert numbers(drawing, "d1", "width") == [50, 200]


@given(st.lists(st.tuples(amounts, amounts, amounts | st.none()), min_size=1, max_size=6))
def test_budget_bars_stay_inside_the_picture(rows: list[tuple[float, float, float | None]]) -> None:
    drawing = charts.budget_bars([Budget("Källa", b, o, f) for b, o, f in rows], 356, "Medel")
    ends = [
        x + w
        for css in ("track", "d1")
        for x, w in zip(numbers(drawing, css, "x"), numbers(drawing, css, "width"), strict=True)
    ]
    ticks = numbers(drawing, "tick", "x1") + numbers(drawing, "tick-over", "x1")
    assert max([*ends, *ticks, 0]) <= 356
    over = sum(1 for b, _, f in rows if f is not None and f > b)
    assert len(numbers(drawing, "tick-over", "x1")) == over


@given(st.lists(st.lists(amounts, min_size=3, max_size=3), min_size=1, max_size=8), amounts)
def test_piles_stay_under_the_roof(parts: list[list[float]], undecided: float) -> None:
    years = [Year(str(2020 + n), tuple(sizes), undecided, "x") for n, sizes in enumerate(parts)]
    drawing = charts.stacked_years(years, ("d1", "d3", "d2"), 620, "Budget per år")
    tops = [y for css in ("d1", "d2", "d3", "undecided") for y in numbers(drawing, css, "y")]
    assert all(20 <= y <= 219 for y in tops)


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (0, "0 1"),
        (7.5, "0 2 4 6 8"),
        (0.5, "0 0,2 0,4 0,6"),
        (12, "0 5 10 15"),
        (83, "0 25 50 75 100"),
        (100, "0 25 50 75 100"),
    ],
)
def test_the_axis_is_marked_at_round_numbers(top: float, marks: str) -> None:
    drawing = charts.stacked_years([Year("2026", (top,))], ("d1",), 356, "Budget")
    assert re.findall(r'text-anchor="end">([\d,]+)<', drawing.inside) == marks.split()


def test_a_line_leaves_out_what_is_not_known() -> None:
    assert charts.sparkline([None, None]).inside == ""
    assert charts.sparkline([0.1, None, 0.3]).inside.count(",") == 2


def test_text_is_escaped_and_the_drawing_is_sound_xml() -> None:
    drawing = charts.level_bars([Level('<Å & "ö">', 1, "1")], 300, 'A "b" & <c>')
    root = ElementTree.fromstring(drawing.standalone())
    assert next(text.text for text in root.iter("{http://www.w3.org/2000/svg}text")) == '<Å & "ö">'
    assert ElementTree.fromstring(str(drawing)).attrib["aria-label"] == 'A "b" & <c>'


def test_a_drawing_without_label_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in str(charts.bar(0.4, 0.9))
    assert 'role="img" aria-label="Medel"' in str(charts.budget_bars([], 300, "Medel"))


@pytest.mark.parametrize(("share", "width"), [(None, []), (0, []), (0.5, [60]), (1.4, [120])])
def test_a_share_fills_its_track_and_no_more(share: float | None, width: list[float]) -> None:
    assert numbers(charts.bar(share), "d1", "width") == width


@pytest.mark.parametrize("step", [None, 0, 4])
def test_verdict_steps_rise(step: int | None) -> None:
    drawing = charts.verdict_steps(step)
    on = re.search(r'class="on" d="([^"]*)"', drawing.inside)
    assert (on[1].count("M") if on else 0) == (0 if step is None else step + 1)
    heights = [float(text) for text in re.findall(r"h3.6v([\d.]+)", drawing.inside)]
    assert len(heights) == 5
    assert heights == sorted(heights)


def test_a_heat_map_fills_higher_for_a_better_verdict_and_leaves_out_what_is_not_judged() -> None:
    drawing = charts.heat_map([("SN", [0, 0, None, 4]), ("<KN>", [None] * 4)], 400, "Efterlevnad")
    reached = re.search(r'class="d1" d="([^"]*)"', drawing.inside)
    assert reached
    assert re.findall(r"h(\d+)v([\d.]+)", reached[1]) == [("56", "2.8"), ("28", "14")]
    assert "&lt;KN&gt;" in drawing.inside
    assert 'aria-label="Efterlevnad"' in str(drawing)
