"""Tasks that decisions give, in the wordings that boards use; every text here is ours."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise
from samsyn.intake.recognisers.values import Term

EXTRACT = "Protokollsutdrag\n2024-02-06\n\n§ 14 Plan för e-arkiv\n\nBeslut\n{}\n"


def decided(points: str, lead: str = "Kommunstyrelsen beslutar") -> Document:
    (document,) = recognise(number(EXTRACT.format(f"{lead}\n\n{points}").split("\n")))
    return document


def when(term: Term | None) -> str | None:
    if term is None:
        return None
    return str(term.date.value) if term.date else term.precision.value


def tasks(document: Document) -> list[tuple[list[str], str | None, str | None]]:
    return [
        ([to.value for to in one.to], when(one.due), when(one.report_back)) for one in document.commissions
    ]


ONE = [
    ("1. Kommundirektören får i uppdrag att ta fram en plan.", ["kommundirektören"], None, None),
    ("1. Socialnämnden får i uppdrag att senast den 1 maj 2024 ta fram en plan.", ["Socialnämnden"], "2024-05-01", None),
    ("1. Kommunchefen får även i uppdrag att utreda frågan och återkomma senast 2024-09-30.", ["kommunchefen"], None, "2024-09-30"),
    ("1. Uppdra åt kommundirektören att utreda behovet.", ["kommundirektören"], None, None),
    ("1. Att uppdra åt socialnämnden och barn- och utbildningsnämnden att gemensamt utreda behovet.", ["Socialnämnden", "Barn- och utbildningsnämnden"], None, None),
    ("1. Ge stadsdirektören i uppdrag att redovisa kostnaderna till kommunstyrelsen i juni 2024.", ["stadsdirektören"], None, "2024-06-30"),
    ("1. Samtliga nämnder ges i uppdrag att före utgången av 2024 inventera sina system.", ["Samtliga nämnder"], "2024-12-31", None),
    ("1. Kommunledningskontoret uppdras att ta fram riktlinjer under första kvartalet 2025, med återrapportering senast den 15 april 2025.", ["Kommunledningskontoret"], "2025-03-31", "2025-04-15"),
    ("1. Servicenämnden ska återkomma med ett förslag till budget senast vecka 12.", ["Servicenämnden"], None, "week"),
    ("1. It-chefen ska redovisa arbetet varje halvår.", ["it-chefen"], None, "recurring"),
    ("1. Förvaltningen får i uppdrag att genomföra åtgärderna. Uppdraget redovisas i samband med delårsrapporten.", ["Förvaltningen"], None, "relative"),
    ("1. Kommundirektören får i uppdrag att ta fram en plan senast den 1 mars 2024 och återrapportera senast den 1 juni 2024.", ["kommundirektören"], "2024-03-01", "2024-06-01"),
    ("1. Uppdraget att se över taxan ges till miljö- och byggnadsnämnden.", ["Miljö- och byggnadsnämnden"], None, None),
    ("1. Anse motionen besvarad samt uppdra åt tekniska nämnden att bygga två laddplatser inom sex månader.", ["Tekniska nämnden"], "relative", None),
    ("1. Ekviks Bostads AB får i uppdrag att redovisa sin plan senast i december 2024.", ["Ekviks Bostads AB"], None, "2024-12-31"),
    ("1. It-chefen ska redovisa bytet för kommunstyrelsen den 12 december 2024.", ["it-chefen"], None, "2024-12-12"),
    ("1. Förvaltningen ska till nämndens sammanträde den 21 februari 2024 komplettera underlaget.", ["Förvaltningen"], "2024-02-21", None),
    ("1. It-chefen ska lämna en skriftlig rapport senast den 1 maj 2024.", ["it-chefen"], None, "2024-05-01"),
    ("1. Socialchefen ska under 2025 genomföra åtgärderna.", ["socialchefen"], "2025-12-31", None),
    ("1. Kontoret ska lämna en plan före den 1 juni 2024.", ["Kontoret"], "2024-06-01", None),
    ("1. Förvaltningen rapporterar utfallet varje tertial.", ["Förvaltningen"], None, "recurring"),
    ("1. Det uppdras åt mätteknikern att se över taxan.", ["mätteknikern"], None, None),
    ("1. Ge informatören i uppdrag att öppna sidan.", ["informatören"], None, None),
]  # fmt: skip


@pytest.mark.parametrize(("point", "to", "due", "back"), ONE)
def test_one_task(point: str, to: list[str], due: str | None, back: str | None) -> None:
    (found,) = tasks(decided(point))
    assert ([name.casefold() for name in found[0]], *found[1:]) == (
        [name.casefold() for name in to],
        due,
        back,
    )


ONE += [
    ("1. Servicenämnden, i samverkan med berörda nämnder, får i uppdrag att utreda frågan.", ["Servicenämnden"], None, None),
    ("1. Ekvik & Co AB får återkomma med en plan senast den 1 maj 2024.", ["Ekvik & Co AB"], None, "2024-05-01"),
    ("1. Kontoret ska lämna en plan för arkivet senast den 1 maj 2024.", ["Kontoret"], "2024-05-01", None),
    ("1. Förvaltningen rapporterar läget varje tertial.", ["Förvaltningen"], None, "recurring"),
    ("1. Nämnderna ska till kommunfullmäktiges sammanträde i mars 2025 redovisa sina åtgärder.", ["Nämnderna"], None, "2025-03-31"),
    ("1. It-chefen ska lämna en skriftlig rapport inom tre veckor.", ["It-chefen"], None, "relative"),
    ("1. Mottagande nämnder får i uppdrag att ta över arkiven.", ["Mottagande nämnder"], None, None),
]  # fmt: skip


NONE = [
    "1. Planen antas.",
    "1. Avslå förslaget att uppdra åt kommundirektören att utreda frågan.",
    "1. Motionen om att ge kommunstyrelsen i uppdrag att utreda frågan avslås.",
    "1. Uppdraget till kommundirektören förklaras fullgjort.",
    "1. Kommunstyrelsen godkänner redovisningen av det uppdrag som kommundirektören fick i uppdrag 2022.",
    "1. Inte ge förvaltningen i uppdrag att utreda frågan.",
    "1. Kommunfullmäktiges uppdrag till socialnämnden att återkomma senast i juli 2023 förklaras fullgjort.",
    "1. Återrapportering av uppdrag till nämnder och bolag inom uppföljning maj 2023 antecknas.",
    "1. Informationen läggs till handlingarna.",
    "1. Yttrandet skickas till kommunrevisionen senast den 30 april 2024.",
    "1. Nämnden ska förkortas SN.",
    "1. Avgiften ska betalas av kommunstyrelsen.",
    "1. Kommunstyrelsen ska underrättas senast den 1 maj 2024.",
    "1. Nämnden ska bestå av nio ledamöter från den 1 januari 2025.",
    "1. Nämnden ska ha ett arkiv.",
]


@pytest.mark.parametrize("point", NONE)
def test_what_is_no_task(point: str) -> None:
    assert decided(point).commissions == ()


def test_a_proposal_gives_no_task_but_its_deadline_is_read() -> None:
    document = decided(
        "1. Socialnämnden får i uppdrag att redovisa en plan senast den 1 maj 2024.",
        "Kommunstyrelsen föreslår kommunfullmäktige besluta",
    )
    assert document.commissions == ()
    assert [(one.who and one.who.value) for one in document.deadlines] == ["Socialnämnden"]


def test_an_official_letter_gives_no_task() -> None:
    text = "Tjänsteskrivelse\nNy plan för e-arkiv\n\nFörslag till beslut\nKommunstyrelsen föreslås besluta\n1. Kommundirektören får i uppdrag att ta fram en plan.\n"
    (document,) = recognise(number(text.split("\n")))
    assert document.commissions == ()


def test_a_later_point_says_when_an_earlier_task_is_reported() -> None:
    document = decided(
        "1. Kommundirektören får i uppdrag att ta fram en plan.\n"
        "2. Socialnämnden får i uppdrag att utse en kontaktperson.\n"
        "3. Punkt 1 återrapporteras senast den 30 september 2024.\n"
    )
    assert tasks(document) == [
        (["Kommundirektören"], None, "2024-09-30"),
        (["Socialnämnden"], None, None),
    ]
    assert [(one.who and one.who.value) for one in document.deadlines] == ["Kommundirektören"]


def test_a_report_without_number_belongs_to_the_task_before_it() -> None:
    document = decided(
        "att ge förvaltningschefen i uppdrag att se över lokalerna, samt\n"
        "att uppdraget ska återrapporteras till nämnden senast i maj 2024."
    )
    assert tasks(document) == [(["förvaltningschefen"], None, "2024-05-31")]
    assert [(one.who and one.who.value) for one in document.deadlines] == ["förvaltningschefen"]


def test_tasks_in_a_list_are_those_of_the_line_above() -> None:
    document = decided(
        "- ta fram en plan\n- redovisa planen senast den 1 oktober 2024",
        "Kommunstyrelsen beslutar att ge kommundirektören i uppdrag att:",
    )
    assert tasks(document) == [
        (["kommundirektören"], None, None),
        (["kommundirektören"], None, "2024-10-01"),
    ]


def test_two_tasks_in_one_point() -> None:
    document = decided(
        "1. Kommundirektören får i uppdrag att ta fram en plan senast den 1 mars 2024 och socialnämnden får i uppdrag att utse en kontaktperson."
    )
    assert tasks(document) == [(["Kommundirektören"], "2024-03-01", None), (["Socialnämnden"], None, None)]


def test_words_and_quotes_of_a_task() -> None:
    document = decided("1. Bifalla motionen samt uppdra åt kommundirektören att utreda frågan.")
    (task,) = document.commissions
    assert task.text.value == "uppdra åt kommundirektören att utreda frågan."
    assert task.to[0].quote
    assert task.to[0].quote.text == "kommundirektören"
