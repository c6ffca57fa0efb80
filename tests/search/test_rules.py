"""What somebody means by what they type."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.search.rules import Meant, Paragraph, meant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I-0147", Meant(initiative=147)),
        ("i147", Meant(initiative=147)),
        ("G-0002", Meant(audit=2)),
        ("KS § 198", Meant(paragraph=Paragraph("198", "KS"))),
        ("ks §198/2026", Meant(paragraph=Paragraph("198", "ks", 2026))),
        ("§ 198/2026", Meant(paragraph=Paragraph("198", "", 2026))),
        ("§198", Meant(paragraph=Paragraph("198"))),
        ("Socialnämnden § 12", Meant(paragraph=Paragraph("12", "Socialnämnden"))),
        ("KSAU 2020-10-05 § 567", Meant(paragraph=Paragraph("567", "KSAU", day=date(2020, 10, 5)))),
        ("digital ansökan", Meant()),
        ("", Meant()),
    ],
)
def test_a_text_names_one_thing_or_is_words(text: str, expected: Meant) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", ["STK-2019-284", "STK 2019/284", "stk-2019-284"])
def test_any_writing_of_a_diary_number_is_the_same_number(text: str) -> None:
    assert meant(text).case == ("STK", 2019, 284)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    wanted = meant(text)
    assert (
        sum(one is not None for one in (wanted.initiative, wanted.audit, wanted.case, wanted.paragraph)) <= 1
    )
