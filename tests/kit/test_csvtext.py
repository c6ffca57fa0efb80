from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit.csvtext import DANGEROUS, cell, plain, written


@pytest.mark.parametrize("text", ["=1+1", "+46 40", "-2", "@SUM(A1)", "\t=1", "\r=1", "\0", "＝1", "'quoted"])
def test_what_could_be_a_formula_is_guarded(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "text"), [(-5, "-5"), (Decimal("-1.5"), "-1.5"), (None, ""), ("KS", "KS"), ("", "")]
)
def test_numbers_and_plain_words_stay_bare(value: object, text: str) -> None:
    assert cell(value) == text  # type: ignore[arg-type]  # a table of mixed values


@given(st.text())
def test_every_text_comes_back_and_none_starts_dangerously(text: str) -> None:
    assert plain(cell(text)) == text
    assert not cell(text).startswith(DANGEROUS)


def test_a_file_is_read_back_as_it_was() -> None:
    rows = [["Namn", "Belopp"], ['Å; "citat"\noch rad', "=1+1"]]
    text = written(rows).decode("utf-8-sig")
    assert [
        [plain(value) for value in row] for row in csv.reader(StringIO(text, newline=""), delimiter=";")
    ] == rows
    assert text.endswith("\r\n")
