"""What minutes and auditors say in words of their own: "Nämnden beslutar", who signed when, tables of recommendations."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise

HEAD = "Nämnden för lokal samverkan\n\nProtokoll 2023-05-11\n\n"
ITEM = "§ 12 Bidrag till datorstuga\n\nFöreningen söker bidrag.\n\nNämnden beslutar\natt bevilja bidraget.\n\n{}\n"


def read(text: str) -> Document:
    return recognise(number(text.split("\n")))[0]


@pytest.mark.parametrize(
    "lead",
    ["Nämnden beslutar", "Nämnden beslutar:", "Nämnden beslutade följande", "Nämnden för lokal samverkan beslutar"],
)  # fmt: skip
def test_a_board_that_calls_itself_the_board_decides(lead: str) -> None:
    document = read(HEAD + ITEM.format("").replace("Nämnden beslutar", lead))
    (point,) = document.points
    assert point.text.value.removesuffix(".") == "att bevilja bidraget"
    assert point.by
    assert point.by.value == "Nämnden för lokal samverkan"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Justerat 2023-05-16", "2023-05-16"),
        ("Protokollet är justerat digitalt 2023-05-16", "2023-05-16"),
        ("Paragrafen är justerad den 16 maj 2023", "2023-05-16"),
        ("Paragraf 12 förklarades omedelbart justerad 2023-05-11", "2023-05-11"),
        ("Justerare Ove Lund (M), 2023-05-16 07:55", "2023-05-16"),
        ("Justerare Ove Lund (M), telefon 012-34 56", None),
        ("Paragrafen justeras omedelbart.", None),
    ],
)
def test_a_line_that_says_when_it_was_adjusted(line: str, day: str | None) -> None:
    found = read(HEAD + ITEM.format(line)).adjusted
    assert (found and found.value) == day


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Expedieras till stadskontoret", ["stadskontoret"]),
        ("Expedieras till föreningen, ekonomienheten", ["föreningen", "ekonomienheten"]),
        ("Skickas till föreningen när den har kommit in med en budget.", []),
    ],
)
def test_addressees_in_small_letters_on_the_headings_line(line: str, who: list[str]) -> None:
    assert [one.value for one in read(HEAD + ITEM.format(line)).recipients] == who


TABLE = """Revisionskontoret\tRAPPORT 2023:4

E-tjänster för alla

Rekommendationer

Vi lämnar följande rekommendationer.

Nr\tRekommendation\tRiktas till
1\tTa reda på vem som ansvarar för inköpta e-tjänster\tKommunstyrelsen
2\tErsätt blanketten för dispens\tBygg- och miljönämnden

