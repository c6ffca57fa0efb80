"""Where the columns of a filled-in sheet stand: found by their names, wherever they were moved."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.intake.readers.book import Line, Page
from samsyn.intake.workbooks.columns import KEY, Sheet
from samsyn.kit.words import folded, listed

HEADS = 20
"""Rows within which a sheet's headings must stand."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of the headings, the place of the key and of each field from 0, and what to tell of them (rubriker)."""

    line: int
    key: int
    places: dict[str, int]
    notes: tuple[str, ...] = ()


def find_heads(sheet: Sheet, page: Page) -> Heads:
    """Return where a sheet's columns stand; without any heading that is known nothing does."""
    fields = {folded(column.name): column.field for column in sheet.columns}
    names = {*fields, folded(KEY)}
    best = max(page.lines[:HEADS], key=lambda line: len(names.intersection(_names(line))), default=None)
    if best is None or not names.intersection(_names(best)):
        return Heads(0, -1, {}, (f"Bladet {sheet.name} saknar kolumnrubriker. Där ändras ingenting.",))
    key, places, unknown = -1, dict[str, int](), list[str]()
    for place, name in enumerate(_names(best)):
        if name == folded(KEY) and key < 0:
            key = place
        elif name in fields and fields[name] not in places:
            places[fields[name]] = place
        elif name:
            unknown.append(str(best.cells[place]).strip())
    return Heads(best.number, key, places, tuple(_notes(sheet, key, places, unknown)))


def _names(line: Line) -> list[str]:
    return [folded(str(cell)) if cell is not None else "" for cell in line.cells]


def _notes(sheet: Sheet, key: int, places: dict[str, int], unknown: list[str]) -> list[str]:
    where = f"Bladet {sheet.name}"
    missing = [one.name for one in sheet.columns if one.field not in places and one.edit != "no"]
    told = (
        (
            unknown,
            f"{where}: kolumnen {listed(unknown)} känns inte igen eller står två gånger. Den läses inte.",
        ),
        (missing, f"{where}: kolumnen {listed(missing)} saknas. Det den brukar visa ändras inte."),
        (key < 0, f"{where}: kolumnen {KEY} saknas. Raderna känns igen på namnet."),
    )
    return [sentence for holds, sentence in told if holds]
