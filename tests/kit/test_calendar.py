"""Working days, terms and holidays agree with counting day by day."""

from __future__ import annotations

import os
from calendar import monthrange
from datetime import date, timedelta
from random import Random

import pytest

from samsyn.kit.calendar import Term, Unit, add_workdays, holiday, last_day, workdays_between

COUNT = 17 * int(os.environ.get("SAMSYN_EXAMPLES", "20"))
"""A few hundred combinations; more than 100,000 under `make prove`."""
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter day by Gauss's rule as Meeus and Jones wrote it."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def free(day: date) -> bool:
    """Return whether nobody works that day, by the words of the law and nothing computed ahead."""
    if day.weekday() > 4:
        return True
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    midsummer_eve = day.month == 6 and day.weekday() == 4 and 19 <= day.day <= 25
    return (day.month, day.day) in fixed or midsummer_eve or (day - easter(day.year)).days in (-2, 1, 39)


def slow_add(day: date, count: int) -> date:
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        count -= 0 if free(day) else (1 if count > 0 else -1)
    return day


def slow_last_day(start: date, terms: list[Term]) -> date:
    day = start
    for term in terms:
        if term.unit == "workdays":
            day = slow_add(day, term.count)
        elif term.unit == "months":
            wanted = day.day
            for _ in range(term.count):
                day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            day = day.replace(day=min(wanted, monthrange(day.year, day.month)[1]))
        else:
            for _ in range(term.count * (7 if term.unit == "weeks" else 1)):
                day += DAY
    while free(day):
        day += DAY
    return day


UNITS: tuple[Unit, ...] = ("days", "workdays", "weeks", "months")


def test_deadlines_with_extensions_agree_with_counting_day_by_day() -> None:
    random = Random(7)
    for _ in range(COUNT):
        start = date(2006, 1, 1) + timedelta(days=random.randrange(12_000))
        terms = [
            Term(random.randrange(40 if unit != "months" else 8), unit)
            for unit in random.choices(UNITS, k=random.randint(1, 4))
        ]
        assert last_day(start, terms) == slow_last_day(start, terms), (start, terms)


def test_working_days_are_counted_as_one_by_one() -> None:
    random = Random(8)
    for _ in range(COUNT // 4):
        start = date(2006, 1, 1) + timedelta(days=random.randrange(12_000))
        count = random.randrange(-300, 300)
        assert add_workdays(start, count) == slow_add(start, count)
        end = start + timedelta(days=random.randrange(400))
        counted = sum(not free(start + n * DAY) for n in range(1, (end - start).days + 1))
        assert (workdays_between(start, end), workdays_between(end, start)) == (counted, -counted)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 26), "Långfredagen"),
        (date(2027, 5, 6), "Kristi himmelsfärdsdag"),
        (date(2027, 6, 25), "Midsommarafton"),
        (date(2027, 6, 26), "Midsommardagen"),
        (date(2027, 11, 6), "Alla helgons dag"),
        (date(2026, 12, 24), "Julafton"),
        (date(2027, 6, 24), ""),
        (date(2027, 11, 7), ""),
    ],
)
def test_holidays_have_their_names(day: date, name: str) -> None:
    assert holiday(day) == name
