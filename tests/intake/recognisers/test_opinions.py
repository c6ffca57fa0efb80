"""Answers to referrals give their requests and supports, under question and theme; every text here is ours."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.recognisers import compare
from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, as_json, recognise

HEAD = "YTTRANDE\n\nMiljönämnden\n2031-02-03\n\nYttrande över remiss om gemensam kartdatabas\n\n"


def answer(text: str, head: str = HEAD) -> Document:
    return recognise(number((head + text).split("\n")))[0]


def told(text: str) -> list[tuple[str, str]]:
    return [(one.stance, one.text.value) for one in answer(text).viewpoints]


SENTENCES = {
    "Nämnden önskar att kartans lager beskrivs.": [("request", "Nämnden önskar att kartans lager beskrivs")],
    "Miljöförvaltningen efterfrågar en tidsplan.": [("request", "Miljöförvaltningen efterfrågar en tidsplan")],
    "Vidare efterlyser miljönämnden ett räkneexempel.": [
        ("request", "Vidare efterlyser miljönämnden ett räkneexempel")
    ],
    "Avsnittet om gallring bör förtydligas.": [("request", "Avsnittet om gallring bör förtydligas")],
    "Vi välkomnar förslaget.": [("support", "Vi välkomnar förslaget")],
    "Nämnden delar utredningens bild av läget.": [("support", "Nämnden delar utredningens bild av läget")],
    "Förvaltningen ser positivt på ett gemensamt register.": [
        ("support", "Förvaltningen ser positivt på ett gemensamt register")
    ],
    "Nämnden anser att den nya rutinen är bra.": [("support", "Nämnden anser att den nya rutinen är bra")],
    "Att dela kartan anser nämnden är en klok väg.": [("support", "Att dela kartan anser nämnden är en klok väg")],
    # one sentence that does both
    "Vi välkomnar kartan men saknar en budget för driften.": [
        ("support", "Vi välkomnar kartan"),
        ("request", "saknar en budget för driften"),
    ],
    # several requests in one sentence; "det" belongs to what stands before
    "Nämnden önskar besked om hur lagren uppdateras, varför höjddata är undantagna samt vem som betalar.": [
        ("request", "Nämnden önskar besked om hur lagren uppdateras"),
        ("request", "varför höjddata är undantagna"),
        ("request", "vem som betalar"),
    ],
    "Nämnden önskar ett förtydligande av ansvaret för lagren samt hur det följs upp.": [
        ("request", "Nämnden önskar ett förtydligande av ansvaret för lagren samt hur det följs upp")
    ],
    # what is lacking gives way to the request drawn from it
    "Nämnden saknar en plan för driften. Därför önskar nämnden att en plan skrivs.": [
        ("request", "Därför önskar nämnden att en plan skrivs")
    ],
    "Nämnden saknar en plan för driften.": [("request", "Nämnden saknar en plan för driften")],
    # a sentence that goes on about the one before
    "Nämnden efterfrågar en manual. Denna bör finnas på webben.": [
        ("request", "Nämnden efterfrågar en manual. Denna bör finnas på webben")
    ],
    "Kartan visar fel gräns. Det behöver rättas.": [("request", "Kartan visar fel gräns. Det behöver rättas")],
    # no viewpoint of the writer's
    "Nämnden anser inte att rutinen är bra.": [],
    "Enligt förslaget bör alla nämnder betala.": [],
    "Förslaget innebär att kartan flyttas och att den bör delas.": [],
    "Servicenämnden önskar fler resurser.": [],
    "Kartan omfattar tolv lager. Den uppdateras varje vecka.": [],
    "Nämnden vill framhålla följande.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence_asks_or_supports(sentence: str) -> None:
    assert told(sentence) == SENTENCES[sentence]


def test_list_under_words_that_ask_is_a_request_each() -> None:
    assert told("Nämnden saknar:\n- en budget för driften\n- en plan för utbildning\n\nKartan är stor.") == [
        ("request", "en budget för driften"),
        ("request", "en plan för utbildning"),
    ]


LETTER = """Tjänsteskrivelse

Miljönämnden

2031-02-03

Remiss om gemensam kartdatabas

Sammanfattning

Miljöförvaltningen välkomnar kartan men önskar en budget.

Förslag till beslut

