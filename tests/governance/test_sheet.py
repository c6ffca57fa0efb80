"""A responsibility matrix as a sheet: what is taken, and what is refused with its place and reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.governance.rules.holding import LETTERS
from samsyn.governance.rules.sheet import letter_of, read_sheet

BODIES = {"kommunstyrelsen": 1, "ks": 1, "socialnämnden": 2, "sn": 2}
HEAD = ("Område", "Aktivitet", "KS", "Socialnämnden", "Förvaltningschefen, Socialnämnden", "Projektägaren")


def sheet(
    *rows: tuple[str, ...], head: tuple[str, ...] = HEAD
) -> tuple[dict[tuple[str, str], str], list[tuple[str, str]]]:
    found = read_sheet(list(enumerate((head, *rows), start=1)), BODIES)
    letters = {(one.activity, one.whose.heading): "".join(one.letters) for one in found.cells if one.letters}
    return letters, [(one.where, one.reason) for one in found.refused]


def test_bodies_roles_and_roles_at_a_body_have_columns_and_cells_several_letters() -> None:
    letters, refused = sheet(("Styrning", "Besluta", "A/R", "c", "i", "R, C"))
    assert refused == []
    assert letters == {
        ("Besluta", "KS"): "AR", ("Besluta", "Socialnämnden"): "C",
        ("Besluta", "Förvaltningschefen, Socialnämnden"): "I", ("Besluta", "Projektägaren"): "RC",
    }  # fmt: skip
    cells = read_sheet([(1, HEAD), (2, ("", "Besluta", "", "", "R", "R"))], BODIES).cells
    assert [(one.whose.body, one.whose.role) for one in cells] == [
        (1, ""), (2, ""), (2, "Förvaltningschefen"), (None, "Projektägaren"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "rows", "where", "reason"),
    [
        (
            HEAD,
            [("", "Besluta", "A", "A")],
            "Rad 2, kolumn D",
            "KS har redan A för Besluta, och bara en kan ansvara.",
        ),
        (HEAD, [("", "Besluta", "A", "X")], "Rad 2, kolumn D", "”X” är ingen bokstav i matrisen."),
        (HEAD, [("", "Besluta", "A"), ("", "besluta", "A")], "Rad 3", "besluta står redan på rad 2."),
        (HEAD, [("", "", "A")], "Rad 2", "Aktiviteten saknar namn."),
        (HEAD, [("", "x" * 201, "A")], "Rad 2", "längre än 200 tecken"),
        (
            ("Aktivitet", "Månnämnden"),
            [("Besluta", "A")],
            "Rad 1, kolumn B",
            "Månnämnden är inget organ här.",
        ),
        (("Aktivitet", "XN"), [("Besluta", "A")], "Rad 1, kolumn B", "XN är inget organ här."),
        (("Aktivitet", "Chefen, Månnämnden"), [("Besluta", "A")], "Rad 1, kolumn B", "är inget organ här."),
        (("Aktivitet", "KS", "Kommunstyrelsen"), [("B", "A")], "Rad 1, kolumn C", "har redan en kolumn."),
        (("Process", "KS"), [("Besluta", "A")], "Rad 1", "Rubriken Aktivitet saknas."),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(
    head: tuple[str, ...], rows: list[tuple[str, ...]], where: str, reason: str
) -> None:
    _, refused = sheet(*rows, head=head)
    assert [one for one, _ in refused] == [where]
    assert reason in refused[0][1]


def test_the_rest_of_a_sheet_with_faults_is_kept() -> None:
    letters, refused = sheet(("", "Besluta", "A", "A", "Z"), ("", "Följa upp", "R", "A"))
    assert len(refused) == 2
    assert letters == {("Besluta", "KS"): "A", ("Följa upp", "KS"): "R", ("Följa upp", "Socialnämnden"): "A"}


def test_an_empty_sheet_says_what_to_write() -> None:
    assert [one.where for one in read_sheet([], BODIES).refused] == ["Filen"]


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_columns_are_called_as_a_spreadsheet_calls_them(place: int, name: str) -> None:
    assert letter_of(place) == name


CELLS = st.lists(st.sampled_from(["", "A", "R", "C", "I", "A/R", "x"]), min_size=4, max_size=4)


@given(st.lists(CELLS, max_size=8))
def test_no_activity_is_given_two_that_answer_and_every_cell_is_taken_or_refused(
    rows: list[list[str]],
) -> None:
    found = read_sheet(
        [(1, HEAD), *((n, ("", f"Aktivitet {n}", *row)) for n, row in enumerate(rows, 2))], BODIES
    )
    for number in range(2, len(rows) + 2):
        mine = [one for one in found.cells if one.line == number]
        assert sum("A" in one.letters for one in mine) <= 1
        assert len(mine) + sum(one.where.startswith(f"Rad {number},") for one in found.refused) == 4
        assert all(letter in LETTERS for one in mine for letter in one.letters)
