"""A report in words: every value as it is read, for the formats that people look at."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from samsyn.kit.scales import Verdict
from samsyn.reports.charts import bar, verdict_steps
from samsyn.reports.formats.json import checksum
from samsyn.reports.parts import (
    Beside,
    Block,
    Chart,
    Column,
    Footnotes,
    KeyNumber,
    KeyNumbers,
    NewPage,
    Points,
    ProposedDecisions,
    Report,
    Statement,
    Table,
    Value,
    bare,
    path_of,
)
from samsyn.reports.wording import shown, signed


def worded(report: Report) -> dict[str, Any]:
    """Return a report as nested texts: no values left to format, blocks told apart by `kind`."""
    mark = checksum(report)[:8]
    return {
        "title": report.title,
        "lead": report.lead,
        "municipality": report.municipality,
        "office": report.office,
        "facts": [{"label": label, "text": text} for label, text in report.facts],
        "as_of": report.as_of.isoformat(),
        "checksum": f"{mark[:4]} {mark[4:]}",
        "blocks": [_block(block) for block in report.blocks],
    }


@singledispatch
def _block(block: Block) -> dict[str, Any]:
    raise TypeError(f"no words for {type(block).__name__}")


@_block.register
def _(block: Statement) -> dict[str, Any]:
    return {"kind": "statement", "runs": [{"text": run.text, "strong": run.strong} for run in block.runs]}


@_block.register
def _(block: KeyNumbers) -> dict[str, Any]:
    return {"kind": "key_numbers", "items": [_key_number(item) for item in block.items]}


@_block.register
def _(block: ProposedDecisions) -> dict[str, Any]:
    return {"kind": "decisions", "points": list(block.points)}


@_block.register
def _(block: Table) -> dict[str, Any]:
    return {"kind": "table", **table(block)}


@_block.register
def _(block: Chart) -> dict[str, Any]:
    pictures = {"svg": block.wide.standalone(), "wide": str(block.wide), "narrow": str(block.narrow)}
    words = {"title": block.title, "note": block.note, "alt": block.wide.label}
    return {"kind": "chart", **words, **pictures, "table": table(block.table)}


@_block.register
def _(block: Points) -> dict[str, Any]:
    return {"kind": "points", "title": block.title, "items": list(block.items), "empty": block.empty}


@_block.register
def _(block: Beside) -> dict[str, Any]:
    return {"kind": "beside", "left": _block(block.left), "right": _block(block.right)}


@_block.register
def _(block: NewPage) -> dict[str, Any]:
    return {"kind": "new_page"}


@_block.register
def _(block: Footnotes) -> dict[str, Any]:
    sources = [{"mark": note.mark, "text": note.text, "path": note.path} for note in block.sources]
    return {
        "kind": "footnotes",
        "title": block.title,
        "definitions": list(block.definitions),
        "sources": sources,
    }


def _key_number(item: KeyNumber) -> dict[str, str]:
    unit = "\u00a0mnkr" if item.kind == "ore" and bare(item.value) is not None else ""
    return {
        "label": item.label,
        "value": shown(bare(item.value), item.kind, item.empty) + unit,
        "path": path_of(item.value),
        "note": item.note,
        "mark": item.source,
    }


def table(table: Table) -> dict[str, Any]:
    """Return a table in words: headings, and rows of cells with text, path, bar length and verdict steps."""
    return {
        "key": table.key,
        "title": table.title,
        "note": table.note,
        "empty": table.empty,
        "target": table.target,
        "print_rows": table.print_rows,
        "breaks": table.breaks,
        "columns": [_column(column) for column in table.columns if not column.under],
        "rows": [_row(table, row) for row in table.rows],
        "total": _row(table, table.total) if table.total else None,
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "label": column.label,
        "number": _is_number(column),
        "mark": column.source,
        "width": column.width,
    }


def _is_number(column: Column) -> bool:
    """Return whether the column is set to the right."""
    return not column.bar and (column.right or column.kind not in ("text", "date", "verdict"))


def _row(table: Table, row: tuple[Value, ...]) -> list[dict[str, Any]]:
    """Return a row's cells; a value that goes under the one before it becomes that cell's small print."""
    cells: list[dict[str, Any]] = []
    for column, value in zip(table.columns, row, strict=True):
        if column.under:
            cells[-1]["under"] = shown(bare(value), column.kind, column.empty)
        else:
            cells.append(_cell(table, column, value))
    return cells


def _cell(table: Table, column: Column, value: Value) -> dict[str, Any]:
    plain = bare(value)
    share = plain if column.bar and isinstance(plain, int) else None
    step = plain.step if isinstance(plain, Verdict) else None
    text = shown(plain, column.kind, column.empty)
    return {
        "text": signed(plain, text) if column.signed and isinstance(plain, int) else text,
        "under": "",
        "label": column.label,
        "path": path_of(value),
        "number": _is_number(column),
        "bar": share,
        "step": step,
        "picture": _picture(share, step, table.target),
    }


def _picture(share: int | None, step: int | None, target: int | None) -> str:
    """Return the drawing that repeats a cell's value on a page: a bar for a percentage, steps for a verdict."""
    if share is not None:
        return str(bar(share / 100, None if target is None else target / 100, width=96))
    return "" if step is None else str(verdict_steps(step))
