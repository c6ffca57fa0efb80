"""Out and in again: nothing changed is no difference, and what was changed is exactly what differs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.intake.workbooks.books import Grids, put, taken_out, written
from tests.oversight.town import Town, noon

from samsyn.intake.readers.book import read_book
from samsyn.intake.workbooks.columns import INITIATIVES, Column
from samsyn.intake.workbooks.comparing import compare
from samsyn.intake.workbooks.rows import Lists, known
from samsyn.kit.money import Amount
from samsyn.kit.scales import Risk
from samsyn.organisation.queries import OPEN
from samsyn.register import actions
from samsyn.register.models import Source

pytestmark = pytest.mark.django_db
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n=+-@0_\u00a0"),
    min_size=1,
    max_size=60,
)
WORDS = TEXT.filter(lambda text: text.strip())
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
FACTS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "problem": TEXT, "contact": WORDS, "owner": WORDS, "category": WORDS, "start": DAYS, "decision": WORDS,
        "risk": st.sampled_from(Risk.choices()).map(lambda one: one[0]), "principle": st.booleans(),
        "funding": st.sampled_from(Source.choices()).map(lambda one: one[0]),
        "cost": st.integers(0, 10**13).map(lambda minor: Amount(minor, "SEK")),
    },
)  # fmt: skip
EDITS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS.map(str.strip), "contact": WORDS.map(str.strip), "owner": WORDS.map(str.strip),
    "start": DAYS, "risk": st.sampled_from(["Hög", "Medel", "Låg", "Ej bedömd"]), "principle": st.sampled_from(["ja", "nej"]),
    "funding": st.sampled_from([word for _, word in Source.choices()]), "cost": st.integers(0, 10**9),
}  # fmt: skip


def town(facts: list[dict[str, Any]]) -> Lists:
    """Return a board with initiatives of those facts, and a system and a benefit of the first one's."""
    made = Town()
    for one in facts:
        made.initiative(
            "2026-01-05",
            "SN",
            one["title"],
            **{name: value for name, value in one.items() if name != "title"},
        )
    by, sn = made.by, made.bodies["SN"]
    first = facts[0]
    at = noon("2026-01-06")
    actions.add_system(
        by=by, at=at, body=sn, name=first["title"], yearly_cost=getattr(first.get("cost"), "minor", None)
    )
    return Lists(sn, OPEN)


def differing(lists: Lists, sheets: Grids) -> dict[tuple[str, str], str]:
    """Return the sort of each cell that differs, by key and field."""
    diff = compare(read_book(written(sheets), "in.xlsx"), Lists(lists.body, OPEN), {})
    return {(row.key, cell.column.field): cell.sort for row in diff.rows for cell in row.cells}


class TestRoundTrip(TestCase):
    """Each example has a database of its own."""

    @given(st.lists(FACTS, min_size=1, max_size=4))
    def test_out_and_in_unchanged_is_no_difference(self, facts: list[dict[str, Any]]) -> None:
        lists = town(facts)
        diff = compare(read_book(written(taken_out(lists)), "in.xlsx"), lists, {})
        assert (diff.rows, diff.same, diff.notes) == ((), len(facts) + 1, ())

    @given(st.lists(FACTS, min_size=1, max_size=3), st.data())
    def test_random_edits_come_back_as_exactly_those(
        self, facts: list[dict[str, Any]], data: st.DataObject
    ) -> None:
        lists = town(facts)
        sheets = taken_out(lists)
        before = known(INITIATIVES, lists)
        expected = {}
        for key in data.draw(st.lists(st.sampled_from(sorted(before)), unique=True)):
            field = data.draw(st.sampled_from(sorted(EDITS)))
            column = INITIATIVES.column(field)
            old = before[key].values[field]
            value = data.draw(EDITS[field].filter(partial(changes, column, old, lists)))
            put(sheets["Initiativ"], key, column.name, value)
            expected[key, field] = "changed"
        assert differing(lists, sheets) == expected


def changes(column: Column, old: Any, lists: Lists, new: Any) -> bool:
    """Return whether a cell written so says something else than what stands there."""
    if column.kind == "choice":
        return bool(lists.words(column).get(old) != new)
    if column.kind == "flag":
        return bool((new == "ja") != bool(old))
    return bool(new * 100 != old) if column.kind == "money" else bool(new != old)


@pytest.mark.slow
@settings(max_examples=400)
@given(WORDS)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    (page,) = read_book(written({"A": [[text]]}), "in.xlsx").pages
    assert page.lines[0].cells[0] == text
