"""The light lists of an initiative: risks, what it waits for, who does what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.kit.scales import Risk
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Dependency, Initiative, KnownRisk, Part
from samsyn.register.rules import risk_level

pytestmark = pytest.mark.django_db
HERE = "/initiativ/I-0001/risker/"
RISK = {
    "what": "Nyckelpersonen slutar",
    "likelihood": "3",
    "consequence": "3",
    "measure": "Två lär sig",
    "owner": "Disa Ek",
}


@pytest.fixture
def town() -> Town:
    town = Town()
    town.initiative("2026-01-05", "SN", "Digital ansökan")
    town.initiative("2026-01-05", "TN", "Ny integration", end=date(2027, 3, 1))
    return town


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_empty_page_says_what_the_lists_are_for(officer: Client) -> None:
    page = text(officer.get(HERE))
    assert "Inga risker är noterade." in page
    assert "Initiativet väntar inte på något." in page
    assert "Effektägare och mottagare" in page


def test_a_risk_is_noted_weighed_and_ended(officer: Client) -> None:
    page = text(officer.post(f"{HERE}risk/", RISK, follow=True))
    assert "Nyckelpersonen slutar" in page
    assert ">9<" in page
    assert "Hög" in page
    one = KnownRisk.objects.get()
    officer.post(f"{HERE}risk/{one.pk}/")
    one.refresh_from_db()
    assert one.ended_on is not None


def test_what_is_ready_after_it_is_needed_warns_and_shows_at_the_other_too(officer: Client) -> None:
    given = {"what": "Nytt gränssnitt", "on": "i-2", "needed_by": "2027-01-15"}
    page = text(officer.post(f"{HERE}beroende/", given, follow=True))
    assert "Ny integration" in page
    assert "Efter att det behövs" in page
    assert "Nytt gränssnitt" in text(officer.get("/initiativ/I-0002/risker/"))
    officer.post(f"{HERE}beroende/{Dependency.objects.get().pk}/")
    assert "Efter att det behövs" not in text(officer.get(HERE))


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("risk", {**RISK, "what": ""}, "Skriv vad som kan hända."),
        ("risk", {**RISK, "likelihood": ""}, "Välj hur sannolikt det är."),
        ("beroende", {"what": "Data", "on": "I-0099"}, "I-0099 finns inte."),
        ("beroende", {"what": "Data", "on": "integrationen"}, "integrationen finns inte."),
        ("beroende", {"what": "Data", "on": "I-0001"}, "kan inte vänta på sig självt"),
        ("roll", {"role": "", "what": "Disa Ek"}, "Välj en roll."),
    ],
)
def test_what_cannot_be_noted_is_said_and_kept(
    officer: Client, kind: str, given: dict[str, str], sentence: str
) -> None:
    response = officer.post(f"{HERE}{kind}/", given)
    assert response.status_code == 422
    assert sentence in text(response)
    assert all(
        f'value="{typed}"' in text(response) for name, typed in given.items() if typed and name == "what"
    )
    assert not KnownRisk.objects.exists()
    assert not Dependency.objects.exists()


def test_roles_are_given_and_left(officer: Client) -> None:
    page = text(officer.post(f"{HERE}roll/", {"role": "benefit", "what": "Rektor Ek"}, follow=True))
    assert "Effektägare" in page
    assert "Rektor Ek" in page
    one = Part.objects.get()
    officer.post(f"{HERE}roll/{one.pk}/")
    one.refresh_from_db()
    assert one.ended_on is not None


def test_a_reader_changes_nothing(town: Town) -> None:
    reader = signed_in(Role.MEMBER, town.bodies["SN"])
    assert reader.post(f"{HERE}risk/", RISK).status_code == 403
    assert "Lägg till risk" not in text(reader.get(HERE))


def test_a_secret_initiative_is_not_named_where_it_waits(town: Town, officer: Client) -> None:
    secret = town.initiative("2026-01-06", "TN", "Skydd av vattenverket", secrecy_ground="OSL 18 kap. 8 §")
    first = Initiative.objects.get(number=1)
    actions.note_dependency(
        by=town.by, at=noon("2026-02-01"), initiative=first, what="Nätet klart", on=secret
    )
    page = text(officer.get(HERE))
    assert "Nätet klart" in page
    assert "Skydd av vattenverket" not in page


@pytest.mark.parametrize(
    ("likelihood", "consequence", "level"),
    [
        (1, 1, Risk.LOW),
        (1, 3, Risk.LOW),
        (2, 2, Risk.MEDIUM),
        (1, 4, Risk.MEDIUM),
        (2, 4, Risk.HIGH),
        (3, 3, Risk.HIGH),
    ],
)
def test_the_level_of_a_risk(likelihood: int, consequence: int, level: Risk) -> None:
    assert risk_level(likelihood, consequence) is level
