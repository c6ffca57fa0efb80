"""Days of asking: margin, late, reminders, rounds, and which reply is the valid one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.inquiries.rules import (
    BadRule,
    Sent,
    field_problem,
    margin,
    margin_words,
    next_reminder,
    out_of_order,
    planned,
    reminder_days,
    reminder_rule,
    rounds,
    valid,
    year_days,
)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
LAST = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("steps", "last", "expected", "words"),
    [
        (["2020-11-16", "2020-11-24", "2020-12-03", "2020-12-16"], "2020-12-31", 15, "15 dagars marginal"),
        (["2020-12-31"], "2020-12-31", 0, "0 dagars marginal"),
        (["2020-12-30"], "2020-12-31", 1, "1 dags marginal"),
        (["2021-01-01"], "2020-12-31", -1, "1 dag för sent"),
        (["2020-12-16", "2021-01-20"], "2020-12-31", -20, "20 dagar för sent"),
        ([None, "2020-12-01"], "2020-12-31", 30, "30 dagars marginal"),
        ([None, None], "2020-12-31", None, "Ingen dag för beslut än"),
        ([], "2020-12-31", None, "Ingen dag för beslut än"),
        (["2020-12-16"], None, None, "Ingen dag för beslut än"),
    ],
)
def test_margin_of_a_plan(
    steps: list[str | None], last: str | None, expected: int | None, words: str
) -> None:
    found = margin(
        [(day and date.fromisoformat(day)) or None for day in steps],
        (last and date.fromisoformat(last)) or None,
    )
    assert (found, margin_words(found)) == (expected, words)


@given(st.lists(days, min_size=1, max_size=6), days)
def test_margin_is_the_steps_forward_from_the_decision_to_the_last_day(steps: list[date], last: date) -> None:
    found = margin(steps, last)
    assert found is not None
    day = max(steps)
    walked = 0
    while day != last:
        day += timedelta(days=1 if day < last else -1)
        walked += 1 if day <= last and found > 0 else -1
    assert found == walked


def test_a_plan_out_of_order_is_seen() -> None:
    assert out_of_order([date(2026, 1, 2), None, date(2026, 1, 1)])
    assert not out_of_order([date(2026, 1, 1), None, date(2026, 1, 1)])


def test_a_template_counts_back_from_the_meeting() -> None:
    assert planned([30, 22, 13, 0], date(2020, 12, 16)) == [
        date(2020, 11, 16), date(2020, 11, 24), date(2020, 12, 3), date(2020, 12, 16),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30,14,3", (30, 14, 3)), ("30/14/3", (30, 14, 3)), ("3 14, 30", (30, 14, 3)), ("", ()), ("7, 7", (7,))],
)
def test_a_rule_of_reminders_is_read(text: str, expected: tuple[int, ...]) -> None:
    assert reminder_rule(text) == expected


@pytest.mark.parametrize("text", ["ofta", "30,x", "-3", "1000", "²"])
def test_a_rule_that_is_no_days_is_told(text: str) -> None:
    with pytest.raises(BadRule, match="är inga dagar"):
        reminder_rule(text)


@pytest.mark.parametrize(
    ("day", "sent", "last", "replied", "expected"),
    [
        ("2026-02-01", "2026-01-10", "2026-03-31", None, "2026-03-01"),
        ("2026-03-01", "2026-01-10", "2026-03-31", None, "2026-03-01"),
        ("2026-03-02", "2026-01-10", "2026-03-31", None, "2026-03-17"),
        ("2026-03-29", "2026-01-10", "2026-03-31", None, None),
        ("2026-03-29", "2026-01-10", "2026-04-30", None, "2026-03-31"),  # more time was granted
        ("2026-02-01", "2026-03-20", "2026-03-31", None, "2026-03-28"),  # sent after two of the days
        ("2026-02-01", "2026-01-10", "2026-03-31", "2026-01-20", None),
        ("2026-02-01", "2026-01-10", None, None, None),
    ],
)
def test_next_day_to_remind(
    day: str, sent: str, last: str | None, replied: str | None, expected: str | None
) -> None:
    found = next_reminder(
        (30, 14, 3), date.fromisoformat(sent), (last and date.fromisoformat(last)) or None, date.fromisoformat(day),
        (replied and date.fromisoformat(replied)) or None,
    )  # fmt: skip
    assert (found and str(found)) == expected


@given(st.lists(st.integers(1, 60), max_size=4), days, st.integers(0, 120), st.integers(-30, 150))
def test_reminders_are_found_by_walking_day_by_day(
    rule: list[int], sent: date, span: int, ahead: int
) -> None:
    last, day = sent + timedelta(days=span), sent + timedelta(days=ahead)
    all_days = [sent + timedelta(days=n) for n in range(1, span + 1)]
    wanted = [one for one in all_days if (last - one).days in rule]
    assert reminder_days(rule, sent, last) == wanted
    assert next_reminder(rule, sent, last, day) == next((one for one in wanted if one >= day), None)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=6, unique_by=lambda pair: pair[0]))
def test_the_valid_reply_is_the_last_decided_else_the_last(pairs: list[tuple[int, bool]]) -> None:
    decided = [number for number, is_decided in pairs if is_decided]
    expected = max(decided or [number for number, _ in pairs], default=None)
    assert valid(Sent(*pair) for pair in pairs) == expected


def test_the_days_of_a_year_are_read() -> None:
    assert year_days("09-15, 02-15") == ((2, 15), (9, 15))
    for text in ("15/2", "02-30", ""):
        with pytest.raises(BadRule, match="är inga dagar på året"):
            year_days(text)


def test_rounds_are_those_whose_day_to_be_sent_has_come() -> None:
    start = date(2025, 1, 10)
    found = rounds(((2, 15), (9, 15)), 60, start, None, date(2026, 1, 2))
    assert found == [
        (start, date(2025, 2, 15)), (date(2025, 7, 17), date(2025, 9, 15)), (date(2025, 12, 17), date(2026, 2, 15)),
    ]  # fmt: skip
    assert rounds(((2, 15),), 60, start, date(2025, 2, 15), date(2026, 1, 2)) == []


@given(days, st.integers(0, 365), st.integers(0, 700), st.integers(0, 900))
def test_rounds_are_found_by_walking_day_by_day(start: date, lead: int, length: int, ahead: int) -> None:
    end, today = start + timedelta(days=length), start + timedelta(days=ahead)
    wanted = [
        (max(start, last - timedelta(days=lead)), last)
        for last in (start + timedelta(days=n) for n in range(length))
        if (last.month, last.day) in ((3, 1), (10, 31))
    ]
    found = rounds(((3, 1), (10, 31)), lead, start, end, today)
    assert found == [pair for pair in wanted if pair[0] <= today]


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("text", "vad som helst", ""),
        ("number", "1 200,5", ""),
        ("number", "många", "är inget tal"),
        ("yes_no", "Ja", ""),
        ("yes_no", "kanske", "Svara ja eller nej."),
        ("day", "2026-02-15", ""),
        ("day", "15 februari", "är inget datum"),
        ("number", "", ""),
    ],
)
def test_a_field_is_filled_in_as_its_kind_asks(kind: str, text: str, problem: str) -> None:
    found = field_problem(kind, text)
    assert problem in found
    assert bool(found) is bool(problem)
