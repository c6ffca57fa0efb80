"""The queue of what waits for a yes: all documents at once, those alike together, undo, and corrections as a file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.intake.test_documents import LETTER
from tests.web.signing import AT, municipality, signed_in

from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Item
from samsyn.intake import actions
from samsyn.intake.models import Proposal, Upload
from samsyn.intake.readers import read
from samsyn.intake.rules import confirmed
from samsyn.intake.workers.work import understand
from samsyn.kit.actors import command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
QUEUE = "/las-in/att-granska/"
WHO: dict[str, Any] = {"by": command_line(), "at": AT}


def fill(count: int, body: str = "Miljönämnden", code: str = "MN") -> list[Upload]:
    """Receive extracts of minutes from a body, one § each."""
    texts = {
        f"{code} {n}.txt": LETTER.replace("§ 41", f"§ {n}")
        .replace("MN-2026-17", f"{code}-2026-{n}")
        .replace("Miljönämnden", body)
        for n in range(1, count + 1)
    }
    return [
        actions.receive(
            **WHO,
            municipality=municipality(),
            data=text.encode(),
            name=name,
            file=understand(text.encode(), name),
        ).upload
        for name, text in texts.items()
    ]


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def shown(page: str) -> list[int]:
    """Return the ids of the proposals that a page lets one answer, in order."""
    return [int(pk) for pk in re.findall(r'name="verdict-(\d+)" id="a', page)]


@pytest.fixture
def client() -> Client:
    return signed_in(Role.CITY_OFFICE)


def test_an_empty_queue_says_what_comes_here(client: Client) -> None:
    assert "Inget väntar på granskning." in text_of(client, QUEUE)


def test_all_that_waits_is_there_the_least_sure_first_with_its_words_and_file(client: Client) -> None:
    fill(2)
    Proposal.objects.filter(field="recipients").update(confidence=0.3)
    page = text_of(client, QUEUE)
    assert f"<b>{Proposal.objects.count()} uppgifter</b>" in page
    assert "2 är osäkra." in page
    assert {Proposal.objects.get(pk=pk).field for pk in shown(page)[:2]} == {"recipients"}
    assert "MN 1.txt" in page
    assert "MN 2.txt" in page
    assert "”Mira Strand (S) (Ordförande)”" in page  # the words that a name was read from


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sakerhet=osaker", {"recipients"}),
        ("sakerhet=trolig", {"dnr"}),
        ("slag=points", {"points"}),
        ("slag=points&fil=MN+2", {"points"}),
        ("slag=finns-inte", set()),
    ],
)
def test_it_is_narrowed_by_certainty_kind_and_file(client: Client, query: str, expected: set[str]) -> None:
    fill(2)
    Proposal.objects.filter(field="recipients").update(confidence=0.3)
    Proposal.objects.filter(field="dnr").update(confidence=0.6)
    found = Proposal.objects.filter(pk__in=shown(text_of(client, f"{QUEUE}?{query}"))).select_related(
        "upload__source"
    )
    assert {one.field for one in found} == expected
    assert len(found) == (1 if "fil=" in query else 2 * len(expected))


def test_it_comes_in_pages_and_in_the_order_asked_for(client: Client) -> None:
    fill(6)
    first, second = (
        shown(text_of(client, f"{QUEUE}?sort=file")),
        shown(text_of(client, f"{QUEUE}?sort=file&page=2")),
    )
    rows = Proposal.objects.order_by("upload__source__name", "upload", "document", "number")
    assert first + second == list(rows.values_list("pk", flat=True)[:100])
    assert len(first) == 50


def test_answers_over_several_files_are_saved_filed_and_undone_as_one(client: Client) -> None:
    fill(3)
    answers = {f"verdict-{pk}": "accepted" for pk in Proposal.objects.values_list("pk", flat=True)}
    page = client.post(QUEUE, answers, follow=True).content.decode()
    assert f"{len(answers)} svar sparades." in page
    assert Item.objects.count() == 3
    key = re.search(r'name="ruling" value="(\d+)"', page)
    assert key
    page = client.post("/las-in/angra/", {"ruling": key[1], "next": QUEUE}, follow=True).content.decode()
    assert f"{len(answers)} uppgifter är öppna igen." in page
    assert "som registrerades ur dem togs bort." in page
    assert not Item.objects.exists()
    assert len(shown(page)) == len(answers)


def test_undo_that_is_refused_says_what_stands_in_the_way(client: Client) -> None:
    (upload,) = fill(1)
    page = client.post(f"/las-in/{upload.pk}/", {"sure": "1"}, follow=True).content.decode()
    case = Case.objects.get()
    cases.file_document(**WHO, body=case.body, case=case, kind="underlag", title="Bilaga")
    key = re.search(r'name="ruling" value="(\d+)"', page)
    assert key
    page = client.post("/las-in/angra/", {"ruling": key[1]}, follow=True).content.decode()
    assert "Det går inte att ångra. Ärende MN-2026-1 används sedan dess av: handling (1)." in page
    assert Item.objects.exists()


def test_a_correction_that_cannot_stand_is_shown_alone_with_what_was_typed(client: Client) -> None:
    fill(1)
    date, title = Proposal.objects.get(field="date"), Proposal.objects.get(field="title")
    answers = {
        f"verdict-{date.pk}": "corrected",
        f"value-{date.pk}": "2 mars",
        f"verdict-{title.pk}": "rejected",
    }
    response = client.post(QUEUE, answers)
    page = response.content.decode()
    assert response.status_code == 422
    assert "”2 mars” är inget datum" in page
    assert shown(page) == [date.pk]
    assert 'value="2 mars"' in page
    title.refresh_from_db()
    assert title.state == "rejected"


def test_what_another_decided_meanwhile_is_told(client: Client) -> None:
    (upload,) = fill(1)
    one = upload.proposals.get(field="title")
    actions.decide(**WHO, upload=upload, decisions={one.pk: actions.Decision("rejected")})
    page = client.post(QUEUE, {f"verdict-{one.pk}": "accepted"}, follow=True).content.decode()
    assert "1 svar sparades inte: de var redan avgjorda." in page
    one.refresh_from_db()
    assert one.state == "rejected"


def test_what_is_decided_shows_by_whom_when_and_what_stood_there_before(client: Client) -> None:
    fill(1)
    one = Proposal.objects.get(field="title")
    client.post(QUEUE, {f"verdict-{one.pk}": "corrected", f"value-{one.pk}": "Tidbok på nätet"})
    one.refresh_from_db()
    for address in (f"{QUEUE}?lage=avgjorda", f"/las-in/{one.upload_id}/"):
        page = text_of(client, address)
        assert "Före rättelsen: Digital tidbok" in page
        assert "Tidbok på nätet" in page
        assert one.decided_by in page
        assert ("<b>1 uppgift</b> är avgjord." in page) == ("avgjorda" in address)
        assert f"{timezone.localtime(one.decided_at):%Y-%m-%d %H:%M}" in page


def test_alike_are_listed_before_they_are_accepted_and_only_those_chosen(client: Client) -> None:
    fill(3)
    fill(1, "Servicenämnden", "SEN")
    like = Proposal.objects.filter(field="dnr").order_by("pk").first()
    assert like
    page = text_of(client, f"/las-in/likadana/{like.pk}/")
    assert "<b>3 uppgifter</b> av slaget Diarienummer från Miljönämnden." in page
    keys = [int(pk) for pk in re.findall(r'name="chosen" value="(\d+)"', page)]
    assert len(keys) == 3
    assert "SEN-2026-1" not in page
    assert not Proposal.objects.exclude(state="open").exists()
    other = Proposal.objects.get(field="dnr", upload__source__name="SEN 1.txt")
    answer = {"chosen": [*keys[:2], other.pk]}
    page = client.post(f"/las-in/likadana/{like.pk}/", answer, follow=True).content.decode()
    assert "2 likadana uppgifter godtogs." in page
    assert {one.pk for one in Proposal.objects.exclude(state="open")} == set(keys[:2])


def test_alike_means_the_same_rule_and_as_sure(client: Client) -> None:
    fill(3)
    first, second, third = Proposal.objects.filter(field="dnr").order_by("pk")
    Proposal.objects.filter(pk=second.pk).update(reason="En annan regel")
    Proposal.objects.filter(pk=third.pk).update(confidence=0.6)
    assert "<b>1 uppgift</b>" in text_of(client, f"/las-in/likadana/{first.pk}/")
    page = client.post(f"/las-in/likadana/{first.pk}/", {"chosen": [second.pk, third.pk]}, follow=True)
    assert "Ingen uppgift var vald." in page.content.decode()


def test_a_body_that_somebody_corrected_is_the_body_of_its_document(client: Client) -> None:
    uploads = fill(2)
    body = uploads[0].proposals.get(field="body")
    client.post(QUEUE, {f"verdict-{body.pk}": "corrected", f"value-{body.pk}": "Tekniska nämnden"})
    like = uploads[0].proposals.get(field="dnr")
    assert "<b>1 uppgift</b> av slaget Diarienummer från Tekniska nämnden." in text_of(
        client, f"/las-in/likadana/{like.pk}/"
    )


def board(name: str) -> Body:
    return organisation.add_body(**WHO, municipality=municipality(), name=name)


def test_one_who_decides_for_a_board_answers_for_its_documents_only() -> None:
    own, others = board("Miljönämnden"), board("Servicenämnden")
    fill(1)
    (other,) = fill(1, others.name, "SEN")
    secretary = signed_in(Role.SECRETARY, own)
    page = text_of(secretary, QUEUE)
    assert "SEN 1.txt" in page
    assert set(
        Proposal.objects.filter(pk__in=shown(page)).values_list("upload__source__name", flat=True)
    ) == {"MN 1.txt"}
    one = other.proposals.get(field="dnr")
    secretary.post(QUEUE, {f"verdict-{one.pk}": "accepted"})
    assert "Här finns inget kvar att godta." in text_of(secretary, f"/las-in/likadana/{one.pk}/")
    secretary.post(f"/las-in/likadana/{one.pk}/", {"chosen": [one.pk]})
    one.refresh_from_db()
    assert one.state == "open"


def test_a_reader_sees_no_controls_and_is_refused() -> None:
    fill(1)
    one = Proposal.objects.get(field="dnr")
    reader = signed_in(Role.MEMBER)
    page = text_of(reader, QUEUE)
    assert "MN 1.txt" in page
    assert 'type="radio"' not in page
    reader.post(QUEUE, {f"verdict-{one.pk}": "accepted"})
    assert reader.post(f"/las-in/likadana/{one.pk}/", {"chosen": [one.pk]}).status_code == 403
    one.refresh_from_db()
    assert one.state == "open"
    assert "MN 1.txt" not in text_of(signed_in(Role.ADMINISTRATOR), QUEUE)


def test_on_an_earlier_day_nothing_can_be_answered(client: Client) -> None:
    fill(1)
    page = text_of(client, f"{QUEUE}?per=2026-01-03")
    assert 'type="radio"' not in page
    assert "Spara svaren" not in page


def test_the_page_asks_at_most_twelve_times_however_much_waits() -> None:
    own = board("Miljönämnden")
    secretary = signed_in(Role.SECRETARY, own)
    for client in (signed_in(Role.CITY_OFFICE), secretary):
        fill(2)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as few:
            client.get(QUEUE)
        fill(12)
        with CaptureQueriesContext(connection) as many:
            client.get(QUEUE)
        with CaptureQueriesContext(connection) as narrowed:
            client.get(f"{QUEUE}?sakerhet=saker&slag=dnr&fil=MN")
        assert len(few) == len(many) == len(narrowed) <= 12


def archive(client: Client, address: str) -> dict[str, str]:
    response = client.get(address)
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_corrections_come_as_the_text_and_the_fields_that_were_confirmed(client: Client) -> None:
    upload, _ = fill(2)
    title, number = upload.proposals.get(field="title"), upload.proposals.get(field="dnr")
    members = list(upload.proposals.filter(field="members"))
    client.post(QUEUE, {
        f"verdict-{title.pk}": "corrected", f"value-{title.pk}": "Tidbok", f"verdict-{number.pk}": "rejected",
        f"verdict-{members[0].pk}": "accepted",
    })  # fmt: skip
    for address in ("/las-in/rattelser/", f"/las-in/{upload.pk}/rattelser/"):
        found = archive(client, address)
        assert set(found) == {"MN 1.txt", "MN 1.json"}
        assert (
            found["MN 1.txt"].splitlines()
            == [text for _, _, text in upload.lines][: len(found["MN 1.txt"].splitlines())]
        )
        assert json.loads(found["MN 1.json"]) == {
            "file": "MN 1.txt", "set": "dev", "documents": [{"title": "Tidbok", "dnr": []}],
        }  # fmt: skip


def test_the_text_of_the_export_reads_as_the_file_did(client: Client) -> None:
    (upload,) = fill(1)
    client.post(f"/las-in/{upload.pk}/", {"sure": "1"})
    text = archive(client, f"/las-in/{upload.pk}/rattelser/")["MN 1.txt"]
    again = read(text.encode(), "igen.txt")
    assert [[line.page, line.number, line.text] for line in again.lines] == upload.lines


def test_nothing_secret_is_exported_even_to_one_who_may_read_it(client: Client) -> None:
    (upload,) = fill(1)
    client.post(f"/las-in/{upload.pk}/", {"sure": "1"})
    case = Case.objects.get()
    cases.mark_secret(**WHO, case=case, ground="OSL 19 kap. 3 §", owner=case.body)
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(f"/las-in/{upload.pk}/").status_code == 200
    page = auditor.get(f"/las-in/{upload.pk}/rattelser/", follow=True).content.decode()
    assert "Det finns inga rättelser att exportera." in page
    assert signed_in(Role.MEMBER).get(f"/las-in/{upload.pk}/rattelser/").status_code == 404


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ([], {}),
        ([("title", "open", "A")], {}),
        ([("title", "accepted", "A")], {"title": "A"}),
        ([("title", "rejected", "A")], {"title": None}),
        ([("dnr", "accepted", "A"), ("dnr", "rejected", "B")], {"dnr": ["A"]}),
        ([("dnr", "accepted", "A"), ("dnr", "open", "B")], {}),
        ([("dnr", "rejected", "A")], {"dnr": []}),
    ],
)
def test_a_field_is_told_when_all_of_it_is_decided(
    decided: list[tuple[str, str, Any]], told: dict[str, Any]
) -> None:
    assert confirmed(decided) == told
