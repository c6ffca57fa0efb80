"""Swedish working days: public holidays with their names, counting in working days, and terms with extensions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from holidays import country_holidays

Unit = Literal["days", "workdays", "weeks", "months"]
MONTHS_A_YEAR = 12
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of time that a deadline or an extension gives (frist)."""

    count: int
    unit: Unit


@cache
def holidays_of(year: int) -> dict[date, str]:
    """Return the public holidays of a year with their Swedish names, the three great eves among them, Sundays not."""
    kinds = ("public", "de_facto")
    found = country_holidays("SE", years=year, include_sundays=False, language="sv", categories=kinds)
    return dict(sorted(found.items()))


def holiday(day: date) -> str:
    """Return the name of a public holiday, nothing on other days."""
    return holidays_of(day.year).get(day, "")


def is_workday(day: date) -> bool:
    """Return whether a day is neither a Saturday, a Sunday nor a public holiday."""
    return day.weekday() < SATURDAY and not holiday(day)


@cache
def _workdays(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in days if is_workday(day))


def next_workday(day: date) -> date:
    """Return the day itself when it is a working day, else the first one after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def previous_workday(day: date) -> date:
    """Return the last working day before a day."""
    return add_workdays(day, -1)


def add_workdays(day: date, count: int) -> date:
    """Return the working day that many working days after a day, before it when negative; the day itself for 0."""
    if count == 0:
        return day
    year = day.year
    if count > 0:
        place = bisect_right(_workdays(year), day) + count - 1
        while place >= len(_workdays(year)):
            place -= len(_workdays(year))
            year += 1
    else:
        place = bisect_left(_workdays(year), day) + count
        while place < 0:
            year -= 1
            place += len(_workdays(year))
    return _workdays(year)[place]


def workdays_between(start: date, end: date) -> int:
    """Return how many working days come after `start`, up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -workdays_between(end, start)
    whole = sum(len(_workdays(year)) for year in range(start.year, end.year))
    return whole + bisect_right(_workdays(end.year), end) - bisect_right(_workdays(start.year), start)


def last_day(start: date, terms: Sequence[Term], *, roll: bool = True) -> date:
    """Return the last day of a deadline with its extensions, each counted from where the one before ended.

    A last day that is no working day moves to the next one when `roll`; a month that is too short ends it.
    """
    day = start
    for term in terms:
        day = _after(day, term)
    return next_workday(day) if roll else day


def _after(day: date, term: Term) -> date:
    if term.unit == "workdays":
        return add_workdays(day, term.count)
    if term.unit == "months":
        months = day.year * MONTHS_A_YEAR + day.month - 1 + term.count
        year, month = divmod(months, MONTHS_A_YEAR)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=term.count * (7 if term.unit == "weeks" else 1))
