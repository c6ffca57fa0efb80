"""The small forms of an initiative: milestones, benefits and money, for those who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.oversight.town import Town
from tests.web.signing import signed_in

from samsyn.money.models import BudgetLine
from samsyn.organisation.rules import Role
from samsyn.register.models import Benefit, Milestone

pytestmark = pytest.mark.django_db
HERE = "/initiativ/I-0001"
BENEFIT = {
    "title": "Kortare handläggning", "kind": "efficiency", "unit": "tkr", "low": "100", "likely": "1 200",
    "high": "1 500", "owner": "Disa Ek", "measured_on": "2027-06-01",
}  # fmt: skip
FUND = {
    "source": "pool",
    "year": "2027",
    "budget": "4 200",
    "forecast": "",
    "outcome": "",
    "decided": "nej",
    "decision": "",
}


@pytest.fixture
def town() -> Town:
    town = Town()
    town.initiative("2026-01-05", "SN", "Digital ansökan")
    return town


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


@pytest.fixture
def controller(town: Town) -> Client:
    return signed_in(Role.CONTROLLER, town.bodies["SN"])


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_milestone_is_planned_and_reached(officer: Client) -> None:
    planned = officer.post(f"{HERE}/milstolpar/", {"title": "Pilot klar", "planned": "2026-03-01"})
    assert planned.headers["Location"] == f"{HERE}/hantering/#milstolpar"
    one = Milestone.objects.get()
    page = text(officer.get(f"{HERE}/hantering/"))
    assert "Pilot klar" in page
    assert f'action="{HERE}/milstolpar/{one.pk}/"' in page
    officer.post(f"{HERE}/milstolpar/{one.pk}/", {"done_on": "2026-03-04"})
    one.refresh_from_db()
    assert str(one.done_on) == "2026-03-04"
    assert f"{HERE}/milstolpar/{one.pk}/" not in text(officer.get(f"{HERE}/hantering/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("i mars", "Skriv datumet som ÅÅÅÅ-MM-DD"), ("", "Dag saknas."), ("2999-01-01", "2999-01-01 har inte varit än.")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_said_and_kept(officer: Client, typed: str, sentence: str) -> None:
    officer.post(f"{HERE}/milstolpar/", {"title": "Pilot klar", "planned": "2026-03-01"})
    response = officer.post(f"{HERE}/milstolpar/{Milestone.objects.get().pk}/", {"done_on": typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert f'value="{typed}"' in text(response)


def test_a_milestone_without_day_is_said_and_the_name_kept(officer: Client) -> None:
    response = officer.post(f"{HERE}/milstolpar/", {"title": "Pilot klar", "planned": "till våren"})
    assert response.status_code == 422
    assert "Skriv datumet som ÅÅÅÅ-MM-DD" in text(response)
    assert 'value="till våren"' in text(response)
    assert 'value="Pilot klar"' in text(response)
    assert not Milestone.objects.exists()


def test_a_milestone_of_another_initiative_is_not_reached_from_here(town: Town, officer: Client) -> None:
    officer.post(f"{HERE}/milstolpar/", {"title": "Pilot klar", "planned": "2026-03-01"})
    town.initiative("2026-01-05", "SN", "Annat")
    key = Milestone.objects.get().pk
    assert officer.post(f"/initiativ/I-0002/milstolpar/{key}/", {"done_on": "2026-03-04"}).status_code == 404


def test_a_benefit_in_tkr_is_kept_in_ore(officer: Client) -> None:
    assert officer.post(f"{HERE}/nyttor/", BENEFIT).headers["Location"] == f"{HERE}/uppfoljning/#nytta"
    one = Benefit.objects.get()
    assert (one.unit, one.low, one.likely, one.high) == ("öre", 10_000_000, 120_000_000, 150_000_000)
    assert "Kortare handläggning" in text(officer.get(f"{HERE}/uppfoljning/"))
    row = officer.get(f"{HERE}/uppfoljning/?nytta-as=json").json()[0]
    assert (row["unit"], row["likely"], row["owner"]) == ("tkr", 1200, "Disa Ek")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Skriv vad nyttan är."), ("kind", "", "Välj slag av nytta."), ("unit", "mnkr", "Skriv pengar i tkr."),
        ("low", "många", "Skriv ett helt tal"), ("low", "9" * 13, "Skriv ett helt tal"),
        ("low", "2000", "Skriv nyttan i ordningen lågt, troligt, högt."), ("measured_on", "snart", "Skriv datumet som ÅÅÅÅ-MM-DD"),
    ],
)  # fmt: skip
def test_a_benefit_that_cannot_be_read_is_said_and_kept(
    officer: Client, field: str, typed: str, sentence: str
) -> None:
    response = officer.post(f"{HERE}/nyttor/", {**BENEFIT, field: typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="Disa Ek"' in text(response)
    assert not Benefit.objects.exists()


def test_the_controller_sets_money_and_what_is_left_empty_stays(controller: Client) -> None:
    assert controller.post(f"{HERE}/medel/", FUND).headers["Location"] == f"{HERE}/uppfoljning/#medel"
    controller.post(f"{HERE}/medel/", {**FUND, "budget": "", "outcome": "1 000,5", "decided": "ja"})
    line = BudgetLine.objects.get()
    assert (line.source, line.year, line.budget, line.outcome, line.forecast, line.decided) == (
        "pool", 2027, 420_000_000, 100_050_000, None, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("source", "", "Välj vem som betalar."), ("year", "nästa", "Skriv året med fyra siffror"), ("year", "27", "Skriv året med fyra siffror"),
        ("budget", "", "Skriv minst ett belopp."), ("budget", "mycket", "Skriv beloppet i tusen kronor"),
    ],
)  # fmt: skip
def test_money_that_cannot_be_read_is_said_and_kept(
    controller: Client, field: str, typed: str, sentence: str
) -> None:
    response = controller.post(f"{HERE}/medel/", {**FUND, "decision": "SN-2027-4", field: typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="SN-2027-4"' in text(response)
    assert not BudgetLine.objects.exists()


def test_forms_show_only_for_those_who_may_and_only_today(
    town: Town, officer: Client, controller: Client
) -> None:
    forms = ("Lägg till nytta", "Sätt medel")
    follow_up = f"{HERE}/uppfoljning/"
    other = signed_in(Role.OFFICER, town.bodies["TN"])
    for client, seen in ((officer, (True, False)), (controller, (False, True)), (other, (False, False))):
        page = text(client.get(follow_up))
        assert tuple(words in page for words in forms) == seen
    for client in (officer, controller):
        page = text(client.get(f"{follow_up}?per=2026-02-01"))
        assert not any(words in page for words in forms)
    for client, address in ((officer, "nyttor"), (officer, "milstolpar"), (controller, "medel")):
        assert client.post(f"{HERE}/{address}/", BENEFIT | FUND).status_code == 403
    for address in ("nyttor", "milstolpar", "medel"):
        assert other.post(f"{HERE}/{address}/", {}).status_code == 403


def test_money_and_benefits_are_sorted_each_by_itself_and_come_as_files(
    officer: Client, controller: Client
) -> None:
    officer.post(f"{HERE}/nyttor/", BENEFIT)
    officer.post(f"{HERE}/nyttor/", {**BENEFIT, "title": "Alla når e-tjänsten"})
    controller.post(f"{HERE}/medel/", FUND)
    controller.post(f"{HERE}/medel/", {**FUND, "source": "own", "budget": "9000"})
    address = f"{HERE}/uppfoljning/?nytta-sort=title&medel-sort=budget"
    page = text(officer.get(address))
    gains = page[page.index("Nyttor, tabell") :]
    assert gains.index("Alla når e-tjänsten") < gains.index("Kortare handläggning")
    table = page[page.index("Medel per källa, tabell") :]
    assert table.index("Central pott") < table.index("Nämndens egen budget")
    files = officer.get(f"{address}&medel-as=json").json()
    assert [row["budget"] for row in files] == [420_000_000, 900_000_000]


def test_the_requirements_say_where_the_rest_stands(town: Town, officer: Client) -> None:
    town.adopt("2026-01-06", "problem", "contact")
    page = text(officer.get(f"{HERE}/"))
    assert 'href="#krav"' in page
    assert "Alla 2 visas här." in page
    assert f'<a href="{HERE}/#krav">Styrning</a>' in text(officer.get(f"{HERE}/hantering/"))


def seen(page: str) -> str:
    """Return what the form says that the writer has read up to."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_who_reaches_a_milestone_second_sees_both_days(officer: Client) -> None:
    officer.post(f"{HERE}/milstolpar/", {"title": "Pilot klar", "planned": "2026-03-01"})
    address = f"{HERE}/milstolpar/{Milestone.objects.get().pk}/"
    before = seen(text(officer.get(f"{HERE}/hantering/")))
    officer.post(address, {"done_on": "2026-03-04", "seen": before})
    response = officer.post(address, {"done_on": "2026-03-09", "seen": before})
    page = text(response)
    assert response.status_code == 409
    assert "<td>2026-03-04</td><td>2026-03-09</td>" in page
    assert 'value="2026-03-09"' in page
    assert str(Milestone.objects.get().done_on) == "2026-03-04"
    assert officer.post(address, {"done_on": "2026-03-09", "seen": seen(page)}).status_code == 302
    assert str(Milestone.objects.get().done_on) == "2026-03-09"


