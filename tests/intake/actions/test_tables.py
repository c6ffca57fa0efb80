from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from tests.shared_data import shared

from samsyn.history.models import Act, Quote
from samsyn.history.queries import broken_link, rows
from samsyn.intake.actions import NoMunicipality, TableRefused, import_table, save_profile
from samsyn.intake.models import Upload
from samsyn.intake.queries import preview, profiles
from samsyn.intake.readers import read
from samsyn.intake.recognisers.tables import ProfileError, as_data, from_data
from samsyn.kit.actors import Actor, command_line
from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.money.models import BudgetLine
from samsyn.organisation.actions import add_administration, add_body, found_municipality
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import NotAllowed
from samsyn.register.actions import register, report
from samsyn.register.models import CostEstimate, Initiative, StatusReport

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEADER = "Nr;Namn;Nämnd;Total budget (tkr);Budget tkr;Start;Slut;Status;Kommentar;Färgkod\n"
FIRST = HEADER + (
    "P1;E-arkiv;Miljönämnden;4 200;1 300;2025-03-01;Q4 2026;Grön;Går bra;#0f0\n"
    "P2;Chatt;Socialnämnden;Sekretess 19 kap. 1 § OSL;;2027-01-01;;;;\n"
    "P3;Karta;Miljönämnden;;;;;Röd;;\n"
)
SECOND = HEADER + (
    "p1;E-arkivet;Miljönämnden;4 500;1 100;2025-03-01;Q2 2027;Gul;Försenat;#ff0\n"
    "P2;Chatt;Socialnämnden;Sekretess 19 kap. 1 § OSL;;2027-01-01;;;;\n"
    "P4;=1+1;Okända nämnden;;;;;;x;\n"
    "P5;;Miljönämnden;5;;;;;;\n"
)


@pytest.fixture
def sundsala(db: None) -> Municipality:
    place = found_municipality(by=command_line(), at=NOON, code="sundsala", name="Sundsala kommun")
    add_body(by=command_line(), at=NOON, municipality=place, name="Miljönämnden", short_name="MN")
    return place


def run(text: str | bytes, name: str = "lista 2025.csv", at: datetime = NOON, **more: Any) -> dict[str, Any]:
    data = text.encode() if isinstance(text, str) else text
    by = more.pop("by", command_line())
    return import_table(by=by, at=at, data=data, name=name, reading=read(data, name), **more)


def counts(result: dict[str, Any]) -> dict[str, int]:
    return {name: count for name, count in result["rows"].items() if count}


def held(key: str) -> Initiative:
    return Initiative.objects.get(external_key=key)


def test_rows_become_initiatives_with_money_dates_status_and_source(sundsala: Municipality) -> None:
    result = run(FIRST)
    assert counts(result) == {"read": 3, "new": 3}
    assert (result["profile"], result["edition"], result["refused"]) == ("svensk", "2025", [])
    one = held("p1")
    assert (one.title, one.body.name, one.phase, one.external_key_raw) == (
        "E-arkiv",
        "Miljönämnden",
        "execution",
        "P1",
    )
    assert (one.start, one.end, one.end_precision, one.end_raw) == (
        date(2025, 3, 1),
        date(2026, 12, 31),
        "quarter",
        "Q4 2026",
    )
    assert (one.state, one.state_scale, one.state_raw, one.reported_on) == (
        "on_track",
        "Trafikljus",
        "Grön",
        date(2025, 12, 31),
    )
    assert one.narratives == {"status_comment": "Går bra"}
    assert one.source_values["extra: Färgkod"] == "#0f0"
    cost, report = CostEstimate.objects.get(initiative=one), StatusReport.objects.get(initiative=one)
    assert (cost.minor, cost.currency, cost.raw, cost.edition) == (420_000_000, "SEK", "4 200", "2025")
    assert (report.state, report.happened, report.reporter) == ("on_track", "Går bra", "lista 2025.csv")
    line = BudgetLine.objects.get(initiative=one)
    assert (line.year, line.budget, line.forecast, line.source) == (2025, 130_000_000, None, "unknown")
    assert CostEstimate.objects.get(initiative=held("p2")).withheld == "Sekretess 19 kap. 1 § OSL"
    assert not CostEstimate.objects.filter(initiative=held("p3")).exists()
    assert Quote.objects.get(ref=one.ref).cell == "rad 2"


