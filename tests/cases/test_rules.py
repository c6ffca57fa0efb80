"""What makes two numbers one case, and what two sources of one decision add or contradict."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.cases.rules import case_key, main_number, merge, minutes_dates, reference_key


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


@pytest.mark.parametrize(
    ("day", "adjusted", "noticed", "expected"),
    [
        # Nothing recorded: the last days there are. 21 days after 2026-02-18 is a Wednesday.
        ("2026-02-02", None, None, ("2026-02-16", "2026-02-18", "2026-03-11", "2026-03-12")),
        # Noticed on a Friday before Easter: three weeks later is a working day.
        ("2026-03-30", "2026-04-01", "2026-04-02", ("2026-04-13", "2026-04-03", "2026-04-23", "2026-04-24")),
        # Three weeks end on the national day, a Saturday: the next working day.
        ("2026-05-11", "2026-05-14", "2026-05-16", ("2026-05-25", "2026-05-16", "2026-06-08", "2026-06-09")),
        # Three weeks end on Christmas Eve.
        ("2026-12-01", "2026-12-02", "2026-12-03", ("2026-12-15", "2026-12-04", "2026-12-28", "2026-12-29")),
    ],
)
def test_the_days_that_follow_a_meeting(
    day: str, adjusted: str | None, noticed: str | None, expected: tuple[str, ...]
) -> None:
    found = minutes_dates(
        date.fromisoformat(day),
        date.fromisoformat(adjusted) if adjusted else None,
        date.fromisoformat(noticed) if noticed else None,
    )
    assert (
        tuple(map(str, (found.adjust_by, found.notice_by, found.appeal_until, found.final_from))) == expected
    )
