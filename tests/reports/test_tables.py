"""Lists as files: lossless, dated by the day asked for, and nothing that a spreadsheet would run."""

import csv
import io
import json
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from samsyn.kit.csvtext import plain
from samsyn.kit.scales import Verdict
from samsyn.reports import tables
from samsyn.reports.parts import Column, Figure, Kind, NotConcerned, Table, Value, Withheld

DAY = date(2026, 11, 20)
KINDS: tuple[Kind, ...] = ("text", "count", "percent", "ore", "date", "verdict")
COLUMNS = tuple(Column(kind, kind.capitalize(), kind) for kind in KINDS)
ROW: tuple[Value, ...] = ("=1+1", -3, 76, Figure(420_050, "/initiativ/"), DAY, Verdict.PARTLY)
TABLE = Table("rows", "Rader: [alla]", COLUMNS, (ROW, ("", None, 0, 0, None, None)))


def read(data: bytes) -> Any:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_xlsx_keeps_text_as_text_and_numbers_as_numbers() -> None:
    assert read(tables.xlsx(TABLE, DAY)) == [
        ["Text", "Count", "Percent", "Ore, kr", "Date", "Verdict"],
        ["=1+1", -3.0, 0.76, 4200.5, DAY, "Delvis"],
        ["", "", 0.0, 0.0, "", ""],
    ]


def test_csv_undone_gives_back_every_text() -> None:
    text = tables.csv(TABLE).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert found[0] == list(KINDS)
    assert found[1:] == [["'=1+1", "-3", "76", "420050", "2026-11-20", "delvis"], ["", "", "0", "0", "", ""]]
    assert plain(found[1][0]) == "=1+1"


def test_json_tells_zero_nothing_withheld_and_not_concerned_apart() -> None:
    columns = tuple(Column(key, key) for key in "abcd")
    found = json.loads(
        tables.json(Table("t", "T", columns, ((0, None, Withheld("OSL 19:3"), NotConcerned()),)))
    )
    assert found == [{"a": 0, "b": None, "c": {"withheld": "OSL 19:3"}, "d": {"not_concerned": True}}]


def test_same_table_gives_the_same_bytes() -> None:
    assert tables.xlsx(TABLE, DAY) == tables.xlsx(TABLE, DAY)
    assert tables.csv(TABLE) == tables.csv(TABLE)


def test_a_text_too_long_for_a_cell_is_cut_aloud() -> None:
    long = Table("t", "T", (Column("a", "A"),), (("x" * 40_000,),))
    cell = str(read(tables.xlsx(long, DAY))[1][0])
    assert len(cell) == 32_767
    assert cell.endswith("(kortat; hela texten finns i json och csv)")


def test_sheets_with_one_name_are_told_apart() -> None:
    from samsyn.reports.formats.xlsx import workbook

    names = CalamineWorkbook.from_filelike(io.BytesIO(workbook([TABLE, TABLE], DAY))).sheet_names
    assert names == ["Rader alla", "Rader alla (2)"]
