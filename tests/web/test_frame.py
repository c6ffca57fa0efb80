"""The frame around every page: who acts, as of which day, language, rights, errors."""

from __future__ import annotations

import gettext
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone
from tests.web.signing import AT, municipality, signed_in

from samsyn.kit.actors import command_line
from samsyn.organisation import actions
from samsyn.organisation.models import Body, Person
from samsyn.organisation.queries import NotAllowed
from samsyn.organisation.rules import Role

WEB = Path(__file__).resolve().parents[2] / "src" / "samsyn" / "web"
pytestmark = pytest.mark.django_db


def forbidden(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Du kan läsa men inte ändra här. Socialnämndens nämndsekreterare kan ge dig rätt.")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("hemlighet")


urlpatterns = [
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("", include("samsyn.config.urls")),
]


def board(name: str, kind: str = "board") -> Body:
    return actions.add_body(by=command_line(), at=AT, municipality=municipality(), name=name, kind=kind)


@pytest.fixture
def karin() -> Client:
    board("Kommunstyrelsen", "executive")
    return signed_in(Role.CITY_OFFICE)


def test_nobody_sees_a_page_without_signing_in(client: Client) -> None:
    response = client.get("/byggstenar/")
    assert response.headers["Location"] == "/konto/login/?next=/byggstenar/"
    assert "Logga in" in client.get(response.headers["Location"]).content.decode()


def test_nobody_signs_up(client: Client) -> None:
    page = client.get("/konto/signup/").content.decode().split("<main")[1]
    assert "<form" not in page
    assert "Kommunens administratör lägger upp konton." in page


def test_an_address_that_only_takes_forms_says_so_in_swedish(karin: Client) -> None:
    response = karin.get("/namnd/")
    page = response.content.decode()
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Adressen tar emot det som en knapp eller ett formulär skickar" in page
    assert '<a href="/">Till startsidan</a>' in page


def test_an_address_that_only_takes_forms_leads_to_the_page_above(karin: Client) -> None:
    page = karin.get("/uppsikt/obesvarade/7/paminn/").content.decode()
    assert '<a href="/uppsikt/obesvarade/">Ett steg upp</a>' in page


def test_the_frame_names_who_acts_for_which_board(karin: Client) -> None:
    page = karin.get("/byggstenar/").content.decode()
    assert "<b>Kommunstyrelsen</b>" in page
    assert "Sundsala kommun" in page


def test_a_role_at_one_board_acts_for_that_board_only() -> None:
    other = board("Tekniska nämnden")
    client = signed_in(Role.SECRETARY, board("Socialnämnden"))
    client.post("/namnd/", {"body": other.pk})
    page = client.get("/byggstenar/").content.decode()
    assert "<b>Socialnämnden</b>" in page
    assert page.split('name="body"')[1].split("</select>")[0].count("<option") == 1


def test_choosing_a_board_is_kept() -> None:
    client, second = signed_in(Role.SECRETARY, board("Socialnämnden")), board("Tekniska nämnden")
    person = Person.objects.get()
    actions.give_role(
        by=command_line(), at=AT, person=person, role=Role.OFFICER, body=second, valid_from=AT.date()
    )
    client.post("/namnd/", {"body": second.pk, "next": "/byggstenar/"})
    assert "<b>Tekniska nämnden</b>" in client.get("/byggstenar/").content.decode()


def test_an_earlier_day_is_kept_told_and_left_again(karin: Client) -> None:
    page = karin.get("/byggstenar/?per=2026-08-31").content.decode()
    assert "Du ser läget <b>31 augusti 2026</b>" in page
    assert "31 augusti 2026</b>. Det går" in karin.get("/tillganglighet/").content.decode()
    assert "Du ser läget <b>31 aug" not in karin.get("/tillganglighet/?per=").content.decode()


@pytest.mark.parametrize(
    ("per", "sentence"),
    [
        ("i går", "”i går” är inget datum. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2026-08-31."),
        ("2026-02-30", "”2026-02-30” är inget datum."),
        ((timezone.localdate() + timedelta(days=9)).isoformat(), "har inte varit än. Läget visas per i dag."),
    ],
)
def test_a_day_that_cannot_be_shown_is_told_in_a_sentence(karin: Client, per: str, sentence: str) -> None:
    response = karin.get("/byggstenar/", {"per": per})
    assert sentence in str(next(iter(get_messages(response.wsgi_request))))
    assert response.wsgi_request.session.get("per") is None


def test_changing_day_keeps_the_filters_of_the_list(karin: Client) -> None:
    page = karin.get("/byggstenar/?body=bn&page=3").content.decode()
    form = page.split('class="bar-per"')[1].split("</form>")[0]
    assert '<input type="hidden" name="body" value="bn">' in form
    assert "page" not in form


@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_is_a_page_with_its_sentence(karin: Client) -> None:
    response = karin.get("/forbidden/")
    assert response.status_code == 403
    assert "Socialnämndens nämndsekreterare kan ge dig rätt." in response.content.decode()
    assert issubclass(NotAllowed, PermissionDenied)


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_ours_tells_nothing_of_itself(karin: Client) -> None:
    karin.raise_request_exception = False
    response = karin.get("/broken/")
    assert response.status_code == 500
    assert "Något gick fel hos oss" in response.content.decode()
    assert "hemlighet" not in response.content.decode()


def test_an_address_that_leads_nowhere_says_so_even_to_strangers(client: Client) -> None:
    response = client.get("/finns-inte/")
    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()


def test_the_persona_switch_exists_only_in_the_demo(karin: Client) -> None:
    user = karin.get("/byggstenar/").wsgi_request.user
    assert karin.post("/persona/", {"user": str(user.pk)}).status_code == 404
    with override_settings(DEMO=True):
        stranger = Client()
        assert stranger.get("/byggstenar/").wsgi_request.user == user
        assert stranger.post("/persona/", {"user": str(user.pk)}).headers["Location"] == "/"
        assert get_user(stranger) == user
        assert stranger.post("/persona/", {"user": "0"}).status_code == 404


def test_the_way_back_stays_on_this_site(karin: Client) -> None:
    for target, goes in (("/byggstenar/?sort=name", "/byggstenar/?sort=name"), ("https://ond.example/", "/")):
        assert karin.post("/sprak/", {"language": "sv", "next": target}).headers["Location"] == goes


def test_swedish_unless_the_visitor_chose_english(karin: Client) -> None:
    assert "Per datum" in karin.get("/byggstenar/", headers={"accept-language": "en"}).content.decode()
    karin.post("/sprak/", {"language": "en"})
    page = karin.get("/byggstenar/").content.decode()
    assert "As of" in page
    assert '<header lang="en">' in page
    karin.post("/sprak/", {"language": "tlh"})
    assert "As of" in karin.get("/byggstenar/").content.decode()


def test_the_english_catalogue_is_whole_and_compiled() -> None:
    with (WEB / "locale/en/LC_MESSAGES/django.mo").open("rb") as compiled:
        english = gettext.GNUTranslations(compiled)
    source = (WEB / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
    assert [(swedish, english.gettext(swedish)) for swedish, _ in pairs] == pairs
    used = {
        words
        for template in (WEB / "templates/frame").glob("*.html")
        for words in re.findall(r"""\{% translate ['"](.+?)['"] %\}""", template.read_text(encoding="utf-8"))
    }
    assert used <= {swedish for swedish, _ in pairs}


def test_nothing_inline_that_the_content_policy_stops() -> None:
    alone = WEB / "templates/reports/standalone.html"  # a file to save, not a page
    for template in set(WEB.glob("templates/**/*.html")) - {alone}:
        text = template.read_text(encoding="utf-8")
        assert not re.search(
            r"""\sstyle=|\son[a-z]+=["']|<style|<script(?! src=| type="application/json")""", text
        ), template


def test_somebody_with_an_account_signs_in_and_out(client: Client) -> None:
    person = actions.add_person(
        by=command_line(),
        at=AT,
        municipality=municipality(),
        name="Karin Hedlund",
        email="karin@sundsala.example",
    )
    actions.open_account(
        by=command_line(), at=AT, person=person, username="karin", password="fyra-ord-som-minns"
    )
    refused = client.post("/konto/login/", {"login": "karin", "password": "fel"})
    assert "En uppgift behöver rättas" in refused.content.decode()
    client.post("/konto/login/", {"login": "karin@sundsala.example", "password": "fyra-ord-som-minns"})
    assert client.get("/byggstenar/").status_code == 200
    client.post("/konto/logout/")
    assert client.get("/byggstenar/").status_code == 302


@pytest.mark.parametrize(
    ("role", "lands"),
    [
        (Role.LEADER, "/att-gora/"),
        (Role.SECRETARY, "/att-gora/"),
        (Role.OVERSIGHT, "/uppsikt/"),
        (Role.AUDITOR, "/uppsikt/"),
    ],
)
def test_the_start_page_follows_the_role(role: Role, lands: str) -> None:
    assert signed_in(role, board("Socialnämnden")).get("/").headers["Location"] == lands


def test_pages_without_a_menu_entry_belong_to_one(karin: Client) -> None:
    page = karin.get("/las-in/").content.decode()
    assert re.search(r'<a href="/arenden/" aria-current="true">', page)
