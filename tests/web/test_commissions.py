"""The register of commissions: who has what to answer by when, and how one is closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions
from samsyn.cases.models import Commission
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def secretary(town: Town) -> Client:
    return signed_in(Role.SECRETARY, town.bodies["SN"])


def given(town: Town, code: str, text: str, due: date | None) -> Commission:
    return actions.commission(
        by=town.by, at=noon("2026-02-02"), body=town.bodies[code], decided_by="KS § 12/2026",
        decided_on=date(2026, 2, 1), text=text, due=due,
    )  # fmt: skip


def test_the_register_filters_by_board_and_standing_and_is_a_file(town: Town, secretary: Client) -> None:
    today = timezone.localdate()
    given(town, "SN", "Redovisa e-tjänsterna", today - timedelta(days=3))
    given(town, "TN", "Kartlägg sensorerna", None)
    every = secretary.get("/arenden/uppdrag/").content.decode()
    assert "1 försenat" in every
    assert "Kartlägg sensorerna" in every
    late = secretary.get("/arenden/uppdrag/", {"state": "overdue"}).content.decode()
    assert ("Redovisa e-tjänsterna" in late, "Kartlägg sensorerna" in late) == (True, False)
    assert "3 dagar sent" in late
    file = secretary.get("/arenden/uppdrag/", {"body": "TN", "as": "csv"})
    assert "Kartlägg sensorerna" in b"".join(file).decode()


def test_what_waits_stands_before_what_is_answered(town: Town, secretary: Client) -> None:
    today = timezone.localdate()
    done = given(town, "SN", "Redovisa e-tjänsterna", today - timedelta(days=3))
    given(town, "TN", "Kartlägg sensorerna", today + timedelta(days=3))
    given(town, "SN", "Ta fram riktlinjer", None)
    Commission.objects.filter(pk=done.pk).update(answered_on=today)
    page = secretary.get("/arenden/uppdrag/").content.decode()
    order = sorted(("Redovisa e-tjänsterna", "Kartlägg sensorerna", "Ta fram riktlinjer"), key=page.index)
    assert order == ["Kartlägg sensorerna", "Ta fram riktlinjer", "Redovisa e-tjänsterna"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Ange beslutet som svarar"),
        ({"text": "Klart."}, "skriv svaret och var det står"),
        ({"answered_by": "SN § 9/2026", "answered_on": "2026-01-15"}, "äldre än uppdraget"),
        ({"answered_by": "SN § 9/2026", "answered_on": "2199-01-15"}, "har inte varit än"),
    ],
)
def test_a_commission_is_not_closed_without_a_decision_or_an_answer_with_its_source(
    town: Town, secretary: Client, said: dict[str, str], sentence: str
) -> None:
    task = given(town, "SN", "Redovisa e-tjänsterna", None)
    page = secretary.post(f"/arenden/uppdrag/{task.pk}/svara/", {"answered_on": "2026-03-01", **said})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert Commission.objects.get().answered_on is None


def test_an_answer_in_words_closes_it_once(town: Town, secretary: Client) -> None:
    task = given(town, "SN", "Redovisa e-tjänsterna", None)
    said = {"answered_on": "2026-03-01", "text": "Tolv e-tjänster.", "source": "Skrivelse 2026-02-28"}
    page = secretary.post(f"/arenden/uppdrag/{task.pk}/svara/", said, follow=True).content.decode()
    assert "Tolv e-tjänster. (Skrivelse 2026-02-28)" in page
    again = secretary.post(f"/arenden/uppdrag/{task.pk}/svara/", said)
    assert "redan besvarat" in again.content.decode()


def test_another_board_does_not_answer(town: Town, secretary: Client) -> None:
    task = given(town, "TN", "Kartlägg sensorerna", None)
    assert secretary.get(f"/arenden/uppdrag/{task.pk}/svara/").status_code == 404
