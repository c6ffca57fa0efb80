"""What a workbook would change, as scripts read it and as lines on the command line."""

from __future__ import annotations

from typing import Any

from samsyn.intake.workbooks.comparing import Cell, Diff, Row

UNKNOWN = "okänt"
"""How a cell stood when the workbook was taken out, where that is not known."""


def as_json(diff: Diff) -> dict[str, Any]:
    """Return a comparison in the stable shape of `samsyn excel in --json`."""
    cells = [(row, cell) for row in diff.rows if row.known and not row.reason for cell in row.cells]
    return {
        "same": diff.same,
        "new": [{**_where(row), "cells": _filled(row)} for row in diff.new],
        "changed": [_cell(row, cell) for row, cell in cells if cell.sort == "changed"],
        "conflicts": [
            {**_cell(row, cell), "base": cell.base} for row, cell in cells if cell.sort == "conflict"
        ],
        "refused": refusals(diff),
        "notes": list(diff.notes),
    }


def refusals(diff: Diff) -> list[dict[str, Any]]:
    """Return the cells and rows that are refused, each with its sheet, cell and reason."""
    rows = [
        {**_where(row), "cell": row.place, "column": "", "reason": row.reason}
        for row in diff.rows
        if row.reason
    ]
    cells = [
        {**_where(row), "cell": cell.place, "column": cell.column.name, "reason": cell.reason}
        for row in diff.rows if not row.reason
        for cell in row.of("refused")
    ]  # fmt: skip
    return rows + cells


def _where(row: Row) -> dict[str, Any]:
    return {"sheet": row.sheet.name, "row": row.line, "key": row.key, "title": row.title}


def _filled(row: Row) -> dict[str, str]:
    return {cell.column.name: cell.mine for cell in row.of("changed")}


def _cell(row: Row, cell: Cell) -> dict[str, Any]:
    return {
        **_where(row), "cell": cell.place, "column": cell.column.name, "yours": cell.mine, "now": cell.now,
    }  # fmt: skip


def lines(diff: Diff) -> list[str]:
    """Return a comparison as lines to read, what differs first."""
    told = as_json(diff)
    return [
        *(f"  Ny: {one['sheet']} rad {one['row']} {one['title']}" for one in told["new"]),
        *(f"  {_named(one)}: {_said(one['now'])} → {_said(one['yours'])}" for one in told["changed"]),
        *(
            f"  Krock: {_named(one)}: ert {_said(one['yours'])}, nu {_said(one['now'])}, "
            f"vid uttaget {UNKNOWN if one['base'] is None else _said(one['base'])}"
            for one in told["conflicts"]
        ),
        *(f"  Avvisat: {one['sheet']} {one['cell']}: {one['reason']}" for one in told["refused"]),
        *(f"  {note}" for note in diff.notes),
    ]


def _named(one: dict[str, Any]) -> str:
    return f"{one['key']} {one['column']} ({one['sheet']} {one['cell']})"


def _said(text: str) -> str:
    return f"”{text}”" if text else "tomt"
