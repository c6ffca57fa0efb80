"""The forms that municipalities give the same things: each document here is ours, after a form seen in use."""

from __future__ import annotations

from samsyn.intake.readers.lines import Line, number
from samsyn.intake.recognisers import Document, recognise


def documents(text: str) -> tuple[Document, ...]:
    return recognise(number(text.strip("\n").split("\n")))


def one(text: str) -> Document:
    (document,) = documents(text)
    return document


def points(document: Document) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (
            point.force.value,
            point.by.value if point.by else None,
            point.to.value if point.to else None,
            point.text.value,
        )
        for point in document.points
    ]


MINUTES = """
Ekviks kommun                 SAMMANTRÄDESPROTOKOLL                 1 (4)
Kommunstyrelsen
Sammanträdesdatum
2024-03-12

Plats och tid: Kommunhuset, sal A, kl. 13.00-15.20
Beslutande
Eva Ström (S), ordförande
Lars Holm (M)
Övriga närvarande
Maria Lund, kommunchef
Justerare
Lars Holm
Justeringens plats och tid
Kommunkansliet 2024-03-18
Paragrafer 30-31

Innehållsförteckning
§ 30 Plan för e-arkiv ............ 2
§ 31 Information från kommunchefen ........ 3

KS § 30 Dnr KS 2024/00112

Plan för e-arkiv

Sammanfattning av ärendet
Kommunen behöver en plan för e-arkiv. Arbetsutskottet har berett ärendet och
föreslår att planen antas, se KS § 187, 2023-12-06.

Arbetsutskottets förslag till kommunstyrelsen
Kommunstyrelsen föreslår kommunfullmäktige besluta att anta planen.

Yrkanden
Lars Holm (M) yrkar avslag.

Kommunstyrelsens beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta
att anta plan för e-arkiv 2024-2027, samt
att planen följs upp årligen.

Kommunstyrelsen beslutar för egen del, under förutsättning att kommunfullmäktige
beslutar enligt ovan, att
1. kommunchefen får i uppdrag att redovisa genomförandet senast den 30 november 2024.

Beslutet expedieras till
Kommunfullmäktige
Kommunchefen

Justerandes sign                                     Utdragsbestyrkande

KS § 31

Information från kommunchefen

Beslut
Kommunstyrelsen tackar för informationen och lägger den till handlingarna.
"""


def test_full_minutes_give_one_document_for_each_paragraph() -> None:
    plan, information = documents(MINUTES)
    for document in (plan, information):
        assert document.kind.value == "protokoll"
        assert document.body
        assert document.body.value == "Kommunstyrelsen"
        assert document.date
        assert document.date.value.isoformat() == "2024-03-12"
        assert document.adjusted
        assert document.adjusted.value == "2024-03-18"
        people = [
            (found.value.name, found.value.party, found.value.role, found.value.adjuster)
            for found in document.members
        ]
        assert people == [
            ("Eva Ström", "S", "ordförande", False),
            ("Lars Holm", "M", None, True),
            ("Maria Lund", None, "kommunchef", False),
        ]
    assert [found.value for found in plan.dnr] == ["KS 2024/00112"]
    assert [found.value for found in plan.references] == ["KS § 187, 2023-12-06"]
    assert information.paragraph
    assert (information.paragraph.value, information.dnr) == ("31", ())


def test_own_decision_counts_and_others_proposals_to_the_body_do_not() -> None:
    plan, information = documents(MINUTES)
    assert points(plan) == [
        ("föreslår", "Kommunstyrelsen", "Kommunfullmäktige", "att anta plan för e-arkiv 2024-2027"),
        ("föreslår", "Kommunstyrelsen", "Kommunfullmäktige", "att planen följs upp årligen."),
        (
            "beslutar",
            "Kommunstyrelsen",
            None,
            "kommunchefen får i uppdrag att redovisa genomförandet senast den 30 november 2024.",
        ),
    ]
    assert [point[0] for point in points(information)] == ["noterar"]


def test_page_feet_are_no_recipients_and_a_task_has_its_last_day() -> None:
    plan, _ = documents(MINUTES)
    assert [found.value for found in plan.recipients] == ["Kommunfullmäktige", "Kommunchefen"]
    (deadline,) = plan.deadlines
    assert deadline.who
    assert (deadline.who.value, str(deadline.date and deadline.date.value)) == ("kommunchefen", "2024-11-30")


