"""What is paid and what of it is digitalisation, as the city office sees and rules it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.intake.readers.test_sie import HEAD
from tests.oversight.town import Town
from tests.web.signing import signed_in

from samsyn.money.models import CostCentre, LedgerEntry, SpendingRule
from samsyn.organisation.rules import Role
from samsyn.oversight.models import Trace

pytestmark = pytest.mark.django_db

LEDGER = """Verifikation;Datum;Konto;Kontonamn;Ansvar;Projekt;Leverantör;Text;Belopp
A1;2026-01-10;6540;IT-tjänster;Socialnämnden;;Nordbo AB;Drift av journal;120 000,00
A2;2026-02-10;6540;IT-tjänster;Socialnämnden;;Nordbo AB;Drift av journal;80 000,00
A3;2026-02-11;4010;Livsmedel;Socialnämnden;;Grönt AB;Mat;50 000,00
A4;2026-02-12;5420;Programvaror;7710;4012;Kartbolaget;Licens karta;30 000,00
;;;;;;;Summa;280 000,00
"""


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def office(town: Town) -> Client:
    return signed_in(Role.CITY_OFFICE)


def words(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def upload(client: Client, name: str, data: bytes) -> str:
    response = client.post("/las-in/", {"files": SimpleUploadedFile(name, data)})
    assert response.status_code == 302
    return str(response.headers["Location"])


def rule(client: Client, **given: str) -> int:
    form = {"title": "It-konton", "include": "ja", "accounts": "6540-6549", "why": "Kontoplanen 2026"} | given
    return client.post("/utgifter/regel/", form).status_code


def run(client: Client, page: str) -> None:
    """Press the button of the page as it stands."""
    shown = client.get(page).content.decode()
    form = {"run": "1", "currency": "SEK"}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', shown, re.DOTALL):
        form[name] = "".join(re.findall(r'<option value="([^"]*)" selected', options))
    form["was"] = form["kind"]
    assert client.post(page, form).status_code == 302


def read_in(client: Client, name: str = "bok.csv", text: str = LEDGER) -> None:
    run(client, upload(client, name, text.encode()))


def test_a_ledger_is_shown_before_it_is_read_in_and_nothing_is_lost(office: Client) -> None:
    page = upload(office, "bok.csv", LEDGER.encode())
    shown = words(office, page)
    assert "4 rader" in shown
    assert "280 tkr" in shown
    assert "Socialnämnden 3 rader" in shown
    assert "Ingen nämnd än 7710 1 rader" in shown
    assert "Rad 6 Raden är en summa" in shown or "Rad 6" in shown
    assert not LedgerEntry.objects.exists()
    run(office, page)
    assert LedgerEntry.objects.count() == 4
    assert "7710" in words(office, "/utgifter/kostnadsstallen/")
    assert "4 nya" in words(office, page)


def test_an_overlapping_export_adds_only_what_is_new(office: Client) -> None:
    read_in(office)
    read_in(office, "bok2.csv", LEDGER.replace("A4;", "A5;2026-03-01;6540;IT;Socialnämnden;;X;Y;1,00\nA4;"))
    assert LedgerEntry.objects.count() == 5


def test_the_kind_of_rows_can_be_said_where_it_is_not_known(office: Client) -> None:
    page = upload(office, "udda.csv", b"Namn;Kontonr;Kr;Bokfdag\nLicens;6540;12,50;2026-01-02\n")
    first = {"kind": "ledger", "was": "initiatives"}
    shown = office.post(page, first)
    assert shown.status_code == 422
    assert "Ingen kolumn" in shown.content.decode()
    mapped = {"kind": "ledger", "was": "ledger", "column-0": "text", "column-1": "account", "column-2": "amount",
              "column-3": "date", "unit": "1", "currency": "SEK"}  # fmt: skip
    assert office.post(page, {**mapped, "run": "1"}).status_code == 302
    assert LedgerEntry.objects.get().amount == 1250


def test_a_rule_marks_rows_at_once_and_is_tried_before_it_is_saved(office: Client) -> None:
    read_in(office)
    tried = office.post(
        "/utgifter/regel/", {"title": "X", "include": "ja", "accounts": "6540", "why": "y", "try": "1"}
    ).content.decode()
    assert "2 rader" in tried
    assert "Inget är sparat" in tried
    assert not SpendingRule.objects.exists()
    assert rule(office) == 302
    assert set(LedgerEntry.objects.filter(digital=True).values_list("voucher", flat=True)) == {"A1", "A2"}
    assert rule(office, title="Undantag", include="nej", accounts="", words="journal") == 302
    assert not LedgerEntry.objects.filter(digital=True).exists()
    assert "Undantag" in words(office, "/utgifter/rader/?regel=alla")


def test_the_page_sums_per_board_and_year_and_opens_the_rows(office: Client) -> None:
    read_in(office)
    rule(office)
    shown = words(office, "/utgifter/")
    assert "0,2 mnkr är digitalisering" in shown
    assert "Socialnämnden 2026 200" in shown
    assert "1 kostnadsställe hör inte till någon nämnd" in shown
    rows = words(office, "/utgifter/rader/?slag=digitalt&ar=2026")
    assert "Drift av journal" in rows
    assert "Mat" not in rows.split("Bokförda rader", 2)[2]


def test_a_cost_centre_is_given_a_board_and_its_rows_and_traces_follow(office: Client, town: Town) -> None:
    read_in(office)
    rule(office, accounts="5420")
    assert not Trace.objects.exists()
    given = {"code": "7710", "body": str(town.bodies["TN"].pk)}
    assert office.post("/utgifter/kostnadsstallen/", given).status_code == 302
    assert LedgerEntry.objects.get(voucher="A4").body == town.bodies["TN"]
    trace = Trace.objects.get()
    assert (trace.body, trace.amount, trace.project, trace.year) == (
        town.bodies["TN"],
        3_000_000,
        "4012",
        2026,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"accounts": "sexton"}, "är inget konto"),
        ({"accounts": "6549-6540"}, "står inte i ordning"),
        ({"accounts": ""}, "Skriv minst ett konto"),
        ({"why": ""}, "Skriv varför regeln finns"),
        ({"accounts": "", "words": "!!"}, "varken bokstäver eller siffror"),
    ],
)
def test_a_rule_that_cannot_be_used_is_told_and_what_was_typed_is_kept(
    office: Client, given: dict[str, str], said: str
) -> None:
    form = {"title": "Min regel", "include": "ja", "accounts": "6540", "why": "Därför", **given}
    response = office.post("/utgifter/regel/", form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Min regel" in response.content.decode()


def test_a_rule_is_taken_away_with_a_reason_and_its_history_stays(office: Client) -> None:
    read_in(office)
    rule(office)
    key = SpendingRule.objects.get().pk
    office.post(f"/utgifter/regel/{key}/ta-bort/", {"why": ""})
    assert SpendingRule.objects.exists()
    office.post(f"/utgifter/regel/{key}/ta-bort/", {"why": "Kontoplanen är ny"})
    assert not SpendingRule.objects.exists()
    assert not LedgerEntry.objects.filter(digital=True).exists()
    assert SpendingRule.history.model.objects.filter(history_type="-").count() == 1


def test_only_the_city_office_changes_rules(town: Town) -> None:
    reader = signed_in(Role.AUDITOR)
    assert reader.get("/utgifter/regel/").status_code == 403
    assert reader.get("/utgifter/").status_code == 200


def test_without_a_ledger_the_page_says_what_to_do(office: Client) -> None:
    assert "Ingen redovisning är inläst än" in words(office, "/utgifter/")
    office.post("/utgifter/regel/forslag/")
    assert SpendingRule.objects.count() == 2


def test_a_sie_file_goes_the_same_way_with_its_broken_vouchers_told(office: Client, tmp_path: Path) -> None:
    text = HEAD.replace('310 "Skol', '310 "Social') + (
        '#VER A 1 20260115 "Köp"\n{\n#TRANS 5420 {1 310} 10.00\n#TRANS 2440 {} -10.00\n}\n'
        '#VER A 2 20260115 "Snett"\n{\n#TRANS 5420 {1 310} 10.00\n}\n'
    )
    page = upload(office, "bok.se", text.encode("cp1252"))
    shown = words(office, page)
    assert "Rad 6 Texten är skriven i Windows-1252" in shown
    assert "Rad 16 Verifikation A 2 lästes inte" in shown
    run(office, page)
    assert LedgerEntry.objects.count() == 2
    assert CostCentre.objects.get().code == "310"
