"""What a workbook carries for the program it is filled in with: choices, limits, locks and formats, read from its parts."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.intake.workbooks.books import DAY, KEY, grids, place
from tests.intake.workbooks.test_coming_back import Board

from samsyn.intake.recognisers.cells import letters
from samsyn.intake.workbooks.columns import BENEFITS, INITIATIVES, SHEETS, SYSTEMS, Sheet
from samsyn.intake.workbooks.rows import Lists
from samsyn.intake.workbooks.writing import BLANK, write_book
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access, Held, Role
from samsyn.register import actions

pytestmark = pytest.mark.django_db
SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def board() -> Board:
    return Board()


class Parts:
    """The parts of a workbook as any program reads them."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.read = {name: archive.read(name) for name in archive.namelist()}
        self.book = ElementTree.fromstring(self.read["xl/workbook.xml"])
        styles = ElementTree.fromstring(self.read["xl/styles.xml"])
        self.locks = [
            (lock.get("locked", "1") if (lock := one.find("m:protection", SPACE)) is not None else "1") == "1"
            for one in styles.findall("m:cellXfs/m:xf", SPACE)
        ]
        codes = {
            one.get("numFmtId"): one.get("formatCode") for one in styles.findall("m:numFmts/m:numFmt", SPACE)
        }
        self.formats = [
            codes.get(one.get("numFmtId"), one.get("numFmtId"))
            for one in styles.findall("m:cellXfs/m:xf", SPACE)
        ]

    @property
    def sheets(self) -> list[tuple[str, str]]:
        return [
            (str(one.get("name")), one.get("state", "visible"))
            for one in self.book.findall("m:sheets/m:sheet", SPACE)
        ]

    def sheet(self, name: str) -> ElementTree.Element:
        number = [one for one, _ in self.sheets].index(name) + 1
        return ElementTree.fromstring(self.read[f"xl/worksheets/sheet{number}.xml"])

    def style(self, sheet: str, place: str) -> int:
        found = self.sheet(sheet).find(f".//m:c[@r='{place}']", SPACE)
        assert found is not None, f"{sheet} {place} is not there"
        return int(found.get("s", "0"))


@pytest.fixture
def parts(board: Board) -> Parts:
    return Parts(write_book(board.lists, DAY))


def test_a_guide_comes_first_and_what_machines_need_is_hidden(parts: Parts) -> None:
    assert parts.sheets == [
        ("Läs mig", "visible"), ("Initiativ", "visible"), ("System", "visible"), ("Nyttor", "visible"),
        ("_val", "hidden"), ("_samsyn", "veryHidden"),
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_keys_and_what_samsyn_keeps_are_locked_and_the_rest_is_not(parts: Parts, sheet: Sheet) -> None:
    protection = parts.sheet(sheet.name).find("m:sheetProtection", SPACE)
    assert protection is not None
    assert protection.get("sheet") == "1"
    assert parts.locks[parts.style(sheet.name, "A2")]
    for number, column in enumerate(sheet.columns, start=2):
        there, new = (parts.locks[parts.style(sheet.name, f"{letters(number)}{line}")] for line in (2, 40))
        assert (there, new) == (column.edit != "yes", column.edit == "no"), column.name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_choices_drop_down_and_days_and_amounts_have_their_limits(
    parts: Parts, board: Board, sheet: Sheet
) -> None:
    rules = {
        str(one.get("sqref")).split(":")[0]: one
        for one in parts.sheet(sheet.name).findall("m:dataValidations/m:dataValidation", SPACE)
    }
    words = grids(write_book(board.lists, DAY))["_val"]
    wanted = {"choice": "list", "flag": "list", "date": "date", "money": "decimal", "number": "decimal"}
    for number, column in enumerate(sheet.columns, start=2):
        rule = rules.get(f"{letters(number)}2")
        if column.edit == "no" or column.kind not in wanted:
            continue
        assert rule is not None, column.name
        assert rule.get("type") == wanted[column.kind], column.name
        assert str(rule.get("sqref")).endswith(str({"initiative": 3}.get(sheet.key, 2) + BLANK)), column.name
        assert rule.get("prompt") == (column.help or None)
        if column.kind == "choice":
            formula = rule.findtext("m:formula1", namespaces=SPACE) or ""
            (place_of,) = re.findall(r"_val!\$([A-Z]+)\$1:", formula)
            listed = [row[ord(place_of) - 65] for row in words if len(row) > ord(place_of) - 65]
            assert [word for word in listed if word] == list(board.lists.words(column).values())


def test_money_is_kronor_days_are_days_and_texts_are_texts(parts: Parts, board: Board) -> None:
    looks = {column.field: parts.formats[parts.style("Initiativ", f"{letters(number)}2")]
             for number, column in enumerate(INITIATIVES.columns, start=2)}  # fmt: skip
    assert (looks["cost"], looks["start"], looks["title"]) == ("#,##0", "yyyy-mm-dd", "@")
    rows = grids(write_book(board.lists, DAY))
    first = rows["Initiativ"][1]
    assert first[place(rows["Initiativ"], "Kostnad, kr")] == 1_500_000
    assert first[place(rows["Initiativ"], "Start")] == date(2026, 2, 1)
    assert rows["Initiativ"][2][1] == "=Välfärdsteknik+"
    assert rows["System"][1][place(rows["System"], "Kostnad per år, kr")] == 450_000.5
    assert rows["Nyttor"][1][place(rows["Nyttor"], "Enhet")] == "tkr"
    assert rows["Nyttor"][1][place(rows["Nyttor"], "Troligt")] == 200.5


def test_every_column_has_its_own_heading_and_its_help_in_the_guide(board: Board) -> None:
    rows = grids(write_book(board.lists, DAY))
    guide = [row[:2] for row in rows["Läs mig"] if len(row) > 1]
    for sheet in (INITIATIVES, SYSTEMS, BENEFITS):
        heads = rows[sheet.name][0]
        assert heads == [KEY, *(column.name for column in sheet.columns)]
        assert len(set(heads)) == len(heads)
        assert all([sheet.name, column.name] in guide for column in sheet.columns)


def test_it_holds_the_boards_own_rows_that_the_reader_may_see(board: Board) -> None:
    board.initiative("2026-01-09", "TN", "Gatubelysning")
    actions.change(
        by=board.by, at=board.noon("2026-01-10"), initiative=board.first, secrecy_ground="OSL 18:8"
    )
    rows: dict[str, Any] = grids(write_book(Lists(board.bodies["SN"], OPEN), DAY))
    assert [row[0] for row in rows["Initiativ"][1:] if row and row[0]] == ["I-0002"]
    assert [row for row in rows["Nyttor"][1:] if row and row[0]] == []
    held = Held(Role.OFFICER, board.municipality.pk, board.bodies["SN"].pk)
    mine = grids(write_book(Lists(board.bodies["SN"], Access(board.by, (held,))), DAY))
    assert [row[0] for row in mine["Initiativ"][1:] if row and row[0]] == ["I-0001", "I-0002"]


def test_the_same_rows_give_the_same_bytes(board: Board) -> None:
    assert write_book(board.lists, DAY) == write_book(board.lists, DAY)
