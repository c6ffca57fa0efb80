"""Lists as tables: columns are data, and the address keeps sorting, filters and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samsyn.kit.words import stems
from samsyn.web.base.marks import NotConcerned, icon, value

SIZE = 50
EXPORTS = ("xlsx", "csv", "json")
OWN = ("sort", "page", "as", "per")
"""Words of the address that are not filters."""
UNKNOWN = (None, "", NotConcerned.VALUE)
FEW = 10
"""Rows that a table can have without a search of its own."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is named, what it holds, how it sorts (kolumn).

    `of` reads the value from a row (the attribute named as the column if not given) and `show` its cell where the
    common look of the value isn't enough. `order` names the database fields to sort by; without any, the values are
    sorted when the whole list is at hand. Units stand in the header, so the cells hold bare figures. `short` is the
    word after the figure where a packed table on a phone leaves the header out ("" for none).
    """

    key: str
    label: str
    of: Callable[[Any], Any] | None = None
    show: Callable[[Any], str | SafeString] | None = None
    link: Callable[[Any], str] | None = None
    under: Callable[[Any], str | SafeString] | None = None
    order: tuple[str, ...] = ()
    number: bool = False
    head: bool = False
    wide: bool = False
    unit: str = ""
    short: str | None = None
    sortable: bool = True

    @property
    def title(self) -> str:
        """Return the header with its unit."""
        return f"{self.label}, {self.unit}" if self.unit and self.unit not in self.label else self.label

    def raw(self, row: Any) -> Any:
        """Return the value itself, for sorting and for files."""
        return self.of(row) if self.of else attrgetter(self.key)(row)

    def cell(self, row: Any) -> SafeString:
        """Draw the cell of a row."""
        unit = self.unit if self.unit in ("mnkr", "tkr") else ""
        inside: str | SafeString = self.show(row) if self.show else value(self.raw(row), unit)
        if self.link and (url := self.link(row)):
            inside = format_html('<a href="{}">{}</a>', url, inside)
        if self.under and (below := self.under(row)):
            inside = format_html('{}<span class="under">{}</span>', inside, below)
        return format_html(_frame(self, isinstance(self.raw(row), date)), inside)


@lru_cache(512)
def _frame(column: Column, day: bool) -> str:
    """Return a column's cell with a hole; braces in a label would be holes too. A day stays on one line."""
    label = _braced(column.title)
    short = "" if column.short is None else f' data-short="{_braced(column.short)}"'
    css = ' class="num"' if column.number else ' class="day"' if day else ""
    wide = " data-wide" if column.wide else ""
    if column.head:
        return f'<th scope="row" role="rowheader"{css}>{{}}</th>'
    return f'<td role="cell"{css}{wide} data-label="{label}"{short}>{{}}</td>'


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's header as it stands over this list (rubrik)."""

    column: Column
    url: str
    sorted: str

    @property
    def icon(self) -> SafeString | str:
        """Draw the arrow of the column that the list is sorted by."""
        return icon("arrow-up" if self.sorted == "ascending" else "arrow-down") if self.sorted else ""


