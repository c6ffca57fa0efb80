from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.recognisers.tables import Diff, InitiativeRow, Known, compare, values


def row(title: str, key: str = "", body: str = "KS", category: str = "") -> InitiativeRow:
    return InitiativeRow(1, title, body, external_key=key.casefold(), external_key_raw=key, category=category)


def known(title: str, key: str = "", body: str = "KS", listed: bool = True) -> Known:
    return Known(title, title, body, key, values(row(title, key, body)), listed)


def told(diff: Diff) -> dict[str, list[str]]:
    return {
        "new": [one.title for one in diff.new],
        "renamed": [one.row.title for one in diff.renamed],
        "changed": [one.row.title for one in diff.changed],
        "unchanged": [one.row.title for one in diff.unchanged],
        "gone": [one.title for one in diff.gone],
    }


def kind(before: Known, after: InitiativeRow) -> str:
    return next(name for name, found in told(compare([before], [after])).items() if found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (known("A", "X_1"), row("A", "x_1"), "unchanged"),
        (known("A", "X_1"), row("A", "X_1", category="ny"), "changed"),
        (known("A", "X_1"), row("B", "X_1"), "renamed"),
        (known("A"), row("A", "X_1"), "unchanged"),
        (known("A", "X_1"), row("A", "X_2"), "unchanged"),
        (known("A", "X_1", body="KS"), row("A", "X_2", body="SN"), "new"),
        (known("Tax-Free Childcare"), row("Tax Free  Childcare"), "renamed"),
        (known("A  b"), row("a B"), "changed"),
        (known("Urenco"), row("Eagle (formerly Urenco)"), "renamed"),
        (known("Eagle (tidigare Urenco)"), row("Urenco"), "renamed"),
        (known("Network (PSN)"), row("Care Network (Formerly Network (PSN))"), "renamed"),
        (known("Home Office Biometrics"), row("Home Office Biometrics (HOB)"), "renamed"),
        (known("Provider programme (LONDON)"), row("Provider programme"), "new"),
        (known("A"), row("B"), "new"),
        (known("A", listed=False), row("A"), "changed"),
    ],
)
def test_one_row_against_what_was_known(before: Known, after: InitiativeRow, expected: str) -> None:
    assert kind(before, after) == expected


def test_a_name_that_two_share_is_no_match() -> None:
    diff = compare([known("GCdocs", body="A"), known("GCdocs", body="B")], [row("GCdocs", body="C")])
    assert told(diff)["new"] == ["GCdocs"]


def test_what_was_left_out_before_is_not_gone_again() -> None:
    assert compare([known("A", listed=False)], []).gone == ()


def test_the_fields_that_differ_are_named() -> None:
    assert compare([known("A", "1")], [row("B", "1", category="ny")]).renamed[0].fields == (
        "category",
        "title",
    )


TITLES = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "a", "A (formerly B)", "C (AB)", "C"]),
        st.sampled_from(["", "1", "2", "3"]),
    ),
    max_size=8,
)


@given(TITLES, TITLES, st.integers(0, 3))
def test_every_row_and_every_listed_initiative_is_counted_once(
    before: list[tuple[str, str]], after: list[tuple[str, str]], unlisted: int
) -> None:
    held = [known(title, key, listed=place >= unlisted) for place, (title, key) in enumerate(before)]
    read = [row(title, key) for title, key in after]
    diff = compare(held, read)
    matched = [*diff.renamed, *diff.changed, *diff.unchanged]
    assert sorted(map(id, [*diff.new, *(one.row for one in matched)])) == sorted(map(id, read))
    seen = [id(one.known) for one in matched]
    assert len(set(seen)) == len(seen)
    assert sorted([*seen, *map(id, diff.gone)]) == sorted(
        id(one) for one in held if one.listed or id(one) in seen
    )