def test_heads_that_return_on_every_page_are_noise() -> None:
    pages = [
        ["Ekviks kommun", "Socialnämnden", "Protokoll 2024-05-07", "", text, "", f"{page} (3)"]
        for page, text in enumerate(
            [
                "§ 5 Ny e-tjänst\n\nBeslut\n1. E-tjänsten införs",
                "i hela kommunen under hösten.\n2. Taxan ligger fast.",
                "Skickas till\nEkonomienheten",
            ],
            start=1,
        )
    ]
    lines = tuple(
        Line(page, place, text)
        for page, texts in enumerate(pages, start=1)
        for place, text in enumerate("\n".join(texts).split("\n"), start=1)
    )
    (document,) = recognise(lines)
    assert document.body
    assert document.body.value == "Socialnämnden"
    assert [found.value for found in document.recipients] == ["Ekonomienheten"]
    assert [point[3] for point in points(document)] == [
        "E-tjänsten införs i hela kommunen under hösten.",
        "Taxan ligger fast.",
    ]


def test_official_letter_that_goes_to_two_bodies() -> None:
    document = one("""
Stadsledningskontoret
Tjänsteutlåtande
Utfärdat 2024-05-06
Diarienummer 0497/24
Handläggare
Kim Berg
Telefon: 031-368 02 27

Digital kontaktväg för invånare

Förslag till beslut
I kommunstyrelsen och kommunfullmäktige:

1. Kontaktvägen införs under 2025.
2. Nämnden för medborgarservice får i uppdrag att återrapportera före juni månads utgång 2026.

Sammanfattning
Kontoret har utrett frågan.

Bilagor
1. Utredning
2. Kostnadsbild
""")
    assert document.title
    assert document.title.value == "Digital kontaktväg för invånare"
    assert [found.value for found in document.dnr] == ["0497/24"]
    assert {point[0] for point in points(document)} == {"föreslås"}
    assert [found.value for found in document.basis] == ["Utredning", "Kostnadsbild"]
    (deadline,) = document.deadlines
    assert (deadline.precision.value, str(deadline.date and deadline.date.value)) == ("month", "2026-06-30")


def test_referral_with_its_addressees_and_last_day() -> None:
    document = one("""
Finansdepartementet
Remiss
2023-02-01
Fi2023/00212

Betänkandet En samordnad förvaltning av data (SOU 2023:4)

Remissinstanser
1. Ekviks kommun
2. Sundsala kommun

Remissvaren ska ha kommit in till Finansdepartementet senast den 7 april 2023.
""")
    assert document.kind.value == "remiss"
    assert [found.value for found in document.dnr] == ["Fi2023/00212"]
    assert document.references == ()
    assert [found.value for found in document.for_statement] == ["Ekviks kommun", "Sundsala kommun"]
    (deadline,) = document.deadlines
    assert str(deadline.date and deadline.date.value) == "2023-04-07"


AUDIT = """
Revisorerna i Ekviks kommun
2024-09-30
Till
Socialnämnden
Barn- och utbildningsnämnden

Granskning av it-säkerhet

En revisionsbyrå har på vårt uppdrag granskat kommunens it-säkerhet. Syftet har varit att bedöma om arbetet är
ändamålsenligt.

{verdict}

Mot bakgrund av granskningen lämnar vi följande rekommendationer:

Socialnämnden bör:
• införa behörighetskontroll
• utbilda personalen

Barn- och utbildningsnämnden rekommenderas att upprätta en kontinuitetsplan.

Vi önskar svar från socialnämnden och barn- och utbildningsnämnden senast i januari 2025.
"""


def test_audit_letter_with_recommendations_in_three_forms() -> None:
    document = one(AUDIT.format(verdict="Vår samlade bedömning är att arbetet inte är ändamålsenligt."))
    assert (document.kind.value, document.verdict and document.verdict.value) == (
        "revisionsskrivelse",
        "inte",
    )
    assert document.body
    assert document.body.value == "Revisorerna i Ekviks kommun"
    assert [([to.value for to in found.to], found.text.value) for found in document.recommendations] == [
        (["Socialnämnden"], "införa behörighetskontroll"),
        (["Socialnämnden"], "utbilda personalen"),
        (
            ["Barn- och utbildningsnämnden"],
            "Barn- och utbildningsnämnden rekommenderas att upprätta en kontinuitetsplan.",
        ),
    ]
    (deadline,) = document.deadlines
    assert deadline.who
    assert deadline.who.value == "socialnämnden och barn- och utbildningsnämnden"


