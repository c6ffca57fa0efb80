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
from samsyn.oversight.actions import gather
from samsyn.register import actions as register
from samsyn.register.models import BoardUse, ObjectPlan, System

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


@pytest.mark.parametrize("day", ["", "?per=2026-02-01"])
def test_the_pages_take_at_most_twelve_queries(client: Client, town: Town, day: str) -> None:
    akten, örnen = (System.objects.get(name=name) for name in ("Akten", "Örnen"))
    register.change_system(by=town.by, at=noon("2026-01-20"), system=akten, replaced_by=örnen)
    for body in town.bodies.values():
        register.say_use(by=town.by, at=noon("2026-01-20"), system=örnen, body=body, users=3)
    for address in ("/system/", f"/system/{örnen.pk}/"):
        client.get(address + day)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 12


def key(name: str) -> int:
    return System.objects.get(name=name).pk


def owner(town: Town) -> Client:
    return signed_in(Role.SYSTEM_OWNER, town.bodies["SN"])


def filled(client: Client, pk: int, **changed: str) -> dict[str, str]:
    """Return what the form of a system would send, with something changed."""
    page = client.get(f"/system/{pk}/andra/")
    form = page.context["form"]
    sent = {name: str(form[name].value() or "") for name in form.fields}
    return {**sent, "seen": str(page.context["seen"]), **changed}


