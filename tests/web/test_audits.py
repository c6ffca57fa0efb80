"""The pages of audits and of one audit."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.audits.town import Audited
from tests.web.signing import signed_in

from samsyn.kit.scales import Verdict
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Audited:
    return Audited()


@pytest.fixture
def client(town: Audited) -> Client:
    return signed_in(Role.CITY_OFFICE)


def test_the_list_shows_the_audit(client: Client) -> None:
    page = client.get("/granskningar/").content.decode()
    assert '<a href="/granskningar/1/">Styrning</a>' in page
    assert "G-0001" in page


def test_without_audits_the_list_says_what_to_do() -> None:
    page = signed_in(Role.CITY_OFFICE).get("/granskningar/").content.decode()
    assert "Ingen granskning är inläst än." in page


def test_one_audit_shows_verdicts_where_they_differ_and_measures(town: Audited, client: Client) -> None:
    town.judge("2026-02-01", "2SN", "own", Verdict.ESSENTIALLY)
    town.judge("2026-02-02", "2SN", "city_office", Verdict.PARTLY)
    page = client.get("/granskningar/1/").content.decode()
    assert "<b>0 av 3</b> bedömningar når i allt väsentligt. Hos <b>socialnämnden</b>" in page
    assert "Egen: i allt väsentligt" in page
    assert "Var skiljer det sig?" in page
    assert page.count("Berörs ej") == 1
    assert '<a href="/arenden/ks-2026-7/">KS-2026-7</a> bifalls. Annars återupptas rekommendation 1.' in page


def test_the_auditors_verdicts_can_be_shown_instead(town: Audited, client: Client) -> None:
    town.judge("2026-01-10", "1KS", "auditors", Verdict.NOT)
    page = client.get("/granskningar/1/?vem=auditors").content.decode()
    assert "Revisorerna bedömer." in page


def test_measures_come_as_a_file(client: Client) -> None:
    found = json.loads(client.get("/granskningar/1/?as=json").content)
    assert "Registrera" in str(found)


def test_an_unknown_audit_and_anothers_answer_404(client: Client) -> None:
    assert client.get("/granskningar/99/").status_code == 404


@pytest.mark.parametrize("address", ["/granskningar/", "/granskningar/1/"])
def test_a_page_takes_at_most_twelve_queries(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= 12


def test_the_list_is_filtered_by_words_verdict_and_measures(client: Client) -> None:
    found = '<a href="/granskningar/1/">'
    assert found in client.get("/granskningar/?q=styrningen&state=left").content.decode()
    for asked in ("q=annat", "state=done", "verdict=full"):
        page = client.get(f"/granskningar/?{asked}").content.decode()
        assert found not in page
        assert "Inga granskningar i urvalet." in page


def test_differing_verdicts_are_sorted_and_come_as_a_file_of_their_own(town: Audited, client: Client) -> None:
    town.judge("2026-02-01", "2SN", "own", Verdict.ESSENTIALLY)
    town.judge("2026-02-02", "2SN", "city_office", Verdict.PARTLY)
    page = client.get("/granskningar/1/?skillnad-sort=-number").content.decode()
    assert 'aria-label="Skilda bedömningar, tabell"' in page
    rows = json.loads(client.get("/granskningar/1/?skillnad-as=json").content)
    assert (rows[0]["body"], rows[0]["number"]) == ("Socialnämnden", 2)


def test_the_matrix_comes_as_a_file_in_words(town: Audited, client: Client) -> None:
    town.judge("2026-02-02", "2SN", "city_office", Verdict.PARTLY)
    words = client.get("/granskningar/1/?rek-as=csv").content.decode()
    assert "berörs ej" in words
    assert "delvis" in words


def test_the_matrix_sorts_by_the_steps_of_a_body_s_verdicts(town: Audited, client: Client) -> None:
    town.judge("2026-02-02", "2SN", "city_office", Verdict.PARTLY)
    for sort, first in ((f"nämnd-{town.bodies['SN'].pk}", 2), ("-number", 2), ("number", 1)):
        rows = json.loads(client.get("/granskningar/1/", {"rek-as": "json", "rek-sort": sort}).content)
        assert rows[0]["number"] == first
