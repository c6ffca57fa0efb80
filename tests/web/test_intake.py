"""The pages where files come in and are reviewed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.intake.test_documents import LETTER
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Item
from samsyn.intake.models import Proposal, Upload
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality
from samsyn.organisation.rules import Role


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


def post(client: Client, *files: tuple[str, bytes], **headers: str) -> str:
    """Post files as the form does and return the page that follows."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/las-in/", {"files": uploads}, follow=True, headers=headers or None).content.decode()


def drop_letter(client: Client) -> Upload:
    post(client, ("utdrag.txt", LETTER.encode()))
    return Upload.objects.get()


def test_nothing_read_yet_says_what_to_do(client: Client) -> None:
    page = client.get("/las-in/").content.decode()
    assert "Ingenting är inläst än." in page
    assert 'type="file"' in page


def test_a_dropped_document_leads_to_its_review_with_every_value_beside_its_line(client: Client) -> None:
    page = post(client, ("utdrag.txt", LETTER.encode()))
    assert "Granska inläst handling" in page
    assert page.count('class="proposal"') == Proposal.objects.count() > 8
    assert "<mark>MN-2026-17</mark>" in page
    assert "beslutar" in page


def test_answers_are_saved_and_filed(client: Client) -> None:
    upload = drop_letter(client)
    page = client.post(f"/las-in/{upload.pk}/", {"sure": "1"}, follow=True).content.decode()
    assert "säkra uppgifter godtogs" in page
    assert Item.objects.get().paragraph == "41"
    assert "Alla är avgjorda" in page
    assert 'Registrerat i <a href="/arenden/' in page


def test_a_correction_that_cannot_stand_gets_a_sentence_and_keeps_what_was_typed(client: Client) -> None:
    upload = drop_letter(client)
    date, title = upload.proposals.get(field="date"), upload.proposals.get(field="title")
    answer = {
        f"verdict-{date.pk}": "corrected", f"value-{date.pk}": "2 mars", f"verdict-{title.pk}": "accepted",
    }  # fmt: skip
    response = client.post(f"/las-in/{upload.pk}/", answer)
    page = response.content.decode()
    assert response.status_code == 422
    assert "”2 mars” är inget datum" in page
    assert 'value="2 mars"' in page
    title.refresh_from_db()
    assert title.state == "accepted"


def test_a_file_that_cannot_be_read_gets_one_sentence_and_the_others_go_in(client: Client) -> None:
    page = post(client, ("tom.txt", b""), ("utdrag.txt", LETTER.encode()))
    assert "Filen tom.txt är tom (0 byte)" in page
    assert Upload.objects.get().source.name == "utdrag.txt"


def test_the_same_file_again_says_so(client: Client) -> None:
    drop_letter(client)
    assert "var redan inläst. Ingenting ändrades." in post(client, ("utdrag.txt", LETTER.encode()))


def test_the_script_is_told_where_to_go_so_that_messages_are_kept(client: Client) -> None:
    files = {"files": SimpleUploadedFile("utdrag.txt", LETTER.encode())}
    answer = client.post("/las-in/", files, headers={"accept": "application/json"})
    assert json.loads(answer.content) == {"go": f"/las-in/{Upload.objects.get().pk}/", "refused": []}


def test_one_who_may_only_read_sees_no_controls_and_is_refused(client: Client) -> None:
    upload = drop_letter(client)
    reader = signed_in(Role.MEMBER)
    assert 'type="radio"' not in reader.get(f"/las-in/{upload.pk}/").content.decode()
    refused = reader.post(f"/las-in/{upload.pk}/", {"sure": "1"})
    assert refused.status_code == 403
    assert "Du kan läsa men inte ändra här." in refused.content.decode()
    assert not Item.objects.exists()


def test_another_municipality_s_file_is_not_there(client: Client) -> None:
    upload = drop_letter(client)
    upload.municipality = Municipality.objects.create(code="2", name="Norrvik kommun")
    upload.save()
    assert client.get(f"/las-in/{upload.pk}/").status_code == 404
    assert client.get(f"/las-in/{upload.pk}/original/").status_code == 404


def test_the_original_comes_back_byte_for_byte_as_a_download(client: Client) -> None:
    upload = drop_letter(client)
    response = client.get(f"/las-in/{upload.pk}/original/")
    assert b"".join(response) == LETTER.encode()
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_behind_a_secret_case_is_not_there_for_others(client: Client) -> None:
    upload = drop_letter(client)
    client.post(f"/las-in/{upload.pk}/", {"sure": "1"})
    reader = signed_in(Role.MEMBER)
    assert "utdrag.txt" in reader.get("/las-in/").content.decode()
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    case = Case.objects.get()
    cases.mark_secret(**who, case=case, ground="OSL 19 kap. 3 §", owner=case.body)
    assert "utdrag.txt" not in reader.get("/las-in/").content.decode()
    assert reader.get(f"/las-in/{upload.pk}/").status_code == 404
    assert reader.get(f"/las-in/{upload.pk}/original/").status_code == 404
    assert signed_in(Role.AUDITOR).get(f"/las-in/{upload.pk}/").status_code == 200


def test_one_whose_role_reads_no_documents_sees_none(client: Client) -> None:
    upload = drop_letter(client)
    administrator = signed_in(Role.ADMINISTRATOR)
    assert "utdrag.txt" not in administrator.get("/las-in/").content.decode()
    assert administrator.get(f"/las-in/{upload.pk}/").status_code == 404
