"""The page where a document whose text cannot be trusted is filled in by hand, beside pictures of its pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.intake.readers.test_png import dots
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Item
from samsyn.history.models import Quote
from samsyn.intake.models import Upload
from samsyn.intake.workers import ocr
from samsyn.kit.actors import command_line
from samsyn.organisation.rules import Role

TYPED = {
    "page": "2", "kind": "protokollsutdrag", "title": "Digital tidbok", "body": "Miljönämnden", "date": "2026-03-02",
    "dnr": "MN-2026-17\n", "paragraph": "§ 41", "force": "beslutar",
    "points": "1. Förstudien godkänns.\n\n2. Nämnden avsätter 200 tkr.\n", "recipients": "Servicenämnden",
}  # fmt: skip


@pytest.fixture
def client(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    return signed_in(Role.CITY_OFFICE)


def scanned(pages: int = 2) -> bytes:
    sheet = "#rect(width: 50mm, height: 50mm)"
    made = typst.compile("\n#pagebreak()\n".join([sheet] * pages).encode())
    assert isinstance(made, bytes)
    return made


def drop(client: Client, data: bytes, name: str = "skan.pdf") -> str:
    files = {"files": SimpleUploadedFile(name, data)}
    return client.post("/las-in/", files, follow=True).content.decode()


def test_a_scanned_paper_leads_to_an_empty_form_beside_its_pages(client: Client) -> None:
    page = drop(client, scanned())
    upload = Upload.objects.get()
    assert "Texten går inte att lita på: Sidorna är bilder utan text." in page
    assert "tesseract-ocr-swe" in page
    assert f'src="/las-in/{upload.pk}/sida/2.png"' in page
    assert upload.proposals.count() == 0
    assert "Ifyllnad för hand" in client.get("/las-in/").content.decode()
    assert client.get(f"/las-in/{upload.pk}/").headers["Location"] == f"/las-in/{upload.pk}/for-hand/"


def test_garbled_text_is_shown_and_nothing_is_proposed_from_it(client: Client) -> None:
    text = "Miljönämnden beslutar att godkänna förstudien om digital tidbok för alla som bokar. " * 9
    page = drop(client, text.replace("a", "").encode(), "trasig.txt")
    assert "Bokstaven a saknas nästan helt." in page
    assert "Miljönämnden beslutr" in page
    assert Upload.objects.get().proposals.count() == 0


def test_a_page_is_a_picture_for_those_who_may_read_the_original(client: Client) -> None:
    drop(client, scanned())
    upload = Upload.objects.get()
    address = f"/las-in/{upload.pk}/sida/1.png"
    picture = client.get(address)
    assert picture["Content-Type"] == "image/png"
    width, height, rows = dots(picture.content)
    assert (width, height) == (1241, 1754)
    assert 0 in b"".join(rows)
    assert client.get(f"/las-in/{upload.pk}/sida/3.png").status_code == 404
    assert signed_in(Role.ADMINISTRATOR).get(address).status_code == 404
    client.post(f"/las-in/{upload.pk}/for-hand/", TYPED)
    case, who = Case.objects.get(), {"by": command_line(), "at": timezone.now()}
    cases.mark_secret(**who, case=case, ground="OSL 19 kap. 3 §", owner=case.body)  # type: ignore[arg-type]
    assert signed_in(Role.MEMBER).get(address).status_code == 404


def test_what_is_filled_in_is_filed_as_what_is_accepted_with_the_page_for_quote(client: Client) -> None:
    drop(client, scanned())
    upload = Upload.objects.get()
    page = client.post(f"/las-in/{upload.pk}/for-hand/", TYPED, follow=True).content.decode()
    assert "9 uppgifter sparades." in page
    item = Item.objects.get()
    assert (item.paragraph, item.title, item.meeting.body.name) == ("41", "Digital tidbok", "Miljönämnden")
    assert [point["text"] for point in points(upload)] == [
        "Förstudien godkänns.",
        "Nämnden avsätter 200 tkr.",
    ]
    assert set(upload.proposals.values_list("state", "decided_by")) == {("corrected", upload.received_by)}
    assert set(Quote.objects.values_list("page", "line", "text")) == {(2, None, "")}
    assert 'Registrerat i <a href="/arenden/' in page
    assert "Ifyllnad för hand" not in client.get("/las-in/").content.decode()
    assert client.get(f"/las-in/{upload.pk}/").status_code == 200


def points(upload: Upload) -> list[Any]:
    return list(upload.proposals.filter(field="points").values_list("corrected", flat=True))


def test_a_file_with_several_paragraphs_is_filled_in_one_by_one(client: Client) -> None:
    drop(client, scanned())
    address = f"/las-in/{Upload.objects.get().pk}/for-hand/"
    client.post(address, TYPED)
    client.post(address, {**TYPED, "paragraph": "42", "title": "Nästa ärende", "dnr": "MN-2026-18"})
    assert list(Item.objects.order_by("paragraph").values_list("paragraph", "title")) == [
        ("41", "Digital tidbok"),
        ("42", "Nästa ärende"),
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Välj vad det är för handling."),
        ({"body": ""}, "Skriv vilket organ"),
        ({"date": "2 mars"}, "ÅÅÅÅ-MM-DD"),
        ({"dnr": "sjutton"}, "”sjutton” är inget diarienummer."),
        ({"page": "3"}, "Filen har 2 sidor."),
        ({"dnr": "", "paragraph": ""}, "Skriv ett diarienummer, eller för protokoll datum och paragraf."),
    ],
)
def test_what_cannot_be_filed_gets_a_sentence_and_keeps_what_was_typed(
    client: Client, wrong: dict[str, str], sentence: str
) -> None:
    drop(client, scanned())
    response = client.post(f"/las-in/{Upload.objects.get().pk}/for-hand/", {**TYPED, **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="Digital tidbok"' in page
    assert not Item.objects.exists()


def test_one_who_may_only_read_sees_no_form_and_is_refused(client: Client) -> None:
    drop(client, scanned())
    address = f"/las-in/{Upload.objects.get().pk}/for-hand/"
    reader = signed_in(Role.MEMBER)
    assert 'name="title"' not in reader.get(address).content.decode()
    assert reader.post(address, TYPED).status_code == 403


def test_the_script_gets_sentences_of_refused_files_and_no_message_waits(client: Client) -> None:
    files = {"files": SimpleUploadedFile("tom.txt", b""), "one_of_many": "1"}
    answer = json.loads(client.post("/las-in/", files, headers={"accept": "application/json"}).content)
    assert answer["refused"] == [
        "Filen tom.txt är tom (0 byte). Spara om den där den skapades och försök igen."
    ]
    assert "tom.txt" not in client.get("/las-in/").content.decode()
