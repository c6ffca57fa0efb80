"""The pages of base deliveries and of what is left out."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.organisation.rules import Role
from samsyn.register import actions as register
from samsyn.register.models import Catalogue, CatalogueItem, ScopeGap

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def client(town: Town) -> Client:
    return signed_in(Role.SERVICE, town.bodies["TN"])


def begin(client: Client, town: Town, edition: str, before: str = "") -> int:
    """Begin a version through the form and return its key."""
    client.post("/basleveranser/ny/", {"edition": edition, "body": town.bodies["TN"].pk, "before": before})
    return Catalogue.objects.get(edition=edition).pk


def say(client: Client, town: Town, pk: int, name: str, content: str, item: int | None = None) -> int:
    """Add or change a delivery of a draft through the form and return the answer's status."""
    sent = {
        "name": name, "content": content, "boundary": "Skrivare.", "payer": "Nämnden", "price": "",
        "body": town.bodies["TN"].pk, "owner": "Disa Ek",
    }  # fmt: skip
    return client.post(f"/basleveranser/{pk}/rad/" + (f"{item}/" if item else ""), sent).status_code


def adopt(client: Client, pk: int, day: str) -> int:
    sent = {
        "valid_from": day,
        "decided_body": "Tekniska nämnden",
        "decided_on": "2026-01-08",
        "decided_paragraph": "7",
    }
    return client.post(f"/basleveranser/{pk}/beslut/", {**sent, "case_number": ""}).status_code


def key(pk: int, name: str) -> int:
    return CatalogueItem.objects.get(catalogue=pk, name=name).pk


@pytest.fixture
def two(town: Town, client: Client) -> tuple[int, int]:
    """Return two versions, the first in force in 2026 and the second from 2026-07-01."""
    first = begin(client, town, "2026")
    say(client, town, first, "Arbetsplats", "Dator vart fjärde år.")
    say(client, town, first, "Utskrift", "Skrivare i korridoren.")
    assert adopt(client, first, "2026-01-10") == 302
    second = begin(client, town, "2027", str(first))
    say(client, town, second, "Arbetsplats", "Dator vart femte år.", key(second, "Arbetsplats"))
    say(client, town, second, "Nät", "Trådlöst nät i alla lokaler.")
    client.post(f"/basleveranser/{second}/rad/{key(second, 'Utskrift')}/", {"remove": "1"})
    assert adopt(client, second, "2026-07-01") == 302
    return first, second


def test_a_version_goes_from_draft_to_in_force_and_ends_the_one_before(
    client: Client, two: tuple[int, int]
) -> None:
    page = client.get("/basleveranser/").content.decode()
    assert "Version 2027 · gäller" in page
    assert ">Dator vart femte år.<" in page
    assert "Tekniska nämnden § 7/2026" in page
    earlier = client.get(f"/basleveranser/{two[0]}/").content.decode()
    assert "Dator vart fjärde år." in earlier
    assert "till 2026-07-01" in earlier


def test_two_versions_differ_by_what_is_new_changed_and_gone(client: Client, two: tuple[int, int]) -> None:
    page = client.get(f"/basleveranser/jamfor/?fran={two[0]}&till={two[1]}").content.decode()
    assert "Ny: 1 · Ändrad: 1 · Utgår: 1" in page
    assert "<del>fjärde</del>" in page
    assert "<ins>femte</ins>" in page
    assert client.get("/basleveranser/jamfor/?fran=1&till=x").status_code == 404
    same = client.get(f"/basleveranser/jamfor/?fran={two[0]}&till={two[0]}").content.decode()
    assert "Versionerna är lika." in same


