from __future__ import annotations

from datetime import date

import pytest

from samsyn.intake.recognisers.tables.dates import SHAPES, Reader, read_date
from samsyn.kit.dates import DateValue

ALL = tuple(SHAPES)
FISCAL = Reader(at_end=True, fiscal_year_end="03-31")


@pytest.mark.parametrize(
    ("raw", "day", "precision"),
    [
        ("2013-03-29", (2013, 3, 29), "day"),
        ("2013-03-29 00:00:00", (2013, 3, 29), "day"),
        ("30.06.08", (2008, 6, 30), "day"),
        ("31.12.40", (2040, 12, 31), "day"),
        ("31/03/2015", (2015, 3, 31), "day"),
        ("December 1, 2016", (2016, 12, 1), "day"),
        ("March2020", (2020, 3, 31), "month"),
        ("Fiscal Year 2017/18", (2018, 3, 31), "year"),
        ("2019-2020", (2020, 3, 31), "year"),
        ("Q4 2019/20", (2020, 3, 31), "quarter"),
        ("Q1 2019/20", (2019, 6, 30), "quarter"),
        ("2026", (2026, 12, 31), "year"),
        ("Q4 2026", (2026, 12, 31), "quarter"),
        ("mars 2026", (2026, 3, 31), "month"),
        ("den 31 december 2026", (2026, 12, 31), "day"),
    ],
)
def test_reads_the_shapes_of_registers_as_their_last_day(
    raw: str, day: tuple[int, int, int], precision: str
) -> None:
    assert read_date(raw, ALL, FISCAL) == DateValue(date(*day), precision, raw)  # type: ignore[arg-type]  # from a table


def test_a_start_is_the_first_day_of_its_stretch() -> None:
    value = read_date("2019-20", ALL, Reader(at_end=False, fiscal_year_end="03-31"))
    assert value == DateValue(date(2019, 4, 1), "year", "2019-20")


@pytest.mark.parametrize(
    "raw", ["1/012/2014", "31.02.2020", "TBD", "2016-i7", "2016-19", "On hold", "", "Q5 2019/20"]
)
def test_what_is_no_date_is_left_alone(raw: str) -> None:
    assert read_date(raw, ALL, FISCAL) is None


def test_only_the_shapes_that_the_profile_lists_are_tried() -> None:
    assert read_date("30.06.08", ("iso",), FISCAL) is None
