"""Heads of letters as many offices set them: kind, writer, day, number and title; every text here is ours."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise


def read(text: str) -> Document:
    (document,) = recognise(number(text.strip("\n").split("\n")))
    return document


def facts(document: Document) -> tuple[str, str | None, str | None, list[str], str | None]:
    return (
        document.kind.value,
        document.body.value if document.body else None,
        document.date.value.isoformat() if document.date else None,
        [one.value for one in document.dnr],
        document.title.value if document.title else None,
    )


BODY = """
Förslag till beslut
Kommunstyrelsen föreslås besluta
1. Planen antas.

Sammanfattning
Kommunen behöver en plan.
"""
TALK = (
    "\nKommunen behöver en plan för sina arkiv. Den ska gälla från nästa år och följas upp av alla nämnder.\n"
)
HEADS = {
    "labels on their lines": (
        "Tjänsteskrivelse\nDatum: 2024-03-04\nDiarienummer: KS 2024/00123\nHandläggare: Kim Berg\n\nPlan för e-arkiv\n" + BODY,
        ("tjänsteskrivelse", "Kommunstyrelsen", "2024-03-04", ["KS 2024/00123"], "Plan för e-arkiv"),
    ),
    "two columns": (
        "Ekviks kommun                      Tjänsteskrivelse                 1 (3)\n"
        "Kommunledningskontoret             Datum              Diarienummer\n"
        "Kim Berg                           2024-03-04         KS 2024/00123\n\nPlan för e-arkiv\n" + BODY,
        ("tjänsteskrivelse", "Kommunstyrelsen", "2024-03-04", ["KS 2024/00123"], "Plan för e-arkiv"),
    ),
    "all on one line": (
        "Ekviks kommun Tjänsteskrivelse 1 (2)\n2024-03-04 Dnr KS 2024/00123\n\nPlan för e-arkiv\n" + BODY,
        ("tjänsteskrivelse", "Kommunstyrelsen", "2024-03-04", ["KS 2024/00123"], "Plan för e-arkiv"),
    ),
    "number in the title": (
        "TJÄNSTESKRIVELSE\nden 4 mars 2024\n\nPlan för e-arkiv, dnr KS 2024/00123\n" + BODY,
        ("tjänsteskrivelse", "Kommunstyrelsen", "2024-03-04", ["KS 2024/00123"], "Plan för e-arkiv"),
    ),
    "the subject has a label": (
        "Tjänsteutlåtande\nEkvik den 4 mars 2024\nÄrende: Plan för e-arkiv\nDnr 0123/24\n" + BODY,
        ("tjänsteskrivelse", "Kommunstyrelsen", "2024-03-04", ["0123/24"], "Plan för e-arkiv"),
    ),
    "no word says the kind": (
        "Kommunledningskontoret\n2024-03-04\nKS 2024/00123\n\nPlan för e-arkiv\n" + BODY,
        ("tjänsteskrivelse", "Kommunstyrelsen", "2024-03-04", ["KS 2024/00123"], "Plan för e-arkiv"),
    ),
    "a referral from an office": (
        "STADSKONTORET\nRemissmissiv\n2024-03-04\nDnr STK-2024-17\n\nTill\nKulturnämnden\nFritidsnämnden\n\nRemiss av plan för e-arkiv\n" + TALK,
        ("remiss", "Stadskontoret", "2024-03-04", ["STK-2024-17"], "Remiss av plan för e-arkiv"),
    ),
    "a referral on a web page": (
        "Remiss av promemorian Plan för e-arkivDiarienummer: Fi2024/01234\n\nHär finns svaren på remissen.\n\n"
        "Remissvaren ska ha kommit in till Finansdepartementet senast den 7 april 2025.",
        ("remiss", "Finansdepartementet", None, ["Fi2024/01234"], "Remiss av promemorian Plan för e-arkiv"),
    ),
    "a page that names no number in its title": (
        "Remiss av Plan för e-arkiv m.m.\n\nRemissvaren ska ha kommit in till Miljö- och energidepartementet senast den\n7 april 2025. Ange diarienummer Fi2024/01234 i svaret.",
        ("remiss", "Miljö- och energidepartementet", None, ["Fi2024/01234"], "Remiss av Plan för e-arkiv m.m."),
    ),
    "a law's number is the title's own": (
        "Remiss av ändring i direktivet om e-arkiv (EU) 2015/1127\n\nSista dag att svara på remissen är den 7 april 2025.",
        ("remiss", None, None, [], "Remiss av ändring i direktivet om e-arkiv (EU) 2015/1127"),
    ),
    "a reply": (
        "Socialnämnden\nYttrande\n2024-04-02\nDnr SN-2024-77\n\nTill\nKommunstyrelsen\n\nYttrande över remiss om e-arkiv, KS 2024/00123\n" + TALK,
        ("yttrande", "Socialnämnden", "2024-04-02", ["SN-2024-77"], "Yttrande över remiss om e-arkiv"),
    ),
    "a reply without the word": (
        "Svar på remiss om plan för e-arkiv\nEkvik 2024-04-02\n\nSocialnämnden har beretts tillfälle att yttra sig över planen.\n\nNämnden tillstyrker förslaget.",
        ("yttrande", "Socialnämnden", "2024-04-02", [], "Svar på remiss om plan för e-arkiv"),
    ),
    "auditors write": (
        "Ekviks kommuns revisorer\n2024-09-30\n\nTill\nKommunstyrelsen\n\nFör kännedom\nKommunfullmäktige\n\nGranskning av it-säkerhet\n\n"
        "Vi har granskat it-säkerheten. Vi rekommenderar kommunstyrelsen att upprätta en plan.",
        ("revisionsskrivelse", "Ekviks kommuns revisorer", "2024-09-30", [], "Granskning av it-säkerhet"),
    ),
    "the executive answers the auditors": (
        "Kommunstyrelsen\n2024-12-01\nKS 2024/00456\n\nYttrande över granskning av it-säkerhet\n\nKommunrevisionen har granskat it-säkerheten och lämnat rekommendationer.\n",
        ("yttrande", "Kommunstyrelsen", "2024-12-01", ["KS 2024/00456"], "Yttrande över granskning av it-säkerhet"),
    ),
    "auditors' letter to one, on the line": (
        "Missiv\nTill kommunstyrelsen\n\nGrundläggande granskning 2023\n\nRevisorerna har granskat styrningen.\n",
        ("revisionsskrivelse", "Revisorerna", None, [], "Grundläggande granskning 2023"),
    ),
    "a summary of an audit": (
        "Stadsrevisionen\nRapportsammandrag\n\nGranskning av stadens\nit-säkerhet\n\nSammanfattande bedömning\nVi har granskat it-säkerheten.\n",
        ("revisionsrapport", "Stadsrevisionen", None, [], "Granskning av stadens it-säkerhet"),
    ),
    "a follow-up": (
        "Kommunrevisionen i Ekvik\nUppföljande granskning\n2024-10-10\n\nUppföljning av granskning av it-säkerhet\n\nVi har följt upp granskningen från 2021.\n",
        ("uppföljning", "Kommunrevisionen", "2024-10-10", [], "Uppföljning av granskning av it-säkerhet"),
    ),
    "a plan": (
        "Digitaliseringsplan 2024-2027\n\nServicenämnden\nAntagen 2024-01-15\n" + TALK,
        ("plan", "Servicenämnden", "2024-01-15", [], "Digitaliseringsplan 2024-2027"),
    ),
    "an agenda": (
        "Kallelse\nSocialnämnden\nTid: 2024-05-07 kl. 13.00\nPlats: Kommunhuset\n\nÄrenden\n1. Justering\n2. Plan för e-arkiv",
        ("kallelse", "Socialnämnden", "2024-05-07", [], None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_head(name: str) -> None:
    text, right = HEADS[name]
    assert facts(read(text)) == right


def test_addressees_of_a_letter_to_several() -> None:
    document = read(HEADS["auditors write"][0])
    assert [one.value for one in document.for_information] == ["Kommunfullmäktige"]
    assert [to.value for one in document.recommendations for to in one.to] == ["Kommunstyrelsen"]


EXTENSIONS = {
    "Socialnämnden har begärt anstånd med svaret till den 30 april 2024.": ("asked", "Socialnämnden", None, None, "2024-04-30"),
    "Revisorerna beviljar kommunstyrelsen anstånd till den 30 april 2024.": ("granted", "Revisorerna", None, None, "2024-04-30"),
    "Anstånd beviljas till och med 2024-04-30.": ("granted", None, None, None, "2024-04-30"),
    "Stadskontoret medger anstånd från den 31 mars 2024 till den 30 april 2024.": ("granted", "Stadskontoret", None, "2024-03-31", "2024-04-30"),
    "Kommunstyrelsen avslår socialnämndens begäran om anstånd.": ("refused", "Kommunstyrelsen", None, None, None),
    "Nämnden ansökte den 3 mars 2024 om anstånd till den 30 april 2024.": ("asked", "Nämnden", "2024-03-03", None, "2024-04-30"),
    "Begäran om anstånd med svaret": ("asked", None, None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("sentence", EXTENSIONS)
def test_extension(sentence: str) -> None:
    document = read(f"Yttrande\nSocialnämnden\n2024-04-02\n\nYttrande över remiss om e-arkiv\n\n{sentence}")
    assert document.extension
    value = document.extension.value
    days = [str(day) if day else None for day in (value.asked, value.from_, value.to)]
    assert (value.status, value.by, *days) == EXTENSIONS[sentence]
