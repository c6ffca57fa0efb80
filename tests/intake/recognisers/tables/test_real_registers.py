"""Nine published registers: the seven of the UK's major projects and the two of Canada's IT projects."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.recognisers.tables import (
    InitiativeRow,
    Known,
    Mapped,
    built_in,
    compare,
    guess,
    rows,
    values,
)

UK = [f"gmpp-uk/uk_{year}.csv" for year in (2014, 2015, 2017, 2019, 2020, 2021, 2022)]
CANADA = [f"canada-gc-it-projects/gc-it-projects-{year}.csv" for year in (2016, 2019)]


def mapped(path: str) -> tuple[str, Mapped]:
    file = shared(f"data/{path}")
    table = read(file.read_bytes(), file.name).tables[0]
    profile = guess(table, built_in())
    return profile.name, rows(table, profile)


def by_title(path: str, title: str) -> InitiativeRow:
    return next(row for row in mapped(path)[1].rows if row.title.startswith(title))


@pytest.mark.parametrize(
    ("path", "profile", "count", "edition"),
    [
        (UK[0], "gmpp-uk", 199, "2014"), (UK[1], "gmpp-uk", 188, "2015"), (UK[2], "gmpp-uk", 143, "2017"),
        (UK[3], "gmpp-uk", 133, "2019"), (UK[4], "gmpp-uk", 125, "2020"), (UK[5], "gmpp-uk-2021", 184, "2021"),
        (UK[6], "gmpp-uk-2022", 235, "2022"), (CANADA[0], "canada-gc-it", 398, "2016-06-09"),
        (CANADA[1], "canada-gc-it", 463, "2019-05-01"),
    ],
)  # fmt: skip
def test_every_row_is_read_by_the_profile_that_fits(
    path: str, profile: str, count: int, edition: str
) -> None:
    name, found = mapped(path)
    assert (name, len(found.rows), found.refused) == (profile, count, ())
    assert {row.edition for row in found.rows} == {edition}
    assert all(row.title and row.body for row in found.rows)


@pytest.mark.parametrize(
    ("path", "numbers", "withheld", "empty"),
    [
        (UK[0], 183, 16, 0), (UK[1], 174, 9, 5), (UK[2], 134, 9, 0), (UK[3], 118, 15, 0), (UK[4], 113, 11, 1),
        (UK[5], 164, 20, 0), (UK[6], 191, 42, 2), (CANADA[0], 392, 0, 6), (CANADA[1], 456, 0, 7),
    ],
)  # fmt: skip
def test_costs_are_numbers_withheld_with_the_reason_or_empty(
    path: str, numbers: int, withheld: int, empty: int
) -> None:
    costs = [row.whole_life_cost for row in mapped(path)[1].rows]
    assert sum(cost.minor is not None for cost in costs) == numbers
    assert sum(bool(cost.withheld) for cost in costs) == withheld
    assert sum(cost.empty for cost in costs) == empty


@pytest.mark.parametrize(
    ("path", "states"),
    [
        (UK[0], {"on_track": 71, "deviation": 63, "serious": 41, "none": 24}),
        (UK[4], {"on_track": 21, "deviation": 59, "serious": 43, "none": 2}),
        (UK[6], {"on_track": 24, "deviation": 170, "serious": 27, "none": 14}),
        (CANADA[0], {"none": 398}),
    ],
)  # fmt: skip
def test_colours_are_read_on_their_own_scale(path: str, states: dict[str, int]) -> None:
    found = mapped(path)[1].rows
    assert Counter(row.status.value for row in found) == states
    assert len({row.status.scale for row in found}) == 1


def test_one_row_of_a_turned_file_value_by_value() -> None:
    row = by_title(UK[0], "FE Capital")
    assert (row.line, row.body, row.status.value) == (2, "BIS", "on_track")
    assert (row.end.date and row.end.date.isoformat(), row.end.raw) == ("2015-09-01", "01/09/2015")
    assert (row.whole_life_cost.minor, row.whole_life_cost.currency) == (560_946_000_000, "GBP")
    assert set(row.narratives) >= {"description", "status_comment", "schedule_comment"}


def test_a_date_that_does_not_exist_stays_text() -> None:
    remarks = [text for row in mapped(UK[2])[1].rows for text in row.remarks]
    assert [text.split("”")[1] for text in remarks] == ["1/012/2014"]


def test_money_of_another_country_and_its_own_words_on_dates() -> None:
    row = next(row for row in mapped(CANADA[0])[1].rows if row.external_key == "aafc-pssstp")
    assert (row.whole_life_cost.minor, row.whole_life_cost.currency) == (627_942_900, "CAD")
    ends = Counter(row.end.precision for row in mapped(CANADA[1])[1].rows if row.end.date)
    assert ends == {"day": 299, "year": 64, "month": 40, "quarter": 16}


def walked(paths: list[str]) -> list[tuple[int, int, int, int, int]]:
    """Return (new, renamed, changed, unchanged, gone) of each edition after the one before, nothing ever forgotten."""
    steps = []
    held: list[Known] = []
    for path in paths:
        found = mapped(path)[1].rows
        diff = compare(held, found)
        matched = [*diff.renamed, *diff.changed, *diff.unchanged]
        taken = {id(one.known) for one in matched}
        listed = [one for one in held if one.listed]
        assert len(found) == len(diff.new) + len(matched)
        assert len(listed) == len(diff.gone) + sum(one.known.listed for one in matched)
        assert len(taken) == len(matched)
        steps.append(
            (len(diff.new), len(diff.renamed), len(diff.changed), len(diff.unchanged), len(diff.gone))
        )
        left = [
            Known(k.ref, k.title, k.body, k.external_key, k.values, False) for k in held if id(k) not in taken
        ]
        held = [Known(r.title, r.title, r.body, r.external_key, values(r)) for r in found] + left
    return steps


def test_the_uk_years_one_after_the_other() -> None:
    assert walked(UK) == [
        (199, 0, 0, 0, 0), (54, 7, 127, 0, 65), (79, 8, 56, 0, 127), (52, 8, 73, 0, 63), (20, 1, 103, 1, 29),
        (95, 7, 82, 0, 36), (76, 20, 139, 0, 25),
    ]  # fmt: skip


def test_the_two_canadian_years() -> None:
    assert walked(CANADA) == [(398, 0, 0, 0, 0), (363, 1, 99, 0, 298)]


def test_ids_that_differ_in_case_only_are_the_same() -> None:
    before, after = mapped(UK[4])[1].rows, mapped(UK[5])[1].rows
    upper = {row.external_key_raw for row in after}
    recased = [
        r
        for r in before
        if r.external_key_raw not in upper and r.external_key_raw.upper() in {u.upper() for u in upper}
    ]
    diff = compare([Known(r.title, r.title, r.body, r.external_key_raw, values(r)) for r in before], after)
    assert len(recased) == 4
    assert {r.title for r in recased} <= {one.known.title for one in (*diff.changed, *diff.renamed)}
