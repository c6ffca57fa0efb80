"""The register in Excel on the web: a workbook out, and a filled-in one that is saved row by row."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.intake.workbooks.books import Grids, add, grids, put, taken_out, written
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.history.models import Act
from samsyn.intake.models import Workbook
from samsyn.intake.workbooks.rows import Lists
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db
PAGE = "/initiativ/excel/"


@pytest.fixture
def town() -> Town:
    found = Town()
    found.initiative("2026-01-05", "SN", "Digital ansökan", contact="Disa Ek")
    found.initiative("2026-01-05", "TN", "Gatubelysning")
    return found


@pytest.fixture
def client(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def out(town: Town, body: str = "SN") -> Grids:
    return taken_out(Lists(town.bodies[body], OPEN))


def hand_in(client: Client, data: bytes, name: str = "ifylld.xlsx") -> str:
    """Hand in a workbook and return the text of the page that follows."""
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)}, follow=True).content.decode()


def test_the_list_leads_to_the_own_boards_workbook(client: Client, town: Town) -> None:
    assert PAGE in client.get("/initiativ/").content.decode()
    page = client.get(PAGE).content.decode()
    address = f"{PAGE}{town.bodies['SN'].pk}/arbetsbok.xlsx"
    assert address in page
    assert "Tekniska nämnden" not in page
    answer = client.get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="socialnamnden-{date.today()}.xlsx"'  # noqa: DTZ011
    assert grids(answer.content)["Initiativ"][1][:2] == ["I-0001", "Digital ansökan"]


def test_another_boards_workbook_is_not_given(client: Client, town: Town) -> None:
    assert client.get(f"{PAGE}{town.bodies['TN'].pk}/arbetsbok.xlsx").status_code == 403


def test_what_differs_is_shown_and_saved_only_when_somebody_says_so(client: Client, town: Town) -> None:
    sheets = out(town)
    put(sheets["Initiativ"], "I-0001", "Kontakt", "Stina Alm")
    line = add(sheets["Initiativ"], {"Namn": "Digital tidbok"})
    page = hand_in(client, written(sheets))
    assert "<b>1 nya</b>, <b>1 ändrade</b>" in page
    assert "Disa Ek → <b>Stina Alm</b>" in page
    assert Initiative.objects.get(number=1).contact == "Disa Ek"
    address = f"{PAGE}{Workbook.objects.get().pk}/"
    chosen = {"row": ["initiative:I-0001", f"initiative:{line}"]}
    assert "2 rader sparades." in client.post(address, chosen, follow=True).content.decode()
    assert Initiative.objects.get(number=1).contact == "Stina Alm"
    assert Initiative.objects.get(title="Digital tidbok").draft
    acts = Act.objects.count()
    again = client.post(address, chosen, follow=True).content.decode()
    assert "Ingenting fanns kvar att spara." in again
    assert "Allt i filen står redan så i Samsyn." in again
    assert Act.objects.count() == acts


def test_the_same_file_leads_to_the_same_page_in_another_session(client: Client, town: Town) -> None:
    sheets = out(town)
    put(sheets["Initiativ"], "I-0001", "Kontakt", "Stina Alm")
    file = written(sheets)
    hand_in(client, file)
    other = signed_in(Role.OFFICER, town.bodies["SN"])
    assert "Disa Ek → <b>Stina Alm</b>" in hand_in(other, file, "samma.xlsx")
    assert Workbook.objects.count() == 1
    assert "ifylld.xlsx" in other.get(PAGE).content.decode()


def test_a_conflict_is_not_chosen_beforehand_and_shows_three_values(client: Client, town: Town) -> None:
    sheets = out(town)
    put(sheets["Initiativ"], "I-0001", "Kontakt", "Stina Alm")
    first = Initiative.objects.get(number=1)
    actions.change(by=town.by, at=noon("2026-02-01"), initiative=first, contact="Emre Aydin")
    page = hand_in(client, written(sheets))
    for words in ("Ert: <b>Stina Alm</b>", "Nu i Samsyn: <b>Emre Aydin</b>", "När boken togs ut: Disa Ek"):
        assert words in page
    assert "checked" not in page.split('name="over"')[1].split(">")[0]
    token = page.split('name="over" value="')[1].split('"')[0]
    address = f"{PAGE}{Workbook.objects.get().pk}/"
    client.post(address, {"row": ["initiative:I-0001"]})
    assert Initiative.objects.get(number=1).contact == "Emre Aydin"
    client.post(address, {"over": [token]})
    assert Initiative.objects.get(number=1).contact == "Stina Alm"


def test_another_boards_file_is_refused_with_a_sentence(client: Client, town: Town) -> None:
    page = hand_in(client, written(out(town, "TN")))
    assert "ifylld.xlsx hör till Tekniska nämnden, där du inte får ändra." in page
    assert not Workbook.objects.exists()


def test_another_boards_page_is_not_there(client: Client, town: Town) -> None:
    office = signed_in(Role.CITY_OFFICE)
    hand_in(office, written(out(town, "TN")))
    assert client.get(f"{PAGE}{Workbook.objects.get().pk}/").status_code == 404


def test_another_municipalitys_file_is_refused(client: Client) -> None:
    other = Town(name="Bergby kommun", code="2198")
    assert "Arbetsboken är uttagen för en nämnd som inte finns i Sundsala kommun." in hand_in(
        client, written(out(other))
    )


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bok.xlsx", b"", "är tom"),
        ("bok.xlsx", b"hej", "ingen xlsx-fil"),
        ("bok.csv", b"a;b", "ingen Excel-bok"),
        ("bok.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ingen Excel-bok"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(
    client: Client, name: str, data: bytes, sentence: str
) -> None:
    assert sentence in hand_in(client, data, name)


def test_whoever_may_not_write_is_told_who_can_help(town: Town) -> None:
    answer = signed_in(Role.AUDITOR).get(PAGE)
    assert answer.status_code == 403
    assert "nämndsekreterare kan ge dig rätt" in answer.content.decode()


def test_the_pages_ask_the_database_seldom(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        town.initiative("2026-01-05", "SN", f"Initiativ {number}")
    sheets = out(town)
    for number in range(3, 9):
        put(sheets["Initiativ"], f"I-{number:04d}", "Kontakt", "Stina Alm")
    hand_in(client, written(sheets))
    for address in (PAGE, f"{PAGE}{Workbook.objects.get().pk}/"):
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)