Miljönämnden föreslås besluta
1. Yttrandet antas.

Ärendet

Samhällsbyggnadsnämnden bör enligt förslaget äga kartan. Miljöförvaltningen ser positivt på arbetet.

Två frågor ställs i remissen:

1. Är ansvaret för kartan tydligt fördelat mellan nämnderna?
2. Vilken ordning för uppdatering skulle passa er bäst?

Är ansvaret för kartan tydligt fördelat mellan nämnderna?

I stort anser förvaltningen att fördelningen är tydlig.

Lager och gränser:

Förvaltningen önskar ett förtydligande av vem som äger lagret för strandskydd.

Vilken ordning för uppdatering skulle passa er bäst?

Avgifter

Förvaltningen efterfrågar en prislista. Avgiften bör räknas om en gång om året.

Övrigt

Kartan bör ha ett kortare namn.
"""


def test_questions_repeated_as_headings_number_the_viewpoints_and_headings_are_themes() -> None:
    document = answer(LETTER, head="")
    assert len(document.questions) == 2
    assert [(one.question, one.theme, one.stance) for one in document.viewpoints] == [
        (None, None, "support"),
        (1, None, "support"),
        (1, "Lager och gränser", "request"),
        (2, "Avgifter", "request"),
        (2, "Avgifter", "request"),
        (None, "Övrigt", "request"),
    ]
    quoted = document.viewpoints[2].text.quote
    assert quoted
    assert quoted.text == "Förvaltningen önskar ett förtydligande av vem som äger lagret för strandskydd."


STANCES = {
    "Miljönämnden tillstyrker förslaget.": "tillstyrker",
    "Miljönämnden tillstyrker förslaget. Avsnitt 2 bör kortas.": "tillstyrker med synpunkter",
    "Miljönämnden tillstyrker delvis förslaget.": "delvis",
    "Miljönämnden avstyrker förslaget i dess nuvarande form.": "avstyrker",
    "Miljönämnden avstår från att yttra sig.": "avstår",
    "Miljönämnden har inget att erinra.": "tillstyrker",
    "Nämnden välkomnar kartan. Avsnitt 2 bör kortas.": "tillstyrker med synpunkter",
    "Avsnitt 2 bör kortas.": None,
    "Nämnden välkomnar kartan.": None,
}


@pytest.mark.parametrize("text", STANCES)
def test_stance_is_what_the_answer_says_or_adds_up_to(text: str) -> None:
    found = answer(text).reply_stance
    assert (found.value if found else None) == STANCES[text]


def test_referral_itself_and_answer_to_auditors_have_no_viewpoints() -> None:
    asked = (
        "Remiss\n\n2031-02-03\n\nKartdatabas\n\nNämnderna bör svara. Vi önskar svar senast den 3 mars 2031.\n"
    )
    audit = "YTTRANDE\n\n2031-02-03\n\nSvar på granskning av kartor\n\nNämnden instämmer. Kartan bör förbättras.\n"
    assert [answer(text, head="").viewpoints for text in (asked, audit)] == [(), ()]


def test_real_answer_gives_the_viewpoints_of_its_key() -> None:
    (path,) = shared("seeds").glob("002*")
    lines = read(path.read_bytes(), path.name).lines
    document = as_json(recognise(lines)[0])
    kinds = Counter(one["stance"] for one in document["viewpoints"])
    assert 19 <= kinds["request"] <= 23
    assert 6 <= kinds["support"] <= 8
    assert len({one["theme"] for one in document["viewpoints"]} - {None}) == 8
    assert {one["question"] for one in document["viewpoints"]} == {None, 1, 2}
    assert (len(document["questions"]), document["reply_stance"]) == (2, "tillstyrker med synpunkter")
    assert compare.loose_quotes(document["quotes"], lines) == []


@given(
    st.lists(
        st.sampled_from([*SENTENCES, "Är kartan bra nog för er?", "Avgifter:", "- en lista"]), max_size=12
    )
)
def test_every_viewpoint_stands_in_the_text_on_its_line(pieces: list[str]) -> None:
    text = HEAD + "\n\n".join(pieces)
    lines = number(text.split("\n"))
    for one in recognise(lines)[0].viewpoints:
        assert one.text.quote
        assert one.text.value in text
        assert one.text.quote.text in lines[one.text.quote.line - 1].text
