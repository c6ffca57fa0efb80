"""The portfolio's table: a row for each group, a column for each measure or group, every figure a way to its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.kit.money import TRUE_MINUS
from samsyn.oversight.queries.portfolio import Grid, Measure
from samsyn.web.base.figures import amount, exactly, labelled, unit_of
from samsyn.web.base.marks import missing, number
from samsyn.web.base.tables import Column

WHOLE = "Alla"
APART = "Läggs inte ihop"
NOTHING = "Inget"
"""What a cell says where no row has the figure, or where there are no rows at all."""
Words = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A group of the first grouping; all of them together have no group (rad)."""

    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The grid now and on the day compared with, and what the address narrows it to (blad)."""

    now: Grid
    then: Grid | None
    kept: Words
    year: int

    def columns(self, measures: Iterable[Measure], files: bool) -> tuple[Column, ...]:
        """Return the table's columns; files have the changes in columns of their own."""
        first = Column("grupp", self.now.first.label, of=lambda line: line.name, head=True)
        cells = [
            self._column(measure, group)
            for measure in measures
            for group in ((*self.now.columns(), "") if self.now.second else ("",))
        ]
        changes = [self._change_column(*cell[1:]) for cell in cells] if self.then and files else []
        return (first, *(column for column, *_ in cells), *changes)

    def lines(self) -> list[Line]:
        """Return a line for each group that is there now or was then."""
        groups = dict.fromkeys([*self.now.rows(), *(self.then.rows() if self.then else ())])
        ordered = sorted(groups, key=lambda group: self.now.first.place(group, self.now.names))
        return [Line(group, self.now.first.name(group, self.now.names)) for group in ordered]

    def _column(self, measure: Measure, group: str) -> tuple[Column, Measure, str, str]:
        label = self._label(measure, group)
        column = Column(
            f"{measure.key}{'-' if group else ''}{group}", label, of=self._value(measure, group),
            show=self._shown(measure, group, label), under=self._under(measure, group), number=True,
            unit=unit_of(self.now.currency) if measure.column else "",
        )  # fmt: skip
        return column, measure, group, label

    def _label(self, measure: Measure, group: str) -> str:
        if self.now.second:
            return self.now.second.name(group, self.now.names) if group else WHOLE
        label = f"{measure.label} {self.year}" if measure.year else measure.label
        return labelled(label, self.now.currency) if measure.column else label

    def _value(self, measure: Measure, group: str) -> Callable[[Line], int | None]:
        def value(line: Line) -> int | None:
            found = self.now.figure(measure.key, line.group, group)
            if measure.column == "":
                return found.value if found else 0
            return exactly(found.value, self.now.currency) if found else None

        return value

    def _shown(self, measure: Measure, group: str, label: str) -> Callable[[Line], str | SafeString]:
        def shown(line: Line) -> str | SafeString:
            found = self.now.figure(measure.key, line.group, group)
            if found is None:
                return self._empty(measure, line)
            text = amount(found.value, whole=True) if measure.column else number(found.value)
            what = f"{measure.label.lower()}, {line.name}" + (f", {label}" if self.now.second else "")
            url = self.opens(measure, line.group, group)
            return format_html('<a href="{}">{}<span class="sr-only"> {}</span></a>', url, text, what)

        return shown

    def _empty(self, measure: Measure, line: Line) -> str | SafeString:
        if measure.key in self.now.unsummed and not line.group:
            return format_html('<span class="empty-value">{}</span>', APART)
        if not measure.column:
            return "0"
        there = self.now.figures.get("antal", {}).get((line.group, ""))
        return missing() if there else format_html('<span class="empty-value">{}</span>', NOTHING)

    def change(self, measure: Measure, line: Line, group: str) -> int | None:
        """Return how much a cell has changed since the day compared with; None where it is empty then and now."""
        if self.then is None:
            return None
        now, then = (one.figure(measure.key, line.group, group) for one in (self.now, self.then))
        return (now.value if now else 0) - (then.value if then else 0) if now or then else None

    def _under(self, measure: Measure, group: str) -> Callable[[Line], str]:
        def under(line: Line) -> str:
            change = self.change(measure, line, group)
            if change is None:
                return ""
            text = amount(abs(change), whole=True) if measure.column else number(abs(change))
            if not text.strip("0,"):
                return "±0"
            return f"{'+' if change > 0 else TRUE_MINUS}{text}"

        return under

    def _change_column(self, measure: Measure, group: str, label: str) -> Column:
        def change(line: Line) -> int | None:
            found = self.change(measure, line, group)
            return exactly(found, self.now.currency) if measure.column else found

        return Column(
            f"andring-{measure.key}-{group}", f"Ändring: {label}", of=change, number=True,
            unit=unit_of(self.now.currency) if measure.column else "",
        )  # fmt: skip

    def opens(self, measure: Measure, first: str, second: str) -> str:
        """Return the address of the list with exactly the rows that a figure is of."""
        words = list(self.kept)
        for dimension, group in ((self.now.first, first), (self.now.second, second)):
            if dimension and group:
                words = [(key, text) for key, text in words if key != dimension.key or dimension.beside]
                words.append((dimension.key, group))
        more: dict[str, Any] = {}
        if measure.column:
            more = {"matt": measure.key, "valuta": self.now.currency}
        if measure.year or any(key == "kalla" for key, _ in words):
            more["ar"] = self.year
        return f"{reverse('register:list')}?{urlencode([*words, *more.items()])}"
