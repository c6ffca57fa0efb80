"""A list page's table as a file, and files as they came in."""

from __future__ import annotations

from datetime import date
from functools import singledispatch
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils.text import slugify

from samsyn.history.models import Source
from samsyn.history.queries import kept_file
from samsyn.kit.money import Amount, exact
from samsyn.kit.scales import Scale, Verdict
from samsyn.reports import parts, tables
from samsyn.web.base.marks import NotConcerned, Withheld
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def download(table: Table, request: Request) -> HttpResponse:
    """Return the table in the format that the address asks for (?as=xlsx, csv or json)."""
    form = table.view.export
    day = request.as_of or request.today
    sheet = as_sheet(table)
    data = tables.xlsx(sheet, day) if form == "xlsx" else getattr(tables, form)(sheet)
    name = f"{slugify(table.caption)}-{day}.{form}"
    return HttpResponse(
        data, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def as_file(source: Source | None) -> FileResponse:
    """Return a kept file under the name it came with; 404 where it is no longer kept."""
    path = kept_file(source) if source else None
    if path is None or source is None:
        raise Http404("Filen finns inte kvar.")
    return FileResponse(path.open("rb"), as_attachment=True, filename=source.name)


def as_sheet(table: Table) -> parts.Table:
    """Return the table as reports know tables: typed columns and plain values."""
    columns = tuple(
        parts.Column(column.key, column.label, _kind(column, table.rows)) for column in table.columns
    )
    rows = tuple(tuple(_plain(value) for value in record) for record in table.records)
    return parts.Table(slugify(table.caption), table.caption, columns, rows)


def _kind(column: Column, rows: tuple[Any, ...]) -> parts.Kind:
    sample = next((value for row in rows if (value := column.raw(row)) is not None), None)
    if column.unit in ("mnkr", "tkr"):
        return "ore"
    if isinstance(sample, Verdict):
        return "verdict"
    if isinstance(sample, date):
        return "date"
    return "count" if isinstance(sample, int) and not isinstance(sample, bool) else "text"


@singledispatch
def _plain(value: Any) -> parts.Value:
    return value if value is None or isinstance(value, str | int | date) else str(value)


@_plain.register
def _(value: Amount) -> parts.Value:
    if value.withheld:
        return parts.Withheld(value.withheld)
    if value.minor is None or value.currency == "SEK":
        return value.minor
    return f"{exact(value.minor)} {value.currency}"


@_plain.register
def _(value: Withheld) -> parts.Value:
    return parts.Withheld(value.ground)


@_plain.register
def _(value: NotConcerned) -> parts.Value:
    return parts.NotConcerned()


@_plain.register
def _(value: bool) -> parts.Value:
    return "Ja" if value else "Nej"


@_plain.register
def _(value: Scale) -> parts.Value:
    return value if isinstance(value, Verdict) else value.label
