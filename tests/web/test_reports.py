"""The report's page: what it shows, the files it gives, who may read it, and where its figures lead."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import timezone
from tests.oversight.town import FULL, Town, noon
from tests.web.signing import signed_in

from samsyn.kit.scales import State
from samsyn.organisation.rules import Role
from samsyn.register import actions as register
from samsyn.reports import ks
from samsyn.reports.catalogue import FORMATS

pytestmark = pytest.mark.django_db
PAGE = "/uppsikt/rapport/"


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    one = town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    register.report(by=town.by, at=noon("2026-03-01"), initiative=one, state=State.SERIOUS, happened="Stopp.")
    return town


@pytest.fixture
def reader(town: Town) -> Client:
    return signed_in(Role.OVERSIGHT)


def test_shows_the_report_of_today(reader: Client) -> None:
    page = reader.get(PAGE).content.decode()
    assert "<strong>1 av 1</strong>" in page
    assert "Förslag till beslut" in page
    assert f"Läget per {timezone.localdate()} · kontrollsumma" in page


@pytest.mark.parametrize("kind", FORMATS)
def test_the_file_is_the_one_that_the_command_line_gives(reader: Client, town: Town, kind: str) -> None:
    answer = reader.get(PAGE, {"per": "2026-04-01", "format": kind})
    assert answer.content == FORMATS[kind].render(ks.report(town.municipality, date(2026, 4, 1)))
    assert answer.headers["Content-Type"] == FORMATS[kind].media_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="ks-2199-2026-04-01.{kind}"'


def test_a_format_that_is_not_there_is_not_found(reader: Client) -> None:
    assert reader.get(PAGE, {"format": "exe"}).status_code == 404


def test_who_may_not_read_all_boards_is_told_so(town: Town) -> None:
    answer = signed_in(Role.ADMINISTRATOR).get(PAGE)
    assert answer.status_code == 403
    assert "Rapporten visar alla nämnders initiativ." in answer.content.decode()


def test_secret_initiatives_are_not_shown_even_to_those_who_may_see_them(town: Town) -> None:
    town.initiative("2026-02-01", "SN", "Dolt", secrecy_ground="OSL 18 kap. 8 §", **FULL)
    page = signed_in(Role.AUDITOR).get(PAGE).content.decode()
    assert "Dolt" not in page
    assert "<strong>1 av 1</strong>" in page


def test_every_figure_leads_to_a_page_that_is_there(reader: Client) -> None:
    found = set(re.findall(r'<a href="(/[^"]*)"', reader.get(PAGE).content.decode()))
    rows = {urlsplit(path).path for path in found if "per=" in path}
    assert len(rows) >= 5
    assert [path for path in rows if not _there(path)] == []


def _there(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def test_queries_do_not_grow_with_the_register(reader: Client, town: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            reader.get(PAGE)
        return len(queries)

    before = asked()
    for number in range(5):
        town.initiative("2026-02-02", "TN", f"Fler {number}", **FULL)
    assert asked() == before <= 12
