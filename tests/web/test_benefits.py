"""The pages of benefits: the list over boards, one benefit with its measurements, and changing what it promises."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town
from tests.web.signing import signed_in

from samsyn.organisation.rules import Role
from samsyn.register.models import Benefit, Measurement

pytestmark = pytest.mark.django_db
HERE = "/initiativ/I-0001"
PROMISE = {
    "title": "Lägre porto", "kind": "efficiency", "economy": "budget", "unit": "tkr", "baseline": "i dag 700",
    "low": "100", "likely": "200", "high": "300", "owner": "Disa Ek", "measured_on": "2026-03-01",
}  # fmt: skip


@pytest.fixture
def town() -> Town:
    town = Town()
    town.initiative("2026-01-05", "SN", "Digital post")
    return town


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


@pytest.fixture
def benefit(officer: Client) -> Benefit:
    officer.post(f"{HERE}/nyttor/", PROMISE)
    return Benefit.objects.get()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_without_benefits_the_page_says_where_they_come_from(officer: Client) -> None:
    assert "Nyttor läggs till på initiativet" in text(officer.get("/nyttor/"))


def test_a_benefit_is_measured_in_thousands_and_stands_beside_what_was_promised(
    officer: Client, benefit: Benefit
) -> None:
    given = {"day": "2026-04-01", "value": "150", "note": "Uttag ur fakturorna"}
    page = text(officer.post(f"{HERE}/nyttor/{benefit.pk}/mat/", given, follow=True))
    assert "Mäts nästa gång 2027-04-01" in page
    assert "inom spannet" in page
    assert Measurement.objects.get().value == 15_000_000
    whole = text(officer.get("/nyttor/"))
    assert "av lovade 0,2" in whole
    assert "Lägre porto" in text(officer.get("/nyttor/?state=measured"))
    assert "Inga nyttor i urvalet" in text(officer.get("/nyttor/?state=unmeasured"))


def test_a_board_without_benefits_in_money_has_no_sum_rather_than_zero(officer: Client) -> None:
    officer.post(f"{HERE}/nyttor/", {**PROMISE, "unit": "timmar"})
    board = officer.get("/nyttor/?namnd-as=json").json()[0]
    assert board["count"] == 1
    assert (board["low"], board["likely"], board["high"]) == (None, None, None)
    assert "Uppgift saknas" in text(officer.get("/nyttor/"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"day": "2999-01-01", "value": "1"}, "2999-01-01 har inte varit än."),
        ({"day": "2026-04-01", "value": "ungefär tio"}, "Skriv ett helt tal"),
        ({"day": "", "value": "1"}, "Dag saknas."),
    ],
)
def test_a_measurement_that_cannot_be_is_said_and_kept(
    officer: Client, benefit: Benefit, given: dict[str, str], sentence: str
) -> None:
    response = officer.post(f"{HERE}/nyttor/{benefit.pk}/mat/", {**given, "note": "Räknat för hand"})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Räknat för hand" in text(response)
    assert not Measurement.objects.exists()


def test_the_second_to_change_a_benefit_gets_both_versions(officer: Client, benefit: Benefit) -> None:
    address = f"{HERE}/nyttor/{benefit.pk}/andra/"
    seen = officer.get(address).context["seen"]
    assert officer.post(address, {**PROMISE, "likely": "250", "seen": seen}).status_code == 302
    second = officer.post(address, {**PROMISE, "owner": "Ove Ask", "seen": seen})
    assert second.status_code == 409
    assert "Ove Ask" in text(second)
    benefit.refresh_from_db()
    assert (benefit.owner, benefit.likely) == ("Disa Ek", 25_000_000)
    again = officer.post(address, {**PROMISE, "owner": "Ove Ask", "seen": second.context["seen"]})
    assert again.status_code == 302


def test_a_benefit_asks_the_database_at_most_twelve_times(officer: Client, benefit: Benefit) -> None:
    officer.get(f"{HERE}/nyttor/{benefit.pk}/")
    with CaptureQueriesContext(connection) as queries:
        officer.get(f"{HERE}/nyttor/{benefit.pk}/")
    assert len(queries) <= 12


def test_a_benefit_that_is_not_there_answers_404(officer: Client) -> None:
    assert officer.get(f"{HERE}/nyttor/99999/").status_code == 404


def test_who_may_not_write_is_told_who_can(town: Town, benefit: Benefit) -> None:
    reader = signed_in(Role.MEMBER, town.bodies["SN"])
    assert reader.get(f"{HERE}/nyttor/{benefit.pk}/andra/").status_code == 403
    assert "Ändra nyttan" not in text(reader.get(f"{HERE}/nyttor/{benefit.pk}/"))


def test_what_waits_for_measuring_stands_under_att_gora(officer: Client, benefit: Benefit) -> None:
    page = text(officer.get("/att-gora/"))
    assert f"{HERE}/nyttor/{benefit.pk}/" in page
    assert "1 nytta att mäta väntar på dig." in page


def test_the_lists_go_to_files(officer: Client, benefit: Benefit) -> None:
    assert "Lägre porto" in text(officer.get("/nyttor/?as=csv"))
    assert "Socialnämnden" in text(officer.get("/nyttor/?namnd-as=csv"))
