"""The list of initiatives and the pages of one: what they show, to whom, and as of which day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.audits.actions import open_audit, plan_measure, recommend
from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.money.actions import set_budget
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_says_what_to_do_when_it_is_empty(town: Town, officer: Client) -> None:
    assert "Inga initiativ är registrerade än." in body(officer, "/initiativ/")
    assert "Inga initiativ i urvalet." in body(officer, "/initiativ/?phase=idea")


def test_the_list_shows_filters_and_keeps_the_state_in_its_links(town: Town, officer: Client) -> None:
    town.initiative("2026-01-05", "SN", "Digital ansökan", cost=Amount(420_000_000, "SEK"))
    town.initiative("2026-01-05", "TN", "Sensorer", cost=Amount(None, "SEK", "Sekretess, OSL 19 kap. 3 §"))
    page = body(officer, "/initiativ/?body=SN&q=ans%C3%B6kan")
    assert "4 200" in page.replace("\xa0", " ")
    assert "Sensorer" not in page
    assert "?body=SN&amp;q=ans%C3%B6kan&amp;sort=title" in page
    assert "OSL 19 kap. 3 §" in body(officer, "/initiativ/?body=TN")
    assert "Inga initiativ i urvalet." in body(officer, "/initiativ/?body=finns-inte")
    number = town.bodies["SN"].pk
    assert f'<option value="{number}" selected>Socialnämnden' in body(officer, f"/initiativ/?body={number}")


@pytest.mark.parametrize(
    "query",
    [
        "sort=x",
        "page=9999",
        "page=x",
        "year=åååå",
        "goal=x",
        "goal=99999999999999999999",
        "phase=%00",
        "fresh=x",
        "q=%25",
    ],
)
def test_an_odd_address_is_still_a_page(town: Town, officer: Client, query: str) -> None:
    body(officer, f"/initiativ/?{query}")


def test_the_list_is_a_file_too(town: Town, officer: Client) -> None:
    town.initiative("2026-01-05", "SN", "=1+1", cost=Amount(420_000_000, "SEK"))
    town.initiative("2026-01-05", "SN", "Hemligt", secrecy_ground="OSL 18 kap. 8 §")
    stranger = signed_in(Role.MEMBER, town.bodies["TN"])
    rows = stranger.get("/initiativ/?as=json").json()
    assert [(row["title"], row["cost"], row["number"]) for row in rows] == [("=1+1", 420_000_000, "I-0001")]
    assert stranger.get("/initiativ/?as=xlsx").content.startswith(b"PK")
    assert "Hemligt" not in body(stranger, "/initiativ/?as=csv")


def test_a_secret_initiative_shows_its_lock_to_those_who_may_and_404_to_others(
    town: Town, officer: Client
) -> None:
    town.initiative(
        "2026-01-05", "SN", "Larmcentral", secrecy_ground="OSL 18 kap. 8 §", secrecy_owner=town.bodies["SN"]
    )
    stranger = signed_in(Role.CITY_OFFICE, town.bodies["KS"])
    assert "Larmcentral" in body(officer, "/initiativ/")
    assert "Sekretess, OSL 18 kap. 8 §" in body(officer, "/initiativ/I-0001/")
    page = body(stranger, "/initiativ/")
    assert "Larmcentral" not in page
    assert "1 sekretessmarkerat initiativ visas inte" in page
    for tail in ("", "hantering/", "uppfoljning/", "andra/", "lage/", "sekretess/"):
        assert "Larmcentral" not in body(stranger, f"/initiativ/I-0001/{tail}", 404)


def test_one_initiative_under_three_headings(town: Town, officer: Client) -> None:
    town.adopt("2026-01-02", "problem", "contact", "decision")
    one = town.initiative(
        "2026-01-05", "SN", "Digital ansökan", problem="Köerna är långa.", decision="SN § 12/2026"
    )
    by, at = town.by, noon("2026-01-10")
    actions.report(
        by=by, at=at, initiative=one, state=State.DEVIATION, happened="Leverantören dröjer.", needs="Mer tid."
    )
    actions.plan_milestone(by=by, at=at, initiative=one, title="Pilot", planned=date(2026, 2, 1))
    set_budget(
        by=by, at=at, initiative=one, source=Source.POOL, year=2026, budget=300_000_000, forecast=420_000_000
    )
    set_budget(
        by=by, at=at, initiative=one, source=Source.STATE, year=2027, budget=100_000_000, decided=False
    )
    actions.promise_benefit(
        by=by, at=at, initiative=one, title="Sparad tid", kind="efficiency", unit="öre", low=100_000_000,
        likely=200_000_000, high=300_000_000,
    )  # fmt: skip
    audit = open_audit(
        by=by, at=at, body=town.bodies["KS"], title="Styrning av digitalisering", verdict="delvis"
    )
    asked = recommend(by=by, at=at, audit=audit, number=5, text="Utse nyttoägare.", body=town.bodies["SN"])
    plan_measure(by=by, at=at, recommendation=asked, text="Nyttoägare utses.", initiative_number=one.number)
    steering = body(officer, "/initiativ/I-0001/")
    for words in (
        "Köerna är långa.",
        "Leverantören dröjer.",
        "Mer tid.",
        "2 av 3 krav",
        "saknar: contact",
        "SN § 12/2026",
    ):
        assert words in steering
    assert "Pilot" in body(officer, "/initiativ/I-0001/hantering/")
    follow_up = body(officer, "/initiativ/I-0001/uppfoljning/")
    for words in (
        "4,0 mnkr ur två källor, varav 1,0 inte är beslutade",
        "1,0 till 3,0 mnkr per år",
        "”Utse nyttoägare.”",
        "Delvis",
    ):
        assert words in follow_up


def test_an_earlier_day_shows_that_days_facts_and_no_way_to_write(town: Town, officer: Client) -> None:
    one = town.initiative("2026-01-05", "SN", "Gammalt namn")
    actions.change(by=town.by, at=noon("2026-01-20"), initiative=one, title="Nytt namn")
    page = body(officer, "/initiativ/I-0001/?per=2026-01-10")
    assert "Gammalt namn" in page
    assert "Rapportera läge" not in page
    assert "Ändra uppgifter" not in page
    assert "Gå till i dag för att ändra" in body(officer, "/initiativ/I-0001/andra/", 403)
    assert "Gammalt namn" not in body(officer, "/initiativ/?per=")


def test_a_reader_sees_no_controls_and_is_told_who_gives_rights(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    reader = signed_in(Role.MEMBER, town.bodies["SN"])
    page = body(reader, "/initiativ/I-0001/")
    assert "Rapportera läge" not in page
    assert "Nytt initiativ" not in body(reader, "/initiativ/")
    sentence = "Socialnämndens nämndsekreterare kan ge dig rätt."
    for tail in ("andra/", "lage/", "sekretess/"):
        assert sentence in body(reader, f"/initiativ/I-0001/{tail}", 403)
    assert reader.post("/initiativ/I-0001/inget-nytt/").status_code == 403
    assert "Du har inget uppdrag där du kan registrera" in body(reader, "/initiativ/nytt/", 403)
    assert Initiative.objects.get(pk=one.pk).reported_on is None


def test_a_number_that_does_not_exist_answers_404(town: Town, officer: Client) -> None:
    body(officer, "/initiativ/I-0999/", 404)
    body(officer, "/initiativ/147/", 404)
