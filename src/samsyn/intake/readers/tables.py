"""Tables as they stand in a file: text cells, with the line each row starts on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice
from typing import Literal, overload

from samsyn.intake.readers.gate import Refused

Axis = Literal["rad", "kolumn"]

MAX_ROWS = 100_000
MAX_CELLS = 2_000_000

_TYPED = re.compile(
    r"(?P<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4})|(?P<number>[-−(]?\s?[£$€]?\s?\d[\d\s.,]*\s?(?:%|m|kr|tkr|mnkr)?\)?)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells; `line` is where it starts in the file, counted from 1 (rad)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packed(Sequence[Row]):
    """Very many rows as one text, a line each: its number and cells between tabs; unpacked as they are read (rader)."""

    text: str
    many: int

    def __iter__(self) -> Iterator[Row]:
        for line in StringIO(self.text):
            number, *cells = line.removesuffix("\n").split("\t")
            yield Row(int(number), tuple(cells))

    def __len__(self) -> int:
        return self.many

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(islice(self, *place.indices(self.many)))
        return next(islice(self, range(self.many)[place], None))


@dataclass(frozen=True, slots=True)
class Table:
    """A table under one header (tabell).

    `axis` is "kolumn" where the file had one thing per column and was turned: then `Row.line` counts columns.
    `notes` are lines above the header; `decimal` is the decimal sign where the file itself fixes it (xlsx).
    `refused` are (line, reason) of what the reader left out, `remarks` of what it read all the same.
    """

    name: str
    header: tuple[str, ...]
    rows: Sequence[Row]
    axis: Axis = "rad"
    notes: tuple[Row, ...] = ()
    decimal: str = ""
    refused: tuple[tuple[int, str], ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()


def build(name: str, lines: Iterable[Row], decimal: str = "") -> Table | None:
    """Return the table in the lines of a sheet or file, turned if its field names run down the first column.

    Empty lines are left out, lines above the header become notes. None where nothing is filled in. Raises
    Refused where there are too many rows.
    """
    filled = list(_bounded(name, (row for row in lines if any(cell.strip() for cell in row.cells))))
    if not filled:
        return None
    start = _header_place(filled)
    table = Table(
        name, filled[start].cells, tuple(filled[start + 1 :]), "rad", tuple(filled[:start]), decimal
    )
    return turned(table) if runs_down(table) else table


def _bounded(name: str, lines: Iterable[Row]) -> Iterator[Row]:
    """Yield rows as long as they fit the memory of a small machine."""
    cells = 0
    for count, row in enumerate(lines, start=1):
        cells += len(row.cells)
        if count > MAX_ROWS or cells > MAX_CELLS:
            raise Refused(
                f"{name} är för stor: gränsen är {MAX_ROWS // 1000} 000 rader. Dela upp tabellen och försök igen."
            )
        yield row


def _header_place(rows: Sequence[Row]) -> int:
    """Return which row is the header: the first at least half as filled as the fullest row."""
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows[:50]]
    return next(place for place, count in enumerate(filled) if count * 2 >= max(filled))


def turned(table: Table) -> Table:
    """Return the table with rows as columns and columns as rows; a row's line is then its column's number."""
    grid = [table.header, *(row.cells for row in table.rows)]
    width = max(len(cells) for cells in grid)
    columns = [tuple(cells[i] if i < len(cells) else "" for cells in grid) for i in range(width)]
    rows = (Row(number, cells) for number, cells in enumerate(columns[1:], start=2))
    filled = tuple(row for row in rows if any(cell.strip() for cell in row.cells))
    return replace(table, header=columns[0], rows=filled, axis="kolumn")


def runs_down(table: Table) -> bool:
    """Return whether field names run down the first column: values then agree in kind along rows."""
    grid = [row.cells[1:] for row in table.rows]
    if len(grid) < 2 or len(table.header) < 3:
        return False
    along = sum(_agreement(cells) for cells in grid)
    width = max(len(cells) for cells in grid)
    down = sum(_agreement([cells[i] for cells in grid if i < len(cells)]) for i in range(width))
    return along > down


def _agreement(cells: Sequence[str]) -> float:
    """Return how far the cells of a line are all dates, or all numbers: the larger of the two, and its share."""
    kinds = [_kind(cell) for cell in cells if cell.strip()]
    best = max((kinds.count(kind) for kind in ("date", "number")), default=0)
    return best * best / len(kinds) if best > 1 else 0.0


def _kind(cell: str) -> str:
    found = _TYPED.fullmatch(cell.strip())
    return (found.lastgroup or "") if found else "text"