class View:
    """What the address asks of a list: sorting, page, filters, file format (vy).

    Several lists on one page each have a `prefix` for those words, such as "medel-" for ?medel-sort=budget.
    """

    def __init__(
        self, request: HttpRequest, columns: Sequence[Column], sort: str, size: int = SIZE, prefix: str = ""
    ) -> None:
        self.query: QueryDict = request.GET
        self.prefix = prefix
        self.columns = tuple(columns)
        self.size = size
        asked = self.query.get(f"{prefix}sort", "")
        known = {column.key for column in columns if column.sortable}
        chosen = asked if asked.removeprefix("-") in known else sort
        self.descending, self.key = chosen.startswith("-"), chosen.removeprefix("-")

    @cached_property
    def column(self) -> Column | None:
        """Return the column that the list is sorted by."""
        return next((column for column in self.columns if column.key == self.key), None)

    @property
    def order(self) -> tuple[str, ...]:
        """Return the fields for order_by, the wanted way round, ending in the row's id so that pages never overlap."""
        fields = (self.column.order or (self.key,)) if self.column else (self.key,)
        return (*(_turned(field) if self.descending else field for field in fields), "pk")

    @property
    def export(self) -> str:
        """Return the file format that is asked for, or nothing."""
        asked = self.query.get(f"{self.prefix}as", "")
        return asked if asked in EXPORTS else ""

    @property
    def page(self) -> int:
        """Return the number of the page, from 1."""
        text = self.query.get(f"{self.prefix}page", "1")
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1

    @property
    def window(self) -> slice:
        """Return which rows to fetch: those of the page, or all for a file."""
        return slice(None) if self.export else slice((self.page - 1) * self.size, self.page * self.size)

    def filter(self, name: str) -> str:
        """Return the wanted value of a filter, or nothing; PostgreSQL takes no NUL in a text."""
        return self.query.get(name, "").replace("\0", "").strip()

    @property
    def words(self) -> str:
        """Return the words that the rows of the table are searched for."""
        return self.filter(f"{self.prefix}q")

    @property
    def filtered(self) -> bool:
        """Return whether anything is filtered."""
        return any(
            text
            for name, text in self.query.items()
            if self._mine(name) and name.rpartition("-")[2] not in OWN
        )

    @property
    def asked(self) -> bool:
        """Return whether the address asks anything of this list of several on a page."""
        return any(self._mine(name) for name in self.query)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what a form with the filters keeps of the address: the sorting, and what other lists ask for."""
        return [
            (name, str(text)) for name, text in self.query.items()
            if name != "per" and (not self._mine(name) or name == f"{self.prefix}sort")
        ]  # fmt: skip

    @property
    def cleared(self) -> str:
        """Return the address of the list without its search."""
        return self.url(q="", page="")

    def _mine(self, name: str) -> bool:
        return name.startswith(self.prefix) if self.prefix else "-" not in name

    def url(self, **changes: str | int) -> str:
        """Return the address of this list with something changed; an empty value leaves the word out."""
        query = self.query.copy()
        query.pop("per", None)
        for word, text in changes.items():
            name = f"{self.prefix}{word}" if word in (*OWN, "q") else word
            query[name] = str(text)
            if text == "":
                del query[name]
        return "?" + query.urlencode()

    def table(self, rows: Iterable[Any], total: int, caption: str, **more: Any) -> Table:
        """Return the table of rows that are already sorted and cut to `window`; `total` counts all of them."""
        return Table(self, tuple(rows), total, caption, **more)

    def arrange(self, rows: Iterable[Any], caption: str, *, search: bool = False, **more: Any) -> Table:
        """Return the table of a whole list, searched, sorted and cut here; missing values come last.

        `search` gives a list of more than a few rows a search of its own, where the page has no filters for it.
        """
        everything = list(rows)
        whole = len(everything)
        if search and self.words:
            everything = [row for row in everything if self._has(row, stems(self.words))]
        if self.column:
            read = self.column.raw
            known = [row for row in everything if read(row) not in UNKNOWN]
            known.sort(key=lambda row: _key(read(row)), reverse=self.descending)
            everything = known + [row for row in everything if read(row) in UNKNOWN]
        search = search and bool(whole > FEW or self.words)
        return Table(
            self, tuple(everything[self.window]), len(everything), caption, search=search, whole=whole, **more
        )

    def _has(self, row: Any, words: Iterable[str]) -> bool:
        """Return whether every word stands somewhere in a row."""
        raw = (column.raw(row) for column in self.columns)
        text = " ".join(str(getattr(one, "label", one)) for one in raw if one is not None).casefold()
        return all(word in text for word in words)


@dataclass(frozen=True)
class Table:
    """A list ready to draw or to write to a file (tabell).

    `foot` is a total row, `search` whether the list can be searched, `whole` how many rows it has without a search.
    """

    view: View
    rows: tuple[Any, ...]
    total: int
    caption: str
    foot: Any = None
    note: str = ""
    search: bool = False
    whole: int = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in order."""
        return self.view.columns

    @property
    def headings(self) -> list[Heading]:
        """Return the headers with their sorting links."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        now = column.key == self.view.key
        state = ("descending" if self.view.descending else "ascending") if now else ""
        turned = f"-{column.key}" if state == "ascending" else column.key
        return Heading(column, self.view.url(sort=turned, page="") if column.sortable else "", state)

    @property
    def body(self) -> SafeString:
        """Draw the rows."""
        lines = ("".join(column.cell(row) for column in self.columns) for row in self.rows)
        return mark_safe("".join(f'<tr role="row">{line}</tr>' for line in lines))  # noqa: S308  cells are escaped

    @property
    def total_row(self) -> SafeString:
        """Draw the row of sums."""
        cells = "".join(column.cell(self.foot) for column in self.columns)
        return mark_safe(f'<tr role="row">{cells}</tr>')  # noqa: S308  cells are escaped

    @property
    def records(self) -> list[list[Any]]:
        """Return the bare values, row by row, for a file."""
        return [[column.raw(row) for column in self.columns] for row in self.rows]

    @property
    def first(self) -> int:
        """Return the number of the first row shown."""
        return (self.view.page - 1) * self.view.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return max(0, self.first + len(self.rows) - 1)

    @property
    def previous_url(self) -> str:
        """Return the address of the page before, or nothing."""
        return self.view.url(page=self.view.page - 1) if self.view.page > 1 else ""

    @property
    def next_url(self) -> str:
        """Return the address of the page after, or nothing."""
        return self.view.url(page=self.view.page + 1) if self.last < self.total else ""

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Return the file formats with their addresses."""
        return [(form, self.view.url(**{"as": form, "page": ""})) for form in EXPORTS]


def _braced(text: str) -> str:
    """Return a text that is safe in an attribute of a template with holes."""
    return format_html("{}", text).replace("{", "{{").replace("}", "}}")


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _key(what: Any) -> Any:
    """Return what a value sorts by: a scale by its step, text without regard to case."""
    if hasattr(what, "step"):
        return what.step
    if hasattr(what, "minor"):
        return what.minor if what.minor is not None else -1
    return what.casefold() if isinstance(what, str) else what
