"""How versions of governing documents differ, and how far they have come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared

from samsyn.governance.rules import (
    ClauseText,
    Said,
    State,
    changes,
    clause_order,
    decision_unclear,
    disagreements,
    duties,
    repeated,
    state,
    words_changed,
)

DAY = date(2026, 3, 1)
SOON, PAST = DAY + timedelta(days=9), DAY - timedelta(days=9)


@pytest.mark.parametrize(
    ("prepared", "since", "until", "expected"),
    [
        (None, None, None, State.DRAFT),
        (PAST, None, None, State.PREPARED),
        (SOON, None, None, State.DRAFT),
        (PAST, SOON, None, State.DECIDED),
        (None, DAY, None, State.IN_FORCE),
        (None, PAST, DAY, State.REPLACED),
        (None, PAST, SOON, State.IN_FORCE),
    ],
)
def test_a_version_goes_from_draft_to_replaced(
    prepared: date | None, since: date | None, until: date | None, expected: State
) -> None:
    assert state(prepared_on=prepared, valid_from=since, valid_to=until, day=DAY) is expected


@pytest.mark.parametrize(
    ("since", "body", "paragraph", "case", "unclear"),
    [
        (DAY, "", "", "", True),
        (DAY, "KS", "", "", True),
        (DAY, "", "29", "", True),
        (DAY, "KS", "29", "", False),
        (DAY, "KS", "", "KS-2026-14", False),
        (None, "", "", "", False),
    ],
)
def test_a_decision_is_known_by_its_body_and_its_paragraph_or_case(
    since: date | None, body: str, paragraph: str, case: str, unclear: bool
) -> None:
    known = decision_unclear(valid_from=since, body=body, paragraph=paragraph, case_number=case)
    assert known is unclear


def clause(number: str, text: str, heading: str = "") -> ClauseText:
    return ClauseText(number, heading, text)


def kinds(before: list[ClauseText], after: list[ClauseText]) -> list[tuple[str, str]]:
    return [(change.kind, change.number) for change in changes(before, after)]


def test_clauses_pair_by_words_then_number_then_likeness() -> None:
    before = [
        clause("1", "Nämnden ska ha en plan."),
        clause("2", "Planen antas av styrelsen."),
        clause("3", "Utgår helt"),
    ]
    after = [
        clause("1", "Nämnden ska ha en aktuell plan."),
        clause("2", "Forum ska finnas för dialog mellan förvaltningarna."),
        clause("3", "Planen antas av styrelsen."),
    ]
    assert kinds(before, after) == [("changed", "1"), ("new", "2"), ("moved", "3"), ("gone", "3")]


def test_a_clause_that_is_gone_is_told_where_it_stood() -> None:
    before = [clause("1", "Ett"), clause("2", "Borta nu"), clause("3", "Tre")]
    assert kinds(before, [before[0], before[2]]) == [("same", "1"), ("gone", "2"), ("same", "3")]


def test_the_changed_words_are_told() -> None:
    pieces = words_changed("Rapport lämnas varje månad.", "Rapport lämnas varje vecka.")
    told = [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"]
    assert told == [("gone", "månad"), ("new", "vecka")]


def test_a_text_that_is_rewritten_is_told_whole() -> None:
    pieces = words_changed("Nämnden bör beskriva nyttor.", "Varje ägare ska mäta det som lovades, i tre år.")
    assert [piece.kind for piece in pieces] == ["gone", "new"]


TEXTS = st.text("abc åäö.\n", max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_hold_both_texts(before: str, after: str) -> None:
    pieces = words_changed(before, after)
    new = "".join(piece.text for piece in pieces if piece.kind != "gone")
    old = "".join(piece.text for piece in pieces if piece.kind != "new")
    assert new == after
    assert old.rstrip("\n") == before.rstrip("\n")


CLAUSES = st.lists(TEXTS, max_size=7).map(
    lambda texts: [clause(str(place), text) for place, text in enumerate(texts, 1)]
)


@given(CLAUSES, CLAUSES)
def test_every_clause_is_told_once(before: list[ClauseText], after: list[ClauseText]) -> None:
    found = changes(before, after)
    assert [one.after for one in found if one.after] == after
    told = [one.before for one in found if one.before]
    assert sorted(one.number for one in told) == sorted(one.number for one in before)


@given(CLAUSES)
def test_the_same_text_has_no_changes(clauses: list[ClauseText]) -> None:
    assert all(one.kind in ("same", "moved") for one in changes(clauses, clauses))


def test_clauses_sort_as_people_number_them() -> None:
    numbers = ["2.10", "10", "2.9", "3 a", "3", "2"]
    assert sorted(numbers, key=clause_order) == ["2", "2.9", "2.10", "3", "3 a", "10"]


def test_a_number_that_stands_twice_is_named() -> None:
    assert repeated(["1", "2", "1"]) == "1"
    assert repeated(["1", "2"]) == ""


def test_texts_that_name_different_bodies_for_one_thing_disagree() -> None:
    said = [
        Said("beslutar", "Kommunfullmäktige", "planen för drift", "drift plan", "A", "Modellen, klausul 3"),
        Said("beslutar", "Kommunstyrelsen", "en plan för drift", "drift plan", "B", "brev.txt, rad 4"),
        Said("ansvarar", "Kommunstyrelsen", "planen för drift", "drift plan", "C", "brev.txt, rad 5"),
        Said("beslutar", "Kommunstyrelsen", "riktlinjer för drift", "drift riktlinj", "D", "brev.txt, rad 6"),
    ]
    (found,) = disagreements(said)
    assert (found.role, found.what) == ("beslutar", "planen för drift")
    assert [(bodies, [one.sentence for one in told]) for bodies, told in found.sides] == [
        ("Kommunfullmäktige", ["A"]),
        ("Kommunstyrelsen", ["B"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nämnden ska ha en ägare.", [("Nämnden", "ska", "ha en ägare")]),
        ("Förvaltningschefen ansvarar för att utse ägare.", [("Förvaltningschefen", "ansvarar för att", "utse ägare")]),
        ("Saknas mål ska nämnden säga varför.", [("nämnden", "ska", "säga varför")]),
        ("Kommunstyrelsen antar planen och ansvarar för säkerheten.", [("Kommunstyrelsen", "ansvarar för", "säkerheten")]),
        ('Där står att kontoret ansvarar för "att delta i forum".', [("kontoret", "ansvarar för", "delta i forum")]),
        ("Planen beskriver läget. Den är lång.", []),
        ("Initiativet ska ha ett namn.", []),
    ],
)  # fmt: skip
def test_obligations_are_found_with_who_and_what(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.who, one.shall, one.what) for one in duties(text)] == expected


def test_the_two_obligations_that_an_office_quotes_are_recognised() -> None:
    (letter,) = shared("seeds").glob("002*")
    quoted = [one for one in duties(letter.read_text("utf-8")) if "forum" in one.what]
    assert [one.who for one in quoted] == ["serviceförvaltningen", "förvaltningarna"]
