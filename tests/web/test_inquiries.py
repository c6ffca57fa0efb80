"""The pages of referrals and of one referral."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.inquiries.test_inquiries import Asked
from tests.web.signing import signed_in

from samsyn.kit.scales import Stance
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Asked:
    return Asked()


@pytest.fixture
def client(town: Asked) -> Client:
    return signed_in(Role.CITY_OFFICE)


def test_the_list_shows_the_referral(town: Asked, client: Client) -> None:
    page = client.get("/remisser/").content.decode()
    assert f'<a href="/remisser/{town.inquiry.pk}/">Riktlinjer</a>' in page


def test_without_referrals_the_list_says_so() -> None:
    assert "Ingen remiss är utskickad än." in signed_in(Role.CITY_OFFICE).get("/remisser/").content.decode()


def test_one_referral_names_those_who_have_not_answered(town: Asked, client: Client) -> None:
    page = client.get(f"/remisser/{town.inquiry.pk}/").content.decode()
    assert "<b>1 av 3</b> har svarat. Svar saknas från <b>socialnämnden och tekniska nämnden</b>." in page
    assert "Avstyrker" in page
    assert "Är det tydligt?" in page


def test_all_answered_is_said(town: Asked, client: Client) -> None:
    for name in ("Socialnämnden", "Tekniska nämnden"):
        town.reply("2026-02-11", name, Stance.SUPPORTS)
    assert "Alla svar har kommit." in client.get(f"/remisser/{town.inquiry.pk}/").content.decode()


def test_an_unknown_referral_answers_404(client: Client) -> None:
    assert client.get("/remisser/9999/").status_code == 404


def test_a_page_takes_at_most_twelve_queries(town: Asked, client: Client) -> None:
    for address in ("/remisser/", f"/remisser/{town.inquiry.pk}/"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 12


def test_the_list_is_filtered_by_words_board_and_replies(town: Asked, client: Client) -> None:
    found = f'<a href="/remisser/{town.inquiry.pk}/">'
    assert found in client.get("/remisser/?q=riktlinje&state=waiting").content.decode()
    for asked in ("q=annat", "state=complete", "body=finns-inte"):
        page = client.get(f"/remisser/?{asked}").content.decode()
        assert found not in page
        assert "Inga remisser i urvalet." in page
