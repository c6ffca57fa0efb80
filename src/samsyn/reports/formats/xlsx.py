"""Tables as a workbook: text stays text, numbers are numbers, the same bytes for the same tables."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from samsyn.reports.parts import Column, Footnotes, Kind, Report, Source, Table, Value, bare
from samsyn.reports.wording import shown

MAX_TEXT = 32_767
"""Characters that a cell holds; a longer text is cut and says so, since the program would drop it whole."""
FORMATS: dict[Kind, str] = {
    "count": "#,##0", "days": "#,##0", "percent": "0 %", "ore": "#,##0.00", "minor": "#,##0.00",
    "date": "yyyy-mm-dd",
}  # fmt: skip
UNITS: dict[Kind, str] = {"ore": ", kr"}


def render(report: Report) -> bytes:
    """Return the report's tables as a workbook, with sheets for definitions and sources last."""
    notes = [block for block in report.blocks if isinstance(block, Footnotes)]
    return workbook((*report.sheets, _definitions(report, notes), _sources(notes)), report.as_of)


def workbook(tables: Sequence[Table], day: date) -> bytes:
    """Return tables as a workbook, one sheet each, dated that day; öre become kronor, shares real percentages."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with Workbook(made, options) as book:
        book.set_properties({"created": datetime.combine(day, time()), "author": "Samsyn"})
        formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in FORMATS.items()}
        formats["text"] = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bottom": 1})
        taken: set[str] = set()
        for table in tables:
            _sheet(book.add_worksheet(_sheet_name(table.title, taken)), table, formats, head)
    return made.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes: 31 characters, none of []:*?/\\, no two alike."""
    name = "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31].strip() or "Blad"
    if name.casefold() in taken:
        name = f"{name[:27]} ({len(taken) + 1})"
    taken.add(name.casefold())
    return name


def _sheet(sheet: Any, table: Table, formats: dict[Any, Any], head: Any) -> None:
    rows = [*table.rows, table.total] if table.total else [*table.rows]
    for x, column in enumerate(table.columns):
        sheet.write_string(0, x, column.label + UNITS.get(column.kind, ""), head)
        sheet.set_column(x, x, _width(column, [row[x] for row in rows]))
    for y, row in enumerate(rows, start=1):
        for x, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _cell(sheet, y, x, column, value, formats)
    sheet.freeze_panes(1, 1)
    if table.rows and table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell(sheet: Any, y: int, x: int, column: Column, value: Value, formats: dict[Any, Any]) -> None:
    plain = bare(value)
    if plain is None:
        return
    if isinstance(plain, int):
        sheet.write_number(y, x, _number(plain, column.kind), formats.get(column.kind))
    elif isinstance(plain, date):
        sheet.write_datetime(y, x, datetime.combine(plain, time()), formats["date"])
    else:
        sheet.write_string(y, x, _fitting(shown(plain, column.kind)), formats["text"])


def _number(value: int, kind: Kind) -> float:
    return value / 100 if kind in ("ore", "minor", "percent") else value


def _fitting(text: str) -> str:
    tail = " … (kortat; hela texten finns i json och csv)"
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - len(tail)] + tail


def _width(column: Column, values: Sequence[Value]) -> float:
    texts = [
        column.label + UNITS.get(column.kind, ""),
        *(shown(bare(value), column.kind, "") for value in values),
    ]
    return min(60, max(8, math.ceil(max(len(text) for text in texts) * 1.1) + 2))


def _definitions(report: Report, notes: Sequence[Footnotes]) -> Table:
    rows = [
        ("Rapport", f"{report.title}, {report.municipality}"),
        ("Läget per", report.as_of.isoformat()),
        *(("Så är rapporten gjord", text) for note in notes for text in note.definitions),
        *((table.title, table.note) for table in report.sheets if table.note),
    ]
    return Table(
        "definitions", "Definitioner", (Column("what", "Vad"), Column("text", "Betydelse")), tuple(rows)
    )


def _sources(notes: Sequence[Footnotes]) -> Table:
    marks: list[Source] = [source for note in notes for source in note.sources]
    columns = (Column("mark", "Not"), Column("text", "Källa"), Column("path", "Raderna visas på"))
    return Table("sources", "Källor", columns, tuple((s.mark, s.text, s.path) for s in marks))
