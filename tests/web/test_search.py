"""The search page and Att göra."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.organisation.rules import Role
from samsyn.web.pages.todo.views import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    town.initiative("2026-01-05", "SN", "Digital ansökan")
    case = cases.open_case(
        by=town.by,
        at=noon("2026-01-06"),
        body=town.bodies["SN"],
        number="SN-2026-12",
        title="Digital ansökan",
    )
    meeting = cases.hold_meeting(
        by=town.by, at=noon("2026-01-07"), body=town.bodies["SN"], day=date(2026, 1, 7)
    )
    cases.record_item(
        by=town.by, at=noon("2026-01-07"), meeting=meeting, paragraph="7", title="Ansökan", cases=[case]
    )
    return town


@pytest.fixture
def reader(town: Town) -> Client:
    return signed_in(Role.MEMBER, town.bodies["TN"])


@pytest.mark.parametrize(
    ("text", "address"),
    [("i-1", "/initiativ/I-0001/"), ("SN 2026/12", "/arenden/sn-2026-12/"), ("SN § 7", "/arenden/beslut/")],
)
def test_an_exact_hit_opens_at_once(reader: Client, text: str, address: str) -> None:
    assert reader.get("/sok/", {"q": text}).headers["Location"].startswith(address)


def test_words_are_listed_by_kind(reader: Client) -> None:
    page = reader.get("/sok/", {"q": "ansökningen digital"}).content.decode()
    assert "Inga träffar på <i>ansökningen digital</i>." in page
    page = reader.get("/sok/", {"q": "digitala ansökan"}).content.decode()
    assert "2 träffar" in page
    assert page.index("Initiativ</h2>") < page.index("Ärenden</h2>")


def test_nothing_found_says_what_to_try_and_what_was_typed_is_no_markup(reader: Client) -> None:
    page = reader.get("/sok/", {"q": "<b>KS-2026-999"}).content.decode()
    assert "Inga träffar på <i>&lt;b&gt;KS-2026-999</i>." in page
    assert "Pröva paragraf eller del av namnet." in page
    assert reader.get("/sok/", {"q": "a\0b"}).status_code == 200
    assert "Inga träffar" not in reader.get("/sok/").content.decode()


def test_more_than_the_first_of_a_kind_are_a_link_away(town: Town, reader: Client) -> None:
    for number in range(12):
        town.initiative("2026-01-08", "SN", f"Sensor {number}")
    page = reader.get("/sok/", {"q": "sensor"}).content.decode()
    assert "Alla 12" in page
    assert page.count('href="/initiativ/I-') == 8
    assert (
        reader.get("/sok/", {"q": "sensor", "typ": "initiative"})
        .content.decode()
        .count('href="/initiativ/I-')
        == 12
    )


def test_what_waits_is_told_by_role_and_counted_in_the_menu(town: Town) -> None:
    due = timezone.localdate() - timedelta(days=3)
    cases.commission(
        by=town.by, at=noon("2026-01-08"), body=town.bodies["SN"], decided_by="KS § 9/2026", decided_on=date(2026, 1, 8),
        text="Redovisa läget", due=due,
    )  # fmt: skip
    secretary = signed_in(Role.SECRETARY, town.bodies["SN"])
    page = secretary.get("/att-gora/").content.decode()
    assert "1 lägesrapport och 1 beslut att svara på väntar på dig." in page
    assert "Redovisa läget" in page
    assert "Rapporteras av projektledaren" in page
    assert "Inget nytt<" not in page
    assert "3 dagar" in page
    assert '<span class="count">2<span' in page
    assert secretary.get("/").headers["Location"] == "/att-gora/"
    overseer = signed_in(Role.OVERSIGHT, town.bodies["KS"])
    assert "Inget väntar på dig." in overseer.get("/att-gora/").content.decode()
    assert overseer.get("/").headers["Location"] == "/uppsikt/"


def test_the_sentence_counts_in_words() -> None:
    assert sentence(0, 0, 0, 0, 0, 0, 0) == ""
    assert sentence(1, 0, 0, 0, 0, 0, 0) == "1 lägesrapport väntar på dig."
    assert (
        sentence(2, 1, 1, 3, 0, 0, 0)
        == "2 lägesrapporter, 1 beslut att svara på, 1 handling att granska och 3 utkast väntar på dig."
    )
