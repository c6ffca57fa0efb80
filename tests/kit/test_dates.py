"""Dates in official Swedish: what they mean, how exactly, and where in a text they stand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit import dates

WRITTEN = [
    ("den 31 december 2020", "2020-12-31", "day"),
    ("torsdagen den 9 februari 2023", "2023-02-09", "day"),
    ("31 dec 2020", "2020-12-31", "day"),
    ("den 3:e maj 2021", "2021-05-03", "day"),
    ("2020-12-31", "2020-12-31", "day"),
    ("2020‑12‑31", "2020-12-31", "day"),
    ("2020.12.31", "2020-12-31", "day"),
    ("20201231", "2020-12-31", "day"),
    ("210329", "2021-03-29", "day"),
    ("980105", "1998-01-05", "day"),
    ("31/12 2020", "2020-12-31", "day"),
    ("31/12-2020", "2020-12-31", "day"),
    ("den sista februari 2024", "2024-02-29", "day"),
    ("den 15 mars", None, "day"),
    ("vecka 14 2021", "2021-04-05", "week"),
    ("v. 1, 2021", "2021-01-04", "week"),
    ("mars 2021", "2021-03-01", "month"),
    ("senast i januari 2020", "2020-01-31", "month"),
    ("före februari månads utgång 2009", "2009-02-28", "month"),
    ("halvårsskiftet 2021", "2021-06-30", "month"),
    ("årsskiftet 2020/2021", "2020-12-31", "month"),
    ("Q3 2021", "2021-07-01", "quarter"),
    ("2021 Q3", "2021-07-01", "quarter"),
    ("kvartal 4, 2021", "2021-10-01", "quarter"),
    ("senast tredje kvartalet 2021", "2021-09-30", "quarter"),
    ("sommaren 2022", "2022-06-01", "quarter"),
    ("hösten 2022", "2022-07-01", "half-year"),
    ("senast under hösten 2022", "2022-12-31", "half-year"),
    ("första halvåret 2021", "2021-01-01", "half-year"),
    ("under 2021", "2021-01-01", "year"),
    ("i slutet av 2021", "2021-12-31", "year"),
    ("inom två månader", None, "relative"),
    ("inom 14 dagar", None, "relative"),
    ("årligen", None, "recurring"),
    ("varje halvår", None, "recurring"),
    ("den siste december varje år", None, "recurring"),
]


@pytest.mark.parametrize(("written", "day", "precision"), WRITTEN)
def test_one_date_in_a_sentence(written: str, day: str | None, precision: str) -> None:
    (found,) = dates.find(f"Nämnden ska svara {written} enligt beslutet.")
    assert found.value.date == (date.fromisoformat(day) if day else None)
    assert found.value.precision == precision
    assert found.value.raw in written


NO_DATES = [
    "31 april 2020",
    "2021-13-01",
    "vecka 54 2021",
    "125 000 kr",
    "250101 kr",
    "organisationsnummer 212000-1355",
    "031-368 02 27",
    "STK-2019-284",
    "kommunallagen (2017:725)",
    "programmet 2017-2022",
    "SOU 2021:1",
    "15:12-15:25",
    "",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert dates.find(text) == ()


def test_dates_stand_where_they_say() -> None:
    text = "Ajournerat den 3 maj 2021 till 2021-05-10, åter den 1 juni 2021."
    assert [text[one.start : one.end] for one in dates.find(text)] == [
        "den 3 maj 2021",
        "2021-05-10",
        "den 1 juni 2021",
    ]


@pytest.mark.parametrize(
    ("text", "precision"), [("2021", "year"), (" 2021-05-10 ", "day"), ("hösten 2022", "half-year")]
)
def test_a_field_that_is_one_date(text: str, precision: str) -> None:
    value = dates.parse(text)
    assert value is not None
    assert value.precision == precision


def test_a_field_that_holds_more_than_a_date() -> None:
    assert dates.parse("2021-05-10 kl. 13") is None


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from(("%Y-%m-%d", "%Y%m%d", "%y%m%d")))
def test_every_day_is_read_back(day: date, form: str) -> None:
    value = dates.parse(day.strftime(form))
    assert value is not None
    assert (value.date, value.precision) == (day, "day")


@given(st.text(alphabet="den 0123456789-/.:senastinomvåjanfebQkvtårlig§", max_size=60))
def test_spans_are_literal_ordered_and_apart(text: str) -> None:
    found = dates.find(text)
    assert all(text[one.start : one.end] == one.value.raw for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
