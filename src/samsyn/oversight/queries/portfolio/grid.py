"""Measures over one grouping or two: every cell, the sums of rows and columns, and what changed since a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from samsyn.oversight.queries.portfolio.dimensions import BY_ESTIMATES, Dimension, Names, names
from samsyn.oversight.queries.portfolio.measures import COUNT, MEASURES, Cut, Measure, summed
from samsyn.oversight.queries.scope import SEK

Place = tuple[str, str]
"""A group of the first grouping and one of the second; nothing stands for all."""


@dataclass(slots=True)
class Figure:
    """A sum in hundredths (or a number of initiatives) and how many rows it is of (tal)."""

    value: int = 0
    rows: int = 0

    def add(self, value: int, rows: int) -> None:
        """Add rows to the sum."""
        self.value += value
        self.rows += rows


@dataclass(frozen=True, slots=True)
class Grid:
    """The figures by measure and place, in one currency; `others` has other currencies with their rows (rutnät).

    `unsummed` are the measures whose groups are not added together: the cost in one edition and the next.
    """

    first: Dimension
    second: Dimension | None
    names: Names
    currency: str
    figures: dict[str, dict[Place, Figure]]
    others: dict[str, int] = field(default_factory=dict)
    unsummed: frozenset[str] = frozenset()

    def figure(self, measure: str, first: str = "", second: str = "") -> Figure | None:
        """Return the figure at a place, None where no row is; the total of all groups without any."""
        if measure in self.unsummed and "" in (first, second if self.second else "all"):
            return None
        found = self.figures[measure].get((first, second))
        return found if found and found.rows else None

    def rows(self) -> list[str]:
        """Return the groups of the first grouping, in order."""
        return self._groups(self.first, 0)

    def columns(self) -> list[str]:
        """Return the groups of the second grouping, in order."""
        return self._groups(self.second, 1) if self.second else []

    def _groups(self, one: Dimension, side: int) -> list[str]:
        found = {place[side] for cells in self.figures.values() for place in cells if place[side]}
        return sorted(found, key=lambda group: one.place(group, self.names))


def grid(
    cut: Cut, first: Dimension, second: Dimension | None = None, *, measures: Iterable[Measure],
    currency: str = "",
) -> Grid:  # fmt: skip
    """Return measures over one grouping or two: one query for all; without a currency that of most rows, SEK first."""
    wanted = list(measures)
    named = names(cut.lens, [one for one in (first, second) if one])
    by = (first, second)
    parts = [summed(cut, family, by) for family in dict.fromkeys(one.family for one in wanted)]
    found = list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    held = _currencies(found)
    chosen = currency or (SEK if SEK in held or not held else max(held, key=lambda one: held[one]))
    figures: dict[str, dict[Place, Figure]] = {one.key: defaultdict(Figure) for one in wanted}
    for row in found:
        if row[1] not in ("", chosen):
            continue
        places = _places(row[2], row[3], by, named)
        for place, measure in enumerate(one for one in MEASURES.values() if one.family == row[0]):
            if measure.key in figures:
                _add(figures[measure.key], places, row[4 + place], row[7 + place])
    return Grid(
        first, second, named, chosen, {key: dict(cells) for key, cells in figures.items()},
        {one: many for one, many in held.items() if one != chosen},
        frozenset(one.key for one in wanted if one.family == BY_ESTIMATES and _by_edition(by)),
    )  # fmt: skip


def _by_edition(by: Iterable[Dimension | None]) -> bool:
    return any(one is not None and one.beside == BY_ESTIMATES for one in by)


def _currencies(found: Iterable[tuple[object, ...]]) -> dict[str, int]:
    """Return how many rows with money there are in each currency; benefits are in kronor and don't count."""
    held: dict[str, int] = defaultdict(int)
    for row in found:
        if row[0] not in (COUNT, "benefits"):
            held[str(row[1])] += sum(int(str(many)) for many in row[7:10])
    return {one: many for one, many in held.items() if many}


def _places(first: str, second: str, by: tuple[Dimension, Dimension | None], named: Names) -> set[Place]:
    """Return where a row's figure stands: in each of its groups, in their sums once, and in the whole once."""
    one, two = by
    rows = one.groups(first, named)
    columns = two.groups(second, named) if two else ()
    return {*product(rows, ("", *columns)), *product(("",), ("", *columns))}


def _add(cells: dict[Place, Figure], places: set[Place], value: int, rows: int) -> None:
    for place in places:
        cells[place].add(value, rows)


def before(cut: Cut, day: date) -> Cut:
    """Return the same cut as it was by the end of an earlier day."""
    return replace(cut, lens=replace(cut.lens, as_of=day))