def test_who_sets_money_second_sees_both_amounts(controller: Client) -> None:
    before = seen(text(controller.get(f"{HERE}/uppfoljning/")))
    controller.post(f"{HERE}/medel/", {**FUND, "seen": before})
    assert controller.post(f"{HERE}/medel/", {**FUND, "year": "2028", "seen": before}).status_code == 302
    response = controller.post(f"{HERE}/medel/", {**FUND, "budget": "5 000,5", "seen": before})
    page = text(response)
    assert response.status_code == 409
    assert "<td>4200</td><td>5 000,5</td>" in page
    assert 'value="5 000,5"' in page
    anyway = {**FUND, "budget": "5 000,5", "seen": seen(page)}
    assert controller.post(f"{HERE}/medel/", anyway).status_code == 302
    assert BudgetLine.objects.get(year=2027).budget == 500_050_000


def test_who_marks_secrecy_second_sees_both_grounds(officer: Client) -> None:
    before = seen(text(officer.get(f"{HERE}/sekretess/")))
    officer.post(f"{HERE}/sekretess/", {"ground": "OSL 18 kap. 8 §", "seen": before})
    response = officer.post(f"{HERE}/sekretess/", {"ground": "OSL 26 kap. 1 §", "seen": before})
    assert response.status_code == 409
    assert "<td>OSL 18 kap. 8 §</td><td>OSL 26 kap. 1 §</td>" in text(response)
