"""The pages of governing documents: versions, clauses that resolve, differences, decisions."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.governance import actions
from samsyn.governance.models import Clause, Version
from samsyn.governance.rules import ClauseText
from samsyn.kit.actors import command_line
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.rules import Role

FILE = "Riktlinje för e-tjänster\nVersion 1.2\n\n1 Syfte\nAlla nämnder omfattas.\n\n2 Ansvar\nNämnden ska ha en ägare.\n"


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


def adopted(label: str, since: str, *clauses: tuple[str, str], decided: bool = True) -> Version:
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    day = date.fromisoformat(since)
    return actions.adopt(
        **who, municipality=municipality(), title="Modellen", label=label, valid_from=day,
        decided_by=DecisionRef("KS", day, "7") if decided else DecisionRef("", None, ""),
        clauses=[ClauseText(number, "", text) for number, text in clauses],
    )  # fmt: skip


def text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_nothing_there_says_what_to_do(client: Client) -> None:
    assert "Inget styrdokument är upplagt än." in text(client, "/modell/")


def test_a_file_becomes_a_draft_with_clauses(client: Client) -> None:
    file = SimpleUploadedFile("riktlinje.txt", FILE.encode())
    page = client.post("/modell/ny/", {"file": file, "kind": "guideline"}, follow=True).content.decode()
    assert "Utkastet har 2 klausuler." in page
    assert "Riktlinje för e-tjänster" in page
    assert Version.objects.get().label == "1.2"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Skriv en titel, eller välj en fil"),
        ({"file": b"Bara en rad utan rubrik."}, "har inga rubriker att dela i klausuler"),
        ({"file": b"%PDF-1.4 trasig"}, "skadad"),
    ],
)
def test_what_cannot_be_a_version_gets_a_sentence(
    client: Client, sent: dict[str, bytes], sentence: str
) -> None:
    files = {
        name: SimpleUploadedFile("fil.pdf" if b"PDF" in data else "fil.txt", data)
        for name, data in sent.items()
    }
    response = client.post("/modell/ny/", {**files, "kind": "guideline"})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Version.objects.exists()


def test_a_clause_address_leads_to_the_version_in_force_on_the_day(client: Client) -> None:
    first = adopted("1.0", "2020-01-01", ("3.1", "Det gamla"))
    second = adopted("2.0", "2022-01-01", ("3.1", "Det nya"))
    address = f"/modell/{first.document_id}/klausul/3.1/"
    assert client.get(address)["Location"] == f"/modell/version/{second.pk}/#klausul-3.1"
    only_old = adopted("3.0", "2024-01-01", ("4", "Annat"))
    assert only_old.pk
    assert client.get(address)["Location"] == f"/modell/version/{second.pk}/#klausul-3.1"
    assert client.get(f"/modell/{first.document_id}/klausul/9/").status_code == 404


def test_two_versions_are_compared_clause_by_clause(client: Client) -> None:
    adopted("1.0", "2020-01-01", ("1", "Rapport lämnas varje månad."), ("2", "Borta sedan."))
    second = adopted("2.0", "2022-01-01", ("1", "Rapport lämnas varje vecka."))
    page = text(client, f"/modell/{second.document_id}/jamfor/")
    assert "<del>månad</del><ins>vecka</ins>" in page
    assert "Borttagen" in page


def test_a_version_without_a_decision_warns_on_the_front_page_until_it_is_filled_in(client: Client) -> None:
    version = adopted("1.0", "2020-01-01", ("1", "Text"), decided=False)
    assert "Beslutsnivå oklar" in text(client, "/")
    said = {"valid_from": "2020-01-01", "body": "KF", "paragraph": "12", "level": "council"}
    client.post(f"/modell/version/{version.pk}/beslut/", said)
    assert "Beslutsnivå oklar" not in text(client, "/")
    assert "KF § 12" in text(client, f"/modell/version/{version.pk}/")


def test_two_versions_cannot_be_in_force_from_one_day(client: Client) -> None:
    adopted("1.0", "2020-01-01", ("1", "Text"))
    later = adopted("2.0", "2022-01-01", ("1", "Text"))
    client.post(f"/modell/{later.document_id}/utkast/", {"from": later.pk, "label": "3.0"})
    draft = Version.objects.get(label="3.0")
    response = client.post(f"/modell/version/{draft.pk}/beslut/", {"valid_from": "2021-01-01"})
    assert response.status_code == 422
    assert "Två versioner kan inte gälla samtidigt" in response.content.decode()
    assert Version.objects.get(label="3.0").valid_from is None


def test_a_draft_is_edited_clause_by_clause_until_it_is_prepared(client: Client) -> None:
    version = adopted("1.0", "2020-01-01", ("1", "Ett"), ("2", "Två"))
    client.post(f"/modell/{version.document_id}/utkast/", {"from": version.pk})
    draft = Version.objects.get(label="1.1")
    clause = draft.clauses.get(number="1")
    client.post(f"/modell/klausul/{clause.pk}/", {"number": "1", "heading": "", "text": "Ett, ändrat"})
    client.post(f"/modell/version/{draft.pk}/klausul/", {"number": "1.1", "heading": "Under", "text": ""})
    assert list(draft.clauses.values_list("number", flat=True)) == ["1", "1.1", "2"]
    taken = client.post(f"/modell/klausul/{clause.pk}/", {"number": "2", "heading": "", "text": "x"})
    assert "Klausul 2 finns redan." in taken.content.decode()
    client.post(f"/modell/version/{draft.pk}/bered/")
    late = client.post(f"/modell/klausul/{clause.pk}/", {"number": "1", "heading": "", "text": "För sent"})
    assert "ändras inte mer" in late.content.decode()
    assert Clause.objects.get(pk=clause.pk).text == "Ett, ändrat"


def test_a_draft_writes_its_own_letter_with_the_difference(client: Client) -> None:
    version = adopted("1.0", "2020-01-01", ("1", "Rapport lämnas varje månad."))
    client.post(f"/modell/{version.document_id}/utkast/", {"from": version.pk})
    draft = Version.objects.get(label="1.1")
    clause = draft.clauses.get()
    client.post(
        f"/modell/klausul/{clause.pk}/", {"number": "1", "heading": "", "text": "Rapport lämnas varje vecka."}
    )
    address = f"/modell/{version.document_id}/tjansteskrivelse/{draft.pk}/"
    made = client.get(address).content
    assert made == client.get(address).content
    letter = docx.Document(io.BytesIO(made))
    runs = [
        (run.text, bool(run.underline), bool(run.font.strike)) for p in letter.paragraphs for run in p.runs
    ]
    assert ("vecka", True, False) in runs
    assert ("månad", False, True) in runs
    assert any("föreslås besluta" in p.text for p in letter.paragraphs)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER, Role.AUDITOR])
def test_others_read_and_do_not_write(db: None, role: Role) -> None:
    version = adopted("1.0", "2020-01-01", ("1", "Ett"))
    reader = signed_in(role)
    assert "Ett" in text(reader, f"/modell/version/{version.pk}/")
    assert reader.post("/modell/ny/", {"title": "X", "kind": "model"}).status_code == 403
    assert reader.get(f"/modell/version/{version.pk}/beslut/").status_code == 403


def test_an_earlier_day_shows_what_was_in_force_then(client: Client) -> None:
    adopted("1.0", "2020-01-01", ("1", "Ett"))
    page = text(client, "/modell/?per=2019-01-01")
    assert "Modellen" not in page


def test_a_clause_and_a_letter_that_disagree_stand_side_by_side(client: Client) -> None:
    adopted("1.0", "2020-01-01", ("3", "Kommunfullmäktige antar planen för gemensam drift."))
    letter = "Tjänsteskrivelse\n\nÄrendet\n\nKommunstyrelsen antar en plan för gemensam drift med syfte att spara.\n"
    client.post("/las-in/", {"files": [SimpleUploadedFile("brev.txt", letter.encode())]})
    page = text(client, "/modell/motsagelser/")
    assert "Vem beslutar om planen för gemensam drift?" in page
    assert "Modellen 1.0, klausul 3" in page
    assert "brev.txt, rad 5" in page
    assert "Kommunstyrelsen antar en plan för gemensam drift med syfte att spara." in page


def test_a_draft_that_disagrees_with_what_is_in_force_is_told_as_a_draft(client: Client) -> None:
    version = adopted("1.0", "2020-01-01", ("3", "Kommunfullmäktige antar planen för gemensam drift."))
    client.post(f"/modell/{version.document_id}/utkast/", {"from": version.pk, "label": "1.1"})
    clause = Clause.objects.get(version__label="1.1")
    text_now = "Kommunstyrelsen antar planen för gemensam drift."
    client.post(f"/modell/klausul/{clause.pk}/", {"number": "3", "heading": "", "text": text_now})
    page = text(client, "/modell/motsagelser/")
    assert "Modellen 1.1 (utkast), klausul 3" in page
    assert f"/modell/version/{clause.version_id}/#klausul-3" in page


def test_no_disagreement_says_so(client: Client) -> None:
    adopted("1.0", "2020-01-01", ("3", "Kommunfullmäktige antar planen för gemensam drift."))
    assert "Inga motsägelser hittades." in text(client, "/modell/motsagelser/")


def test_a_replaced_version_gets_its_decision_afterwards_within_its_own_time(client: Client) -> None:
    first = adopted("1.0", "2020-01-01", ("1", "Ett"), decided=False)
    adopted("2.0", "2022-01-01", ("1", "Två"))
    address = f"/modell/version/{first.pk}/beslut/"
    late = client.post(address, {"valid_from": "2023-01-01", "body": "KS", "paragraph": "3"})
    assert "ersattes 2022-01-01" in late.content.decode()
    client.post(address, {"valid_from": "2020-02-01", "body": "KS", "paragraph": "3"})
    first.refresh_from_db()
    assert (str(first.valid_from), str(first.valid_to)) == ("2020-02-01", "2022-01-01")


def test_a_draft_is_compared_with_the_version_in_force_that_it_follows_on(client: Client) -> None:
    first = adopted("1.0", "2020-01-01", ("1", "Ett"))
    client.post(f"/modell/{first.document_id}/utkast/", {"from": first.pk, "label": "1.1"})
    draft = Version.objects.get(label="1.1")
    assert "Jämför med 1.0" in text(client, f"/modell/version/{draft.pk}/")
    assert "Jämför med" not in text(client, f"/modell/version/{first.pk}/")
    assert "Vad skiljer 1.0 från 1.1?" in text(client, f"/modell/{first.document_id}/jamfor/")


def test_moving_the_start_moves_the_end_of_the_version_before(client: Client) -> None:
    first = adopted("1.0", "2020-01-01", ("1", "Ett"))
    second = adopted("2.0", "2022-01-01", ("1", "Två"))
    client.post(
        f"/modell/version/{second.pk}/beslut/", {"valid_from": "2022-03-01", "body": "KS", "paragraph": "3"}
    )
    first.refresh_from_db()
    assert str(first.valid_to) == "2022-03-01"


def test_a_clause_that_somebodys_responsibility_hangs_on_is_not_taken_out(client: Client) -> None:
    version = adopted("1.0", "2020-01-01", ("1", "Nämnden ska ha en ägare."))
    client.post(f"/modell/{version.document_id}/utkast/", {"from": version.pk})
    clause = Clause.objects.get(version__label="1.1")
    client.post("/modell/ansvar/ny/", {"title": "Mäta nyttan", "clause": clause.pk})
    page = client.post(f"/modell/klausul/{clause.pk}/", {"remove": "1", "number": "1", "text": "x"})
    assert page.status_code == 422
    assert "hänger skyldigheter, ansvar" in page.content.decode()
    assert Clause.objects.filter(pk=clause.pk).exists()


def test_a_clause_that_something_hangs_on_is_not_taken_out(client: Client) -> None:
    version = adopted("1.0", "2020-01-01", ("1", "Nämnden ska ha en ägare."))
    client.post(f"/modell/{version.document_id}/utkast/", {"from": version.pk})
    clause = Clause.objects.get(version__label="1.1")
    client.post(f"/modell/version/{clause.version_id}/skyldigheter/bekrafta/", {"duty": f"{clause.pk}-0"})
    page = client.post(f"/modell/klausul/{clause.pk}/", {"remove": "1", "number": "1", "text": "x"})
    assert "hänger skyldigheter" in page.content.decode()
    assert Clause.objects.filter(pk=clause.pk).exists()
