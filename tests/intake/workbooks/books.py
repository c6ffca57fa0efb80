"""Workbooks as a board would send them back: taken out, changed in some cells, and written anew."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from samsyn.intake.readers.book import read_book
from samsyn.intake.readers.xlsx import STAMP
from samsyn.intake.workbooks.columns import KEY, SHEETS
from samsyn.intake.workbooks.rows import Lists
from samsyn.intake.workbooks.writing import write_book

DAY = date(2026, 3, 1)
Grid = list[list[Any]]
Grids = dict[str, Grid]


def grids(data: bytes) -> Grids:
    """Return the cells of every sheet, row by row from the first."""
    found: Grids = {}
    for page in read_book(data, "ut.xlsx").pages:
        rows: Grid = [[] for _ in range(max((line.number for line in page.lines), default=0))]
        for line in page.lines:
            rows[line.number - 1] = list(line.cells)
        found[page.name] = rows
    return found


def taken_out(lists: Lists) -> Grids:
    return grids(write_book(lists, DAY))


def place(grid: Grid, name: str) -> int:
    """Return where a column stands, by its heading."""
    return grid[0].index(name)


def row_of(grid: Grid, key: str) -> list[Any]:
    return next(row for row in grid if row and row[0] == key)


def put(grid: Grid, key: str, name: str, value: Any) -> None:
    """Write a cell of the row with a key."""
    row_of(grid, key)[place(grid, name)] = value


def add(grid: Grid, values: Mapping[str, Any]) -> int:
    """Add a row without a key and return its number."""
    row = [None] * len(grid[0])
    for name, value in values.items():
        row[place(grid, name)] = value
    grid.append(row)
    return len(grid)


def written(sheets: Grids, also: Callable[[Any, dict[str, Any]], None] | None = None) -> bytes:
    """Return sheets as a file; `also` gets the open book and its sheets by name."""
    made = io.BytesIO()
    with Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    ) as book:
        book.set_properties({"created": datetime.combine(DAY, time())})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        pages = {name: book.add_worksheet(name) for name in sheets}
        for name, rows in sheets.items():
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    if isinstance(value, date):
                        pages[name].write_datetime(y, x, datetime.combine(value, time()), day)
                    elif isinstance(value, str):
                        pages[name].write_string(y, x, value)
                    elif value is not None:
                        pages[name].write(y, x, value)
        if also:
            also(book, pages)
    return made.getvalue()


__all__ = ["DAY", "KEY", "SHEETS", "STAMP", "add", "grids", "place", "put", "row_of", "taken_out", "written"]
