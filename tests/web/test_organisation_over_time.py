"""The organisation over time: pictures by day, changes decided in the browser, transition plans carried out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.history.queries import rows
from samsyn.kit.actors import command_line
from samsyn.organisation import actions
from samsyn.organisation.actions import New, Part
from samsyn.organisation.models import Body, Succession, Unit
from samsyn.organisation.queries import bodies_by_name
from samsyn.organisation.rules import Role
from samsyn.register import actions as register
from samsyn.register.models import Initiative

WHO: dict[str, Any] = {"by": command_line()}
NEW = "/organisationen/andring/ny/"


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


def board(name: str, since: date | None = None) -> Body:
    at = timezone.now() - timedelta(days=30)
    return actions.add_body(**WHO, at=at, municipality=municipality(), name=name, valid_from=since)


def owned(body: Body, unit: Unit | None = None, title: str = "E-arkiv", phase: str = "study") -> Initiative:
    at = timezone.now() - timedelta(days=20)
    return register.register(
        **WHO, at=at, municipality=municipality(), body=body, unit=unit, title=title, phase=phase
    )


def text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def day(shift: int = 0) -> str:
    return str(timezone.localdate() + timedelta(days=shift))


def test_an_empty_municipality_says_what_to_do(client: Client) -> None:
    page = text(client, "/organisationen/")
    assert "Ingen ändring är införd." in page
    assert "För in den första" in page


def test_a_merger_is_decided_moved_and_seen_by_day(client: Client) -> None:
    first, second = board("Kulturnämnden"), board("Fritidsnämnden")
    one = owned(first)
    sent = {
        "sources": [f"body-{first.pk}", f"body-{second.pk}"], "name": "Kultur- och fritidsnämnden", "place": "organ",
        "day": day(), "decided_body": "KF", "decided_on": day(-9), "paragraph": "61", "case_number": "KS-2026-7",
    }  # fmt: skip
    page = client.post(f"{NEW}?slag=merged", sent, follow=True).content.decode()
    assert "Fritidsnämnden och Kulturnämnden blir Kultur- och fritidsnämnden" in page.replace(
        "Kulturnämnden och Fritidsnämnden", "Fritidsnämnden och Kulturnämnden"
    )
    assert f"KF § 61/{day(-9)[:4]}, {day(-9)}, KS-2026-7" in page
    assert "<b>0 av 1</b> flyttade. <b>1</b> öppen utredning kvar." in page
    assert "1 väntar på flytt" in text(client, "/organisationen/")
    change = Succession.objects.get()
    page = client.post(f"/organisationen/andring/{change.pk}/flytta/", {}, follow=True).content.decode()
    assert "Allt är flyttat." in page
    assert "Allt har en ägare." in text(client, "/organisationen/")
    now, before = text(client, "/organisationen/"), text(client, f"/organisationen/?dag={day(-1)}")
    assert '<span class="what">Kultur- och fritidsnämnden</span>' in now
    assert '<span class="what">Kulturnämnden</span>' not in now
    assert '<span class="what">Kulturnämnden</span>' in before
    assert "upphör" in before
    assert rows(Initiative, timezone.localdate() - timedelta(days=1)).get(id=one.pk).body_id == first.pk
    assert "blir Kultur- och fritidsnämnden" in text(client, f"/uppsikt/{first.pk}/")


def test_part_of_a_unit_follows_when_it_is_named_and_the_initiative_keeps_its_old_unit_on_earlier_days(
    client: Client,
) -> None:
    office, service = board("Kommunstyrelsen"), board("Servicenämnden")
    at = timezone.now() - timedelta(days=25)
    whole = actions.add_unit(**WHO, at=at, body=office, name="IT-enheten")
    part = actions.add_unit(**WHO, at=at, body=office, name="Digitaliseringsenheten")
    goes, stays = owned(office, part, "Öppna data"), owned(office, part, "Chatt")
    must = owned(office, whole)
    common = New("Gemensam IT", service)
    change = actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="merged", day=timezone.localdate(),
        parts=[Part(whole, common), Part(part, common, "part")],
    )  # fmt: skip
    address = f"/organisationen/andring/{change.pk}/"
    assert "0 av 1" in text(client, address)
    client.post(f"{address}flytta/", {"kind": "initiative", "row": goes.pk})
    client.post(f"{address}flytta/", {})
    owners = {one.title: str(one.unit) for one in Initiative.objects.select_related("unit")}
    assert owners == {
        goes.title: "Gemensam IT",
        must.title: "Gemensam IT",
        stays.title: "Digitaliseringsenheten",
    }
    assert "Allt är flyttat." in text(client, address)
    assert "Gemensam IT" in text(client, f"/initiativ/{must.ref}/")
    assert "IT-enheten" in text(client, f"/initiativ/{must.ref}/?per={day(-1)}")


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("merged", {"sources": ["A"], "receiver": "A"}, "Gamla nämnden kan inte uppgå i sig självt."),
        (
            "merged",
            {"sources": ["A"], "name": "Ny", "place": "organ"},
            "En sammanslagning behöver minst två delar",
        ),
        ("split", {"source": "A", "name": "Ny", "place": "organ"}, "Välj i listan."),
        (
            "split",
            {"source": "A", "receiver": "B", "rest": "B"},
            "En delning har ett organ och minst två mottagare.",
        ),
        ("closed", {"source": "A"}, "Välj vem som tar över."),
        ("closed", {"source": "A", "receiver": "L"}, "Sena nämnden finns från"),
        ("closed", {"source": "N", "receiver": "B", "day": day(-40)}, "Nya nämnden finns från"),
        ("closed", {"source": "A", "receiver": "E"}, "Slutande nämnden upphör"),
        ("renamed", {"source": "A", "name": "Nya nämnden"}, "Nya nämnden finns redan."),
        ("formed", {"name": "Nya nämnden", "place": "organ"}, "Nya nämnden finns redan."),
        ("moved", {"source": "A", "place": "B"}, "Välj ett giltigt alternativ"),
        ("formed", {"name": "Ny", "place": "organ", "day": "i maj"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
    ],
)
def test_what_cannot_be_says_why_and_what_to_do(
    client: Client, kind: str, sent: dict[str, Any], sentence: str
) -> None:
    today = timezone.localdate()
    known = {
        "A": board("Gamla nämnden"), "B": board("Andra nämnden"), "N": board("Nya nämnden", today - timedelta(9)),
        "L": board("Sena nämnden", today + timedelta(9)), "E": board("Slutande nämnden"),
    }  # fmt: skip
    actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="closed", day=today + timedelta(days=5),
        parts=[Part(known["E"], known["B"])],
    )  # fmt: skip

    def coded(value: Any) -> Any:
        if isinstance(value, list):
            return [coded(one) for one in value]
        return f"body-{known[value].pk}" if value in known else value

    late = {"day": day(6)} if sentence.startswith("Slutande") else {}
    values = {"day": day(), **late, **{name: coded(value) for name, value in sent.items()}}
    answer = client.post(f"{NEW}?slag={kind}", values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Succession.objects.count() == 1


def test_what_is_decided_for_a_later_day_changes_nothing_before_it(client: Client) -> None:
    one, other = board("Kulturnämnden"), board("Servicenämnden")
    at = timezone.now() - timedelta(days=3)
    unit = actions.add_unit(**WHO, at=at, body=one, name="IT-enheten")
    initiative = owned(one)
    client.post(
        f"{NEW}?slag=closed", {"source": f"body-{one.pk}", "receiver": f"body-{other.pk}", "day": day(30)}
    )
    change = Succession.objects.get()
    assert "Den dagen finns mottagaren" in text(client, f"/organisationen/andring/{change.pk}/")
    refused = client.post(f"/organisationen/andring/{change.pk}/flytta/", {}, follow=True).content.decode()
    assert f"Ändringen gäller från {day(30)}." in refused
    initiative.refresh_from_db()
    assert initiative.body == one
    assert "Allt har en ägare." in text(client, "/organisationen/")
    later = text(client, f"/organisationen/?dag={day(30)}")
    assert '<span class="what">Kulturnämnden</span>' not in later
    sent = {"source": f"unit-{unit.pk}", "place": f"body-{other.pk}", "day": day(20)}
    client.post(f"{NEW}?slag=moved", sent)
    unit.refresh_from_db()
    assert unit.body == one
    assert text(client, f"/organisationen/?dag={day(25)}").index("IT-enheten") > text(
        client, f"/organisationen/?dag={day(25)}"
    ).index("Servicenämnden")


@pytest.mark.django_db
def test_a_body_with_something_left_is_not_ended_by_its_own_page() -> None:
    client = signed_in(Role.ADMINISTRATOR)
    one = board("Kulturnämnden")
    owned(one)
    sent = {"name": one.name, "short_name": "", "valid_from": "", "valid_to": day()}
    page = client.post(f"/organisation/organ/{one.pk}/", sent).content.decode()
    assert "1 rader hänger på Kulturnämnden. För in ändringen Upphör" in page
    one.refresh_from_db()
    assert one.valid_to is None


def test_readers_see_and_only_the_city_office_moves(client: Client) -> None:
    one, other = board("Kulturnämnden"), board("Servicenämnden")
    owned(one)
    change = actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="closed", day=timezone.localdate(),
        parts=[Part(one, other)],
    )  # fmt: skip
    reader = signed_in(Role.MEMBER, other)
    address = f"/organisationen/andring/{change.pk}/"
    assert "0 av 1" in text(reader, address)
    assert "Flytta allt" not in text(reader, address)
    assert reader.post(f"{address}flytta/", {}).status_code == 403
    assert reader.get(NEW).status_code == 403
    assert "Flytta allt" in text(client, address)


@pytest.mark.parametrize("address", ["/organisationen/", "/organisationen/andring/{}/"])
def test_many_rows_ask_the_database_at_most_twelve_times(client: Client, address: str) -> None:
    one, other = board("Kulturnämnden"), board("Servicenämnden")
    for number in range(15):
        owned(one, title=f"Initiativ {number}")
    change = actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="closed", day=timezone.localdate(),
        parts=[Part(one, other)],
    )  # fmt: skip
    page = address.format(change.pk)
    text(client, page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= 12


def test_texts_from_after_the_change_mean_the_one_that_took_over(client: Client) -> None:

    one, other = board("Kulturnämnden"), board("Servicenämnden")
    actions.reorganise(
        **WHO, at=timezone.now(), municipality=municipality(), kind="closed", day=timezone.localdate(),
        parts=[Part(one, other)],
    )  # fmt: skip
    assert bodies_by_name(municipality(), timezone.localdate())["kulturnämnden"] == other
    assert bodies_by_name(municipality(), timezone.localdate() - timedelta(days=1))["kulturnämnden"] == one
