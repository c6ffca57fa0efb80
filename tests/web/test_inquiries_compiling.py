"""The pages of a compilation: the matrix, viewpoints answered one by one or alike, files and letters."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.inquiries.compiled import Compiled
from tests.inquiries.test_inquiries import Asked
from tests.oversight.town import noon
from tests.web.signing import signed_in

from samsyn.governance.actions import adopt
from samsyn.governance.rules import ClauseText
from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError
from samsyn.inquiries.models import Disposition, Theme, Viewpoint
from samsyn.kit.refs import DecisionRef
from samsyn.organisation import actions as organisation
from samsyn.organisation.rules import Role
from samsyn.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Compiled:
    return Compiled()


@pytest.fixture
def client(town: Compiled) -> Client:
    return signed_in(Role.CITY_OFFICE)


@pytest.fixture
def at(town: Compiled) -> Callable[[str], str]:
    return lambda place: f"/remisser/{town.inquiry.pk}/{place}"


Address = Callable[[str], str]


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_matrix_leads_from_each_cell_to_its_viewpoints(
    town: Compiled, client: Client, at: Address
) -> None:
    page = text(client, at("sammanstallning/"))
    question = town.inquiry.questions.first()
    assert question
    link = f"{at('synpunkter/')}?instans={town.recipient('Socialnämnden').pk}&fraga={question.pk}"
    assert link.replace("&", "&amp;") in page
    assert "1 önskemål, 1 stöd" in page
    assert "Inget svar" in page
    behind = text(client, link)
    assert "Nämnden önskar en prislista för driften." in behind
    assert "riskbedömning" not in behind


def test_the_matrix_turns_to_themes(client: Client, at: Address) -> None:
    page = text(client, at("sammanstallning/?visa=teman"))
    assert "?instans=" in page
    assert "tema=ingen" in page


def test_a_viewpoint_is_answered_and_the_next_one_opens(town: Compiled, client: Client, at: Address) -> None:
    (one,) = town.viewpoints("prislista")
    said = {"outcome": "delvis", "why": "Bara för drift.", "clause": "3.1", "next": "1"}
    response = client.post(at(f"synpunkter/{one.pk}/svara/"), said)
    assert response.status_code == 302
    assert "svara=nasta" in response["Location"]
    page = text(client, response["Location"])
    assert "Beaktas delvis" in page
    assert "1 av 5" in page
    assert 'name="outcome"' in page


def test_all_alike_in_a_theme_are_answered_at_once(town: Compiled, client: Client, at: Address) -> None:
    (one,) = town.viewpoints("skjutas")
    page = text(client, at(f"synpunkter/?svara={one.pk}"))
    assert "Alla obemötta i temat (2)" in page
    client.post(at(f"synpunkter/{one.pk}/svara/"), {"outcome": "ej", "why": "Ligger fast.", "alike": "tema"})
    assert Disposition.objects.count() == 2
    assert "2 av 5 bemötta." in text(client, at("synpunkter/"))


def test_an_answer_without_a_reason_keeps_what_was_typed(town: Compiled, client: Client, at: Address) -> None:
    (one,) = town.viewpoints("prislista")
    response = client.post(at(f"synpunkter/{one.pk}/svara/"), {"outcome": "ej", "why": "", "clause": "7 b"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Skriv varför." in page
    assert 'value="7 b"' in page
    assert not Disposition.objects.exists()


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("slag=support", "välkomnar", "prislista"),
        ("q=sommaren", "sommaren", "prislista"),
        ("tema=ingen", "register", "prislista"),
        ("fraga=ingen", "register", "prislista"),
        ("bemott=ja", "Inga synpunkter i urvalet.", "prislista"),
        ("bemott=nej", "prislista", "Inga synpunkter i urvalet."),
    ],
)
def test_viewpoints_are_filtered(client: Client, at: Address, asked: str, there: str, gone: str) -> None:
    page = text(client, at(f"synpunkter/?{asked}"))
    assert there in page
    assert gone not in page


def test_closing_too_early_says_how_many_are_left_with_a_link(
    town: Compiled, client: Client, at: Address
) -> None:
    page = client.post(at("sammanstallning/steg/"), {"steg": "avsluta"}, follow=True).content.decode()
    assert (
        f'5 synpunkter saknar svar. Besvara dem innan remissen avslutas. <a href="{at("synpunkter/")}?bemott=nej">'
        in page
    )
    town.dispose()
    page = client.post(at("sammanstallning/steg/"), {"steg": "avsluta"}, follow=True).content.decode()
    assert "Remissen är avslutad." in page
    assert "Öppna remissen igen" in page


def test_ticked_viewpoints_are_moved_and_joined(town: Compiled, client: Client, at: Address) -> None:
    both = [one.pk for one in town.viewpoints("prislista", "register")]
    client.post(at("synpunkter/flytta/"), {"synpunkt": both, "theme": "Ordning", "steg": "flytta"})
    assert Viewpoint.objects.filter(theme__title="Ordning").count() == 2
    client.post(at("synpunkter/flytta/"), {"synpunkt": both, "steg": "ihop"})
    assert Viewpoint.objects.count() == 4


def test_a_viewpoint_is_corrected_and_split(town: Compiled, client: Client, at: Address) -> None:
    (one,) = town.viewpoints("prislista")
    said = {
        "text": "En prislista.\nEtt tak.",
        "kind": "request",
        "question": "",
        "theme": "Avgifter",
        "split": "1",
    }
    client.post(at(f"synpunkter/{one.pk}/"), said)
    assert [row.text for row in town.viewpoints("En prislista.", "Ett tak.")] == ["En prislista.", "Ett tak."]
    changed = {"text": "En lista.", "kind": "support", "question": "", "theme": "Pris", "stance": "delvis"}
    client.post(at(f"synpunkter/{one.pk}/"), changed)
    one.refresh_from_db()
    assert (one.text, one.kind, one.question, one.stance) == ("En lista.", "support", None, "delvis")
    assert client.post(at(f"synpunkter/{one.pk}/"), {**changed, "text": ""}).status_code == 422


def test_a_reader_sees_no_controls_and_cannot_write(town: Compiled, at: Address) -> None:
    reader = signed_in(Role.MEMBER, town.bodies["SN"])
    (one,) = town.viewpoints("prislista")
    page = text(reader, at(f"synpunkter/?svara={one.pk}"))
    assert 'name="outcome"' not in page
    assert reader.post(at(f"synpunkter/{one.pk}/svara/"), {"outcome": "beaktas"}).status_code == 403
    assert reader.post(at("sammanstallning/steg/"), {"steg": "avsluta"}).status_code == 403


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "json", "html"])
def test_the_compilation_is_the_same_file_again(
    town: Compiled, client: Client, at: Address, kind: str
) -> None:
    town.dispose("prislista", outcome="delvis", why="Bara för drift.", clause="3.1")
    first, again = (client.get(at(f"sammanstallning/?format={kind}")) for _ in range(2))
    assert first.content == again.content
    assert "sammanstallning-2199-" in first["Content-Disposition"]


def test_the_docx_has_every_viewpoint_with_source_and_answer(
    town: Compiled, client: Client, at: Address
) -> None:
    town.dispose("prislista", outcome="delvis", why="Bara för drift.", clause="3.1")
    document = Document(io.BytesIO(client.get(at("sammanstallning/?format=docx")).content))
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for said in town.viewpoints():
        assert said.text in cells
    assert "Beaktas delvis (klausul 3.1)" in cells
    assert "Socialnämnden § 7 rad 4" in cells


def test_the_letter_tells_a_respondent_what_became_of_its_own(
    town: Compiled, client: Client, at: Address
) -> None:
    town.dispose("prislista", outcome="delvis", why="Bara för drift.", clause="3.1")
    key = town.recipient("Socialnämnden").pk
    document = Document(io.BytesIO(client.get(at(f"aterkoppling/{key}/")).content))
    letter = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Så har era synpunkter hanterats" in letter
    assert "”Nämnden önskar en prislista för driften.” (Socialnämnden § 7 rad 4)" in letter
    assert "Beaktas delvis. Bara för drift." in letter
    assert "Ändring i klausul 3.1." in letter
    assert "riskbedömning" not in letter
    assert client.get(at(f"aterkoppling/{town.recipient('Tekniska nämnden').pk}/")).status_code == 404


def test_all_letters_come_in_one_file_the_same_again(client: Client, at: Address) -> None:
    first, again = (client.get(at("aterkoppling/")).content for _ in range(2))
    assert first == again
    assert len(ZipFile(io.BytesIO(first)).namelist()) == 2


def test_the_letters_are_mailed_when_the_referral_is_closed_once(
    town: Compiled, client: Client, at: Address
) -> None:
    def send() -> str:
        return client.post(at("sammanstallning/steg/"), {"steg": "skicka"}, follow=True).content.decode()

    secretary = organisation.add_person(
        by=town.by,
        at=noon("2026-01-03"),
        municipality=town.municipality,
        name="Siv Ek",
        email="siv@exempel.se",
    )
    organisation.give_role(
        by=town.by, at=noon("2026-01-03"), person=secretary, role=Role.SECRETARY, body=town.bodies["SN"],
        valid_from=date(2026, 1, 3),
    )  # fmt: skip
    town.dispose(outcome="delvis", why="Bara för drift.", clause="3.1")
    assert "Avsluta remissen först." in send()
    client.post(at("sammanstallning/steg/"), {"steg": "avsluta"})
    told = send()
    assert "Återkopplingen går till Socialnämnden. Ingen e-post till Vision:" in told
    mail = Message.objects.get()
    assert "”Nämnden önskar en prislista för driften.” (Socialnämnden § 7 rad 4)" in mail.text
    assert "Beaktas delvis. Bara för drift. Ändring i klausul 3.1." in mail.text
    assert "riskbedömning" not in mail.text
    assert "Inget nytt brev skickades." in send()
    assert Message.objects.count() == 1


def test_letters_about_what_is_secret_are_not_mailed(town: Compiled) -> None:
    town.dispose()
    actions.close(**town.who, inquiry=town.inquiry)
    town.inquiry.secrecy_ground = "OSL 18:8"
    with pytest.raises(InquiryError, match="sekretess"):
        actions.send_feedback(**town.who, inquiry=town.inquiry, letters={})


def test_without_viewpoints_the_pages_say_what_comes_next() -> None:
    asked, client = Asked(), signed_in(Role.CITY_OFFICE)
    for place in ("sammanstallning/", "synpunkter/"):
        assert "Inga synpunkter är lästa än." in text(client, f"/remisser/{asked.inquiry.pk}/{place}")


def test_pages_take_at_most_twelve_queries(town: Compiled, client: Client, at: Address) -> None:
    many = [(1, "Avgifter", "request", f"Önskemål {n}.") for n in range(40)]
    town.answer("Tekniska nämnden", many, stance=None)
    open_one = town.viewpoints("prislista")[0].pk
    for place in (
        "sammanstallning/",
        "synpunkter/",
        f"synpunkter/?svara={open_one}",
        f"synpunkter/{open_one}/",
    ):
        client.get(at(place))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(place))
        assert len(asked) <= 12


def test_the_page_of_a_clause_tells_which_viewpoints_changed_it(town: Compiled, client: Client) -> None:
    version = adopt(
        **town.who, municipality=town.municipality, title="Kartregler", label="2.0", valid_from=date(2026, 1, 1),
        decided_by=DecisionRef("KS", date(2026, 1, 1), "7"),
        clauses=[ClauseText("3.1", "Avgift", "Avgiften står i en prislista.")],
    )  # fmt: skip
    address = f"/modell/klausul/{version.clauses.get().pk}/bedom/"
    assert "Ändras efter synpunkter" not in text(client, address)
    town.dispose("prislista", clause="3.1")
    page = text(client, address)
    assert "Ändras efter synpunkter" in page
    assert "Nämnden önskar en prislista för driften." in page


def test_an_unknown_inquiry_answers_404(client: Client) -> None:
    assert client.get("/remisser/9999/sammanstallning/").status_code == 404
    assert client.get("/remisser/9999/synpunkter/").status_code == 404


def test_a_theme_gets_another_name_and_two_become_one(town: Compiled, client: Client, at: Address) -> None:
    own = list(Viewpoint.objects.filter(reply__recipient__inquiry=town.inquiry)[:2])
    for viewpoint, title in zip(own, ("Kartverk", "Kartor och verk"), strict=True):
        client.post(at("synpunkter/flytta/"), {"synpunkt": viewpoint.pk, "theme": title})
    first, second = Theme.objects.get(title="Kartverk"), Theme.objects.get(title="Kartor och verk")
    said = {"title": "kartor och verk"}
    page = client.post(at(f"sammanstallning/tema/{first.pk}/"), said, follow=True).content.decode()
    assert "Kartverk är nu Kartor och verk." in page
    assert {one.theme_id for one in Viewpoint.objects.filter(pk__in=[one.pk for one in own])} == {second.pk}
    client.post(at(f"sammanstallning/tema/{second.pk}/"), {"title": "Taxor"})
    page = text(client, at("sammanstallning/?visa=teman"))
    assert ">Taxor<" in page
    assert ">Kartor och verk<" not in page
    empty = client.post(at(f"sammanstallning/tema/{second.pk}/"), {"title": " "}, follow=True)
    assert "Skriv ett namn på temat." in empty.content.decode()
