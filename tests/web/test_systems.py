"""The page of systems."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.organisation.rules import Role
from samsyn.register import actions as register

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    for nth, name in enumerate(("Ärna", "Akten", "Örnen")):
        system = register.add_system(
            by=town.by, at=noon("2026-01-10"), body=town.bodies["SN" if nth else "TN"], name=name,
            supplier="Norrljus AB", contract_end=date(2026, 2, 1), yearly_cost=185_000_00 if nth else None,
            common=nth == 1,
        )  # fmt: skip
    for title, ground in (("Öppet", ""), ("Hemligt", "OSL 18 kap. 8 §")):
        using = town.initiative("2026-01-11", "SN", title, secrecy_ground=ground)
        register.use_system(by=town.by, at=noon("2026-01-11"), initiative=using, system=system)
    return town


@pytest.fixture
def client(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["KS"])


def names(client: Client, query: str = "") -> list[str]:
    text = client.get(f"/system/?as=csv&{query}").content.decode("utf-8-sig")
    return [line.split(";")[0].split(",")[0].strip('"') for line in text.splitlines()[1:]]


def test_systems_sort_as_swedes_do(client: Client) -> None:
    assert names(client) == ["Akten", "Ärna", "Örnen"]
    assert names(client, "sort=-name") == ["Örnen", "Ärna", "Akten"]
    assert names(client, "sort=-used")[0] == "Örnen"
    assert names(client, "sort=-body")[0] == "Ärna"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("body=TN", ["Ärna"]),
        ("common=yes", ["Akten"]),
        ("q=örn", ["Örnen"]),
        ("body=XX", []),
        ("q=norrljus&body=SN", ["Akten", "Örnen"]),
    ],
)
def test_filters(client: Client, query: str, expected: list[str]) -> None:
    assert names(client, query) == expected


def test_secret_initiatives_count_for_those_who_may_see_them_only(client: Client, town: Town) -> None:
    def used(who: Client) -> int:
        rows = who.get("/system/?as=json").json()
        return int(next(row for row in rows if row["name"] == "Örnen")["used"])

    assert used(client) == 1
    assert used(signed_in(Role.OFFICER, town.bodies["SN"])) == 2


def test_a_contract_that_has_ended_is_loud_and_a_missing_cost_is_said(client: Client) -> None:
    page = client.get("/system/").content.decode()
    assert "Gått ut" in page
    assert "Uppgift saknas" in page
    assert "185" in page


def test_an_empty_choice_says_how_to_go_on(client: Client) -> None:
    assert "Inga system i urvalet." in client.get("/system/?q=finnsinte").content.decode()


def test_the_page_takes_at_most_twelve_queries(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/system/")
    assert len(asked) <= 12