GRADES = {
    "Vår sammanfattande bedömning är att arbetet är delvis ändamålsenligt.": "delvis",
    "Den samlade bedömningen är att styrningen till övervägande del är ändamålsenlig.": "till övervägande del",
    "Sammantaget bedöms arbetet i allt väsentligt vara ändamålsenligt.": "i allt väsentligt",
    "Vår samlade bedömning är att nämnderna bedriver ett ändamålsenligt arbete.": "ändamålsenligt",
    "Vår samlade bedömning är att arbetet behöver förbättras för att bli ändamålsenligt.": None,
    "Nämndens rutin för lösenord är inte ändamålsenlig.": None,
}


def test_verdict_is_the_summing_up_and_never_a_guess() -> None:
    for sentence, grade in GRADES.items():
        document = one(AUDIT.format(verdict=sentence))
        assert (document.verdict and document.verdict.value) == grade, sentence


def test_reply_with_a_request_for_more_time() -> None:
    document = one("""
Yttrande
Socialnämnden
Dnr SN-2024-77
2024-04-02

Yttrande över remiss om riktlinjer för e-tjänster, KS 2023/415

Socialnämnden har begärt anstånd med svaret till den 30 april 2024.
""")
    assert [found.value for found in document.dnr] == ["SN-2024-77"]
    assert [found.value for found in document.references] == ["KS 2023/415"]
    assert document.extension
    assert (document.extension.value.status, str(document.extension.value.to)) == ("asked", "2024-04-30")


def test_extract_with_number_in_brackets_bullets_and_recipients_on_the_line() -> None:
    document = one("""
PROTOKOLLSUTDRAG
Datum: 2019-11-05
Kultur- och fritidsnämnden

§ 63/19 Biblioteksplan (KFN 2019/88)

Beslut
Kultur- och fritidsnämnden beslutar att
- anta biblioteksplanen
- remittera frågan om meröppet till arbetsutskottet

Skickas till: Biblioteken, Kommunstyrelsen
""")
    assert document.title
    assert document.title.value == "Biblioteksplan"
    assert [found.value for found in document.dnr] == ["KFN 2019/88"]
    assert [point[0] for point in points(document)] == ["beslutar", "remitterar"]
    assert [found.value for found in document.recipients] == ["Biblioteken", "Kommunstyrelsen"]


def test_two_documents_in_one_file() -> None:
    first = "Tjänsteskrivelse\nNy plan för skolnät\n\nFörslag till beslut\nBildningsnämnden föreslås besluta\n1. Planen antas.\n"
    second = "Protokollsutdrag\n2024-05-02\n\n§ 7 Ny plan för skolnät\n\nBeslut\nBildningsnämnden beslutar\n1. Planen antas."
    letter, extract = documents(first + "\n\n\n\n" + second)
    assert [point[:3] for point in points(letter)] == [("föreslås", None, "Bildningsnämnden")]
    assert [point[:3] for point in points(extract)] == [("beslutar", "Bildningsnämnden", None)]


def test_what_no_one_can_tell_is_unknown_and_empty() -> None:
    document = one("Inköpslista\n\nmjölk\nbröd")
    assert (document.kind.value, document.kind.quote) == ("okänd", None)
    assert (document.body, document.date, document.dnr, document.points) == (None, None, (), ())


def test_no_point_is_lost_in_a_list_that_something_interrupts() -> None:
    document = one("""
§ 8 Reviderad budget

Beslut

Enligt nämndens förslag:
1.

Nämnden tilldelas 500 tkr.
2. Följande uppdrag förklaras fullgjorda:
a. Uppdraget att se över lokaler
b. Uppdraget om skolskjuts; båda från
KS 2 juni
Ej namngiven del
3. Taxan fastställs.

Handling
2024 nr 7.
""")
    assert [point[3].partition("\n")[0] for point in points(document)] == [
        "Nämnden tilldelas 500 tkr.",
        "Följande uppdrag förklaras fullgjorda:",
        "Taxan fastställs.",
    ]
    assert "a. Uppdraget att se över lokaler" in document.points[1].text.value


def test_words_after_the_label_for_adjustment_mean_that_something_is_said() -> None:
    head = "Protokollsutdrag\nServicenämnden\n{}\nProtokollet omfattar\t§5\n\n§ 5 Plan\n\nBeslut\n1. Planen antas."
    said = {
        "Justeringen": "ej justerat",
        "Justeringen\nDigital signering": None,
        "Justeringen 2024-05-02": "2024-05-02",
    }
    for line, right in said.items():
        document = one(head.format(line))
        assert (document.adjusted and document.adjusted.value) == right, line
