"""Reads xlsx: every sheet that is filled in becomes a table of text cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.tables import MAX_CELLS, Row, Table, build

Value = int | float | str | bool | time | date | datetime | timedelta
STAMP = "_samsyn"
"""The hidden sheet of a workbook that was taken out of Samsyn to be filled in."""
_CELL = re.compile(rb"""<(?:\w{1,20}:)?c\s[^<>]*?\br=["']([A-Za-z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
"""A cell with something in it; one that is only painted closes at once."""


def read_xlsx(data: bytes, name: str) -> tuple[Table, ...]:
    """Read a workbook into one table per filled sheet; a row's line is its number in the sheet.

    Dates become ISO text, numbers their shortest exact digits with a point. Raises Refused where no sheet can
    be read or one is absurdly large.
    """
    check_extent(data, name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = book.sheet_names
        if STAMP in sheets:
            raise Refused(f"{name} är en arbetsbok ur Samsyn. Lämna in den under Initiativ → Excel.")
        names = {sheet: f"{name}, bladet {sheet}" if len(sheets) > 1 else name for sheet in sheets}
        found = [build(names[sheet], _rows(book, sheet), ".") for sheet in sheets]
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(
            f"Kalkylbladet {name} kan inte läsas. Öppna det i Excel, spara om det och försök igen."
        ) from error
    tables = tuple(table for table in found if table)
    if not tables:
        raise Refused(f"Kalkylbladet {name} har inga ifyllda rader. Kontrollera att du valde rätt fil.")
    return tables


def check_extent(data: bytes, name: str) -> None:
    """Raise Refused where a sheet's corners lie so far apart that reading it would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            extents = [
                _extent(archive.read(part))
                for part in archive.namelist()
                if part.startswith("xl/worksheets/")
            ]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise Refused(
            f"Kalkylbladet {name} är skadat. Öppna det i Excel, spara om det och försök igen."
        ) from error
    for height, width in extents:
        if height * width > MAX_CELLS:
            raise Refused(
                f"Ett blad i {name} är för stort ({height} rader, {width} kolumner). "
                "Ta bort det som ligger utanför tabellen och försök igen."
            )


def _extent(part: bytes) -> tuple[int, int]:
    """Return how many rows and columns lie between the outermost filled cells of a sheet."""
    places = set(_CELL.findall(part))
    if not places:
        return 0, 0
    columns = {_column(letters) for letters in {letters.upper() for letters, _ in places}}
    rows = {int(number) for _, number in places}
    return max(rows) - min(rows) + 1, max(columns) - min(columns) + 1


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0)


def _rows(book: CalamineWorkbook, sheet_name: str) -> Iterator[Row]:
    sheet = book.get_sheet_by_name(sheet_name)
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        yield Row(number, tuple(_text(cell) for cell in cells))


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
