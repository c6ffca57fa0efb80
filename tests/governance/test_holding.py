"""Who answers on which day: stretches without anybody or with several, told as a day-by-day count tells them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.governance.rules.holding import Hold, Span, spans, within

FIRST = date(2026, 1, 1)
DAYS = 24


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@st.composite
def holds(draw: st.DrawFn) -> Hold:
    start = draw(st.integers(-5, DAYS))
    length = draw(st.none() | st.integers(1, DAYS))
    end = None if length is None else day(start + length)
    return Hold(draw(st.sampled_from("abc")), day(start), end)


@given(st.lists(holds(), max_size=5))
def test_each_day_lies_in_one_stretch_with_those_who_hold_it_that_day(told: list[Hold]) -> None:
    found = spans(told, FIRST)
    for number in range(DAYS * 2 + 2):
        on = day(number)
        here = [span for span in found if span.start <= on and (span.end is None or on < span.end)]
        assert len(here) == 1
        assert here[0].who == tuple(
            one.who for one in told if one.start <= on and (one.end is None or one.end > on)
        )
    assert all(before.who != after.who for before, after in pairwise(found))


@given(holds(), holds())
def test_two_meet_when_they_have_a_day_in_common(one: Hold, other: Hold) -> None:
    common = any(one.on(day(number)) and other.on(day(number)) for number in range(-6, DAYS * 2 + 2))
    assert one.meets(other) is common


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (None, None, Hold("SN", day(0), None)),
        (None, day(9), Hold("SN", day(0), day(9))),
        (day(3), None, Hold("SN", day(3), None)),
        (None, day(0), None),
    ],
)
def test_a_body_holds_nothing_outside_its_own_days(
    first: date | None, last: date | None, kept: Hold | None
) -> None:
    assert within(Hold("SN", day(0)), first, last) == kept


def test_a_gap_before_and_a_double_in_the_middle_are_told_with_their_days() -> None:
    found = spans([Hold("SN", day(2), day(9)), Hold("TN", day(6))], FIRST)
    assert found == (
        Span(day(0), day(2), ()),
        Span(day(2), day(6), ("SN",)),
        Span(day(6), day(9), ("SN", "TN")),
        Span(day(9), None, ("TN",)),
    )
    assert [span.wrong for span in found] == [True, False, True, False]
