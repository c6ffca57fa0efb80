from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit.money import Amount, NotAnAmount, exact, mnkr, parse, tkr, withhold

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("raw", "currency", "unit", "minor"),
    [
        ("450.37", "GBP", MILLION, 45_037_000_000),
        ("£1,139.18", "GBP", MILLION, 113_918_000_000),
        ("£0.00m", "GBP", MILLION, 0),
        ("£4,723.61m", "GBP", 1, 472_361_000_000),
        ("-£7,169.20", "GBP", MILLION, -716_920_000_000),
        ("$6,279,429", "CAD", 1, 627_942_900),
        ("1 234 567,50", "SEK", 1, 123_456_750),
        ("1\u00a0234 kr", "SEK", 1, 123_400),
        ("4 200", "SEK", 1000, 420_000_000),
        ("300 tkr", "SEK", 1, 30_000_000),
        ("2,5 mnkr", "SEK", 1, 250_000_000),
        ("12.5", "SEK", 1000, 1_250_000),
        ("1.234.567,50", "SEK", 1, 123_456_750),
        ("−15", "SEK", 1, -1_500),
        ("(15)", "SEK", 1, -1_500),
        ("500:-", "SEK", 1, 50_000),
        ("0,005", "SEK", 1, 1),
    ],
)
def test_reads_amounts_exactly(raw: str, currency: str, unit: int, minor: int) -> None:
    assert parse(raw, currency, unit) == Amount(minor, currency, "", raw)


@pytest.mark.parametrize("raw", ["", "  ", "\n"])
def test_nothing_is_empty_and_not_nought(raw: str) -> None:
    amount = parse(raw, "SEK")
    assert amount.minor is None
    assert amount.empty


@pytest.mark.parametrize(
    "raw", ["TBC", "ca 5", "1.234", "5 bananer", "12-14", "1,2,3", "1e9", "10 %", "9" * 30, "kr"]
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(raw: str) -> None:
    with pytest.raises(NotAnAmount):
        parse(raw, "SEK")


def test_the_decimal_sign_can_be_said() -> None:
    assert parse("1.234", "SEK", decimal=".").minor == 123


def test_the_text_says_the_currency() -> None:
    assert parse("€ 10", "SEK").currency == "EUR"
    assert parse("$10", "CAD").currency == "CAD"


def test_withheld_is_never_a_number() -> None:
    amount = withhold("Undantaget enligt\n 43 §", "SEK")
    assert (amount.minor, amount.withheld, amount.empty) == (None, "Undantaget enligt 43 §", False)
    with pytest.raises(ValueError, match="withheld"):
        Amount(1, "SEK", "sekretess")


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (19_870_000_000, "198,7"),
        (0, "0,0"),
        (-150_000_000, "−1,5"),
        (123_456_789_000_000, "1\u00a0234\u00a0567,9"),
    ],
)
def test_millions(ore: int, text: str) -> None:
    assert mnkr(ore) == text


def test_thousands_and_exact() -> None:
    assert tkr(420_000_000) == "4\u00a0200"
    assert tkr(-100) == "0"
    assert exact(123_450) == "1\u00a0234,50"


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(minor: int) -> None:
    assert parse(exact(minor), "SEK").minor == minor


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(raw: str) -> None:
    with suppress(NotAnAmount):
        assert parse(raw, "SEK", 1000).raw == raw
