"""Texts about the same thing come together, by the stems they share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit.likeness import groups, roots, title

MONEY = [
    "Nämnden vill veta hur finansieringen av driften fördelas.",
    "Finansieringsfrågan måste lösas innan driften flyttas.",
    "Vem står för finansieringen?",
]
SCHOOL = ["Utbildningen av personalen bör ske lokalt.", "Personalens utbildning behöver mer tid."]
LONE = ["Kartan visar fel gräns."]


@pytest.mark.parametrize(
    ("texts", "seeds", "expected"),
    [
        ([], [], []),
        ([], ["Finansiering"], [[]]),
        ([*MONEY, *SCHOOL, *LONE], [], [[0, 1, 2], [3, 4], [5]]),
        ([SCHOOL[0], MONEY[0], SCHOOL[1], MONEY[1]], [], [[0, 2], [1, 3]]),
        ([*MONEY, *SCHOOL], ["Utbildning", "Finansiering"], [[3, 4], [0, 1, 2]]),
        (LONE, ["Finansiering"], [[], [0]]),
        (["", "önskar", "123"], [], [[0], [1], [2]]),
    ],
)  # fmt: skip
def test_groups(texts: list[str], seeds: list[str], expected: list[list[int]]) -> None:
    assert groups(texts, seeds) == expected


def test_a_compound_has_the_root_of_its_first_part() -> None:
    assert roots("kompetensförsörjning") == roots("kompetensen")


def test_a_group_is_named_by_what_its_texts_share() -> None:
    assert title(MONEY) == "Finansieringen, driften"
    assert title(LONE) == ""


WORDS = st.sampled_from(
    ["budget", "karta", "skola", "väg", "avgift", "nät", "jour", "stöd", "lager", "bolag", "register"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=25)


@given(TEXTS, st.lists(WORDS, max_size=3))
def test_every_text_stands_in_one_group_and_the_same_texts_give_the_same_groups(
    texts: list[str], seeds: list[str]
) -> None:
    found = groups(texts, seeds)
    assert sorted(place for members in found for place in members) == list(range(len(texts)))
    assert found == groups(texts, seeds)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), TEXTS)
def test_equal_texts_stand_together(text: str, others: list[str]) -> None:
    found = groups([text, *others, text])
    assert any({0, len(others) + 1} <= set(members) for members in found)
