"""Reads a workbook cell by cell, with what a table hides: merged cells, hidden rows, faulty formulas, macros."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from samsyn.intake.readers.gate import Refused, gate
from samsyn.intake.readers.xlsx import check_extent

Cell = str | int | float | bool | date | None
Area = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, counted from 1."""

_SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet\s[^<>]*>")
_RELATION = re.compile(rb"<(?:\w{1,20}:)?Relationship\s[^<>]*>")
_HIDDEN = re.compile(rb"<(?:\w{1,20}:)?row\s[^<>]*?\bhidden=[\"'](?:1|true)[\"'][^<>]*>")
_FAULTY = re.compile(rb"<(?:\w{1,20}:)?c\s[^<>]*?\bt=[\"']e[\"'][^<>]*>")
_ROW = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_FROM_1904 = re.compile(rb"\bdate1904=[\"'](?:1|true)[\"']")


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row of a sheet, with its number as the program shows it (rad)."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its filled rows, and what is merged, hidden or faulty there (blad)."""

    name: str
    lines: tuple[Line, ...]
    merged: tuple[Area, ...] = ()
    hidden: tuple[int, ...] = ()
    faulty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as it stands in the file; bare numbers of days count from 1904 in some (arbetsbok)."""

    pages: tuple[Page, ...]
    macros: bool = False
    from_1904: bool = False

    def page(self, name: str) -> Page | None:
        """Return the sheet of a name, whatever its case."""
        return next((page for page in self.pages if page.name.strip().casefold() == name.casefold()), None)


def read_book(data: bytes, name: str, _page: int = 0) -> Book:
    """Read a workbook; nothing opens it before the gate has let it in, and macros are never run.

    Raises Refused where it is no workbook or one that cannot be read.
    """
    stem, _, extension = name.rpartition(".")
    if extension.casefold() not in ("xlsx", "xlsm"):
        raise Refused(f"Filen {name} är ingen Excel-bok. Spara den som xlsx och försök igen.")
    gate(data, f"{stem}.xlsx")
    check_extent(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            book = CalamineWorkbook.from_filelike(BytesIO(data))
            parts = _parts(archive)
            pages = tuple(_page_of(book, sheet, parts) for sheet in _sheets(book))
            macros = any(part.casefold().endswith("vbaproject.bin") for part in archive.namelist())
            return Book(pages, macros, bool(_FROM_1904.search(archive.read("xl/workbook.xml"))))
    except (CalamineError, ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise Refused(
            f"Arbetsboken {name} kan inte läsas. Öppna den i Excel, spara om den och försök igen."
        ) from error


def _sheets(book: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the markup of each sheet by its name."""
    names = set(archive.namelist())
    relations = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target").removeprefix("/xl/")
        for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        part = "xl/" + relations.get(_attribute(tag, rb"(?:\w{1,20}:)id"), "")
        if part in names:
            found[_attribute(tag, b"name")] = archive.read(part)
    return found


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"=[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _page_of(book: CalamineWorkbook, name: str, parts: dict[str, bytes]) -> Page:
    sheet = book.get_sheet_by_name(name)
    lines = tuple(_lines(sheet))
    part = parts.get(name, b"")
    filled = {line.number for line in lines}
    hidden = (int(found[1]) for tag in _tags(_HIDDEN, part, b"hidden=") if (found := _ROW.search(tag)))
    faulty = (
        found[1].decode() for tag in _tags(_FAULTY, part, b't="e"', b"t='e'") if (found := _PLACE.search(tag))
    )
    areas = (
        (top + 1, left + 1, low + 1, right + 1)
        for (top, left), (low, right) in sheet.merged_cell_ranges or ()
    )
    return Page(name, lines, tuple(areas), tuple(row for row in hidden if row in filled), tuple(faulty))


def _tags(pattern: re.Pattern[bytes], part: bytes, *signs: bytes) -> list[bytes]:
    """Return the tags of a kind; a sheet without their sign, as most are, is not gone through."""
    return pattern.findall(part) if any(sign in part for sign in signs) else []


def _lines(sheet: Any) -> Iterator[Line]:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        read = tuple(_cell(cell) for cell in cells)
        if any(cell is not None for cell in read):
            yield Line(number, read)


def _cell(value: Any) -> Cell:
    """Return a cell's value: nothing for an empty one, a day for a moment at midnight."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, bool | int | float | date) or value is None:
        return value
    return str(value)
