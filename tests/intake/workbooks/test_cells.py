"""What a cell may hold, as people and spreadsheets write it: read in one way only, else refused with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.recognisers.cells import Kind, Unread, letters, read_cell

READ: list[tuple[Kind, Any, Any]] = [
    ("text", "  =1+1 ", "=1+1"),
    ("text", "två\r\nrader", "två\nrader"),
    ("text", 45.0, "45"),
    ("text", 0.1, "0.1"),
    ("text", True, "ja"),
    ("text", date(2026, 3, 1), "2026-03-01"),
    ("text", "   ", None),
    ("money", "1,5 mkr", 150_000_000),
    ("money", "1 500 000 kr", 150_000_000),
    ("money", "1\u00a0500\u00a0000", 150_000_000),
    ("money", "450 tkr", 45_000_000),
    ("money", "1.500.000", 150_000_000),
    ("money", 1_500_000.0, 150_000_000),
    ("money", 1234.56, 123_456),
    ("money", 0, 0),
    ("number", 12.0, 12),
    ("number", 12.5, Decimal("12.5")),
    ("number", "1 200", 1200),
    ("number", "−3,5", Decimal("-3.5")),
    ("date", date(2027, 1, 11), date(2027, 1, 11)),
    ("date", "2027-01-11", date(2027, 1, 11)),
    ("date", "11 januari 2027", date(2027, 1, 11)),
    ("date", "20270111", date(2027, 1, 11)),
    ("date", 20270111.0, date(2027, 1, 11)),
    ("date", 46398.0, date(2027, 1, 11)),
    ("flag", "Ja", True),
    ("flag", "x", True),
    ("flag", False, False),
    ("flag", 1.0, True),
]
REFUSED: list[tuple[Kind, Any, str]] = [
    ("money", "ca 3 mkr", "är inget belopp"),
    ("money", "1-2 mkr", "är inget belopp"),
    ("money", "1.234", "kan läsas både som tusental och som decimaler"),
    ("money", "100 EUR", "är inte i kronor"),
    ("money", "se bilaga", "är inget belopp"),
    ("money", -5.0, "negativt"),
    ("money", date(2027, 1, 1), "är inget belopp"),
    ("money", float("nan"), "orimligt stort"),
    ("number", 1e300, "orimligt stort"),
    ("number", "många", "är inget tal"),
    ("date", 2027.0, "är inget datum"),
    ("date", "mars 2027", "är ingen bestämd dag"),
    ("date", "2027-02-30", "är ingen bestämd dag"),
    ("date", "i vår", "är ingen bestämd dag"),
    ("date", date(3027, 1, 1), "orimligt långt bort"),
    ("date", True, "är inget datum"),
    ("flag", "kanske", "varken ja eller nej"),
    ("choice", "Motorväg", "finns inte bland valen"),
]


@pytest.mark.parametrize(("kind", "cell", "value"), READ)
def test_a_cell_is_read(kind: Kind, cell: Any, value: Any) -> None:
    found = read_cell(kind, cell)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("kind", "cell", "reason"), REFUSED)
def test_a_cell_is_refused_with_the_reason(kind: Kind, cell: Any, reason: str) -> None:
    with pytest.raises(Unread, match=reason):
        read_cell(kind, cell, keys={"projekt": "project"})


def test_a_choice_is_known_by_its_word_whatever_its_case() -> None:
    assert read_cell("choice", " PROJEKT", keys={"projekt": "project"}) == "project"


def test_bare_numbers_of_days_count_from_1904_in_some_files() -> None:
    assert read_cell("date", 44936.0, from_1904=True) == date(2027, 1, 11)


@given(st.integers(0, 10**13))
def test_every_amount_in_ore_comes_back_from_a_number_of_kronor(ore: int) -> None:
    assert read_cell("money", float(Decimal(ore) / 100)) == ore


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.dates(), st.none()))
def test_whatever_stands_there_is_read_or_refused(cell: Any) -> None:
    kinds: tuple[Kind, ...] = ("text", "money", "number", "date", "choice", "flag")
    for kind in kinds:
        try:
            read_cell(kind, cell)
        except Unread as reason:
            assert str(reason).endswith(".")  # noqa: PT017  either is right


def test_letters_of_columns() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
