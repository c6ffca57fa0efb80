"""The page where a table's columns are explained before it is run."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.intake.models import Upload
from samsyn.kit.actors import command_line
from samsyn.organisation.actions import take_numbers
from samsyn.organisation.rules import Role
from samsyn.register.actions import change
from samsyn.register.models import CostEstimate, Initiative

TABLE = (
    "Namn;Nämnd;Start;Slut;Totalkostnad;Läge;Fritt\n"
    "Digital tidbok;Miljönämnden;2026-01-12;2026-12-31;1200;Grön;ett\n"
    "E-arkiv;Servicenämnden;2026-03-01;2027-06-30;Sekretess OSL 19:3;Röd;två\n"
    ";Servicenämnden;;;;;\n"
)


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


def drop(client: Client, text: str = TABLE, name: str = "initiativ.csv") -> str:
    """Drop a table and return the address of its page."""
    response = client.post("/las-in/", {"files": SimpleUploadedFile(name, text.encode())})
    return response["Location"]


def test_a_table_is_explained_before_anything_is_saved(client: Client) -> None:
    page = client.get(drop(client)).content.decode()
    assert "Läs in 2 initiativ" in page
    assert "<b>2 nya</b>" in page
    assert '<option value="whole_life_cost" selected>' in page
    assert "Rad 4" in page
    assert not Initiative.objects.exists()


def test_it_is_run_as_chosen_and_what_could_not_be_read_is_listed(client: Client) -> None:
    address = drop(client)
    fields = ["title", "body", "start", "end", "whole_life_cost", "status", ""]
    chosen = {f"column-{place}": field for place, field in enumerate(fields)}
    page = client.post(
        address, {**chosen, "currency": "SEK", "unit": "1000", "run": "1"}, follow=True
    ).content.decode()
    assert "2 nya" in page
    assert "Rad 4" in page
    assert CostEstimate.objects.get(initiative__title="Digital tidbok").minor == 120_000_000
    assert CostEstimate.objects.get(initiative__title="E-arkiv").withheld == "Sekretess OSL 19:3"
    assert "Lästes inte in" in client.get(address).content.decode()


def test_a_table_without_a_name_column_says_what_to_do(client: Client) -> None:
    response = client.get(drop(client, "A;B\n1;2\n", "okänd.csv"))
    assert response.status_code == 422
    assert "ingen kolumn som säger vad initiativen heter" in response.content.decode()


def test_choosing_no_name_column_says_so_and_runs_nothing(client: Client) -> None:
    response = client.post(drop(client), {"column-1": "body", "run": "1"})
    assert response.status_code == 422
    assert "vilken kolumn som är initiativets namn" in response.content.decode()
    assert not Initiative.objects.exists()


def test_one_who_may_only_read_sees_the_columns_but_cannot_run(client: Client) -> None:
    address = drop(client)
    reader = signed_in(Role.MEMBER)
    assert 'name="run"' not in reader.get(address).content.decode()
    refused = reader.post(address, {"column-0": "title", "column-1": "body", "run": "1"})
    assert refused.status_code == 403
    assert not Upload.objects.get().result


def test_an_older_edition_is_told_on_the_page(client: Client) -> None:
    chosen = {"column-0": "title", "column-1": "body", "run": "1"}
    client.post(drop(client, TABLE, "lista 2026.csv"), chosen)
    response = client.post(drop(client, TABLE.replace("ett", "ny"), "lista 2025.csv"), chosen)
    assert response.status_code == 422
    assert "utgåva 2025 men utgåva 2026" in response.content.decode()


def test_an_interpretation_is_saved_and_knows_the_next_edition(client: Client) -> None:
    text = "Vad;Vems;Pengar 2025\nE-arkiv;Servicenämnden;12\n"
    chosen = {"column-0": "title", "column-1": "body", "column-2": "budget", "unit": "1000", "run": "1"}
    client.post(drop(client, text, "it 2025.csv"), {**chosen, "profile": "IT-planen"})
    page = client.get(
        drop(client, text.replace("2025", "2026").replace("12", "13"), "it 2026.csv")
    ).content.decode()
    assert "Profil: IT-planen" in page
    assert "1 ändrade" in page


def test_columns_without_a_field_are_read_on_the_initiatives_page(client: Client) -> None:
    client.post(
        drop(client), {"column-0": "title", "column-1": "body", "column-5": "status_comment", "run": "1"}
    )
    number = Initiative.objects.get(title="E-arkiv").ref
    page = client.get(f"/initiativ/{number}/").content.decode()
    assert all(f"<h3>{heading}</h3>" in page for heading in ("Kommentar till läget", "Fritt", "Totalkostnad"))
    assert "Sekretess OSL 19:3" in page


@pytest.mark.parametrize("number", [1, 999, 12345])
def test_a_table_that_a_secret_initiative_came_from_is_not_there_for_others(
    client: Client, number: int
) -> None:
    chosen = {
        f"column-{place}": field for place, field in enumerate(["title", "body", "start", "end", "", "", ""])
    }
    take_numbers(municipality(), "I", number - 1)
    first, again = drop(client), drop(client, TABLE.replace("ett", "tre"), "igen.csv")
    for address in (first, again):
        client.post(address, {**chosen, "currency": "SEK", "unit": "1000", "run": "1"})
    reader, auditor = signed_in(Role.MEMBER), signed_in(Role.AUDITOR)
    assert [reader.get(address).status_code for address in (first, again)] == [200, 200]
    change(
        by=command_line(), at=timezone.now(), initiative=Initiative.objects.get(title="E-arkiv"),
        secrecy_ground="OSL 19 kap. 3 §",
    )  # fmt: skip
    assert [reader.get(address).status_code for address in (first, again)] == [404, 404]
    assert "igen.csv" not in reader.get("/las-in/").content.decode()
    assert reader.get(first.replace("tabell", "original")).status_code == 404
    assert [auditor.get(address).status_code for address in (first, again)] == [200, 200]
