"""What decision bodies need to know: briefs per area, who has gone through them, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.governance import actions
from samsyn.governance.actions import SteeringError
from samsyn.governance.models import Brief, Briefing, Clause
from samsyn.governance.rules import ClauseText
from samsyn.governance.rules.competence import Known, briefing_objection, known
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
PAGE = "/modell/kompetens/"
TEXT = "Nämnden klassar sin information.\n\nFråga vem som får läsa den."


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def city(town: Town) -> Client:
    return signed_in(Role.CITY_OFFICE)


@pytest.fixture
def secretary(town: Town) -> Client:
    return signed_in(Role.SECRETARY, town.bodies["SN"])


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def written(town: Town, day: str = "2026-02-01", area: str = "Informationssäkerhet") -> Brief:
    return actions.write_brief(by=town.by, at=noon(day), municipality=town.municipality, area=area, text=TEXT)


def held(town: Town, brief: Brief, code: str = "SN", day: str = "2026-02-10") -> Briefing:
    return actions.hold_briefing(
        by=town.by, at=noon(day), brief=brief, body=town.bodies[code], day=date.fromisoformat(day), present=9,
        members=13,
    )  # fmt: skip


def clause(town: Town, *, draft: bool = False) -> Clause:
    clauses = [ClauseText("2.3", "Nämnderna", "Nämnden ska klassa sin information.")]
    given = {
        "by": town.by, "at": noon("2026-01-10"), "municipality": town.municipality, "title": "Riktlinje",
        "label": "1.0", "kind": "guideline", "clauses": clauses,
    }  # fmt: skip
    if draft:
        return actions.draft(**given).clauses.get()  # type: ignore[arg-type]  # a table of keywords
    decided = DecisionRef("KS", date(2026, 1, 10), "7")
    return actions.adopt(**given, valid_from=date(2026, 1, 10), decided_by=decided).clauses.get()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("current", "held_on", "state"),
    [
        (date(2026, 2, 1), None, Known.NOT_YET),
        (date(2026, 2, 1), date(2026, 2, 1), Known.DONE),
        (date(2026, 5, 1), date(2026, 2, 1), Known.OUTDATED),
    ],
)
def test_a_body_has_gone_through_a_text_not_its_area(
    current: date, held_on: date | None, state: Known
) -> None:
    assert known(current, held_on) is state


@pytest.mark.parametrize(
    ("day", "present", "members", "sentence"),
    [
        (date(2026, 3, 1), 9, 13, ""),
        (date(2026, 3, 1), 9, None, ""),
        (date(2026, 3, 3), 9, 13, "2026-03-03 har inte varit än. För in genomgången när den är hållen."),
        (date(2026, 1, 1), 9, 13, "Kunskapsbladet är från 2026-02-01. Skriv den dagen eller en senare."),
        (date(2026, 3, 1), 0, 13, "Skriv hur många som var med, minst en."),
        (date(2026, 3, 1), 14, 13, "14 av 13 går inte. Rätta antalet närvarande eller antalet ledamöter."),
    ],
)  # fmt: skip
def test_a_briefing_that_can_not_be_is_refused_with_what_to_do(
    day: date, present: int, members: int | None, sentence: str
) -> None:
    assert briefing_objection(date(2026, 2, 1), day, date(2026, 3, 2), present, members) == sentence


def test_without_a_brief_the_page_says_what_to_do(city: Client, secretary: Client) -> None:
    assert "Skriv det första" in text(city)
    assert "Stadskontoret skriver kunskapsblad här." in text(secretary)


def test_the_city_office_writes_a_brief_from_a_clause_in_force(town: Town, city: Client) -> None:
    source = clause(town)
    form = text(city, f"{PAGE}ny/")
    assert "Riktlinje 1.0, 2.3 Nämnderna" in form
    sent = {"area": "Informationssäkerhet", "text": TEXT, "clause": source.pk}
    page = city.post(f"{PAGE}ny/", sent, follow=True).content.decode()
    assert "<p>Fråga vem som får läsa den.</p>" in page
    assert f"/modell/{source.version.document_id}/klausul/2.3/" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": ""}, "Skriv vad nämnden behöver veta."),
        ({"text": "x" * 3001}, "Texten är 3001 tecken, en sida rymmer 3000. Korta den."),
        ({"area": ""}, "Skriv vilket område kunskapsbladet gäller."),
        ({"clause": "999"}, "Klausulen gäller inte. Välj ur listan."),
    ],
)
def test_bad_input_gets_one_sentence_and_keeps_what_was_typed(
    city: Client, sent: dict[str, str], sentence: str
) -> None:
    response = city.post(f"{PAGE}ny/", {"area": "Avtal", "text": TEXT, **sent})
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert 'value="Avtal"' in page or "Fråga vem" in page
    assert not Brief.objects.exists()


def test_two_texts_a_day_and_a_drafts_clause_are_refused(town: Town) -> None:
    written(town)
    with pytest.raises(SteeringError, match="Informationssäkerhet fick en ny text i dag"):
        written(town, area="informationssäkerhet")
    with pytest.raises(SteeringError, match=r"Riktlinje 1\.0 är ett utkast\. Välj en klausul"):
        actions.write_brief(
            by=town.by, at=noon("2026-02-02"), municipality=town.municipality, area="Avtal", text=TEXT,
            clause=clause(town, draft=True),
        )  # fmt: skip


def test_the_secretary_notes_that_the_board_has_gone_through_it(town: Town, secretary: Client) -> None:
    brief = written(town)
    assert "Socialnämnden har att gå igenom" in text(secretary)
    sent = {
        "body": town.bodies["SN"].pk, "day": "2026-02-10", "present": "9", "members": "13", "led_by": "Disa Ek",
    }  # fmt: skip
    page = secretary.post(f"{PAGE}{brief.pk}/", sent, follow=True).content.decode()
    assert "Socialnämnden har gått igenom Informationssäkerhet 2026-02-10." in page
    page = text(secretary)
    assert "2026-02-10, 9 av 13" in page
    assert "1 av 3 organ har gått igenom texten" in page
    assert "Socialnämnden har gått igenom allt som är skrivet." in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"present": "nio"}, "Skriv hur många som var med, minst en."),
        ({"present": "20"}, "20 av 13 går inte."),
        ({"members": "13 st"}, "Skriv hur många ledamöter organet har, till exempel 13."),
        ({"day": "2026-01-01"}, "Kunskapsbladet är från 2026-02-01."),
        ({"day": "2026-02-10"}, "Genomgången 2026-02-10 finns redan för Socialnämnden."),
        ({"day": ""}, "Dagen saknas."),
        ({"body": "0"}, "Välj ett organ som du för protokoll åt."),
    ],
)
def test_a_wrong_briefing_gets_one_sentence(
    town: Town, secretary: Client, sent: dict[str, str], sentence: str
) -> None:
    brief = written(town)
    held(town, brief)
    given = {"body": town.bodies["SN"].pk, "day": "2026-02-11", "present": "9", "members": "13", **sent}
    response = secretary.post(f"{PAGE}{brief.pk}/", given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Briefing.objects.count() == 1


def test_a_new_text_shows_who_has_only_had_the_old_one(town: Town, secretary: Client) -> None:
    first = written(town)
    held(town, first)
    newer = written(town, "2026-05-01")
    page = text(secretary)
    assert "Ny text sedan dess" in page
    assert "0 av 3 organ har gått igenom texten" in page
    assert f"Den senaste är från {newer.day}" in text(secretary, f"{PAGE}{first.pk}/")
    page = text(secretary, f"{PAGE}?per=2026-04-01")
    assert "Ny text sedan dess" not in page
    assert "1 av 3 organ har gått igenom texten" in page
    assert secretary.get(f"{PAGE}{newer.pk}/?per=2026-04-01").status_code == 404


def test_members_read_and_only_those_who_may_write(town: Town, secretary: Client) -> None:
    brief = written(town)
    member = signed_in(Role.MEMBER, town.bodies["SN"])
    assert "Fråga vem som får läsa den." in text(member, f"{PAGE}{brief.pk}/")
    assert "För in en genomgång" not in text(member, f"{PAGE}{brief.pk}/")
    sent = {"body": town.bodies["SN"].pk, "day": "2026-02-10", "present": "9"}
    assert member.post(f"{PAGE}{brief.pk}/", sent).status_code == 403
    assert secretary.get(f"{PAGE}ny/").status_code == 403
    other = {**sent, "body": town.bodies["TN"].pk}
    assert (
        "Välj ett organ som du för protokoll åt."
        in secretary.post(f"{PAGE}{brief.pk}/", other).content.decode()
    )


def test_the_next_text_begins_with_the_one_before(town: Town, city: Client) -> None:
    written(town)
    form = text(city, f"{PAGE}ny/?omrade=Informationss%C3%A4kerhet")
    assert "Fråga vem som får läsa den.</textarea>" in form
    assert "Texten från" in form


def test_the_lists_are_files_and_ask_few_times(town: Town, secretary: Client) -> None:
    for nth in range(12):
        brief = written(town, area=f"Område {nth}")
        held(town, brief)
    for address in (PAGE, f"{PAGE}{brief.pk}/"):
        assert len(secretary.get(f"{address}?as=csv").content.splitlines()) > 1
        secretary.get(address)
        with CaptureQueriesContext(connection) as asked:
            text(secretary, address)
        assert len(asked) <= 12, [query["sql"][:90] for query in asked]
