"""What a point does with the matter, by its own words; nothing when the words don't say."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise

OUTCOMES = [
    ("Motionen bifalls.", "bifall"),
    ("Socialnämnden beslutar enligt förvaltningens förslag.", "bifall"),
    ("Motionen om att anta en plan avslås.", "avslag"),
    ("att avslå motionen om att anta en plan", "avslag"),
    ("Ärendet återremitteras till förvaltningen.", "återremiss"),
    ("att återremittera ärendet", "återremiss"),
    ("Ärendet bordläggs till nästa sammanträde.", "bordläggning"),
    ("Förslaget remitteras till samtliga nämnder.", "remitteras"),
    ("Planen antas.", "antas"),
    ("Socialnämnden beslutar att anta planen.", "antas"),
    ("Internkontrollplanen fastställs.", "fastställs"),
    ("Rapporten godkänns och överlämnas till kommunstyrelsen.", "godkänns"),
    ("Medborgarförslaget anses besvarat.", "besvarad"),
    ("att anse motionen vara besvarad med hänvisning till nämndens yttrande", "besvarad"),
    ("Till ny ersättare väljs Eva Ström (S).", "val"),
    ("Informationen noteras till protokollet.", "noteras"),
    ("att lägga redovisningen till handlingarna", "noteras"),
    ("Ärendet utgår.", "utgår"),
    ("Ersättning utgår med 500 kronor per dag.", None),
    ("Förvaltningen får i uppdrag att se över taxan.", None),
    ("Under förutsättning att kommunfullmäktige godkänner budgeten får nämnden 2 mnkr.", None),
]


def extract(words: str) -> Document:
    text = f"Protokollsutdrag\nSocialnämnden\n2024-03-05\n\n§ 4 Ärende om något\n\nBeslut\n{words}\n"
    (document,) = recognise(number(text.split("\n")))
    return document


@pytest.mark.parametrize(("words", "outcome"), OUTCOMES)
def test_outcome(words: str, outcome: str | None) -> None:
    (point,) = extract(words).points
    assert (point.outcome and point.outcome.value) == outcome


VOTES = [
    ("Omröstningen utfaller med 8 ja mot 5 nej, 2 avstår.", (8, 5, 2)),
    ("Beslutet fattas med 8 ja-röster mot 5 nej-röster och en nedlagd röst.", (8, 5, 1)),
    ("Ja: 21, Nej: 18, Avstår: 2", (21, 18, 2)),
    ("Med sju röster mot fyra bifaller nämnden förslaget.", (7, 4, None)),
    ("Det blir 24 som röstar ja och 15 som röstar nej.", (24, 15, None)),
    ("Röstsiffrorna 8-5 ger att ärendet avgörs i dag.", (8, 5, None)),
]


@pytest.mark.parametrize(("words", "counts"), VOTES)
def test_vote(words: str, counts: tuple[int, int, int | None]) -> None:
    (vote,) = extract(f"Planen antas.\n\nOmröstning\n{words}").votes
    assert (vote.value.yes, vote.value.no, vote.value.abstain) == counts
    assert vote.value.text in words


def test_no_vote_where_none_was_taken() -> None:
    document = extract("Planen antas.\n\nBeslutsgång\nOrdföranden finner att nämnden svarar ja på frågan.")
    assert (document.votes, document.reservations, document.conflicts, document.adjournments) == (
        (),
        (),
        (),
        (),
    )


PROPOSALS = [
    ("Socialnämnden föreslår kommunstyrelsen besluta\natt anta planen", "Kommunstyrelsen", "Kommunstyrelsen"),
    ("att föreslå kommunfullmäktige anta planen", "Kommunfullmäktige", "Kommunfullmäktige"),
    ("att hos kommunfullmäktige hemställa om 2 mnkr", "Kommunfullmäktige", "Kommunfullmäktige"),
    (
        "Socialnämnden föreslår kommunstyrelsen föreslå kommunfullmäktige besluta\natt anta planen",
        "Kommunfullmäktige",
        "Kommunstyrelsen",
    ),
    (
        "Socialnämnden beslutar föreslå kommunfullmäktige att\n1. anta planen",
        "Kommunfullmäktige",
        "Kommunfullmäktige",
    ),
]


@pytest.mark.parametrize(("words", "to", "next_body"), PROPOSALS)
def test_a_proposal_under_a_decision_is_a_proposal(words: str, to: str, next_body: str) -> None:
    document = extract(words)
    (point,) = document.points
    assert (point.force.value, point.to and point.to.value) == ("föreslår", to)
    assert document.next_body
    assert document.next_body.value == next_body


def test_a_roll_call_gives_its_figures() -> None:
    text = (
        "§ 12 Fråga om stöd\n\nBeslut\n\nNämnden avslår förslaget.\n\nOmröstning\n\n"
        "Ada Ek (S), Bo Dal (V) och ordföranden Cia Alm (S) röstar Ja (3).\nDan Frid (M) röstar Nej (1).\n"
        "Eva Gran (C) avstår från att rösta (1).\n"
    )
    (found,) = recognise(number(text.split("\n")))
    assert [(one.value.yes, one.value.no, one.value.abstain) for one in found.votes] == [(3, 1, 1)]
