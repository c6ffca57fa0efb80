"""Goals and programmes: what has no initiative, indicators and outcomes, verdicts, initiatives given a goal at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.cases import actions as cases
from samsyn.governance import actions
from samsyn.governance.models import Goal, GoalVerdict, Indicator, KeyFigure, Outcome, Programme
from samsyn.kit.actors import command_line
from samsyn.organisation.actions import add_body
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role
from samsyn.register.actions import register
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db
KOLADA = "id,title,description,municipality_type\nN00911,Kaffe i kommunhuset (%),Räknat vid bryggaren.,K\n"


def who() -> dict[str, Any]:
    return {"by": command_line(), "at": timezone.now()}


@pytest.fixture
def sn() -> Body:
    return add_body(**who(), municipality=municipality(), name="Socialnämnden", short_name="SN")


def programme(**fields: Any) -> Programme:
    return actions.set_programme(**who(), municipality=municipality(), title="Öppna kommunen", **fields)


def goal(title: str, **fields: Any) -> Goal:
    return actions.set_goal(**who(), municipality=municipality(), title=title, **fields)


def initiative(body: Body, title: str, aim: Goal | None = None) -> Initiative:
    return register(**who(), municipality=municipality(), body=body, title=title, goal=aim)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def minutes(made: Programme) -> None:
    assert made.decided_on
    council = add_body(
        **who(), municipality=municipality(), name="Kommunfullmäktige", kind="council", short_name="KF"
    )
    case = cases.open_case(**who(), body=council, number=made.case_number, title="Program")
    meeting = cases.hold_meeting(**who(), body=council, day=made.decided_on)
    cases.record_item(
        **who(), meeting=meeting, paragraph=made.decided_paragraph, title="Program", cases=[case],
        points=[cases.Point("Programmet antas.", "beslutar")],
    )  # fmt: skip


def test_the_page_says_first_what_has_no_counterpart_and_leads_to_those_rows(sn: Body) -> None:
    served = goal("Kortare väntan", programme=programme())
    goal("Öppna data")
    initiative(sn, "Bokning", served)
    initiative(sn, "Rastlöst")
    client = signed_in(Role.CITY_OFFICE)
    shown = page(client, "/modell/mal/")
    assert "<b>1 av 2 mål</b> har inget initiativ" in shown
    assert "1 initiativ</a> har inget mål." in shown
    free = page(client, "/initiativ/?goal=utan&oppna=ja")
    assert "Rastlöst" in free
    assert "Bokning" not in free


def test_a_programme_leads_to_its_decision_and_the_case(sn: Body) -> None:
    made = programme(
        decided_body="KF",
        decided_on=date(2024, 5, 6),
        decided_paragraph="12",
        case_number="KS-2024-19",
        body=sn,
    )
    goal("Kortare väntan", programme=made)
    shown = page(signed_in(Role.CITY_OFFICE), f"/modell/program/{made.pk}/")
    assert "Socialnämnden ansvarar." in shown
    assert "Beslut: KF § 12/2024 (2024-05-06), ärende KS-2024-19." in shown
    assert "/trad/" not in shown
    assert "/arenden/ks-2024-19" not in shown
    office = signed_in(Role.CITY_OFFICE)
    minutes(made)
    shown = page(office, f"/modell/program/{made.pk}/")
    for address in ("/trad/?ref=KF+%C2%A7+12%2F2024", "/arenden/ks-2024-19/"):
        assert f'<a href="{address}">' in shown
        assert office.get(address).status_code == 200


def test_the_controller_notes_an_outcome_for_the_boards_goal_and_nobody_elses(sn: Body) -> None:
    mine, other = goal("Kortare väntan", body=sn), goal("Annat")
    for one in (mine, other):
        actions.set_indicator(**who(), goal=one, title="Väntetid", unit="dagar")
    controller = signed_in(Role.CONTROLLER, sn)
    said = {"outcome": "1", "value": "12,5", "year": "2025", "quarter": ""}
    for one, status in ((mine, 302), (other, 403)):
        key = Indicator.objects.get(goal=one).pk
        assert controller.post(f"/modell/mal/{one.pk}/", {**said, "indicator": key}).status_code == status
    assert [(row.value, row.year) for row in Outcome.objects.all()] == [(Decimal("12.5"), 2025)]
    assert "12,5 dagar (2025)" in page(controller, f"/modell/mal/{mine.pk}/")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"value": "mycket"}, "Skriv ett tal, till exempel 1250 eller 42,5."),
        ({"value": "NaN"}, "Skriv ett tal, till exempel 1250 eller 42,5."),
        ({"value": "1", "year": "26"}, "Skriv ett årtal, till exempel 2026."),
        ({"value": "1", "year": "2099"}, "2099 har inte börjat."),
    ],
)
def test_an_outcome_that_cannot_be_keeps_what_was_typed_and_says_why(
    sn: Body, said: dict[str, str], sentence: str
) -> None:
    one = goal("Kortare väntan", body=sn)
    measured = actions.set_indicator(**who(), goal=one, title="Väntetid")
    given = {"outcome": "1", "indicator": measured.pk, "year": "2025", "source": "Loggen", **said}
    response = signed_in(Role.CITY_OFFICE).post(f"/modell/mal/{one.pk}/", given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert 'value="Loggen"' in response.content.decode()
    assert not Outcome.objects.exists()


def test_three_assessors_stand_side_by_side_and_a_board_speaks_for_itself_only(sn: Body) -> None:
    one = goal("Kortare väntan", body=sn)
    secretary, office = signed_in(Role.SECRETARY, sn), signed_in(Role.CITY_OFFICE)
    address = f"/modell/mal/{one.pk}/"
    secretary.post(address, {"judge": "1", "assessor": "own", "verdict": "ändamålsenligt"})
    office.post(
        address, {"judge": "1", "assessor": "city_office", "verdict": "delvis", "note": "Bara i centrum."}
    )
    refused = secretary.post(address, {"judge": "1", "assessor": "auditors", "verdict": "delvis"})
    assert refused.status_code == 403
    shown = page(office, address)
    assert "Ändamålsenligt" in shown
    assert "Bara i centrum." in shown
    assert GoalVerdict.objects.count() == 2


def test_an_indicator_begins_from_a_key_figure_that_was_read_in(sn: Body) -> None:
    one = goal("Kortare väntan")
    office = signed_in(Role.CITY_OFFICE)
    office.post("/las-in/", {"files": SimpleUploadedFile("kpi.csv", KOLADA.encode())})
    assert KeyFigure.objects.get().key == "N00911"
    assert not Initiative.objects.exists()
    assert "Kaffe i kommunhuset" in page(office, f"/modell/mal/{one.pk}/indikator/?matt=bryggare")
    begun = page(office, f"/modell/mal/{one.pk}/indikator/?kolada=N00911")
    assert 'value="N00911"' in begun
    said = {
        "title": "Kaffe", "unit": "%", "direction": "up", "baseline": "1 250,5", "baseline_year": "2023",
        "target": "2000", "target_year": "2027", "key_figure": "N00911",
    }  # fmt: skip
    office.post(f"/modell/mal/{one.pk}/indikator/", said)
    made = Indicator.objects.get()
    assert (made.baseline, made.key_figure) == (Decimal("1250.5"), "N00911")
    assert 'value="1\u00a0250,5"' in page(office, f"/modell/mal/{one.pk}/indikator/{made.pk}/")


def test_key_figures_are_refused_with_a_sentence_from_others_than_the_city_office(sn: Body) -> None:
    secretary = signed_in(Role.SECRETARY, sn)
    given = {"files": SimpleUploadedFile("kpi.csv", KOLADA.encode())}
    answer = secretary.post("/las-in/", given, follow=True).content.decode()
    assert "kpi.csv är Koladas nyckeltal. De läses in av stadskontoret." in answer
    assert not KeyFigure.objects.exists()


def test_a_value_needs_its_year(sn: Body) -> None:
    one = goal("Kortare väntan")
    said = {"title": "Kaffe", "direction": "up", "target": "20"}
    response = signed_in(Role.CITY_OFFICE).post(f"/modell/mal/{one.pk}/indikator/", said)
    assert "Skriv vilket år målvärdet gäller." in response.content.decode()


def test_several_initiatives_are_given_a_goal_at_once(sn: Body) -> None:
    aim = goal("Kortare väntan")
    rows = [initiative(sn, title) for title in ("Bokning", "Påminnelse", "Annat")]
    office = signed_in(Role.CITY_OFFICE)
    refused = office.post("/modell/mal/fordela/", {"goal": aim.pk})
    assert "Välj ett mål och minst ett initiativ." in refused.content.decode()
    office.post("/modell/mal/fordela/", {"goal": aim.pk, "initiativ": [rows[0].pk, rows[1].pk]})
    given = Initiative.objects.filter(goal=aim).order_by("number")
    assert list(given.values_list("title", flat=True)) == [
        "Bokning",
        "Påminnelse",
    ]


def test_a_goal_is_put_in_its_programme_and_only_by_those_who_steer(sn: Body) -> None:
    made = programme()
    said = {"title": "Kortare väntan", "programme": made.pk, "body": sn.pk}
    assert signed_in(Role.SECRETARY, sn).post("/modell/mal/nytt/", said).status_code == 403
    signed_in(Role.CITY_OFFICE).post("/modell/mal/nytt/", said)
    found = Goal.objects.get()
    assert (found.programme, found.body, found.order) == (made, sn, 0)


def test_without_goals_the_page_says_what_to_do() -> None:
    assert "Inga mål är upplagda än." in page(signed_in(Role.CITY_OFFICE), "/modell/mal/")


def test_a_programmes_goals_come_as_a_file_with_their_figures(sn: Body) -> None:
    made = programme()
    initiative(sn, "Bokning", goal("Kortare väntan", programme=made))
    rows = signed_in(Role.CITY_OFFICE).get(f"/modell/mal/?p{made.pk}-as=json").json()
    assert [(row["title"], row["count"]) for row in rows] == [("Kortare väntan", 1)]


@pytest.mark.parametrize("earlier", [False, True])
def test_pages_ask_the_database_at_most_twelve_times(sn: Body, earlier: bool) -> None:
    made = programme(body=sn, decided_body="KF", decided_paragraph="7", case_number="KS-2024-19")
    for number in range(8):
        one = goal(f"Mål {number}", programme=made, body=sn)
        measured = actions.set_indicator(
            **who(), goal=one, title="Väntetid", target=Decimal(3), target_year=2030
        )
        actions.note_outcome(**who(), indicator=measured, year=2025, value=Decimal(2))
        initiative(sn, f"Initiativ {number}", one)
    office = signed_in(Role.CITY_OFFICE)
    day = str(timezone.localdate() - timedelta(days=1)) if earlier else ""
    office.get("/modell/mal/", {"per": day})
    addresses = ["/modell/mal/", f"/modell/program/{made.pk}/", f"/modell/mal/{Goal.objects.first().pk}/"]  # type: ignore[union-attr]
    for address in addresses[: 1 if earlier else 3]:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address).status_code == 200
        assert len(queries) <= 12, address
