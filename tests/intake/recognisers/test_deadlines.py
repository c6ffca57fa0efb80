"""Last days and who must act, in the wordings of letters and decisions; every text here is ours."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise

REFERRAL = "Remiss\nStadskontoret\n2020-10-12\nDnr STK-2020-11\n\nRemiss om riktlinjer för e-arkiv\n\n{}\n"
AUDIT = (
    "Revisorerna i Ekviks kommun\n\nTill\nSocialnämnden\n\nGranskning av it-säkerhet\n\n"
    "Vi har granskat nämndens it-säkerhet. Vi rekommenderar socialnämnden att utbilda personalen.\n\n{}\n"
)
MINUTES = (
    "Protokollsutdrag\n2024-02-06\n\n§ 14 Plan för e-arkiv\n\n{}\n\nBeslut\nKommunstyrelsen beslutar\n{}\n"
)
LETTER = (
    "Tjänsteskrivelse\n2024-02-06\n\nRemiss om plan för e-arkiv\n\nSammanfattning\n{}\n\nFörslag till beslut\n"
    "Socialnämnden föreslås besluta\n1. Yttrandet antas.\n"
)


def read(text: str) -> Document:
    (document,) = recognise(number(text.split("\n")))
    return document


def found(document: Document) -> list[tuple[str | None, str, str | None]]:
    return [
        (str(one.date.value) if one.date else None, one.precision.value, one.who.value if one.who else None)
        for one in document.deadlines
    ]


ASKED = [
    ("Svar senast 2020-12-31.", "2020-12-31", "day", None),
    ("Svar önskas senast den 15 februari 2022.", "2022-02-15", "day", None),
    ("Svar önskas den 15 februari 2022.", "2022-02-15", "day", None),
    ("Vi önskar ett skriftligt svar till den 15 mars 2024.", "2024-03-15", "day", None),
    ("Remisstid den 23 maj 2016", "2016-05-23", "day", None),
    ("Remisstid 23 maj 2016", "2016-05-23", "day", None),
    ("Remisstiden löper ut den 19 juni 2015.", "2015-06-19", "day", None),
    ("Remisstid: 2024-03-01 – 2024-05-31", "2024-05-31", "day", None),
    ("Remissvaren ska ha kommit in till stadskontoret senast den 7 april 2025.", "2025-04-07", "day", None),
    ("Sista dag att svara på remissen är fredagen den 14 februari 2020.", "2020-02-14", "day", None),
    ("Sista svarsdag är 2020-12-18.", "2020-12-18", "day", None),
    ("Yttrandet ska vara stadskontoret tillhanda före februari månads utgång 2009.", "2009-02-28", "month", None),
    ("Ert svar ska lämnas senast i januari 2020.", "2020-01-31", "month", None),
    ("Synpunkter lämnas inom två månader.", None, "relative", None),
    ("Vi vill ha svar senast vecka 12.", None, "week", None),
    ("Svar lämnas under första kvartalet 2024.", "2024-03-31", "quarter", None),
    ("Yttrande från kulturnämnden ska ha inkommit till stadskontoret senast den 3 mars 2024.", "2024-03-03", "day", "Kulturnämnden"),
    ("Kulturnämnden och fritidsnämnden bereds tillfälle att yttra sig senast den 3 mars 2024.", "2024-03-03", "day", "Kulturnämnden och fritidsnämnden"),
    ("Samtliga nämnder ombeds lämna synpunkter senast den 3 mars 2024.", "2024-03-03", "day", "Samtliga nämnder"),
    ("Förslaget skickas på remiss till samtliga nämnder och Ekviks Bostads AB med svar till stadskontoret senast den 3 mars 2024.", "2024-03-03", "day", "samtliga nämnder och Ekviks Bostads AB"),
    ("Kulturnämndens svar ska lämnas till stadskontoret senast den 3 mars 2024.", "2024-03-03", "day", "Kulturnämnden"),
    ("Vi önskar att kulturnämnden lämnar sitt svar senast kl. 12.00 den 3 mars 2024.", "2024-03-03", "day", "Kulturnämnden"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "day", "precision", "who"), ASKED)
def test_a_referral_says_by_when(sentence: str, day: str | None, precision: str, who: str | None) -> None:
    assert found(read(REFERRAL.format(sentence))) == [(day, precision, who)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mötet hålls den 3 mars 2024.",
        "Kommunfullmäktige antog riktlinjerna den 3 mars 2019.",
        "Kommunallagen (2017:725) trädde i kraft den 1 januari 2018.",
        "Beslutet kan överklagas inom tre veckor från den dag då det anslogs.",
        "Riktlinjerna gäller från och med den 1 januari 2021.",
        "Programmet gäller 2017-2022.",
    ],
)
def test_a_date_is_no_last_day_by_itself(sentence: str) -> None:
    assert found(read(REFERRAL.format(sentence))) == []


def test_a_referral_to_those_listed_binds_them() -> None:
    text = "Remissinstanser\n- Kulturnämnden\n- Ekviks Bostads AB\n\nSvar lämnas senast den 3 mars 2024."
    assert found(read(REFERRAL.format(text))) == [("2024-03-03", "day", "Kulturnämnden, Ekviks Bostads AB")]


def test_a_day_on_the_title_line_binds_the_board_that_was_asked() -> None:
    text = "Tjänsteskrivelse\n\nRemiss - Plan för e-arkiv. Svar senast 2020-12-31\n\nSammanfattning\nÄrendet har skickats till kulturnämnden för yttrande.\n\nFörslag till beslut\nKulturnämnden föreslås besluta\n1. Yttrandet antas."
    document = read(text)
    assert document.title
    assert document.title.value == "Remiss - Plan för e-arkiv"
    assert found(document) == [("2020-12-31", "day", "Kulturnämnden")]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Svar önskas senast den 15 februari 2022.", "Socialnämnden"),
        ("Vi önskar svar från kommunstyrelsen och socialnämnden senast den 15 februari 2022.", "kommunstyrelsen och socialnämnden"),
        ("Revisorerna begär yttrande av kommunstyrelsen senast den 15 februari 2022.", "Kommunstyrelsen"),
        ("Revisionen emotser kommunstyrelsens yttrande senast den 15 februari 2022.", "Kommunstyrelsen"),
        ("Skicka yttrandet till revisorerna senast den 15 februari 2022.", "Socialnämnden"),
        ("Kommunstyrelsen ska redovisa vidtagna åtgärder till revisorerna senast den 15 februari 2022.", "Kommunstyrelsen"),
    ],
)  # fmt: skip
def test_auditors_ask_for_an_answer(sentence: str, who: str) -> None:
    assert found(read(AUDIT.format(sentence))) == [("2022-02-15", "day", who)]


POINTS = [
    ("1. Kommundirektören får i uppdrag att återkomma senast den 1 maj 2024.", [("2024-05-01", "day", "Kommundirektören")]),
    ("1. Ärendet remitteras till socialnämnden för yttrande senast den 1 maj 2024.", [("2024-05-01", "day", "Socialnämnden")]),
    ("1. Socialnämnden ska redovisa arbetet halvårsvis.", [(None, "recurring", "Socialnämnden")]),
    ("1. Planen ska vara genomförd senast den 31 december 2025.", [("2025-12-31", "day", None)]),
    ("1. Servicenämnden får i uppdrag att redovisa läget under första kvartalet 2024.", [("2024-03-31", "quarter", "Servicenämnden")]),
    ("1. Planen antas att gälla från den 1 mars 2024.", []),
    ("1. Nästa sammanträde hålls den 5 juni 2024.", []),
    ("1. Redovisningen av uppdraget från den 3 maj 2022 godkänns.", []),
    ("1. Uppdraget till socialnämnden att återkomma senast i juli 2023 förklaras fullgjort.", []),
    ("1. Detaljplan inom stadsdelen Norr, upprättad 2022-03-15, antas.", []),
    ("1. Riktlinjen, senast reviderad 2021-11-25, upphör att gälla.", []),
    ("1. Ansökan ska ha inkommit senast tre månader efter att bidraget betalats ut.", []),
    ("1. Socialnämnden ska återkomma före kommunstyrelsens sammanträde den 5 juni 2024.", [("2024-06-05", "day", "Socialnämnden")]),
    ("1. Reglerna antas med ändringen att de gäller till och med den 31 december 2024.", []),
    ("1. Avgiften ska betalas senast den 30 juni 2024.", []),
]  # fmt: skip


@pytest.mark.parametrize(("point", "right"), POINTS)
def test_points_of_minutes(point: str, right: list[tuple[str | None, str, str | None]]) -> None:
    assert found(read(MINUTES.format("", point))) == right


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Remissen ska besvaras senast den 1 april 2024.", [("2024-04-01", "day", None)]),
        ("Kommunstyrelsen önskar svar från socialnämnden senast den 1 april 2024.", [("2024-04-01", "day", "Socialnämnden")]),
        ("Den förra remissen besvarades senast den 1 april 2020.", []),
        ("Nämnden skulle ha lämnat sitt svar senast den 1 april 2020.", []),
        ("Skolan byggs om före den 1 april 2026.", []),
    ],
)  # fmt: skip
def test_the_text_of_an_official_letter_tells_when_the_answer_is_due(
    sentence: str, right: list[tuple[str | None, str, str | None]]
) -> None:
    assert found(read(LETTER.format(sentence))) == right


def test_minutes_tell_of_a_deadline_in_their_text_only_when_they_say_whose() -> None:
    own = "Sammanfattning\nRevisorerna önskar svar från kommunstyrelsen senast den 1 april 2024."
    nobody = "Sammanfattning\nSvaren ska lämnas senast den 1 april 2024."
    assert found(read(MINUTES.format(own, "1. Yttrandet antas."))) == [
        ("2024-04-01", "day", "Kommunstyrelsen")
    ]
    assert found(read(MINUTES.format(nobody, "1. Yttrandet antas."))) == []


def test_minutes_about_an_audit_tell_when_the_answer_is_due() -> None:
    text = MINUTES.replace("Plan för e-arkiv", "Svar på granskning av e-arkiv")
    told = "Sammanfattning\nSvar ska lämnas senast den 1 april 2024."
    assert found(read(text.format(told, "1. Yttrandet antas."))) == [("2024-04-01", "day", None)]


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Svar ska lämnas senast 2024-05-28.", ["2024-05-28"]),
        ("Revisorerna önskar svar senast den 15 oktober 2024.", ["2024-10-15"]),
        ("Reglerna gäller till och med den 31 december 2024.", []),
        ("Begäran om förlängd svarstid görs senast den 1 maj 2024.", []),
    ],
)
def test_what_the_matter_of_a_paragraph_says_is_asked(sentence: str, right: list[str]) -> None:
    text = f"Protokollsutdrag\nSocialnämnden\n2024-03-06\n\n§ 14 Svar på granskning av it\n\nÄrendet\n{sentence}\n\nBeslut\nNämnden antar yttrandet.\n"
    (document,) = recognise(number(text.split("\n")))
    assert [str(one.date and one.date.value) for one in document.deadlines] == right
