"""Saved views: a name for an address, shared or not; what it shows is what its reader may see."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.oversight.town import Town
from tests.web.signing import signed_in

from samsyn.organisation.rules import Role
from samsyn.oversight.models import SavedView

pytestmark = pytest.mark.django_db
PLACE = "/portfolj/?rader=phase&body=SN"


@pytest.fixture
def town() -> Town:
    town = Town()
    town.initiative("2026-01-05", "SN", "Digital ansökan", phase="execution")
    town.initiative("2026-01-05", "SN", "Skyddat boende", phase="execution", secrecy_ground="OSL 26 kap. 1 §")
    return town


def save(client: Client, name: str, shared: str = "own", address: str = PLACE) -> int:
    return client.post("/vyer/", {"name": name, "shared": shared, "address": address}).status_code


def names(client: Client) -> list[str]:
    return [row["name"] for row in client.get("/vyer/?as=json").json()]


def test_a_view_is_saved_from_the_page_and_listed_beside_its_table(town: Town) -> None:
    client = signed_in(Role.OFFICER, town.bodies["SN"])
    page = client.get(f"{PLACE}&per=").content.decode()
    assert "/vyer/?spara=%2Fportfolj%2F%3Frader%3Dphase%26body%3DSN" in page
    assert (
        PLACE.replace("&", "&amp;")
        in client.get("/vyer/", {"spara": f"{PLACE}&page=2&per="}).content.decode()
    )
    assert save(client, "Socialtjänstens faser") == 302
    assert "Socialtjänstens faser" in client.get("/portfolj/").content.decode()
    assert "Socialtjänstens faser" not in client.get("/initiativ/").content.decode()
    assert save(client, "Stora", address="/initiativ/?risk=high") == 302
    assert "Stora" in client.get("/initiativ/").content.decode()


def test_a_view_is_seen_by_those_it_is_shared_with(town: Town) -> None:
    maker, colleague = (signed_in(Role.OFFICER, town.bodies["SN"]) for _ in range(2))
    other = signed_in(Role.OFFICER, town.bodies["TN"])
    for name, shared in (("Min", "own"), ("Nämndens", "board"), ("Allas", "municipality")):
        assert save(maker, name, shared) == 302
    assert names(maker) == ["Allas", "Min", "Nämndens"]
    assert names(colleague) == ["Allas", "Nämndens"]
    assert names(other) == ["Allas"]


def test_a_shared_view_shows_only_what_its_reader_may_see(town: Town) -> None:
    maker, other = signed_in(Role.OFFICER, town.bodies["SN"]), signed_in(Role.OFFICER, town.bodies["TN"])
    save(maker, "Faser", "municipality")
    address = SavedView.objects.get().address
    assert [who.get(f"{address}&as=json").json()[0]["antal"] for who in (maker, other)] == [2, 1]


def test_only_who_made_it_renames_shares_and_deletes_it(town: Town) -> None:
    maker, other = signed_in(Role.OFFICER, town.bodies["SN"]), signed_in(Role.OFFICER, town.bodies["SN"])
    save(maker, "Faser", "municipality")
    key = SavedView.objects.get().pk
    changed = {"name": "Nya faser", "shared": "own", "address": PLACE}
    assert other.post(f"/vyer/{key}/", changed).status_code == 404
    assert other.post(f"/vyer/{key}/bort/").status_code == 404
    assert maker.post(f"/vyer/{key}/", changed).status_code == 302
    assert (names(maker), names(other)) == (["Nya faser"], [])
    assert maker.post(f"/vyer/{key}/bort/").status_code == 302
    assert names(maker) == []


@pytest.mark.parametrize(
    ("name", "shared", "address", "sentence"),
    [
        ("", "own", PLACE, "Skriv ett namn på vyn"),
        ("x" * 81, "own", PLACE, "Namnet är för långt"),
        ("Faser", "own", PLACE, "Du har redan en vy som heter Faser"),
        ("Andra", "own", "https://sundsala.example/", "Det går att spara vyer av"),
        ("Andra", "own", "//sundsala.example/initiativ/", "Det går att spara vyer av"),
        ("Andra", "own", f"/initiativ/?q={'x' * 2000}", "Det går att spara vyer av"),
    ],
)
def test_what_cannot_be_saved_is_told_in_a_sentence_and_the_name_is_kept(
    town: Town, name: str, shared: str, address: str, sentence: str
) -> None:
    client = signed_in(Role.OFFICER, town.bodies["SN"])
    save(client, "Faser")
    answer = client.post("/vyer/", {"name": name, "shared": shared, "address": address})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode() or not name
    assert names(client) == ["Faser"]
