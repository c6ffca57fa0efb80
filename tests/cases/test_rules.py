"""What makes two numbers one case, and what two sources of one decision add or contradict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.cases.rules import case_key, main_number, merge, reference_key


@pytest.mark.parametrize(
    ("number", "key", "main"),
    [
        ("SLK-2024-00506", "slk-2024-506", ""),
        ("SLK-2024-00506:9", "slk-2024-506:9", "SLK-2024-00506"),
        ("slk-2024-506:09", "slk-2024-506:09", ""),
        ("KS 2018/14", "ks-2018-14", ""),
        ("KSKF/2014:1", "kskf-2014-1", ""),
        ("KS/2017:257", "ks-2017-257", ""),
        ("något eget", "något eget", ""),
    ],
)
def test_a_part_of_a_case_has_a_key_of_its_own(number: str, key: str, main: str) -> None:
    assert (case_key(number), main_number(number)) == (key, main)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("KSAU 2020-10-05 §567", "2020-10-05 § 567"),
        ("KF § 12, 2026-03-02", "2026-03-02 § 12"),
        ("SOU 2026:12", "sou 2026:12"),
        ("STK-2019-284", "stk-2019-284"),
    ],
)
def test_a_reference_waits_for_the_key_of_what_it_names(words: str, key: str) -> None:
    assert reference_key(words) == key


def said(text: str, force: str = "beslutar", outcome: str = "") -> dict[str, str]:
    return {"text": text, "force": force, "outcome": outcome}


def test_the_same_words_meet_and_the_rest_meet_in_order() -> None:
    found = merge([said("A"), said("B")], [said("b.", outcome="bifall"), said("C"), said("D")])
    assert found.pairs == [1, 0, None]
    assert found.filled == {1: {"outcome": "bifall"}}
    assert found.differences == [(0, "text", "A", "C")]


texts = st.lists(st.sampled_from("ABCDE"), max_size=5)


@given(texts, texts)
def test_nothing_is_paired_twice_and_what_is_left_over_is_added(held: list[str], other: list[str]) -> None:
    found = merge([said(text) for text in held], [said(text) for text in other])
    taken = [place for place in found.pairs if place is not None]
    assert len(taken) == len(set(taken)) == min(len(held), len(other))


@given(texts)
def test_a_source_that_says_the_same_changes_nothing(held: list[str]) -> None:
    found = merge([said(text) for text in held], [said(text) for text in held])
    assert (found.filled, found.differences, None in found.pairs) == ({}, [], False)