Svar
"""


def test_a_table_of_recommendations_gives_each_row_to_its_addressee() -> None:
    document = read(TABLE)
    assert document.kind.value == "revisionsrapport"
    assert [([to.value for to in one.to], one.text.value) for one in document.recommendations] == [
        (["Kommunstyrelsen"], "Ta reda på vem som ansvarar för inköpta e-tjänster"),
        (["Bygg- och miljönämnden"], "Ersätt blanketten för dispens"),
    ]


@pytest.mark.parametrize(
    "lead", ["Arkivnämnden bör, tillsammans med byggnadsnämnden,", "Arkivnämnden bör redan nu"]
)
def test_a_line_that_ends_in_should_opens_a_list(lead: str) -> None:
    text = f"Kommunrevisionen\nRapport nr 2/2022\n\nArkiv\n\n{lead}\n\n– besluta när handlingar ska lämnas.\n"
    (one,) = read(text).recommendations
    assert [to.value for to in one.to] == ["Arkivnämnden"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Stadsrevisionen\tFöljebrev\n\nGranskning av it\n\nVi har granskat.", "revisionsskrivelse"),
        ("Missiv\n\nSamtliga nämnder\n\nNy organisation – för yttrande\n\nSvar önskas.", "remiss"),
        ("Ekviks kommun\n\nPlan för digital utveckling\n\nDokumenttyp: Plan\n\nInledning\n\nText.", "plan"),
        ("Förbundet\n\nGemensamt inköp – begäran om ställningstagande\n\nVi vill veta.", "remiss"),
    ],
)
def test_what_a_covering_letter_or_a_title_makes_it(text: str, kind: str) -> None:
    assert read(text).kind.value == kind


def test_the_only_judgement_under_its_heading_is_the_verdict() -> None:
    text = "Revisionen\nRapport nr 1/2021\n\nLicenser\n\nBedömning\n\nRevisionen bedömer att nämnderna {} kontroll.\n"
    assert read(text.format("inte har tillräcklig")).verdict.value == "inte"  # type: ignore[union-attr]
    twice = (
        text.format("inte har tillräcklig") + "\nBedömning\n\nRevisionen bedömer att rutinen delvis följs.\n"
    )
    assert read(twice).verdict is None


POINTS = {
    "a number before att": (
        "Kommunstyrelsen BESLUTAR\n\n1 att   anta policyn, och\n2 att   upphäva den gamla.",
        [("beslutar", "att anta policyn"), ("beslutar", "att upphäva den gamla.")],
    ),
    "bare numbers": (
        "Kommunstyrelsens beslut\n1 Kommunstyrelsen antar yttrandet.\n2 Yttrandet skickas till revisorerna.",
        [("beslutar", "Kommunstyrelsen antar yttrandet."), ("beslutar", "Yttrandet skickas till revisorerna.")],
    ),
    "sentences that say what the body does": (
        "Kommunstyrelsens beslut\nKommunstyrelsen godkänner rapporten.\nKommunstyrelsen ger chefen i uppdrag att rita.",
        [
            ("beslutar", "Kommunstyrelsen godkänner rapporten."),
            ("beslutar", "Kommunstyrelsen ger chefen i uppdrag att rita."),
        ],
    ),
    "for its own part, below a proposal": (
        "Kommunstyrelsens förslag till kommunfullmäktige\natt anta planen\n\n"
        "Kommunstyrelsen beslutar för egen del\natt uppdra åt kommunchefen att räkna på den",
        [
            ("föreslår", "att anta planen"),
            ("beslutar", "att uppdra åt kommunchefen att räkna på den"),
        ],
    ),
    "no more than a note": (
        "Chefen berättar om en ny tjänst. Kommunstyrelsen tackar för informationen.",
        [("beslutar", "Kommunstyrelsen tackar för informationen.")],
    ),
    "nothing": ("Chefen berättar om en ny tjänst. Ledamöterna ställer frågor.", []),
}  # fmt: skip


@pytest.mark.parametrize("form", POINTS)
def test_points_in_other_forms(form: str) -> None:
    text, expected = POINTS[form]
    document = read(f"Kommunstyrelsen\n\nProtokoll 2023-05-11\n\n§ 12 En fråga\n\n{text}\n")
    assert [(one.force.value, one.text.value) for one in document.points] == expected
    assert all(one.by and one.by.value == "Kommunstyrelsen" for one in document.points)


LETTERS = {
    "asked": (
        "Begäran om anstånd\n\nTekniska nämnden begär anstånd med svaret till den 10 juni 2022.",
        ("asked", "Tekniska nämnden", "2022-06-10"),
    ),
    "prolonged": (
        "Svarstiden har efter begäran förlängts till den 15 oktober 2021.",
        ("granted", None, "2021-10-15"),
    ),
    "instead of": (
        "Revisorerna har medgett att svaret lämnas den 12 september 2025 i stället för den 29 augusti 2025.",
        ("granted", "Revisorerna", "2025-09-12"),
    ),
    "how to ask": ("Begäran om förlängd svarstid ska göras skriftligt.", None),
}


@pytest.mark.parametrize("form", LETTERS)
def test_more_time_is_told_in_many_words(form: str) -> None:
    text, expected = LETTERS[form]
    found = read(f"Kommunledningskontoret\n\n2022-03-01\n\n{text}\n").extension
    told = found and found.value
    assert (told and (told.status, told.by, told.to and told.to.isoformat())) == expected


def test_a_letter_that_asks_is_for_the_statement_of_those_it_is_sent_to() -> None:
    document = read(
        "Kontoret\n\nRemiss\n\nTill\nSamtliga nämnder\nKommunstyrelsen (för kännedom)\n\nNy policy\n\nSvara.\n"
    )
    assert [one.value for one in document.for_statement] == ["Samtliga nämnder"]
    assert [one.value for one in document.for_information] == ["Kommunstyrelsen"]


def test_a_plan_is_the_body_s_that_adopted_it() -> None:
    document = read(
        "Handlingsplan för digitalisering\n\nAntagen av kommunstyrelsen 2022-12-06 § 210\n\nInledning\n\nText.\n"
    )
    assert document.body
    assert document.date
    assert (document.body.value, document.date.value.isoformat()) == ("Kommunstyrelsen", "2022-12-06")
