"""Writes a board's workbook: a guide, a sheet per kind of row with choices and locked cells, and its versions."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from samsyn.intake.readers.xlsx import STAMP
from samsyn.intake.recognisers.cells import Value, letters
from samsyn.intake.workbooks.columns import CHOICES, GUIDE, KEY, SHEETS, Column, Sheet
from samsyn.intake.workbooks.rows import Known, Lists, known

BLANK = 50
"""Empty rows at the end of a sheet for what is new."""
EDITION = "1"
PATTERNS = {
    "money": "#,##0", "number": "#,##0", "date": "yyyy-mm-dd", "text": "@", "choice": "@", "flag": "@",
    "exact": "#,##0.00",
}  # fmt: skip
"""How each kind of column looks, and amounts that are not whole."""
WORDS = (
    "Här är nämndens initiativ, system och nyttor så som de stod i Samsyn {day}.",
    "Vita celler fyller ni i. Grå celler är låsta: de sköts i Samsyn.",
    "Nytt skrivs på de tomma raderna sist på bladet. Lämna nyckeln tom; den får raden när den är sparad.",
    "Belopp skrivs i hela kronor och datum som ÅÅÅÅ-MM-DD. Ja och nej skrivs ut.",
    "Att ta bort en rad här tar inte bort något i Samsyn.",
    "Lämna in filen under Initiativ → Excel. Där visas varje ändring innan den sparas, och det som någon har ändrat "
    "på webben under tiden.",
)


def write_book(lists: Lists, day: date) -> bytes:
    """Return a body's workbook with the rows that the reader may see, dated that day."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with Workbook(made, options) as book:
        book.set_properties(
            {"created": datetime.combine(day, time()), "author": "Samsyn", "title": lists.body.name}
        )
        pen = _Pen(book, lists)
        guide = book.add_worksheet(GUIDE)
        rows = {sheet.key: known(sheet, lists) for sheet in SHEETS}
        for sheet in SHEETS:
            pen.sheet(sheet, list(rows[sheet.key].values()))
        _guide(guide, pen, day)
        pen.finish_choices()
        _stamp(book.add_worksheet(STAMP), lists, rows)
    return made.getvalue()


class _Pen:
    """What the sheets of one workbook share: formats, and the ranges that cells are chosen from."""

    def __init__(self, book: Workbook, lists: Lists) -> None:
        self.book, self.lists = book, lists
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E4EAF0", "text_wrap": True, "valign": "top"}
        )
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.formats = {
            (kind, locked): book.add_format(_look(pattern, locked))
            for kind, pattern in PATTERNS.items() for locked in (False, True)
        }  # fmt: skip
        self._words: dict[str, Mapping[Any, str]] = {}
        self.columns: list[list[str]] = []
        self.ranges: dict[str, str] = {}

    def sheet(self, sheet: Sheet, rows: list[Known]) -> None:
        """Write one kind of rows with its headings, and blank rows for what is new."""
        page = self.book.add_worksheet(sheet.name)
        page.write_string(0, 0, KEY, self.head)
        page.set_column(0, 0, 10)
        for x, column in enumerate(sheet.columns, start=1):
            page.write_string(0, x, column.name, self.head)
            page.set_column(x, x, column.width)
            page.data_validation(1, x, len(rows) + BLANK, x, self.rule(sheet, column))
        for y, row in enumerate(rows, start=1):
            page.write_string(y, 0, row.key, self.formats["text", True])
            self._row(page, y, sheet, row)
        self._blanks(page, sheet, len(rows) + 1)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, len(rows) + BLANK, len(sheet.columns))
        page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})

    def _row(self, page: Any, y: int, sheet: Sheet, row: Known) -> None:
        for x, column in enumerate(sheet.columns, start=1):
            plain = self._plain(column, row.values[column.field])
            kind = "exact" if isinstance(plain, float) and not plain.is_integer() else column.kind
            look = self.formats[kind, column.edit != "yes"]
            if isinstance(plain, str):
                page.write_string(y, x, plain, look)
            elif isinstance(plain, float):
                page.write_number(y, x, plain, look)
            elif plain is None:
                page.write_blank(y, x, None, look)
            else:
                page.write_datetime(y, x, plain, look)

    def _plain(self, column: Column, value: Value) -> str | float | datetime | None:
        """Return a cell as it is written: words, a number, a moment or nothing."""
        if value is None or (isinstance(value, str) and column.kind != "choice"):
            return value
        if column.kind == "choice":
            return self.words(column).get(value, str(value))
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if isinstance(value, date):
            return datetime.combine(value, time())
        return float(Decimal(value) / 100) if column.kind == "money" else float(value)

    def _blanks(self, page: Any, sheet: Sheet, first: int) -> None:
        for y in range(first, first + BLANK):
            page.write_blank(y, 0, None, self.formats["text", True])
            for x, column in enumerate(sheet.columns, start=1):
                page.write_blank(y, x, None, self.formats[column.kind, column.edit == "no"])

    def words(self, column: Column) -> Mapping[Any, str]:
        """Return the words of a choice by key, looked up once a column."""
        if column.field not in self._words:
            self._words[column.field] = self.lists.words(column)
        return self._words[column.field]

    def rule(self, sheet: Sheet, column: Column) -> dict[str, Any]:
        """Return what a cell of a column takes, with the help that stands beside it and what is said of the rest."""
        told = {
            "input_title": column.name[:32], "input_message": column.help[:255], "ignore_blank": True,
            "error_title": column.name[:32],
        }  # fmt: skip
        if column.edit == "no":
            return {**told, "validate": "any"}
        if column.kind in ("choice", "flag"):
            return {
                **told,
                "validate": "list",
                "source": self._range(sheet, column),
                "error_message": "Välj i listan.",
            }
        return {**told, **_limits(column)}

    def _range(self, sheet: Sheet, column: Column) -> str:
        """Return where the words of a choice stand, written once a column."""
        words = ["ja", "nej"] if column.kind == "flag" else list(self.lists.words(column).values())
        name = "\n".join(words)
        if name not in self.ranges:
            self.columns.append(words)
            letter = letters(len(self.columns))
            self.ranges[name] = f"={CHOICES}!${letter}$1:${letter}${max(1, len(words))}"
        return self.ranges[name]

    def finish_choices(self) -> None:
        """Write the hidden sheet of words."""
        page = self.book.add_worksheet(CHOICES)
        page.hide()
        for x, words in enumerate(self.columns):
            page.write_column(0, x, words)