def test_a_system_is_added_with_name_and_board_and_filled_in_later(town: Town) -> None:
    client = owner(town)
    client.post("/system/nytt/", {"name": "Omsorga", "body": str(town.bodies["SN"].pk)})
    pk = key("Omsorga")
    sent = filled(
        client, pk, managed_object="Omsorg", business_lead="Disa Ek", yearly_cost="1 200", users="1 450",
        confidentiality="3", integrity="2", availability="1", contract_end="2027-01-31", common="yes",
    )  # fmt: skip
    assert client.post(f"/system/{pk}/andra/", sent).status_code == 302
    page = client.get(f"/system/{pk}/").content.decode()
    for words in ("Omsorg", "Disa Ek", "1\u00a0200 tkr", "1\u00a0450", "3 Allvarlig", "till 2027-01-31"):
        assert words in page
    assert "Systemet Omsorga ändrades." in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Skriv systemets namn."),
        ("yearly_cost", "mycket", "Skriv beloppet i tusen kronor, till exempel 4 200."),
        ("users", "många", "Skriv ett helt tal, till exempel 1 200."),
        ("users", "9999999999", "Skriv ett heltal som är högst 2 000 000 000."),
        ("contract_end", "nästa år", "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-01-11."),
    ],
)
def test_a_wrong_field_keeps_what_was_typed_and_says_what_to_write(
    town: Town, field: str, typed: str, sentence: str
) -> None:
    client = owner(town)
    answer = client.post("/system/nytt/", {"name": "Omsorga", "body": town.bodies["SN"].pk, field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert typed in page
    assert not System.objects.filter(name="Omsorga").exists()


def test_the_second_to_save_gets_both_versions_and_keeps_the_typed(town: Town) -> None:
    first, second, pk = owner(town), owner(town), key("Akten")
    typed = filled(second, pk, supplier="Sydljus AB")
    first.post(f"/system/{pk}/andra/", filled(first, pk, supplier="Västljus AB"))
    answer = second.post(f"/system/{pk}/andra/", typed)
    assert answer.status_code == 409
    assert "Västljus AB" in answer.content.decode()
    assert "Sydljus AB" in answer.content.decode()
    assert System.objects.get(pk=pk).supplier == "Västljus AB"


def test_a_system_is_marked_secret_and_is_seen_by_its_board_only(town: Town, client: Client) -> None:
    mine, pk = owner(town), key("Örnen")
    ground = "OSL 18 kap. 8 §"
    assert mine.post(f"/system/{pk}/andra/", filled(mine, pk, secrecy_ground=ground)).status_code == 302
    assert ground in mine.get(f"/system/{pk}/").content.decode()
    assert client.get(f"/system/{pk}/").status_code == 404
    assert names(client) == ["Akten", "Ärna"]
    assert "Örnen" not in client.get("/initiativ/I-0001/hantering/").content.decode()
    assert f"/system/{pk}/" not in client.get("/sok/?q=Örnen").content.decode()
    assert "Örnen" not in client.get("/uppsikt/andringar/").content.decode()
    mine.post(f"/system/{pk}/andra/", filled(mine, pk, secrecy_ground=""))
    assert "Örnen" in names(client)


def test_the_trace_of_a_secret_system_is_as_secret_as_the_system(town: Town, client: Client) -> None:
    gather(by=town.by, at=noon("2026-02-01"), municipality=town.municipality)
    assert "Akten" in client.get("/spar/?as=csv").content.decode()
    mine, pk = owner(town), key("Akten")
    mine.post(f"/system/{pk}/andra/", filled(mine, pk, secrecy_ground="OSL 18 kap. 8 §"))
    assert "Akten" not in client.get("/spar/?as=csv").content.decode()
    mine.post(f"/system/{pk}/andra/", filled(mine, pk, secrecy_ground=""))
    assert "Akten" in client.get("/spar/?as=csv").content.decode()


def test_another_boards_system_is_read_only(town: Town, client: Client) -> None:
    pk = key("Akten")
    assert "Ändra uppgifter" not in client.get(f"/system/{pk}/").content.decode()
    assert client.get(f"/system/{pk}/andra/").status_code == 403
    assert client.post(f"/system/{pk}/", {"board": town.bodies["TN"].pk}).status_code == 422
    assert client.get("/system/4711/").status_code == 404


def test_a_board_says_that_it_uses_anothers_system_and_that_it_no_longer_does(
    town: Town, client: Client
) -> None:
    pk, ks = key("Akten"), town.bodies["KS"]
    client.post(f"/system/{pk}/", {"board": ks.pk, "board_users": "40", "purpose": "Diariet"})
    client.post(f"/system/{pk}/", {"board": ks.pk, "board_users": "44", "purpose": "Diariet"})
    rows = client.get(f"/system/{pk}/?nyttjande-as=json").json()
    assert [(row["body"], row["users"]) for row in rows] == [("Kommunstyrelsen", 44)]
    use = BoardUse.objects.get(system=pk)
    assert (
        signed_in(Role.OFFICER, town.bodies["TN"]).post(f"/system/{pk}/nyttjande/{use.pk}/bort/").status_code
        == 403
    )
    client.post(f"/system/{pk}/nyttjande/{use.pk}/bort/")
    assert "Ingen nämnd har sagt" in client.get(f"/system/{pk}/").content.decode()


def test_what_replaces_what_is_followed_and_never_goes_round(town: Town) -> None:
    client = owner(town)
    akten, örnen = key("Akten"), key("Örnen")
    client.post(f"/system/{akten}/andra/", filled(client, akten, replaced_by=str(örnen)))
    answer = client.post(f"/system/{örnen}/andra/", filled(client, örnen, replaced_by=str(akten)))
    assert answer.status_code == 422
    assert "Akten ersätts redan av Örnen" in answer.content.decode()
    assert (
        "Akten"
        in client.get(f"/system/{örnen}/")
        .content.decode()
        .partition("Ersätts av")[0]
        .partition("Ersätter")[2]
    )


def test_a_system_that_is_out_of_use_is_listed_when_asked_for(town: Town) -> None:
    client, pk = owner(town), key("Akten")
    client.post(f"/system/{pk}/andra/", filled(client, pk, retired_on="2026-03-01"))
    assert "Akten" not in names(client)
    assert "Akten" in names(client, "avvecklade=ja")


def test_what_systems_lack_is_counted_and_leads_to_them(town: Town) -> None:
    client = owner(town)
    for name in ("Ärna", "Örnen", "Akten"):
        register.change_system(
            by=town.by, at=noon("2026-01-20"), system=System.objects.get(name=name), managed_object="Karta",
            contract_plan="Förlängs." if name == "Örnen" else "", owner="Disa Ek" if name == "Akten" else "",
        )  # fmt: skip
    assert names(client, "saknar=contract") == ["Akten", "Ärna"]
    assert names(client, "saknar=common") == ["Ärna", "Örnen"]
    assert names(client, "saknar=owner") == ["Ärna", "Örnen"]
    assert names(client, "saknar=class") == ["Akten", "Ärna", "Örnen"]
    page = client.get("/system/").content.decode()
    assert "Egna system för samma objekt hos flera nämnder: <b>2</b>" in page


def test_an_earlier_day_shows_the_system_as_it_was(town: Town, client: Client) -> None:
    pk = key("Akten")
    register.change_system(
        by=town.by, at=noon("2026-02-10"), system=System.objects.get(pk=pk), supplier="Sydljus AB"
    )
    assert "Norrljus AB" in client.get(f"/system/{pk}/?per=2026-02-01").content.decode()
    assert client.get(f"/system/{pk}/?per=2026-01-02").status_code == 404


def test_an_objects_year_is_planned_once_and_shown_on_its_systems(town: Town) -> None:
    client, sn = owner(town), str(town.bodies["SN"].pk)
    plan = {
        "body": sn, "managed_object": "Akten", "year": "2027", "goals": "Ett diarium.", "budget": "450",
        "decided_by": "", "decided_on": "",
    }  # fmt: skip
    assert client.post("/system/objektplaner/ny/", plan).status_code == 302
    again = client.post("/system/objektplaner/ny/", plan)
    assert "har redan en objektplan för Akten 2027" in again.content.decode()
    wrong = client.post("/system/objektplaner/ny/", {**plan, "year": "1890"})
    assert "Skriv ett år mellan" in wrong.content.decode()
    page = client.get(f"/system/{key('Akten')}/").content.decode()
    assert "Ett diarium." in page
    assert "Utkast" in page
    one = ObjectPlan.objects.get()
    client.post(
        f"/system/objektplaner/{one.pk}/", {**plan, "decided_by": "Disa Ek", "decided_on": "2026-12-01"}
    )
    rows = client.get("/system/objektplaner/?ar=2027&as=json").json()
    assert [(row["managed_object"], row["decided_by"]) for row in rows] == [("Akten", "Disa Ek")]
    seen = client.get(f"/system/objektplaner/{one.pk}/").context["seen"]
    client.post(f"/system/objektplaner/{one.pk}/", {**plan, "goals": "Två diarier.", "seen": seen})
    late = client.post(f"/system/objektplaner/{one.pk}/", {**plan, "goals": "Tre diarier.", "seen": seen})
    assert late.status_code == 409
    assert "Två diarier." in late.content.decode()
    assert "Tre diarier." in late.content.decode()
    other = signed_in(Role.OFFICER, town.bodies["TN"])
    assert (
        other.post(f"/system/objektplaner/{one.pk}/", {**plan, "body": str(town.bodies["TN"].pk)}).status_code
        == 403
    )
