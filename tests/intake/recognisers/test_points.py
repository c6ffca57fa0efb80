"""How decisions are written: what opens them, what belongs to them and what doesn't. Texts of our own."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise

TOP = """Ekviks kommun          PROTOKOLLSUTDRAG
Kommunstyrelsen
Sammanträdesdatum 2024-03-12

§ 14 Plan för trygghetslarm
KS 2024/7

"""
WIDE = "Planen har tagits fram av socialförvaltningen och gäller alla som har larm i hemmet under året.\n\n"


def read(text: str) -> Document:
    (document,) = recognise(number((TOP + text).split("\n")))
    return document


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Kommunstyrelsen beslutar\nPlanen antas.\n", [("beslutar", "Planen antas.")]),
        ("Kommunstyrelsen BESLUTAR\n\natt       anta planen.\n", [("beslutar", "anta planen.")]),
        (
            "Beslut\nKommunstyrelsen föreslår kommunfullmäktige fatta följande beslut.\n1. Planen antas.\n",
            [("föreslår", "Planen antas.")],
        ),
        (
            "Kommunstyrelsens beslut\nKommunstyrelsen beslutar att\nanta planen\nge kommunchefen i uppdrag att "
            "följa upp den\n\nSammanfattning\n" + WIDE,
            [("beslutar", "anta planen"), ("beslutar", "ge kommunchefen i uppdrag att följa upp den")],
        ),
        (
            "Beslut\n1. Planen antas.\n\nParagrafen är omedelbart justerad.\n",
            [("beslutar", "Planen antas.")],
        ),
        (
            "Beslut\nPlanen antas.\n\nOrdföranden föreslår att planen antas.\nTove Asp (X) har ställt en fråga om larm.\n",
            [("beslutar", "Planen antas.")],
        ),
    ],
)  # fmt: skip
def test_points(text: str, right: list[tuple[str, str]]) -> None:
    found = [(point.force.value, point.text.value) for point in read(text).points]
    assert [(force, " ".join(words.removeprefix("att").split())) for force, words in found] == right


def test_own_part_of_a_proposal_by_body() -> None:
    (point,) = read("Förslag till beslut\nI kommunstyrelsen för egen del:\n\n1. Planen antas.\n").points
    assert (point.for_own_part, point.to and point.to.value) == (True, "Kommunstyrelsen")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Reservation\nIngen.\n", []),
        ("Reservationer\nInga reservationer\n", []),
        ("Reservation\nTove Asp (X) och Bo Ek (Y)\n", ["Tove Asp (X) och Bo Ek (Y)"]),
    ],
)
def test_a_heading_above_nobody_is_no_reservation(text: str, right: list[str]) -> None:
    found = read("Beslut\nPlanen antas.\n\n" + text).reservations
    assert [found.value for found in found] == right


def test_votes_with_a_unit() -> None:
    (vote,) = read("Beslut\nPlanen antas.\n\nOmröstning\nJa-röster: 7 st. Nej-röster: 4 st.\n").votes
    assert (vote.value.yes, vote.value.no) == (7, 4)