def _look(pattern: str, locked: bool) -> dict[str, Any]:
    """Return how a cell looks: what is locked is grey."""
    grey = {"bg_color": "#EEEEEE"} if locked else {}
    return {"num_format": pattern, "locked": locked, "text_wrap": True, "valign": "top", **grey}


def _limits(column: Column) -> dict[str, Any]:
    """Return the limits of a cell that is typed."""
    if column.kind == "date":
        return {
            "validate": "date", "criteria": "between", "minimum": date(1970, 1, 1), "maximum": date(2099, 12, 31),
            "error_message": "Skriv datumet som ÅÅÅÅ-MM-DD.",
        }  # fmt: skip
    if column.kind in ("money", "number"):
        return {
            "validate": "decimal", "criteria": ">=", "value": 0 if column.kind == "money" else -(10**12),
            "error_message": "Skriv talet med siffror, utan ord.",
        }  # fmt: skip
    if column.most:
        return {
            "validate": "length", "criteria": "<=", "value": column.most,
            "error_message": f"Högst {column.most} tecken får plats.",
        }  # fmt: skip
    return {"validate": "any"}


def _guide(page: Any, pen: _Pen, day: date) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 2, 22)
    page.set_column(3, 3, 90)
    page.write_string(0, 0, pen.lists.body.name, pen.title)
    for y, line in enumerate(WORDS, start=2):
        page.write_string(y, 0, line.format(day=day))
    start = len(WORDS) + 3
    for x, name in enumerate(("Blad", "Kolumn", "Fylls i av", "Vad den är")):
        page.write_string(start, x, name, pen.head)
    rows = [(sheet, column) for sheet in SHEETS for column in sheet.columns]
    for y, (sheet, column) in enumerate(rows, start=start + 1):
        who = {"yes": "Er", "new": "Er, på nya rader", "no": "Samsyn"}[column.edit]
        for x, text in enumerate((sheet.name, column.name, who, column.help)):
            page.write_string(y, x, text, pen.wrap)
    page.protect()


def _stamp(page: Any, lists: Lists, rows: dict[str, dict[str, Known]]) -> None:
    """Write whose the workbook is, and which version of each row its cells were written from."""
    page.very_hidden()
    page.write_row(0, 0, (STAMP, EDITION, ""))
    page.write_row(1, 0, ("municipality", lists.body.municipality.code, lists.body.municipality.name))
    page.write_row(2, 0, ("body", str(lists.body.pk), lists.body.name))
    stamps = [(key, row.key, row.version) for key, found in rows.items() for row in found.values()]
    for y, stamp in enumerate(stamps, start=3):
        for x, text in enumerate(stamp):
            page.write_string(y, x, text)
