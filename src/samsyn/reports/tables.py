"""Any list as a file: one table out as xlsx for people, csv and json for machines."""

from __future__ import annotations

import csv as csv_library
import io
import json as json_library
from datetime import date
from typing import Any

from samsyn.reports.formats.json import plain, records
from samsyn.reports.formats.xlsx import workbook
from samsyn.reports.parts import Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def xlsx(table: Table, day: date) -> bytes:
    """Return the table as a workbook of one sheet, dated that day; money in kronor, headings in Swedish."""
    return workbook([table], day)


def csv(table: Table) -> bytes:
    """Return the table as CSV after RFC 4180: UTF-8, comma, the columns' keys as headings, money in whole öre.

    A text that a spreadsheet would run (it starts with = + - @, tab, return) gets an apostrophe before it, and so does
    a text that starts with an apostrophe: taking one apostrophe off gives back exactly what was there (OWASP ASVS
    V1.2.10). The total row is left out.
    """
    made = io.StringIO(newline="")
    writer = csv_library.writer(made)
    writer.writerow([column.key for column in table.columns])
    writer.writerows([[_field(plain(value)) for value in row] for row in table.rows])
    return made.getvalue().encode()


def json(table: Table) -> bytes:
    """Return the table's rows as a JSON list of objects by column key; money in whole öre."""
    return (json_library.dumps(records(table), ensure_ascii=False, indent=2) + "\n").encode()


def _field(value: Any) -> str:
    match value:
        case None:
            return ""
        case {"withheld": ground}:
            return f"sekretess: {ground}"
        case {"not_concerned": True}:
            return "berörs ej"
        case str():
            return guarded(value)
    return str(value)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; see `csv` for how to undo it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text.removeprefix("'")
