"""The administrator's page: bodies are added, renamed and confirmed, people get roles and accounts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.signing import AT, municipality, signed_in

from samsyn.history.models import Act
from samsyn.kit.actors import command_line
from samsyn.organisation import actions
from samsyn.organisation.models import Body, Person, User
from samsyn.organisation.queries import bodies
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
ADDRESSES = ["/organisation/", "/organisation/organ/nytt/", "/organisation/person/ny/"]


@pytest.fixture
def admin() -> Client:
    return signed_in(Role.ADMINISTRATOR)


def board(name: str = "Socialnämnden", *, confirmed: bool = True) -> Body:
    return actions.add_body(
        by=command_line(), at=AT, municipality=municipality(), name=name, confirmed=confirmed
    )


def person(**said: str) -> dict[str, str]:
    usual = {
        "name": "Bo Berg",
        "email": "Bo.Berg@sundsala.example",
        "role": "secretary",
        "since": "2026-01-05",
        "body": "alla",
    }
    return {**usual, "opened": "on", **said}


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_administrator_gets_in(admin: Client, address: str) -> None:
    assert admin.get(address).status_code == 200
    refused = signed_in(Role.CITY_OFFICE).get(address)
    assert refused.status_code == 403
    assert "sköts av kommunens administratör" in refused.content.decode()


def test_only_the_administrator_is_shown_the_way(admin: Client) -> None:
    link = 'href="/organisation/"'
    assert link in admin.get("/sa-raknas-siffrorna/").content.decode()
    assert link not in signed_in(Role.CITY_OFFICE).get("/sa-raknas-siffrorna/").content.decode()


def test_an_unconfirmed_body_is_confirmed_once(admin: Client) -> None:
    body = board(confirmed=False)
    assert "Bekräfta<" in admin.get("/organisation/").content.decode()
    for _ in range(2):
        admin.post(f"/organisation/organ/{body.pk}/bekrafta/")
    assert Act.objects.filter(verb="organisation.confirm").count() == 1
    assert "Bekräfta<" not in admin.get("/organisation/").content.decode()


def test_others_may_not_confirm() -> None:
    body = board(confirmed=False)
    assert signed_in(Role.CITY_OFFICE).post(f"/organisation/organ/{body.pk}/bekrafta/").status_code == 403
    assert not Body.objects.get().confirmed


def test_a_renamed_body_keeps_its_name_on_earlier_days(admin: Client) -> None:
    body = board()
    admin.post(f"/organisation/organ/{body.pk}/", {"name": "Omsorgsnämnden", "short_name": "ON"})
    now, then = (bodies(municipality(), day)[body.pk] for day in (None, date(2026, 1, 2)))
    assert (now.name, now.short_name, then.name) == ("Omsorgsnämnden", "ON", "Socialnämnden")


def test_a_body_is_added_and_its_name_is_its_own(admin: Client) -> None:
    board()
    admin.post("/organisation/organ/nytt/", {"name": "Vård- och omsorgsnämnden", "kind": "board"})
    told = admin.post("/organisation/organ/nytt/", {"name": "socialnämnden", "kind": "board"})
    assert "socialnämnden finns redan." in told.content.decode()
    assert Body.objects.count() == 2


def test_a_person_gets_a_role_and_a_password_that_works_and_is_shown_once(admin: Client) -> None:
    body = board()
    answer = admin.post("/organisation/person/ny/", person(body=str(body.pk)))
    shown = re.search(r"<code>(\S+)</code>", answer.content.decode())
    assert shown
    assert "no-store" in answer.headers["Cache-Control"]
    visitor = Client()
    visitor.post("/konto/login/", {"login": "bo.berg@sundsala.example", "password": shown[1]})
    assert "Socialnämnden" in visitor.get("/sa-raknas-siffrorna/").content.decode()
    page = admin.get("/organisation/").content.decode()
    assert "Nämndsekreterare, Socialnämnden" in page
    assert shown[1] not in page


def test_a_person_without_an_account(admin: Client) -> None:
    admin.post("/organisation/person/ny/", person(role="auditor", opened="", email=""))
    assert not User.objects.filter(person__name="Bo Berg").exists()
    assert "Revisor, hela kommunen" in admin.get("/organisation/").content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"email": ""}, "den behövs för kontot"),
        ({"email": "bo"}, "Skriv en e-postadress"),
        ({"role": ""}, "Välj roll."),
        ({"since": "i går"}, "Skriv datumet som"),
        ({}, "Välj organ. Nämndsekreterare är man i ett organ."),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_saved(
    admin: Client, said: dict[str, str], sentence: str
) -> None:
    assert sentence in admin.post("/organisation/person/ny/", person(**said)).content.decode()
    assert not Person.objects.filter(name="Bo Berg").exists()


def test_an_address_has_one_account(admin: Client) -> None:
    for _ in range(2):
        answer = admin.post("/organisation/person/ny/", person(role="auditor"))
    assert "bo.berg@sundsala.example har redan ett konto, för Bo Berg." in answer.content.decode()
    assert Person.objects.filter(name="Bo Berg").count() == 1


def test_an_earlier_day_is_read_only(admin: Client) -> None:
    board(confirmed=False)
    page = admin.get("/organisation/?per=2026-01-02").content.decode()
    assert "Bekräfta<" not in page
    assert admin.get("/organisation/person/ny/").status_code == 403


def test_another_municipalitys_body_is_not_found(admin: Client) -> None:
    other = actions.found_municipality(by=command_line(), at=AT, code="2198", name="Norrby kommun")
    body = actions.add_body(by=command_line(), at=AT, municipality=other, name="Norrby nämnd")
    assert admin.get(f"/organisation/organ/{body.pk}/").status_code == 404


def test_the_page_asks_as_often_for_many_as_for_few(admin: Client) -> None:
    admin.get("/organisation/")
    counts = []
    for number in (1, 15):
        for each in range(number):
            at = board(f"Nämnd {number} {each}")
            signed_in(Role.SECRETARY, at)
        with CaptureQueriesContext(connection) as asked:
            assert admin.get("/organisation/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_other_names_of_a_body_are_shown_and_taken_away(admin: Client) -> None:
    row = board("Miljönämnden")
    alias = actions.learn_alias(
        by=command_line(), at=AT, body=row, name="Bygg- och miljöutskottet", learned_from="utdrag.txt"
    )
    assert alias is not None
    page = admin.get(f"/organisation/organ/{row.pk}/").content.decode()
    assert "Bygg- och miljöutskottet" in page
    assert "utdrag.txt" in page
    assert signed_in(Role.CITY_OFFICE).post(f"/organisation/alias/{alias.pk}/ta-bort/").status_code == 403
    admin.post(f"/organisation/alias/{alias.pk}/ta-bort/")
    assert not row.aliases.exists()
    assert Act.objects.filter(verb="organisation.forget_alias").exists()


def test_a_body_ends_on_a_day_after_it_begins(admin: Client) -> None:
    row = board()
    said = {"name": row.name, "short_name": "SN", "valid_from": "2026-01-01", "valid_to": "2025-01-01"}
    refused = admin.post(f"/organisation/organ/{row.pk}/", said).content.decode()
    assert "Slutdagen ligger inte efter 2026-01-01" in refused
    admin.post(f"/organisation/organ/{row.pk}/", said | {"valid_to": "2027-01-01"})
    row.refresh_from_db()
    assert (row.valid_from, row.valid_to) == (date(2026, 1, 1), date(2027, 1, 1))


def test_a_renamed_body_is_still_known_by_its_old_name_in_older_texts(admin: Client) -> None:
    row = board("Socialnämnden")
    admin.post(f"/organisation/organ/{row.pk}/", {"name": "Omsorgsnämnden", "short_name": ""})
    found = row.aliases.get()
    assert (found.name, found.valid_from) == ("Socialnämnden", None)
    assert found.valid_to is not None


def test_a_person_is_given_a_role_beside_those_held_but_not_the_same_twice(admin: Client) -> None:
    first, second = board(), board("Tekniska nämnden")
    someone = actions.add_person(by=command_line(), at=AT, municipality=municipality(), name="Bo Berg")
    held = {"by": command_line(), "at": AT, "person": someone, "valid_from": date(2026, 1, 1)}
    actions.give_role(**held, role=Role.SECRETARY, body=first)  # type: ignore[arg-type]
    address = f"/organisation/person/{someone.pk}/"
    said = {"role": "secretary", "body": str(second.pk), "since": "2026-02-01"}
    assert admin.post(address, said).status_code == 302
    again = admin.post(address, said)
    assert again.status_code == 422
    assert "har redan den rollen" in again.content.decode()
    refused = admin.post(address, {**said, "body": "alla"}).content.decode()
    assert "Välj organ." in refused
    assert list(someone.roles.values_list("body__name", flat=True)) == ["Socialnämnden", "Tekniska nämnden"]


def test_people_sort_by_role(admin: Client) -> None:
    for name, role in (("Ada", Role.AUDITOR), ("Bo", Role.OFFICER)):
        one = actions.add_person(by=command_line(), at=AT, municipality=municipality(), name=name)
        actions.give_role(
            by=command_line(), at=AT, person=one, role=role, body=None, valid_from=date(2026, 1, 1)
        )
    page = admin.get("/organisation/?sort=roles").content.decode()
    other = admin.get("/organisation/?sort=-roles").content.decode()
    assert page.index(">Bo<") < page.index(">Ada<")
    assert other.index(">Ada<") < other.index(">Bo<")
