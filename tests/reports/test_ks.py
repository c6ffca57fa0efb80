"""The report to the executive board on a town small enough to count by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pypdfium2
import pytest
from tests.oversight.town import FULL, Town, noon
from tests.reports.test_formats import text_of

from samsyn.cases.actions import commission
from samsyn.kit.scales import State
from samsyn.money.actions import set_budget
from samsyn.organisation.actions import add_body
from samsyn.register import actions as register
from samsyn.register.models import Source
from samsyn.reports import ks
from samsyn.reports.catalogue import FORMATS
from samsyn.reports.ks.sentences import answer_day
from samsyn.reports.parts import Report
from samsyn.reports.wording import short

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
SECRET = "Hemlighetsmakeriet"


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    over = town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    set_budget(
        by=town.by, at=noon("2026-02-02"), initiative=over, source=Source.OWN, year=2026,
        budget=1_000_000_00, forecast=1_500_000_00, outcome=400_000_00,
    )  # fmt: skip
    town.initiative("2026-02-01", "SN", SECRET, secrecy_ground="OSL 18 kap. 8 §", **FULL)
    for number in range(3):
        town.trace("2026-02-03", "SN", f"Licens {number}", amount=10_000_00)
    commission(
        by=town.by, at=noon("2026-03-01"), body=town.bodies["TN"], decided_by="KS § 12",
        decided_on=date(2026, 3, 1), text="Redovisa kostnaden för sensorerna", due=date(2026, 5, 2),
    )  # fmt: skip
    return town


def made(town: Town, day: date = DAY) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FORMATS["json"].render(ks.report(town.municipality, day)))
    return found


def part(report: dict[str, Any], kind: str) -> Any:
    return next(block[kind] for block in report["blocks"] if kind in block)


def test_says_first_how_much_is_seen(town: Town) -> None:
    report = made(town)
    assert part(report, "statement").startswith("Vi ser 1 av 4 kända initiativ. Socialnämnden syns inte")
    numbers = {item["label"]: item["value"] for item in part(report, "key_numbers")}
    assert numbers == {"Täckningsgrad": 25, "Färskhet": None, "Prognos 2026": 1_500_000_00}


def test_proposes_by_rule_what_the_board_may_decide(town: Town) -> None:
    assert part(made(town), "proposed_decisions") == [
        "Kommunstyrelsen uppmanar socialnämnden att senast den 31\u00a0augusti 2026 redovisa hur alla kända "
        "initiativ dokumenteras.",
        "Kommunstyrelsen begär reviderad budget av socialnämnden för ”Digital ansökan” (I-0001).",
        "Kommunstyrelsen påminner tekniska nämnden om ett uppdrag vars svar är försenat.",
        "Kommunstyrelsen godkänner rapporten och sänder den till kommunfullmäktige och revisorerna.",
    ]


@pytest.mark.parametrize(
    ("tasks", "point"),
    [
        (["KS"], "Kommunstyrelsen redovisar sitt eget uppdrag vars svar är försenat."),
        (["KS", "KS"], "Kommunstyrelsen redovisar sina egna 2 uppdrag vars svar är försenade."),
        (
            ["KS", "SN", "TN"],
            "Kommunstyrelsen påminner socialnämnden och tekniska nämnden om 2 uppdrag vars svar är försenade "
            "och redovisar sitt eget.",
        ),
        (
            ["KS", "SN", "KS"],
            "Kommunstyrelsen påminner socialnämnden om ett uppdrag vars svar är försenat och redovisar sina egna 2.",
        ),
    ],
)
def test_no_board_reminds_itself(tasks: list[str], point: str) -> None:
    town = Town()
    for place, body in enumerate(tasks):
        commission(
            by=town.by, at=noon("2026-03-01"), body=town.bodies[body], decided_by=f"KF § {place}",
            decided_on=date(2026, 3, 1), text="återkomma", due=date(2026, 5, 2),
        )  # fmt: skip
    report = made(town)
    assert point in part(report, "proposed_decisions")
    assert {row["task"] for row in report["tables"]["unanswered"]} == {"Återkomma"}


def test_what_the_executive_board_asks_of_itself_it_does_itself() -> None:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    for body in ("KS", "SN"):
        one = town.initiative("2026-02-01", body, f"Dyrt i {body}", **FULL)
        town.trace("2026-02-03", body, f"Licens {body}")
        set_budget(
            by=town.by, at=noon("2026-02-02"), initiative=one, source=Source.OWN, year=2026, budget=1_000_00,
            forecast=2_000_00,
        )  # fmt: skip
    document, revise, *_ = part(made(town), "proposed_decisions")
    assert document == (
        "Kommunstyrelsen uppmanar socialnämnden att senast den 31\u00a0augusti 2026 redovisa hur alla kända "
        "initiativ dokumenteras och redovisar detsamma för egen del."
    )
    assert revise == (
        "Kommunstyrelsen begär reviderad budget av socialnämnden för ”Dyrt i SN” (I-0002), och reviderar sin "
        "egen för ”Dyrt i KS” (I-0001)."
    )


def test_the_first_page_says_how_many_are_left_out_and_the_notes_why(town: Town) -> None:
    text = text_of(FORMATS["pdf"].render(ks.report(town.municipality, DAY)))
    assert "1 sekretessmarkerat initiativ räknas inte." in " ".join(text.split())
    assert "utelämnas även ur tidigare dagars rapporter" in " ".join(text.split())


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2026-11-20", "2027-01-29"),
        ("2026-06-01", "2026-08-31"),
        ("2026-12-31", "2027-02-26"),
        ("2026-10-05", "2026-12-31"),
    ],
)
def test_answers_are_asked_for_by_the_last_weekday_of_the_second_month_after(day: str, asked: str) -> None:
    assert answer_day(date.fromisoformat(day)) == date.fromisoformat(asked)


def test_money_deviations_and_tasks_are_those_of_the_register(town: Town) -> None:
    tables = made(town)["tables"]
    assert tables["money"] == [
        {"source": "Nämndens egen budget", "budget_ore": 1_000_000_00, "outcome_ore": 400_000_00,
         "forecast_ore": 1_500_000_00, "gap_ore": 500_000_00},
    ]  # fmt: skip
    assert tables["deviations"][0]["rule"] == "A1"
    assert [(row["decision"], row["to"], row["late"]) for row in tables["unanswered"]] == [
        ("KS § 12", "TN", 30)
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_yesterday_is_the_same_bytes_after_a_change(town: Town, kind: str) -> None:
    before = FORMATS[kind].render(ks.report(town.municipality, DAY))
    one = town.initiative("2026-06-02", "TN", "Nytt", **FULL)
    register.report(by=town.by, at=noon("2026-06-02"), initiative=one, state=State.SERIOUS, happened="Stopp.")
    town.adopt("2026-06-02", "goal", label="2.0")
    town.trace("2026-06-02", "TN", "Köp", amount=1)
    assert FORMATS[kind].render(ks.report(town.municipality, DAY)) == before
    assert FORMATS[kind].render(ks.report(town.municipality, date(2026, 6, 2))) != before


@pytest.mark.parametrize("kind", FORMATS)
def test_secret_rows_are_in_no_format(town: Town, kind: str) -> None:
    data = FORMATS[kind].render(ks.report(town.municipality, DAY))
    assert SECRET not in readable(kind, data)


def readable(kind: str, data: bytes) -> str:
    """Return all text of a file, unpacked where it is packed."""
    import io
    import zipfile

    if kind == "pdf":
        return text_of(data)
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return data.decode()


def test_a_name_that_looks_like_a_formula_or_markup_stays_a_name(town: Town) -> None:
    set_budget(
        by=town.by, at=noon("2026-02-02"), source=Source.OWN, year=2026, budget=100, forecast=200,
        initiative=town.initiative("2026-02-01", "TN", "=1+1 #panic() *x*", **FULL),
    )  # fmt: skip
    report = ks.report(town.municipality, DAY)
    assert "=1+1 #panic() *x*" in text_of(FORMATS["pdf"].render(report))
    assert "<f>" not in readable("xlsx", FORMATS["xlsx"].render(report))


def test_two_pages_however_many_boards_with_long_names(town: Town) -> None:
    for number in range(30):
        add_body(
            by=town.by, at=noon("2026-01-02"), municipality=town.municipality, short_name=f"N{number}",
            name=f"Gymnasie- och vuxenutbildningsnämnden för område {number}",
        )  # fmt: skip
    for number in range(8):
        one = town.initiative(
            "2026-02-01", "TN", f"Digital ansökan om ekonomiskt bistånd nummer {number}", **FULL
        )
        register.report(
            by=town.by, at=noon("2026-03-01"), initiative=one, state=State.SERIOUS, happened="Stopp."
        )
        for source in Source:
            set_budget(
                by=town.by, at=noon("2026-03-02"), initiative=one, source=source, year=2026,
                budget=1_000_000_00, forecast=2_000_000_00,
            )  # fmt: skip
        commission(
            by=town.by, at=noon("2026-03-01"), body=town.bodies["TN"], decided_by=f"KSAU § {number}41",
            decided_on=date(2026, 3, 1), text="Redovisa hur kostnaden för sensorerna fördelas " * 3,
            due=date(2026, 5, 2),
        )  # fmt: skip
    data = FORMATS["pdf"].render(ks.report(town.municipality, DAY))
    assert len(pypdfium2.PdfDocument(data)) == 2


@pytest.mark.parametrize("kind", FORMATS)
def test_a_municipality_without_data_gets_a_sane_report(kind: str) -> None:
    assert FORMATS[kind].render(ks.report(Town().municipality, DAY))


def test_without_data_the_words_say_so() -> None:
    town = Town()
    report = made(town)
    assert part(report, "statement").startswith("Inget initiativ är känt än.")
    assert part(report, "proposed_decisions") == [
        "Kommunstyrelsen godkänner rapporten och sänder den till kommunfullmäktige och revisorerna."
    ]
    paper = text_of(FORMATS["pdf"].render(ks.report(town.municipality, DAY)))
    for words in ("Inget känt", "Inga medel är registrerade för 2026", "Inga beslut saknar svar"):
        assert words in paper


def test_a_long_text_is_cut_at_a_word_and_says_so() -> None:
    assert short("Kort", 46) == "Kort"
    assert short("Redovisa hur kostnaden för sensorerna fördelas på nämnderna och när", 46) == (
        "Redovisa hur kostnaden för sensorerna …"
    )


def test_every_table_has_as_many_values_as_columns(town: Town) -> None:
    report: Report = ks.report(town.municipality, DAY)
    for table in report.sheets:
        assert {len(row) for row in table.rows} <= {len(table.columns)}
