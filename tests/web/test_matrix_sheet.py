"""The responsibility matrix read in from a sheet and sent in the same form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.governance.models import Activity, Responsibility
from samsyn.kit.actors import command_line
from samsyn.organisation.actions import add_body
from samsyn.organisation.rules import Role

LOAD = "/modell/ansvar/las-in/"
ROWS = "Område;Aktivitet;KS;Socialnämnden;Projektägaren\nStyrning;Besluta;A;C;R\n;Följa upp;R;A;\n"


@pytest.fixture
def client(db: None) -> Client:
    for name, short in (("Kommunstyrelsen", "KS"), ("Socialnämnden", "SN")):
        at = timezone.now() - timedelta(days=9)
        add_body(by=command_line(), at=at, municipality=municipality(), name=name, short_name=short)
    return signed_in(Role.CITY_OFFICE)


def today() -> date:
    return timezone.localdate()


def sent(text: str = ROWS, **more: Any) -> dict[str, Any]:
    return {
        "text": text, "day": str(today()), "decided_body": "KS", "decided_on": str(today()), "decided_paragraph": "12",
        **more,
    }  # fmt: skip


def page(response: Any) -> str:
    return str(response.content.decode())


def held() -> set[tuple[str, str, str]]:
    found = Responsibility.objects.filter(valid_to=None).select_related("activity", "body")
    return {(one.activity.title, one.who, one.letter) for one in found}


WHOLE = {
    ("Besluta", "Kommunstyrelsen", "A"), ("Besluta", "Socialnämnden", "C"), ("Besluta", "Projektägaren", "R"),
    ("Följa upp", "Kommunstyrelsen", "R"), ("Följa upp", "Socialnämnden", "A"),
}  # fmt: skip


def test_what_changes_is_shown_before_anything_is_saved(client: Client) -> None:
    shown = page(client.post(LOAD, sent()))
    assert "<b>7 ändringar</b>" in shown
    assert "Kommunstyrelsen blir ansvarig (A) för Besluta." in shown
    assert not Activity.objects.exists()
    client.post(LOAD, sent(save="1"))
    assert held() == WHOLE
    assert {one.decided_paragraph for one in Responsibility.objects.all()} == {"12"}
    assert "Inget ändras" in page(client.post(LOAD, sent()))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_sent_is_read_in_again_and_changes_nothing(client: Client, form: str) -> None:
    client.post(LOAD, sent(save="1"))
    whole = client.get(f"/modell/ansvar/matris.{form}").content
    file = SimpleUploadedFile(f"matris.{form}", whole)
    shown = page(client.post(LOAD, {**sent(""), "file": file}))
    assert "Inget ändras" in shown
    assert "Tas inte in" not in shown


def test_a_sheet_moves_the_answer_and_ends_what_it_no_longer_has_but_leaves_the_rest(client: Client) -> None:
    earlier = sent(day=str(today() - timedelta(days=5)), save="1")
    client.post(LOAD, earlier)
    client.post(LOAD, sent("Aktivitet;KS;SN\nBesluta;C;A\n", save="1"))
    assert held() == {
        ("Besluta", "Socialnämnden", "A"), ("Besluta", "Kommunstyrelsen", "C"), ("Besluta", "Projektägaren", "R"),
        ("Följa upp", "Kommunstyrelsen", "R"), ("Följa upp", "Socialnämnden", "A"),
    }  # fmt: skip
    old = Responsibility.objects.get(letter="A", activity__title="Besluta", body__name="Kommunstyrelsen")
    assert old.valid_to == today()


def test_faults_are_told_with_their_place_and_the_rest_is_saved(client: Client) -> None:
    rows = "Aktivitet;KS;SN;Månnämnden\nBesluta;A;A;R\nFölja upp;X;A;\n"
    shown = page(client.post(LOAD, sent(rows)))
    for words in (
        "Rad 1, kolumn D",
        "Rad 2, kolumn C",
        "Rad 3, kolumn B",
        "bara en kan ansvara",
        "inget organ här",
    ):
        assert words in shown
    client.post(LOAD, sent(rows, save="1"))
    assert held() == {("Besluta", "Kommunstyrelsen", "A"), ("Följa upp", "Socialnämnden", "A")}


def test_an_answer_that_another_column_has_is_refused_with_who_has_it(client: Client) -> None:
    client.post(LOAD, sent(save="1"))
    shown = page(client.post(LOAD, sent("Aktivitet;SN\nBesluta;A\n")))
    assert "Rad 2, kolumn B" in shown
    assert "Kommunstyrelsen är redan ansvarig (A)" in shown


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "Välj en fil, eller skriv rubrikraden"),
        ({"day": "i maj"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"text": "", "file": SimpleUploadedFile("brev.txt", b"Hej.")}, "är ingen matris"),
    ],
)
def test_what_is_no_matrix_gets_a_sentence(client: Client, more: dict[str, Any], sentence: str) -> None:
    response = client.post(LOAD, sent(**more))
    assert response.status_code == 422
    assert sentence in page(response)


def test_others_may_fetch_it_but_not_read_one_in(client: Client) -> None:
    reader = signed_in(Role.AUDITOR)
    assert reader.get("/modell/ansvar/matris.csv").status_code == 200
    assert reader.get(LOAD).status_code == 403
