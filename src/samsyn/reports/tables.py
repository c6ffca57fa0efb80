"""Any list as a file: one table out as xlsx for people, csv and json for machines."""

from __future__ import annotations

import json as json_library
from datetime import date
from typing import Any

from samsyn.kit.csvtext import written
from samsyn.reports.formats.json import plain, records
from samsyn.reports.formats.xlsx import workbook
from samsyn.reports.parts import Table


def xlsx(table: Table, day: date) -> bytes:
    """Return the table as a workbook of one sheet, dated that day; money in kronor, headings in Swedish."""
    return workbook([table], day)


def csv(table: Table) -> bytes:
    """Return the table's rows as csv, the columns' keys as headings, money in whole öre; kit.csvtext says how."""
    heads = [column.key for column in table.columns]
    return written([heads, *([_field(plain(value)) for value in row] for row in table.rows)])


def json(table: Table) -> bytes:
    """Return the table's rows as a JSON list of objects by column key; money in whole öre."""
    return (json_library.dumps(records(table), ensure_ascii=False, indent=2) + "\n").encode()


def _field(value: Any) -> str | int | None:
    """Return a value of `plain` as one field: what is withheld or does not apply says so in words."""
    match value:
        case {"withheld": ground}:
            return f"sekretess: {ground}"
        case {"not_concerned": True}:
            return "berörs ej"
    return None if value is None or isinstance(value, dict) else value