def test_unknown_bodies_are_added_unconfirmed(sundsala: Municipality) -> None:
    run(FIRST)
    assert {body.name: body.confirmed for body in Body.objects.all()} == {
        "Miljönämnden": True,
        "Socialnämnden": False,
    }


def test_a_body_is_found_by_its_short_name(sundsala: Municipality) -> None:
    run("Namn;Nämnd;Slut\nA;mn;2026\n")
    assert Initiative.objects.get().body.name == "Miljönämnden"


def test_an_administration_stands_for_the_body_it_works_for(sundsala: Municipality) -> None:
    board = Body.objects.get(short_name="MN")
    add_administration(by=command_line(), at=NOON, body=board, name="Miljöförvaltningen")
    run("Namn;Förvaltning;Slut\nA;miljöförvaltningen;2026\n")
    assert Initiative.objects.get().body == board


def test_the_same_file_twice_changes_nothing_and_says_so(sundsala: Municipality) -> None:
    run(FIRST)
    before = Act.objects.count()
    result = run(FIRST, at=NOON + timedelta(days=1))
    assert (counts(result), result["known"]) == ({"read": 3, "unchanged": 3}, True)
    assert (Act.objects.count(), Initiative.objects.count(), Initiative.history.count()) == (before, 3, 3)


def test_the_same_rows_in_another_file_change_nothing(sundsala: Municipality) -> None:
    run(FIRST)
    result = run(FIRST.replace(";", "\t"))
    assert (counts(result), result["known"]) == ({"read": 3, "unchanged": 3}, False)
    assert (Initiative.history.count(), CostEstimate.objects.count(), StatusReport.objects.count()) == (
        3,
        2,
        2,
    )


def test_the_next_edition_tells_new_gone_renamed_and_changed(sundsala: Municipality) -> None:
    run(FIRST)
    result = run(SECOND, "lista 2026.csv", NOON + timedelta(days=1))
    assert counts(result) == {"read": 4, "new": 1, "renamed": 1, "unchanged": 1, "gone": 1, "refused": 1}
    assert result["refused"] == [{"line": 5, "reason": "Namnet saknas (kolumnen ”Namn” är tom)"}]
    one = held("p1")
    assert (one.title, one.state, one.end) == ("E-arkivet", "deviation", date(2027, 6, 30))
    assert [cost.minor for cost in one.estimates.all()] == [450_000_000, 420_000_000]
    assert sorted(BudgetLine.objects.filter(initiative=one).values_list("year", "budget")) == [
        (2025, 130_000_000),
        (2026, 110_000_000),
    ]
    assert held("p4").title == "=1+1"
    assert held("p3").edition == "2025"
    told = Act.objects.filter(verb="register.import").order_by("pk").values_list("ref", "sentence")
    assert ("I-0001", "E-arkiv heter E-arkivet enligt lista 2026.csv.") in list(told)
    assert ("I-0003", "Karta finns inte med i lista 2026.csv.") in list(told)
    assert broken_link() is None


def test_the_day_before_is_as_it_was(sundsala: Municipality) -> None:
    run(FIRST)
    run(SECOND, "lista 2026.csv", NOON + timedelta(days=1))
    as_it_was = rows(Initiative, NOON.date()).order_by("number").values_list("title", "edition")
    assert list(as_it_was) == [("E-arkiv", "2025"), ("Chatt", "2025"), ("Karta", "2025")]


def test_what_was_gone_can_come_back_and_is_not_gone_twice(sundsala: Municipality) -> None:
    run(FIRST)
    run(SECOND.replace("Okända nämnden", "Miljönämnden"), "lista 2026.csv")
    result = run(FIRST + "P9;Ny;Miljönämnden;1;;;;;;\n", "lista 2028.csv")
    assert counts(result) == {"read": 4, "new": 1, "renamed": 1, "changed": 1, "unchanged": 1, "gone": 1}


