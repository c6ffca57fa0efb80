from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers.csv import read_csv
from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.tables import Row

TEXT = "Namn;Nämnd;Start\nÖversyn;Miljönämnden;2024-01-01\nÄrenden;Kommunstyrelsen;2025-01-01\n"


def cells(data: bytes) -> list[tuple[str, ...]]:
    table = read_csv(data, "fil.csv")
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_reads_any_encoding_and_separator(encoding: str, separator: str) -> None:
    read = cells(TEXT.replace(";", separator).encode(encoding))
    assert read[0] == ("Namn", "Nämnd", "Start")
    assert read[2] == ("Ärenden", "Kommunstyrelsen", "2025-01-01")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_reads_any_line_ending(ending: str) -> None:
    assert len(cells(TEXT.replace("\n", ending).encode())) == 3


def test_a_lone_return_inside_a_file_with_line_feeds_is_text() -> None:
    table = read_csv(b'a;b\r\nett\rtv\xc3\xa5;2\r\n"tre\r\nfyra";4\r\n', "fil.csv")
    assert table.rows == (Row(2, ("ett\rtvå", "2")), Row(3, ("tre\r\nfyra", "4")))


def test_lines_are_those_of_the_file() -> None:
    table = read_csv(b'a;b\n"1\n1\n1";2\n\n3;4\n', "fil.csv")
    assert [row.line for row in table.rows] == [2, 6]


def test_lines_above_the_header_are_notes() -> None:
    table = read_csv(b"Register 2024;;\n\nNamn;Start;Slut\nA;2024;2025\n", "fil.csv")
    assert table.header == ("Namn", "Start", "Slut")
    assert table.notes == (Row(1, ("Register 2024", "", "")),)
    assert table.rows[0].line == 4


def test_the_files_own_word_on_its_separator_is_believed() -> None:
    table = read_csv(b"sep=|\na,b|c;d\n1,2|3;4\n", "fil.csv")
    assert table.header == ("a,b", "c;d")
    assert table.rows[0].line == 3


def test_a_table_on_its_side_is_turned_and_counts_columns() -> None:
    text = "Namn;A;B;C\nStart;2024-01-01;2024-02-01;\nBudget;10;20;30\nText;x;y;z\n"
    table = read_csv(text.encode(), "fil.csv")
    assert table.axis == "kolumn"
    assert table.header == ("Namn", "Start", "Budget", "Text")
    assert table.rows[2] == Row(4, ("C", "", "30", "z"))


def test_an_upright_table_of_few_rows_stays() -> None:
    assert read_csv(b"Namn;Start;Budget\nA;2024-01-01;10\nB;2024-01-01;20\n", "fil.csv").axis == "rad"


def test_a_quotation_mark_left_open_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match="rad 3"):
        read_csv(b'a;b\n1;2\n"tre;4\n5;6\n', "fil.csv")


def test_a_file_of_separators_is_refused() -> None:
    with pytest.raises(Refused, match="inga ifyllda rader"):
        read_csv(b";;\n;;\n", "fil.csv")


def test_a_byte_that_windows_leaves_unused_is_kept() -> None:
    assert "\x9d" in cells(b"a;b\n\xe4\x9d;2\n")[1][0]


def test_long_cells_are_not_cut() -> None:
    assert len(cells(b"a;b\n" + b"x" * 300_000 + b";2\n")[1][0]) == 300_000


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert read_csv(data, "fil.csv").header
    except Refused as refused:
        assert "fil.csv" in str(refused)  # noqa: PT017 - both outcomes are right, a third is not


@given(
    st.lists(
        st.lists(st.text("abå;,\"\n' =", max_size=5).filter(str.strip), min_size=3, max_size=3), min_size=2
    )
)
def test_quoted_cells_come_back_as_written(rows: list[list[str]]) -> None:
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert cells(text.encode()) == [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a;b\n" + b"1;2\n" * 100_002, "för stor"),
        (b"a;b\n" + (b";" * 1000 + b"x\n") * 2_001, "för stor"),
        (b";" * 5_000_001 + b"x\n", "orimligt lång"),
        (b'a;b\n"' + b"x" * 5_000_001 + b"\n", "orimligt lång"),
    ],
    ids=["rows", "cells", "separators", "quote"],
)
def test_a_file_that_would_fill_the_memory_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_csv(data, "fil.csv")