def test_what_is_decided_is_not_edited(client: Client, town: Town, two: tuple[int, int]) -> None:
    assert say(client, town, two[1], "Telefoni", "Abonnemang.") == 403
    with pytest.raises(register.Invalid, match="gäller från 2026-07-01 och ändras inte"):
        register.set_item(
            by=town.by, at=noon("2026-08-01"), name="Telefoni",
            catalogue=Catalogue.objects.select_related("body", "municipality").get(pk=two[1]),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-06-01", "Katalogen 2027 gäller från 2026-07-01. Välj en senare dag än så."),
        ("", "Dag saknas."),
        ("i vår", "Skriv datumet som ÅÅÅÅ-MM-DD"),
    ],
)
def test_a_decision_that_cannot_be_says_why(
    client: Client, town: Town, two: tuple[int, int], day: str, sentence: str
) -> None:
    pk = begin(client, town, "2028", str(two[1]))
    answer = client.post(f"/basleveranser/{pk}/beslut/", {"valid_from": day})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_empty_draft_a_taken_name_and_a_decision_by_nobody_are_refused(client: Client, town: Town) -> None:
    pk = begin(client, town, "2026")
    assert (
        "Katalogen är tom."
        in client.post(f"/basleveranser/{pk}/beslut/", {"valid_from": "2026-02-01"}).content.decode()
    )
    say(client, town, pk, "Arbetsplats", "Dator.")
    assert say(client, town, pk, "arbetsplats", "Skärm.") == 422
    nobody = client.post(
        f"/basleveranser/{pk}/beslut/", {"valid_from": "2026-02-01", "decided_on": "2026-01-30"}
    )
    assert "Skriv vem som beslutade." in nobody.content.decode()
    again = client.post("/basleveranser/ny/", {"edition": "2026", "body": town.bodies["TN"].pk})
    assert "Det finns redan en katalog 2026." in again.content.decode()


def test_others_read_the_catalogue_and_do_not_write_it(
    town: Town, client: Client, two: tuple[int, int]
) -> None:
    pk = begin(client, town, "2028", str(two[1]))
    other = signed_in(Role.OFFICER, town.bodies["SN"])
    assert other.get(f"/basleveranser/{pk}/").status_code == 200
    assert other.get(f"/basleveranser/{pk}/beslut/").status_code == 403
    assert say(other, town, pk, "Telefoni", "Abonnemang.") == 403


def test_a_catalogue_is_a_file_with_who_pays(client: Client, two: tuple[int, int]) -> None:
    rows = client.get("/basleveranser/?as=json").json()
    assert [(row["name"], row["boundary"], row["payer"]) for row in rows] == [
        ("Arbetsplats", "Skrivare.", "Nämnden"),
        ("Nät", "Skrivare.", "Nämnden"),
    ]


def test_without_a_catalogue_the_page_says_how_to_begin(client: Client) -> None:
    assert "Ingen katalog är upplagd än." in client.get("/basleveranser/").content.decode()
    assert "Inget är avgränsat än." in client.get("/basleveranser/avgransningar/").content.decode()


def test_what_a_delivery_leaves_out_is_late_until_somebody_took_it_over(
    client: Client, town: Town, two: tuple[int, int]
) -> None:
    delivery = CatalogueItem.objects.get(pk=key(two[1], "Nät")).delivery_id
    new = f"/basleveranser/avgransningar/ny/?basleverans={delivery}"
    client.post(new, {"text": "Nät i hyrda lokaler", "body": town.bodies["SN"].pk, "due": "2026-03-01"})
    client.post(new, {"text": "Nät ute"})
    page = client.get(f"/basleveranser/leverans/{delivery}/").content.decode()
    for words in ("Trådlöst nät i alla lokaler.", "Tas över av Socialnämnden", "Försenad", "Ingen är utsedd"):
        assert words in page
    listed = client.get("/basleveranser/avgransningar/").content.decode()
    assert "<b>2</b> avgränsningar är inte övertagna, <b>1</b> efter den dag som var sagd" in listed
    taker, gap = signed_in(Role.OFFICER, town.bodies["SN"]), ScopeGap.objects.get(text="Nät i hyrda lokaler")
    sent = {"text": gap.text, "body": town.bodies["SN"].pk, "due": "2026-03-01", "taken_on": "2026-02-20"}
    assert taker.post(f"/basleveranser/avgransningar/{gap.pk}/", sent).status_code == 302
    rows = client.get("/basleveranser/avgransningar/?as=json&lage=taken").json()
    assert [(row["text"], row["taker"]) for row in rows] == [("Nät i hyrda lokaler", "Socialnämnden")]


