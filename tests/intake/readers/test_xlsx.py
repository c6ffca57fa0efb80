from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.tables import Row
from samsyn.intake.readers.xlsx import read_xlsx


def book(fill: Callable[[Any, Any], None]) -> bytes:
    out = BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    fill(made, made.add_worksheet("Initiativ"))
    made.close()
    return out.getvalue()


def test_cells_keep_their_text() -> None:
    def fill(made: Any, sheet: Any) -> None:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Namn", "Start", "Budget", "Id", "Tid"])
        sheet.write_row(2, 0, ["=1+1"])
        sheet.write_datetime(2, 1, date(2024, 3, 1), day)
        sheet.write_number(2, 2, 198.7)
        sheet.write_string(2, 3, "0045")
        sheet.write_number(2, 4, 3_000_000_000_000_000)

    (table,) = read_xlsx(book(fill), "fil.xlsx")
    assert table.rows == (Row(3, ("=1+1", "2024-03-01", "198.7", "0045", "3000000000000000")),)
    assert (table.name, table.decimal) == ("fil.xlsx", ".")


def test_merged_and_empty_rows_above_the_header_are_no_trouble() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "Register 2024")
        sheet.write_row(3, 0, ["Namn", "Nämnd", "Slut"])
        sheet.write_row(5, 0, ["A", "KS", "2025"])

    (table,) = read_xlsx(book(fill), "fil.xlsx")
    assert table.header == ("Namn", "Nämnd", "Slut")
    assert [row.line for row in table.rows] == [6]
    assert table.notes[0].cells[0] == "Register 2024"


def test_every_filled_sheet_is_a_table() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Namn", "Slut"])
        made.add_worksheet("Tomt")
        made.add_worksheet("Fler").write_row(0, 0, ["Titel", "Start"])

    assert [table.name for table in read_xlsx(book(fill), "fil.xlsx")] == [
        "fil.xlsx, bladet Initiativ",
        "fil.xlsx, bladet Fler",
    ]


def test_a_cell_in_a_far_corner_is_refused() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write(0, 0, "Namn")
        sheet.write(1_000_000, 100, date(2024, 1, 1).isoformat())

    with pytest.raises(Refused, match="för stort"):
        read_xlsx(book(fill), "fil.xlsx")


def test_a_far_corner_named_in_small_letters_is_refused_too() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write(0, 0, "Namn")
        sheet.write(1_000_000, 16_000, "Långt bort")

    data = BytesIO()
    with zipfile.ZipFile(BytesIO(book(fill))) as whole, zipfile.ZipFile(data, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b'r="WQK1000001"', b'r="wqk1000001"'))
    with pytest.raises(Refused, match="1000001 rader, 16001 kolumner"):
        read_xlsx(data.getvalue(), "fil.xlsx")


def test_an_empty_book_is_refused() -> None:
    with pytest.raises(Refused, match="inga ifyllda rader"):
        read_xlsx(book(lambda made, sheet: None), "fil.xlsx")


def test_what_is_no_book_is_refused() -> None:
    with pytest.raises(Refused, match="skadat"):
        read_xlsx(b"PK\x03\x04 skadad", "fil.xlsx")
