"""Recognises Kolada's table of key figures: a catalogue to measure goals by, no list of initiatives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from samsyn.intake.readers.tables import Table
from samsyn.intake.recognisers.tables.profiles import normal
from samsyn.intake.recognisers.tables.rows import RefusedRow

PROFILE = "kolada"
COLUMNS = {"id": "key", "title": "title", "description": "description"}
_KEY = re.compile(r"[NU]\d{5}")
_LOOK = 20
"""Rows that tell what kind of table it is."""
_REGION = "L"
TITLE = 300


@dataclass(frozen=True, slots=True)
class KeyFigureRow:
    """A key figure as the catalogue describes it (nyckeltal)."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The key figures of a table; those that regions alone have are counted and left out (katalog)."""

    table: Table
    rows: tuple[KeyFigureRow, ...]
    refused: tuple[RefusedRow, ...]
    regions: int


def catalogue(tables: Iterable[Table]) -> Catalogue | None:
    """Return the key figures of the first table that is Kolada's catalogue, None where none is."""
    return next((_read(table) for table in tables if _is_catalogue(table)), None)


def _places(table: Table) -> dict[str, int]:
    return {normal(text): place for place, text in enumerate(table.header)}


def _is_catalogue(table: Table) -> bool:
    places = _places(table)
    if not set(COLUMNS) <= set(places):
        return False
    keys = [row.cells[places["id"]].strip() for row in table.rows[:_LOOK] if places["id"] < len(row.cells)]
    return bool(keys) and all(_KEY.fullmatch(key) for key in keys if key)


def _read(table: Table) -> Catalogue:
    places, found, refused, regions = _places(table), [], [], 0
    kind = places.get(normal("municipality_type"))
    for row in table.rows:
        cells = dict(enumerate(" ".join(cell.split()) for cell in row.cells))
        key, title, about = (cells.get(places[name], "") for name in COLUMNS)
        if kind is not None and cells.get(kind) == _REGION:
            regions += 1
        elif not _KEY.fullmatch(key) or not title or len(title) > TITLE:
            refused.append(RefusedRow(row.line, "Raden saknar nyckeltalets id eller namn."))
        else:
            found.append(KeyFigureRow(key, title, about))
    return Catalogue(table, tuple(found), tuple(refused), regions)
