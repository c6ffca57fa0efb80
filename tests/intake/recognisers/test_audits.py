"""Recommendations with their addressees, and verdicts, in the wordings of many auditors; every text here is ours."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise

HEAD = "Revisorerna i Ekviks kommun\n\nRevisionsskrivelse\n\nGranskning av it-säkerhet\n\nVi har granskat it-säkerheten i kommunen.\n\n{}\n"


def read(text: str) -> Document:
    (document,) = recognise(number(HEAD.format(text).split("\n")))
    return document


def found(document: Document) -> list[tuple[list[str], str]]:
    return [([to.value for to in one.to], one.text.value) for one in document.recommendations]


KS, SN = "Kommunstyrelsen", "Socialnämnden"
PLAN, STAFF = "upprätta en plan för it-säkerhet", "utbilda all personal årligen"
FORMS = {
    "lead and bullets": (
        f"Utifrån granskningen rekommenderar vi kommunstyrelsen att:\n\n- {PLAN}\n- {STAFF}",
        [([KS], PLAN), ([KS], STAFF)],
    ),
    "long dashes": (f"Vi rekommenderar socialnämnden att:\n— {PLAN}\n— {STAFF}", [([SN], PLAN), ([SN], STAFF)]),
    "arrows": (f"Vi rekommenderar socialnämnden att:\n►  {PLAN}", [([SN], PLAN)]),
    "a numbered heading ends the list": (
        f"Vi rekommenderar socialnämnden att:\n- {PLAN}\n\n2. Inledning\n\nNämnden har ett system.",
        [([SN], PLAN)],
    ),
    "lead without vi": (f"Vi rekommenderar socialnämnden att:\n• {PLAN}", [([SN], PLAN)]),
    "lead with the noun": (
        f"Vi lämnar följande rekommendationer till kommunstyrelsen:\n• {PLAN}\n• {STAFF}",
        [([KS], PLAN), ([KS], STAFF)],
    ),
    "lead before the noun": (
        f"Mot bakgrund av detta lämnar vi kommunstyrelsen följande rekommendationer:\n• {PLAN}",
        [([KS], PLAN)],
    ),
    "bör with bullets": (
        f"Vi lämnar följande rekommendationer:\n\nKommunstyrelsen bör:\n- {PLAN}\n\nSocialnämnden bör\n- {STAFF}",
        [([KS], PLAN), ([SN], STAFF)],
    ),
    "rekommenderas with bullets": (
        f"Kommunstyrelsen och socialnämnden rekommenderas att\n• {PLAN}",
        [([KS, SN], PLAN)],
    ),
    "heading and names": (
        f"Rekommendationer\n\nKommunstyrelsen\n- {PLAN}\n\nTill socialnämnden:\n- {STAFF}",
        [([KS], PLAN), ([SN], STAFF)],
    ),
    "heading and sentences": (
        f"Rekommendationer\n\nKommunstyrelsen bör {PLAN}.\n\nSocialnämnden bör {STAFF}.",
        [([KS], f"Kommunstyrelsen bör {PLAN}."), ([SN], f"Socialnämnden bör {STAFF}.")],
    ),
    "active sentence": (
        f"Stadsrevisionen rekommenderar kommunstyrelsen att {PLAN}.",
        [([KS], f"{PLAN}.")],
    ),
    "two sentences in one paragraph": (
        f"Vi rekommenderar kommunstyrelsen att {PLAN}. Vidare rekommenderas socialnämnden att {STAFF}.",
        [([KS], f"{PLAN}."), ([SN], f"{STAFF}.")],
    ),
    "passive sentence": (
        f"Övriga nämnder rekommenderas att {PLAN}.",
        [(["Övriga nämnder"], f"Övriga nämnder rekommenderas att {PLAN}.")],
    ),
    "that-clause": (
        "Vi rekommenderar att kommunstyrelsen upprättar en plan för it-säkerhet.",
        [([KS], "kommunstyrelsen upprättar en plan för it-säkerhet.")],
    ),
    "list of that-clauses": (
        "Vi rekommenderar att:\n- kommunstyrelsen upprättar en plan\n- socialnämnden bör se över sina rutiner",
        [([KS], "kommunstyrelsen upprättar en plan"), ([SN], "socialnämnden bör se över sina rutiner")],
    ),
    "group": (f"Vi rekommenderar samtliga granskade nämnder att {PLAN}.", [(["samtliga granskade nämnder"], f"{PLAN}.")]),
    "numbered": (
        f"Revisionen rekommenderar kommunstyrelsen att\n1. {PLAN}\n2. {STAFF}",
        [([KS], PLAN), ([KS], STAFF)],
    ),
    "bullets lost": (
        "Vi rekommenderar kommunstyrelsen att:\n\nUpprätta en plan för it-säkerhet\n\nSe över sina rutiner\n\nVi önskar svar från kommunstyrelsen.",
        [([KS], "Upprätta en plan för it-säkerhet"), ([KS], "Se över sina rutiner")],
    ),
    "company and place": (
        f"Vi rekommenderar Ekviks Bostads AB att {PLAN}.\n\nVi rekommenderar socialnämnd Norr att {STAFF}.",
        [(["Ekviks Bostads AB"], f"{PLAN}."), (["socialnämnd Norr"], f"{STAFF}.")],
    ),
    "said twice": (
        f"Följande rekommendationer lämnas:\n\nKommunstyrelsen rekommenderas att {PLAN}.\n\nVi har sett brister.\n\n"
        f"Rekommendationer\n\nKommunstyrelsen rekommenderas att:\n- {PLAN}",
        [([KS], f"Kommunstyrelsen rekommenderas att {PLAN}.")],
    ),
    "same to two": (
        f"Kommunstyrelsen rekommenderas att {PLAN}.\n\nSocialnämnden rekommenderas att {PLAN}.",
        [([KS], f"Kommunstyrelsen rekommenderas att {PLAN}."), ([SN], f"Socialnämnden rekommenderas att {PLAN}.")],
    ),
    "none": ("Vi har inte funnit några avvikelser.", []),
    "a finding": ("För att öka efterlevnaden bör modellen beslutas av kommunstyrelsen.", []),
    "a finding with a body": ("Kommunstyrelsen bör enligt reglementet ha uppsikt över nämnderna.", []),
    "old ones": ("I den förra granskningen rekommenderades kommunstyrelsen att upprätta en plan.", []),
    "others' advice": ("Verksamheterna följer Skatteverkets rekommendationer om körjournaler.", []),
    "talk of them": ("Vi vill ha svar på vilka åtgärder som vidtas med anledning av de rekommendationer som lämnas.", []),
    "a question": ("Granskningen har besvarat följande frågor:\n- Har nämnden följt tidigare rekommendationer?", []),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_recommendations(name: str) -> None:
    text, right = FORMS[name]
    assert found(read(text)) == right


def test_a_list_that_names_nobody_is_for_the_one_whom_the_letter_is_to() -> None:
    (document,) = recognise(
        number(
            f"Revisorerna i Ekviks kommun\nTill\nSocialnämnden\n\nGranskning av it-säkerhet\n\nVi har granskat nämndens arbete.\n\nVi lämnar följande rekommendationer:\n- {PLAN}".split(
                "\n"
            )
        )
    )
    assert found(document) == [([SN], PLAN)]


VERDICTS = {
    "Vår samlade bedömning utifrån granskningens syfte är att arbetet inte är ändamålsenligt.": "inte",
    "Vår sammanfattande bedömning är att arbetet inte är ändamålsenligt.": "inte",
    "Den sammanfattande bedömningen är att styrelsen inte säkerställer en ändamålsenlig styrning.": "inte",
    "Vår samlade bedömning är att nämnden inte har en tillräcklig kontroll.": "inte",
    "Vår samlade bedömning är att kontrollen inte helt är tillräcklig.": "delvis",
    "Efter genomförd granskning bedömer vi att arbetet delvis är ändamålsenligt.": "delvis",
    "Vår sammantagna bedömning är att nämnden i huvudsak har en ändamålsenlig styrning.": "till övervägande del",
    "Den samlade bedömningen är att nämnden till övervägande del har en tillräcklig styrning.": "till övervägande del",
    "Vår sammanfattande bedömning är att verksamheterna i allt väsentligt har fungerande rutiner men att det finns områden som kan stärkas.": "i allt väsentligt",
    "Vi bedömer sammantaget att arbetet är ändamålsenligt.": "ändamålsenligt",
    "Vår samlade bedömning är att styrelsen bedriver ett ändamålsenligt arbete men att nämnderna inte gör det.": None,
    "Vår sammanfattande bedömning är att styrningen inte är helt ändamålsenlig.": "delvis",
    "Vår samlade bedömning är att arbetet inte i tillräcklig utsträckning är ändamålsenligt.": None,
    "Vår sammanfattande bedömning utifrån granskningens syfte är att kontrollen inte är ändamålsenlig.": "inte",
    "Bedömningen är att nämnden delvis säkerställer en god kontroll.": "delvis",
    "Revisorerna bedömer att rutinen för lösenord inte är ändamålsenlig.": None,
    "Vår samlade bedömning är att arbetet behöver utvecklas.": None,
    "Vi bedömer att rutinen för lösenord inte är ändamålsenlig.": None,
    "Syftet har varit att göra en samlad bedömning av om arbetet är ändamålsenligt.": None,
}  # fmt: skip


@pytest.mark.parametrize("sentence", VERDICTS)
def test_verdict(sentence: str) -> None:
    document = read(sentence)
    assert (document.verdict and document.verdict.value) == VERDICTS[sentence]


RETOLD = {
    "Enligt revisorerna är styrningen inte ändamålsenlig.": "inte",
    "Revisorerna anser att styrningen delvis är ändamålsenlig.": "delvis",
    "Revisorerna anser att styrningen delvis är ändamålsenlig. Revisorerna anser att planen inte är ändamålsenlig.": None,
    "Revisorerna har granskat om styrningen är ändamålsenlig.": None,
}


@pytest.mark.parametrize("sentence", RETOLD)
def test_verdict_retold_in_minutes(sentence: str) -> None:
    text = f"Protokollsutdrag\nNämnden\n2024-02-06\n\n§ 14 Svar på granskning av styrningen\n\nÄrendet\n{sentence}\n\nBeslut\nNämnden antar yttrandet.\n"
    (document,) = recognise(number(text.split("\n")))
    assert (document.verdict and document.verdict.value) == RETOLD[sentence]


def test_verdict_under_its_heading() -> None:
    document = read(
        "Sammanfattande bedömning\nRevisionen har granskat nämnden.\n\nVi bedömer att arbetet delvis är ändamålsenligt."
    )
    assert document.verdict
    assert document.verdict.value == "delvis"
