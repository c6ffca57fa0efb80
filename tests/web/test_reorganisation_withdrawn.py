"""A change of the organisation that lies ahead is withdrawn or corrected before its day, and earlier days keep it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.history.models import Act
from samsyn.kit.actors import command_line
from samsyn.organisation import actions
from samsyn.organisation.actions import New, Part
from samsyn.organisation.models import Body, BodyAlias, Succession, Unit
from samsyn.organisation.queries import OPEN
from samsyn.organisation.queries.changes import picture
from samsyn.organisation.rules import Role
from samsyn.oversight.queries.owned import orphans
from samsyn.register import actions as register

WHO: dict[str, Any] = {"by": command_line()}
AHEAD = timedelta(days=60)


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


def today() -> date:
    return timezone.localdate()


def body(name: str) -> Body:
    at = timezone.now() - timedelta(days=30)
    return actions.add_body(**WHO, at=at, municipality=municipality(), name=name, short_name=name[:2])


def merged(first: Body, second: Body, day: date | None = None) -> Succession:
    new = New("Kultur- och fritidsnämnden", short_name="KFN")
    return actions.reorganise(
        **WHO, at=timezone.now() - timedelta(days=5), municipality=municipality(), kind="merged", day=day or today() + AHEAD,
        parts=[Part(first, new), Part(second, new)],
    )  # fmt: skip


def sent(change: Succession, **news: Any) -> dict[str, Any]:
    return {"day": str(change.day), "why": "KF § 9/2026 upphäver beslutet", **news}


def page(response: Any) -> str:
    return str(response.content.decode())


def present(day: date, as_of: date | None = None) -> set[str]:
    seen = picture(municipality(), day, as_of)
    return {node.name for key, node in seen.nodes.items() if seen.there(key)}


def test_what_was_to_end_goes_on_and_what_was_to_be_formed_never_is(client: Client) -> None:
    change = merged(body("Kulturnämnden"), body("Fritidsnämnden"))
    assert BodyAlias.objects.filter(valid_from=change.day).exists()
    address = f"/organisationen/andring/{change.pk}/"
    assert "Rätta eller återta" in page(client.get(address))
    shown = page(client.post(f"{address}ratta/", sent(change, withdraw="1"), follow=True))
    assert "Återtagen" in shown
    assert "KF § 9/2026 upphäver beslutet" in shown
    assert present(change.day + AHEAD) == {"Kulturnämnden", "Fritidsnämnden"}
    assert not BodyAlias.objects.filter(valid_from=change.day).exists()
    assert Act.objects.filter(verb="organisation.withdraw").exists()
    listed = page(client.get("/organisationen/"))
    assert "Återtagen" in listed
    assert "Allt har en ägare." in listed
    yesterday = today() - timedelta(days=1)
    assert "Kultur- och fritidsnämnden" in present(change.day + AHEAD, yesterday)
    assert "Återtagen" not in page(client.get(f"{address}?per={yesterday}"))


def test_a_correction_moves_the_day_and_keeps_what_is_to_be_formed(client: Client) -> None:
    change = merged(body("Kulturnämnden"), body("Fritidsnämnden"))
    later = change.day + timedelta(days=30)
    news = {"day": str(later), "decided_body": "KF", "decided_on": str(today()), "paragraph": "12"}
    client.post(f"/organisationen/andring/{change.pk}/ratta/", sent(change, **news))
    new, old = Succession.objects.order_by("-pk")
    assert (new.day, new.decided_paragraph, old.withdrawn_at is None) == (later, "12", False)
    assert present(later - timedelta(days=1)) == {"Kulturnämnden", "Fritidsnämnden"}
    assert present(later) == {"Kultur- och fritidsnämnden"}
    assert Body.objects.filter(name="Kultur- och fritidsnämnden").count() == 1


def test_a_unit_is_formed_again_by_the_corrected_change(client: Client) -> None:
    office, service = body("Kommunstyrelsen"), body("Servicenämnden")
    unit = actions.add_unit(**WHO, at=timezone.now() - timedelta(days=20), body=office, name="IT-enheten")
    change = actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="closed", day=today() + AHEAD,
        parts=[Part(unit, New("Gemensam IT", service))],
    )  # fmt: skip
    later = change.day + timedelta(days=30)
    client.post(f"/organisationen/andring/{change.pk}/ratta/", sent(change, day=str(later)))
    common = Unit.objects.get(name="Gemensam IT")
    assert (common.valid_from, common.valid_to, common.body) == (later, None, service)
    unit.refresh_from_db()
    assert unit.valid_to == later


def test_a_rename_ahead_that_is_withdrawn_never_takes_effect(client: Client) -> None:
    one = body("Kulturnämnden")
    change = actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="renamed", day=today() + AHEAD,
        parts=[Part(one, one, name="Bildningsnämnden")],
    )  # fmt: skip
    client.post(f"/organisationen/andring/{change.pk}/ratta/", sent(change, withdraw="1"))
    later = timezone.now() + AHEAD + AHEAD
    assert actions.take_due(**WHO, at=later, municipality=municipality()) == 0
    assert present(change.day + AHEAD) == {"Kulturnämnden"}


@pytest.mark.parametrize(
    ("shift", "news", "sentence"),
    [
        (timedelta(), {}, "Inför en ny ändring i stället."),
        (AHEAD, {"why": ""}, "Skriv varför."),
        (AHEAD, {"day": "i maj"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
    ],
)
def test_what_cannot_be_withdrawn_gets_a_sentence(
    client: Client, shift: timedelta, news: dict[str, Any], sentence: str
) -> None:
    change = merged(body("Kulturnämnden"), body("Fritidsnämnden"), today() + shift)
    response = client.post(f"/organisationen/andring/{change.pk}/ratta/", sent(change, withdraw="1", **news))
    assert response.status_code == 422
    assert sentence in page(response)
    change.refresh_from_db()
    assert change.withdrawn_at is None


def test_one_that_a_later_change_builds_on_is_not_withdrawn_before_that(client: Client) -> None:
    change = merged(body("Kulturnämnden"), body("Fritidsnämnden"))
    formed, other = Body.objects.get(name="Kultur- och fritidsnämnden"), body("Servicenämnden")
    later = actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="closed", day=change.day + AHEAD,
        parts=[Part(formed, other)],
    )  # fmt: skip
    address = f"/organisationen/andring/{change.pk}/ratta/"
    assert "ingår också i ändringen" in page(client.post(address, sent(change, withdraw="1")))
    client.post(f"/organisationen/andring/{later.pk}/ratta/", sent(later, withdraw="1"))
    client.post(address, sent(change, withdraw="1"))
    assert present(change.day + AHEAD + AHEAD) == {"Kulturnämnden", "Fritidsnämnden", "Servicenämnden"}


def test_one_whose_new_body_something_hangs_on_is_not_withdrawn_but_may_be_corrected(client: Client) -> None:
    change = merged(body("Kulturnämnden"), body("Fritidsnämnden"))
    formed = Body.objects.get(name="Kultur- och fritidsnämnden")
    register.add_system(**WHO, at=timezone.now(), body=formed, name="Bokningssystemet")
    address = f"/organisationen/andring/{change.pk}/ratta/"
    assert "hänger system Bokningssystemet" in page(client.post(address, sent(change, withdraw="1")))
    later = change.day + timedelta(days=30)
    client.post(address, sent(change, day=str(later)))
    seen = picture(municipality(), later, None)
    assert not orphans(municipality(), later, None, OPEN, seen)


def test_others_than_those_who_keep_the_organisation_do_neither(db: None) -> None:
    change = merged(body("Kulturnämnden"), body("Fritidsnämnden"))
    assert (
        signed_in(Role.AUDITOR).post(f"/organisationen/andring/{change.pk}/ratta/", sent(change)).status_code
        == 403
    )