def test_two_who_change_a_gap_at_once_lose_nothing(client: Client, town: Town, two: tuple[int, int]) -> None:
    delivery = CatalogueItem.objects.get(pk=key(two[1], "Nät")).delivery_id
    client.post(f"/basleveranser/avgransningar/ny/?basleverans={delivery}", {"text": "Nät ute"})
    address = f"/basleveranser/avgransningar/{ScopeGap.objects.get().pk}/"
    seen = client.get(address).context["seen"]
    assert client.post(address, {"text": "Nät i parker", "seen": seen}).status_code == 302
    late = client.post(address, {"text": "Nät på torg", "seen": seen})
    assert late.status_code == 409
    assert "Nät i parker" in late.content.decode()
    assert "Nät på torg" in late.content.decode()
    assert ScopeGap.objects.get().text == "Nät i parker"
    again = client.post(address, {"text": "Nät på torg", "seen": late.context["seen"]})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Skriv vad som inte ingår."),
        ({"taken_on": "2026-01-02"}, "Välj vilken nämnd som tog över."),
        ({"due": "snart"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
    ],
)
def test_a_gap_that_cannot_be_says_what_to_write(
    client: Client, two: tuple[int, int], changed: dict[str, str], sentence: str
) -> None:
    delivery = CatalogueItem.objects.get(pk=key(two[1], "Nät")).delivery_id
    answer = client.post(
        f"/basleveranser/avgransningar/ny/?basleverans={delivery}", {"text": "Nät ute", **changed}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_a_secret_initiative_leaves_out_is_seen_by_those_who_see_it(town: Town) -> None:
    one = town.initiative("2026-01-11", "SN", "Hemligt", secrecy_ground="OSL 18 kap. 8 §")
    gap = register.leave_out(
        by=town.by, at=noon("2026-01-12"), of=one, text="Larm", body=town.bodies["TN"], due=date(2027, 1, 1)
    )
    mine, other = signed_in(Role.OFFICER, town.bodies["SN"]), signed_in(Role.OFFICER, town.bodies["TN"])
    assert "Larm" in mine.get("/initiativ/I-0001/hantering/").content.decode()
    assert [row["text"] for row in mine.get("/basleveranser/avgransningar/?as=json").json()] == ["Larm"]
    assert other.get("/basleveranser/avgransningar/?as=json").json() == []
    assert other.get(f"/basleveranser/avgransningar/{gap.pk}/").status_code == 404
    assert other.get("/basleveranser/avgransningar/ny/?initiativ=I-0001").status_code == 404


def test_an_initiative_leaves_something_out_from_its_own_page(town: Town) -> None:
    town.initiative("2026-01-11", "SN", "Öppet")
    leader = signed_in(Role.LEADER, town.bodies["SN"])
    assert "ny/?initiativ=I-0001" in leader.get("/initiativ/I-0001/hantering/").content.decode()
    leader.post("/basleveranser/avgransningar/ny/?initiativ=I-0001", {"text": "Öppna data"})
    page = leader.get("/initiativ/I-0001/hantering/").content.decode()
    assert "Öppna data" in page
    assert "Utan mottagare eller dag" in page
    other = signed_in(Role.LEADER, town.bodies["TN"])
    assert other.post("/basleveranser/avgransningar/ny/?initiativ=I-0001", {"text": "Mer"}).status_code == 403


def test_a_catalogue_of_an_earlier_day_is_the_one_that_was_in_force_then(
    town: Town, two: tuple[int, int], client: Client
) -> None:
    # Both versions were recorded today, so an earlier day knows neither.
    assert "Ingen katalog är upplagd än." in client.get("/basleveranser/?per=2026-03-01").content.decode()