@pytest.mark.parametrize("edition", ["202112", "2025-13-45", "vår 25", "1234567890", "99"])
def test_an_edition_that_is_no_date_is_only_a_name(sundsala: Municipality, edition: str) -> None:
    run(f"Namn;Nämnd;Utgåva;Status\nA;MN;{edition};Grön\n")
    assert (Initiative.objects.get().edition, StatusReport.objects.get().day) == (edition, NOON.date())


def test_an_older_edition_is_refused_whole(sundsala: Municipality) -> None:
    run(SECOND, "lista 2026.csv")
    with pytest.raises(TableRefused, match="utgåva 2025 men utgåva 2026"):
        run(FIRST)
    assert (Initiative.objects.count(), Upload.objects.count()) == (3, 1)


def test_what_people_registered_is_found_again_and_not_emptied(sundsala: Municipality) -> None:
    body = Body.objects.get(short_name="MN")
    one = register(
        by=command_line(), at=NOON, municipality=sundsala, body=body, title="Karta", category="Teknik",
        end=date(2026, 6, 30), cost=Amount(5, "SEK"),
    )  # fmt: skip
    assert counts(run(FIRST)) == {"read": 3, "new": 2, "changed": 1}
    one.refresh_from_db()
    assert (one.external_key, one.state, one.category, one.end) == (
        "p3",
        "serious",
        "Teknik",
        date(2026, 6, 30),
    )


def test_a_column_that_is_not_there_empties_nothing(sundsala: Municipality) -> None:
    run(FIRST)
    run("Nr;Namn;Nämnd\nP1;E-arkiv;Miljönämnden\n", "lista 2026.csv")
    one = held("p1")
    assert (one.end_raw, one.state_raw, one.narratives) == ("Q4 2026", "Grön", {"status_comment": "Går bra"})


def test_a_newer_report_from_people_stands(sundsala: Municipality) -> None:
    run(FIRST)
    report(by=command_line(), at=NOON, initiative=held("p1"), state=State.SERIOUS, happened="Stopp")
    run(SECOND.replace("Gul", "Grön"), "lista 2025 b.csv")
    assert (held("p1").state, held("p1").title) == ("serious", "E-arkivet")


def test_the_municipality_in_the_file_wins(sundsala: Municipality) -> None:
    other = found_municipality(by=command_line(), at=NOON, code="annan", name="Norrby kommun")
    result = run("Namn;Nämnd;Kommun\nA;KS;Norrby\nB;KS;Norrby\nC;KS;Sundsala\n", given=sundsala)
    assert counts(result) == {"read": 3, "new": 2, "refused": 1}
    assert set(Initiative.objects.values_list("municipality", flat=True)) == {other.pk}


def test_no_municipality_to_prove_is_asked_for(sundsala: Municipality) -> None:
    found_municipality(by=command_line(), at=NOON, code="annan", name="Norrby kommun")
    with pytest.raises(NoMunicipality):
        run(FIRST)
    assert counts(run(FIRST, given=sundsala)) == {"read": 3, "new": 3}


def test_a_workbook_is_read_and_its_other_sheets_are_told(sundsala: Municipality) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for name, header in (
        ("Initiativ", ["Namn", "Nämnd", "Total budget tkr"]),
        ("Konton", ["Konto", "Summa"]),
        ("Fler", ["Namn", "Nämnd"]),
    ):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, ["=HYPERLINK(1)", "MN", 198.755][: len(header)])
    book.close()
    result = run(out.getvalue(), "lista.xlsx")
    assert counts(result) == {"read": 1, "new": 1}
    assert CostEstimate.objects.get().minor == 19_875_500
    assert Initiative.objects.get().title == "=HYPERLINK(1)"
    assert [word in text for word, text in zip(["Konton", "Fler"], result["warnings"], strict=True)] == [
        True,
        True,
    ]


def test_a_table_without_initiatives_leaves_nothing_behind(sundsala: Municipality) -> None:
    with pytest.raises(TableRefused, match="”Konto”"):
        run("Konto;Summa\n1;2\n")
    assert Upload.objects.count() == 0


def test_a_row_without_a_body_is_refused(sundsala: Municipality) -> None:
    assert run("Namn;Nämnd;Slut\nA;;2026\n")["refused"] == [{"line": 2, "reason": "Ansvarig nämnd saknas"}]


