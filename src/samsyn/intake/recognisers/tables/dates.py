"""Dates in registers: named shapes that a profile lists, for what Swedish documents don't write."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samsyn.kit import dates
from samsyn.kit.dates import DateValue, Precision, century

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_FISCAL = r"(?:(?:fiscal year|fy|budgetår(?:et)?) ?)?"
_TWO_YEARS = r"(?P<year>\d{4}) ?[-/–] ?(?P<next>\d{4}|\d\d)"


@dataclass(frozen=True, slots=True)
class Reader:
    """What a shape needs to know: whether a stretch of time stands for its last day, and when a budget year ends."""

    at_end: bool
    fiscal_year_end: str = "12-31"

    def span(self, first: date, last: date, precision: Precision, raw: str) -> DateValue:
        """Return a stretch of days as its first or last day."""
        return DateValue(last if self.at_end else first, precision, raw)

    def budget_year(self, start_year: int) -> tuple[date, date]:
        """Return the first and last day of the budget year that starts in a calendar year."""
        month, day = (int(part) for part in self.fiscal_year_end.split("-"))
        end_year = start_year if (month, day) == (12, 31) else start_year + 1
        last = date(end_year, month, day)
        return last.replace(year=end_year - 1) + timedelta(days=1), last


def read_date(raw: str, shapes: Sequence[str], reader: Reader) -> DateValue | None:
    """Read a cell by the first shape that fits and keep its text; None where none does or the day doesn't exist."""
    text = " ".join(raw.split()).casefold()
    for shape in shapes:
        pattern, build = SHAPES[shape]
        if found := pattern.fullmatch(text):
            try:
                value = build(found, reader)
            except ValueError:
                continue
            if value:
                return replace(value, raw=raw.strip())
    return None


def _day(found: re.Match[str], _: Reader) -> DateValue:
    parts = found.groupdict()
    month = MONTHS[parts["month"]] if parts["month"] in MONTHS else int(parts["month"])
    year = int(parts["year"])
    return DateValue(date(century(year) if year < 100 else year, month, int(parts["day"])), "day", "")


def _month(found: re.Match[str], reader: Reader) -> DateValue:
    year, month = int(found["year"]), MONTHS[found["month"]]
    return reader.span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", "")


def _year(found: re.Match[str], reader: Reader) -> DateValue:
    year = int(found["year"])
    return reader.span(date(year, 1, 1), date(year, 12, 31), "year", "")


def _two_years(found: re.Match[str]) -> int:
    """Return the first of two years that follow each other, as in 2016-17; ValueError when they don't."""
    first, second = int(found["year"]), int(found["next"])
    if second not in {first + 1, (first + 1) % 100}:
        raise ValueError("the years do not follow each other")
    return first


def _budget_year(found: re.Match[str], reader: Reader) -> DateValue:
    first, last = reader.budget_year(_two_years(found))
    return reader.span(first, last, "year", "")


def _budget_quarter(found: re.Match[str], reader: Reader) -> DateValue:
    first, _ = reader.budget_year(_two_years(found))
    months = first.year * 12 + first.month - 1 + 3 * (int(found["quarter"]) - 1)
    starts = date(months // 12, months % 12 + 1, 1)
    last_month = months + 2
    last = date(last_month // 12, last_month % 12 + 1, monthrange(last_month // 12, last_month % 12 + 1)[1])
    return reader.span(starts, last, "quarter", "")


def _swedish(found: re.Match[str], reader: Reader) -> DateValue | None:
    value = dates.parse(found.group())
    if value is None or value.date is None or not reader.at_end:
        return value
    return replace(value, date=last_day(value.date, value.precision))


def last_day(first: date, precision: Precision) -> date:
    """Return the last day of the stretch that a first day stands for."""
    if precision == "week":
        return first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}.get(precision)
    if months is None or first.day != 1:
        return first
    after = first.year * 12 + first.month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


Build = Callable[[re.Match[str], Reader], DateValue | None]

SHAPES: dict[str, tuple[re.Pattern[str], Build]] = {
    name: (re.compile(pattern), build)
    for name, pattern, build in (
        ("iso", r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ t]\d\d:\d\d(?::\d\d)?)?", _day),
        ("day-month-year", r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d\d)", _day),
        ("month-day-year", rf"{_MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})", _day),
        ("month-year", rf"{_MONTH} ?(?P<year>\d{{4}})", _month),
        ("fiscal-year", rf"{_FISCAL}{_TWO_YEARS}", _budget_year),
        ("fiscal-quarter", rf"q(?P<quarter>[1-4]) {_FISCAL}{_TWO_YEARS}", _budget_quarter),
        ("year", rf"{_FISCAL}(?P<year>(?:19|20)\d\d)", _year),
        ("swedish", r".{1,60}", _swedish),
    )
}  # fmt: skip
"""The shapes a profile may list under `dates`, by name."""
