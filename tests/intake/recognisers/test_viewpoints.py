"""An answer to a referral taken apart: questions, headings, viewpoints with their quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import recognise
from samsyn.intake.recognisers.viewpoints import Answered, answered

QUESTIONS = ("Är det tydligt vem som betalar för en gemensam tjänst?", "När kan förslaget börja gälla?")
TEXT = """Yttrande

Sammanfattning

Nämnden välkomnar förslaget.

Ärendet

Nämnden välkomnar att tjänsterna samlas, men saknar en tidplan. Kartan är ritad i blått.

1. Är det tydligt vem som betalar för en gemensam tjänst?

Avgifter:

Nämnden önskar besked om vad som ingår i avgiften, hur den räknas fram samt när den kan ändras.

Stöd

Det behöver finnas en person att ringa. Detta bör ordnas före sommaren.

När kan förslaget börja gälla?

Nämnden har inget att invända mot årsskiftet.

Beslutet skickas till

Kommunstyrelsen
"""


def taken_apart(text: str, questions: tuple[str, ...] = QUESTIONS) -> Answered:
    return answered(number(text.split("\n")), questions)


def test_viewpoints_stand_under_their_question_and_theme_with_the_line_they_come_from() -> None:
    found = taken_apart(TEXT)
    assert [(one.kind, one.question, one.theme, one.text) for one in found.viewpoints] == [
        ("support", None, "", "Nämnden välkomnar att tjänsterna samlas"),
        ("request", None, "", "Saknar en tidplan"),
        (
            "request",
            0,
            "Avgifter",
            "Nämnden önskar besked om vad som ingår i avgiften, hur den räknas fram samt när den kan ändras",
        ),
        ("request", 0, "Stöd", "Det behöver finnas en person att ringa. Detta bör ordnas före sommaren"),
        ("support", 1, "", "Nämnden har inget att invända mot årsskiftet"),
    ]
    assert found.viewpoints[2].quote.line == 15
    assert "vad som ingår i avgiften, hur den räknas fram" in found.viewpoints[2].quote.text


def test_every_paragraph_of_the_answer_stands_under_its_heading() -> None:
    parts = [(part.question, part.heading, len(part.paragraphs)) for part in taken_apart(TEXT).parts]
    assert parts == [(None, "", 1), (0, "", 0), (0, "Avgifter", 1), (0, "Stöd", 1), (1, "", 1)]


def test_a_text_without_headings_is_one_part_and_says_so() -> None:
    found = taken_apart(
        "Vi i föreningen önskar mer tid för utbildning. I övrigt ställer vi oss bakom förslaget.\n"
    )
    assert (found.headed, len(found.parts)) == (False, 1)
    assert [one.kind for one in found.viewpoints] == ["request", "support"]


@given(st.text(max_size=400), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_is_taken_apart_without_inventing_words(text: str, questions: list[str]) -> None:
    lines = number(text.split("\n"))
    found = answered(lines, questions)
    by_place = {(line.page, line.number): line.text for line in lines}
    for one in found.viewpoints:
        assert one.quote.text in by_place[one.quote.page, one.quote.line]


@pytest.mark.parametrize(("kind", "least", "most"), [("request", 19, 23), ("support", 6, 8)])
def test_a_real_answer_has_its_requests_and_its_support(kind: str, least: int, most: int) -> None:
    (path,) = shared("seeds").glob("002_*.txt")
    lines = read(path.read_bytes(), path.name).lines
    questions = [one.value for document in recognise(lines) for one in document.questions]
    found = answered(lines, questions)
    assert least <= sum(one.kind == kind for one in found.viewpoints) <= most
    assert {one.question for one in found.viewpoints} == {None, 0, 1}
    assert len({one.theme for one in found.viewpoints} - {""}) == 8
