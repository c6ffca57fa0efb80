"""The pages of cases and of the red thread."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.oversight.town import FULL, Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions
from samsyn.cases.actions import Note, Point
from samsyn.cases.models import Case, Item
from samsyn.history.models import Quote, Source
from samsyn.organisation.actions import add_body
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def reader(town: Town) -> Client:
    return signed_in(Role.MEMBER, town.bodies["TN"])


def decided(town: Town, number: str = "SN-2026-12", paragraph: str = "12", ground: str = "") -> Item:
    by, at, sn = town.by, noon("2026-02-01"), town.bodies["SN"]
    case = actions.open_case(
        by=by, at=at, body=sn, number=number, title="Digital ansökan", secrecy_ground=ground
    )
    meeting = actions.hold_meeting(by=by, at=at, body=sn, day=date(2026, 2, 1))
    points = [
        Point("Ansökan införs.", "beslutar", by="Socialnämnden"),
        Point("Medel avsätts.", "föreslår", to="KF"),
    ]
    return actions.record_item(
        by=by, at=at, meeting=meeting, paragraph=paragraph, title="Ansökan", cases=[case], points=points
    )


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_of_cases_filters_and_is_a_file(town: Town, reader: Client) -> None:
    assert "Inga ärenden är inlästa än." in body(reader, "/arenden/")
    decided(town)
    assert "SN-2026-12" in body(reader, "/arenden/?q=SN+2026/12&body=SN&state=open")
    assert "Inga ärenden i urvalet." in body(reader, "/arenden/?body=TN")
    assert reader.get("/arenden/?as=json").json()[0]["decisions"] == 1


@pytest.mark.parametrize("column", ["latest", "decisions", "waiting"])
def test_cases_sort_by_what_stands_beside_them(town: Town, reader: Client, column: str) -> None:
    item = decided(town)
    by, at, sn = town.by, noon("2026-02-01"), town.bodies["SN"]
    actions.open_case(by=by, at=at, body=sn, number="SN-2026-99", title="Inget beslutat")
    actions.commission(
        by=by, at=at, case=item.cases.get(), body=sn, text="Redovisa nyttan.", due=None,
        decided_by="SN § 12/2026", decided_on=date(2026, 2, 1),
    )  # fmt: skip
    for order in (column, f"-{column}"):
        listed = reader.get(f"/arenden/?as=json&sort={order}").json()
        assert listed[0]["number"] == "SN-2026-12"


def test_a_case_says_what_is_decided_and_what_is_proposed(town: Town, reader: Client) -> None:
    decided(town)
    source = Source.objects.create(
        name="protokoll.txt", sha256="0" * 64, size=1, kind="txt", path="x", received_at=noon("2026-02-02")
    )
    Quote.objects.create(
        source=source,
        ref="SN § 12/2026",
        field="points",
        page=1,
        line=22,
        text="Socialnämnden beslutar att ansökan införs.",
    )
    page = body(reader, "/arenden/sn-2026-12/")
    assert "Socialnämnden <b>beslutar</b>" in page
    assert "<b>föreslår</b> KF" in page
    assert "protokoll.txt" in page
    assert "rad 22" in page


def test_a_case_shows_its_red_thread_and_what_it_lacks(town: Town, reader: Client) -> None:
    decided(town)
    town.initiative("2026-02-03", "SN", "Digital ansökan", decision="SN § 12/2026", **FULL)
    page = body(reader, "/arenden/sn-2026-12/")
    strip = page[page.index('<ol class="thread"') :].partition("</ol>")[0]
    states = re.findall(r'data-state="(\w+)"', strip)
    assert states == ["here", "missing", "missing", "proven", "proven", "missing", "missing"]
    assert '<a href="/initiativ/I-0001/">Digital ansökan</a>' in strip


def test_a_paragraph_has_a_page_of_its_own(town: Town, reader: Client) -> None:
    item = decided(town)
    page = body(reader, f"/arenden/beslut/{item.pk}/")
    assert "SN § 12/2026" in page
    assert 'href="/arenden/sn-2026-12/"' in page


def test_a_secret_case_answers_404_everywhere(town: Town, reader: Client) -> None:
    item = decided(town, ground="OSL 26 kap. 1 §")
    for address in ("/arenden/sn-2026-12/", f"/arenden/beslut/{item.pk}/", "/trad/?ref=SN-2026-12"):
        assert "Digital ansökan" not in body(reader, address, 404)
    page = body(reader, "/arenden/")
    assert "1 sekretessmarkerat ärende visas inte" in page
    assert "SN-2026-12" not in page
    own = signed_in(Role.OFFICER, town.bodies["SN"])
    assert "Sekretess, OSL 26 kap. 1 §" in body(own, "/arenden/sn-2026-12/")


def test_unknown_cases_and_threads_answer_404(town: Town, reader: Client) -> None:
    body(reader, "/arenden/ks-2026-999/", 404)
    body(reader, "/arenden/beslut/999/", 404)
    body(reader, "/trad/?ref=KS-2026-999", 404)
    body(reader, "/trad/", 404)


def test_the_thread_joins_decision_and_initiative_and_names_what_is_missing(
    town: Town, reader: Client
) -> None:
    decided(town)
    town.initiative("2026-02-02", "SN", "Digital ansökan", decision="SN § 12/2026")
    page = body(reader, "/trad/?ref=SN-2026-12")
    assert 'href="/initiativ/I-0001/"' in page
    assert "Saknas" in page
    assert "SN § 12/2026" in body(reader, "/trad/?ref=I-0001")
    rows = reader.get("/trad/?ref=SN-2026-12&koppling-as=json").json()
    assert {(row["start"], row["end"]) for row in rows} >= {("SN § 12/2026", "I-0001")}


def test_reading_in_is_offered_to_those_who_may_and_only_today(town: Town, reader: Client) -> None:
    officer = signed_in(Role.OFFICER, town.bodies["SN"])
    office = signed_in(Role.CITY_OFFICE)
    asked = (("/arenden/", "Läs in handling", officer), ("/initiativ/", "Läs in tabell", office))
    for address, words, importer in asked:
        assert words not in body(reader, address)
        assert words in body(importer, address)
        assert words not in body(importer, f"{address}?per=2026-01-31")


def full(town: Town) -> Item:
    """Record a proposal with all that the minutes may tell, contradicted by a second source."""
    by, at, ks = town.by, noon("2026-02-01"), town.bodies["KS"]
    case = actions.open_case(by=by, at=at, body=ks, number="KS-2026-5", title="Riktlinjer")
    meeting = actions.hold_meeting(by=by, at=at, body=ks, day=date(2026, 2, 1))
    point = Point(
        "Riktlinjerna antas.", "föreslår", by="Kommunstyrelsen", to="Kommunfullmäktige", outcome="återremiss",
        condition="under förutsättning att budgeten räcker", for_own_part=True,
    )  # fmt: skip
    item = actions.record_item(
        by=by, at=at, meeting=meeting, paragraph="8", cases=[case], points=[point],
        notes=[Note("vote", "Votering genomförs.", 8, 5, 2), Note("reservation", "Bo Ek (C) reserverar sig.")],
        recipients=["Samtliga nämnder"], bodies={"Samtliga nämnder": [town.bodies["SN"], town.bodies["TN"]]},
    )  # fmt: skip
    actions.record_item(
        by=by, at=at, meeting=meeting, paragraph="8", points=[replace(point, force="beslutar", outcome="")]
    )
    actions.refer(by=by, at=at, case=case, kind="refers_to", words="TN-2025-4", place="utdrag.txt, rad 8")
    actions.plan_hearing(by=by, at=at, case=case, body_name="Kommunfullmäktige", planned=date(2026, 3, 9))
    return item


@pytest.mark.parametrize("page", ["case", "paragraph"])
def test_all_that_the_minutes_tell_of_a_paragraph_is_shown(town: Town, reader: Client, page: str) -> None:
    item = full(town)
    shown = body(reader, "/arenden/ks-2026-5/" if page == "case" else f"/arenden/beslut/{item.pk}/")
    for words in (
        "<b>föreslår</b> Kommunfullmäktige för egen del", "Återremiss", "Villkor: under förutsättning",
        "8 ja mot 5 nej, 2 avstår", "Bo Ek (C) reserverar sig.", "Samtliga nämnder (2)",
        "Källorna skiljer sig", "Punkt 1, verkan:", "”föreslår”", "”beslutar”", "planerat 2026-03-09",
    ):  # fmt: skip
        assert words in shown


def test_a_case_tells_what_it_refers_to_and_that_it_is_not_read_in(town: Town, reader: Client) -> None:
    full(town)
    page = body(reader, "/arenden/ks-2026-5/")
    assert 'href="/trad/?ref=TN-2025-4"' in page
    assert "Inte inläst" in page
    assert "utdrag.txt, rad 8" in page
    assert "KS-2026-5" in body(reader, "/trad/?ref=TN-2025-4")


def test_the_next_body_is_the_decision_there_once_it_is_taken(town: Town, reader: Client) -> None:
    item = full(town)
    by, at = town.by, noon("2026-03-09")
    council = add_body(
        by=by,
        at=at,
        municipality=town.municipality,
        name="Kommunfullmäktige",
        short_name="KF",
        kind="council",
    )
    meeting = actions.hold_meeting(by=by, at=at, body=council, day=date(2026, 3, 9))
    decided = actions.record_item(
        by=by, at=at, meeting=meeting, paragraph="3", cases=[Case.objects.get(number="KS-2026-5")]
    )
    for address in ("/arenden/ks-2026-5/", f"/arenden/beslut/{item.pk}/"):
        assert f'Nästa instans: <a href="/arenden/beslut/{decided.pk}/">KF § 3/2026</a>' in body(
            reader, address
        )


def test_a_task_to_many_boards_is_told_once_with_how_many_have_answered(town: Town, reader: Client) -> None:
    full(town)
    case = Case.objects.get(number="KS-2026-5")
    tasks = [
        actions.commission(
            by=town.by, at=noon("2026-02-01"), body=town.bodies[short], decided_by="KS § 8/2026",
            decided_on=date(2026, 2, 1), text="svara på remissen", due=date(2026, 3, 1), case=case,
            terms=actions.Terms(addressee="samtliga nämnder"),
        )
        for short in ("SN", "TN")
    ]  # fmt: skip
    actions.answer(
        by=town.by,
        at=noon("2026-02-20"),
        task=tasks[0],
        answered_on=date(2026, 2, 20),
        answered_by="SN § 4/2026",
    )
    page = body(reader, "/arenden/ks-2026-5/")
    assert "till samtliga nämnder (2)" in page
    assert "1 av 2 har svarat" in page
    assert page.count("Svara på remissen") == 1


def test_the_thread_is_drawn_wide_and_narrow_with_the_same_links(town: Town, reader: Client) -> None:
    full(town)
    page = body(reader, "/trad/?ref=KS-2026-5")
    wide, narrow = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)
    assert 'width="356"' in narrow
    assert 'href="/trad/?ref=TN-2025-4"' in wide
    assert re.findall(r'href="([^"]+)"', wide) == re.findall(r'href="([^"]+)"', narrow) != []
    assert "Kommunfullmäktige har inte beslutat, planerat 2026-03-09." in page