def test_only_those_who_may_import_can(sundsala: Municipality) -> None:
    with pytest.raises(NotAllowed):
        run(FIRST, by=Actor("person", 999, "Någon"))
    assert Initiative.objects.count() == 0


def test_an_edited_profile_is_used_in_place_of_the_shipped_one(sundsala: Municipality) -> None:
    changed = as_data(profiles()["svensk"])
    changed["columns"]["category"].append("färgkod")
    save_profile(by=command_line(), at=NOON, municipality=sundsala, profile=from_data(changed))
    table = read(FIRST.encode(), "lista.csv").tables[0]
    assert dict(preview(table).headings)["Färgkod"] == "category"
    run(FIRST)
    assert held("p1").category == "#0f0"


def test_a_profile_that_makes_no_sense_is_not_saved() -> None:
    with pytest.raises(ProfileError):
        from_data(
            {
                **as_data(from_data({"name": "a", "title": "a", "scheme": "a", "columns": {"title": ["a"]}})),
                "unit": "x",
            }
        )


REAL = [
    *((f"gmpp-uk/uk_{year}.csv", year) for year in (2014, 2015, 2017, 2019, 2020, 2021, 2022)),
    *((f"canada-gc-it-projects/gc-it-projects-{year}.csv", year) for year in (2016, 2019)),
]


@pytest.mark.slow
def test_nine_published_registers_go_in_and_duplicate_nothing(sundsala: Municipality) -> None:
    for path, _ in REAL:
        file = shared(f"data/{path}")
        result = run(file.read_bytes(), file.name)
        again = run(file.read_bytes(), file.name)
        assert result["refused"] == []
        assert again["rows"]["unchanged"] == again["rows"]["read"] == result["rows"]["read"]
    new = {"gmpp": 199 + 54 + 79 + 52 + 20 + 95 + 76, "canada-gc-it": 398 + 363}
    assert {scheme: Initiative.objects.filter(external_scheme=scheme).count() for scheme in new} == new
    with_id = Initiative.objects.exclude(external_key="").values_list("external_scheme", "external_key")
    assert len(set(with_id)) == len(with_id)
    assert set(CostEstimate.objects.values_list("currency", flat=True)) == {"GBP", "CAD"}
    assert CostEstimate.objects.filter(withheld__contains="Exempt").count() > 100
    assert broken_link() is None


def test_a_figure_that_is_taken_back_is_empty_from_then_on(sundsala: Municipality) -> None:
    run(FIRST)
    run(FIRST.replace("4 200;1 300", ";"), "lista 2025 b.csv")
    one = held("p1")
    assert [cost.minor for cost in one.estimates.all()] == [None, 420_000_000]
    assert BudgetLine.objects.get(initiative=one).budget is None


def test_money_of_several_years_stands_in_its_year(sundsala: Municipality) -> None:
    text = "Namn;Nämnd;Budget 2026 tkr;Budget 2027 tkr;Utfall 2026 tkr\nA;MN;1;2;3\n"
    run(text, "lista 2026.csv")
    run(text.replace("1;2;3", "1;4;3"), "lista 2026 b.csv")
    lines = BudgetLine.objects.order_by("year").values_list("year", "budget", "outcome")
    assert list(lines) == [(2026, 100_000, 300_000), (2027, 400_000, None)]


def test_two_boards_lists_with_the_same_numbers_stay_apart(sundsala: Municipality) -> None:
    run("Nr;Namn;Nämnd;Slut\n1;E-arkiv;Miljönämnden;2026\n2;Karta;Miljönämnden;2027\n", "mn 2026.csv")
    result = run("Nr;Namn;Nämnd;Slut\n1;Chatt;Socialnämnden;2026\n", "sn 2025.csv")
    assert counts(result) == {"read": 1, "new": 1}
    assert sorted(Initiative.objects.values_list("title", flat=True)) == ["Chatt", "E-arkiv", "Karta"]


def test_a_body_told_by_its_short_name_matches_what_people_registered(sundsala: Municipality) -> None:
    body = Body.objects.get(short_name="MN")
    register(by=command_line(), at=NOON, municipality=sundsala, body=body, title="Karta")
    assert counts(run("Namn;Nämnd;Slut\nKarta;MN;2026\n")) == {"read": 1, "changed": 1}
