"""A report as JSON: values with their units, and the checksum that every format prints."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import singledispatch
from typing import Any

from samsyn.kit.scales import Verdict
from samsyn.reports.parts import (
    Beside,
    Block,
    Chart,
    Footnotes,
    KeyNumber,
    KeyNumbers,
    NotConcerned,
    Points,
    ProposedDecisions,
    Report,
    Statement,
    Table,
    Value,
    Withheld,
    bare,
    path_of,
)


def render(report: Report) -> bytes:
    """Return the report as JSON, the same bytes for the same report; money is whole öre, shares are per cent."""
    found = {**content(report), "checksum": checksum(report)}
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def checksum(report: Report) -> str:
    """Return the SHA-256 of the report's content as canonical JSON, as hex."""
    canonical = json.dumps(content(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def content(report: Report) -> dict[str, Any]:
    """Return all that a report says, as plain values."""
    return {
        "report": report.key,
        "title": report.title,
        "lead": report.lead,
        "municipality": {"code": report.code, "name": report.municipality},
        "as_of": report.as_of.isoformat(),
        "compared_with": report.compared_with and report.compared_with.isoformat(),
        "blocks": [found for block in report.blocks if (found := _block(block))],
        "tables": {table.key: records(table) for table in report.sheets},
    }


def records(table: Table) -> list[dict[str, Any]]:
    """Return a table's rows as objects by column key; a withheld value is {"withheld": ground}."""
    return [
        {column.key: plain(value) for column, value in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def plain(value: Value) -> Any:
    """Return a value as JSON knows it: dates as YYYY-MM-DD, verdicts by their key, nothing as null."""
    value = bare(value)
    match value:
        case Withheld(ground):
            return {"withheld": ground}
        case NotConcerned():
            return {"not_concerned": True}
        case Verdict():
            return value.value
        case date():
            return value.isoformat()
    return value


@singledispatch
def _block(block: Block) -> dict[str, Any] | None:
    """Return a block as plain values; one that says nothing, such as a new page, as None."""
    return None


@_block.register
def _(block: Statement) -> dict[str, Any]:
    return {"statement": "".join(run.text for run in block.runs)}


@_block.register
def _(block: KeyNumbers) -> dict[str, Any]:
    return {"key_numbers": [_key_number(item) for item in block.items]}


@_block.register
def _(block: ProposedDecisions) -> dict[str, Any]:
    return {"proposed_decisions": list(block.points)}


@_block.register
def _(block: Table) -> dict[str, Any]:
    return {"table": _table(block)}


@_block.register
def _(block: Chart) -> dict[str, Any]:
    return {"chart": {"title": block.title, "note": block.note, "table": _table(block.table)}}


@_block.register
def _(block: Points) -> dict[str, Any]:
    return {"points": {"title": block.title, "items": list(block.items)}}


@_block.register
def _(block: Beside) -> dict[str, Any]:
    return {"beside": [_block(block.left), _block(block.right)]}


@_block.register
def _(block: Footnotes) -> dict[str, Any]:
    sources = [{"mark": note.mark, "text": note.text, "path": note.path} for note in block.sources]
    return {"footnotes": {"title": block.title, "definitions": list(block.definitions), "sources": sources}}


def _key_number(item: KeyNumber) -> dict[str, Any]:
    return {
        "label": item.label,
        "value": plain(item.value),
        "unit": item.kind,
        "note": item.note,
        "source": item.source,
        "path": path_of(item.value),
    }


def _table(table: Table) -> dict[str, Any]:
    columns = [
        {"key": column.key, "label": column.label, "unit": column.kind, "source": column.source}
        for column in table.columns
    ]
    total = [plain(value) for value in table.total]
    return {
        "title": table.title,
        "note": table.note,
        "columns": columns,
        "rows": records(table),
        "total": total,
    }
