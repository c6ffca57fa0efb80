"""Forums: digitalisation as a standing item, meetings that skipped it, who takes part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.signing import municipality, signed_in

from samsyn.governance import actions as governance
from samsyn.governance.models import Evidence
from samsyn.governance.rules import ClauseText, duties
from samsyn.kit.actors import command_line
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.actions import add_body, set_period
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role
from samsyn.planning import actions
from samsyn.planning.actions import PlanningError
from samsyn.planning.models import Forum, ForumMeeting, StandingItem, Topic

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def who() -> dict[str, Any]:
    return {"by": command_line(), "at": timezone.now()}


@pytest.fixture
def ks() -> Body:
    return add_body(
        **who(), municipality=municipality(), name="Kommunstyrelsen", short_name="KS", kind="executive"
    )


@pytest.fixture
def sn() -> Body:
    return add_body(**who(), municipality=municipality(), name="Socialnämnden", short_name="SN")


@pytest.fixture
def forum(ks: Body) -> Forum:
    return actions.add_forum(**who(), body=ks, name="Ledningsgruppen")


@pytest.fixture
def item(forum: Forum) -> StandingItem:
    since = TODAY - timedelta(days=100)
    return actions.set_standing(**who(), forum=forum, title="Digitalisering", digital=True, valid_from=since)


@pytest.fixture
def office(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


def meeting(forum: Forum, ago: int, *topics: StandingItem | str) -> ForumMeeting:
    held = actions.plan_meeting(**who(), forum=forum, day=TODAY - timedelta(days=ago))
    for one in topics:
        item = one if isinstance(one, StandingItem) else None
        actions.add_topic(**who(), meeting=held, title="" if item else str(one), standing=item)
    return held


def text(client: Client, address: str = "/forum/") -> str:
    return client.get(address).content.decode()


def test_nothing_there_says_what_to_do(office: Client) -> None:
    assert "Inget forum är upplagt än." in text(office)


def test_a_forum_is_put_up_with_item_member_meeting_and_agenda(office: Client, ks: Body, sn: Body) -> None:
    office.post("/forum/nytt/", {"name": "Ledningsgruppen", "kind": "leadership", "body": ks.pk})
    here = f"/forum/{Forum.objects.get().pk}/"
    assert "Digitalisering är <b>inte stående punkt</b> i något forum." in text(office)
    office.post(f"{here}punkt/", {"title": "Digitalisering", "digital": "on", "valid_from": "2025-01-01"})
    office.post(f"{here}deltagare/", {"body": sn.pk})
    office.post(f"{here}mote/", {"day": str(TODAY - timedelta(days=3)), "place": "Rum 4"})
    held = ForumMeeting.objects.get()
    office.post(f"/forum/mote/{held.pk}/dagordning/", {"title": "Lokaler"})
    assert f"Ledningsgruppen {held.day}" in text(office)
    assert "Hoppades över" in text(office, here)
    office.post(f"/forum/mote/{held.pk}/dagordning/", {"standing": StandingItem.objects.get().pk})
    page = text(office)
    assert "Digitalisering är <b>stående punkt</b> i" in page
    assert "inget möte hoppade över den" in page
    office.post(f"/forum/mote/{held.pk}/narvaro/", {"minutes": "KS-2026-4", "present": [sn.pk]})
    assert "KS-2026-4" in text(office, here)
    assert '<b>Socialnämnden</b> <span class="muted small">1 av 1 möten</span>' in text(office, here)


def test_only_meetings_with_an_agenda_and_within_the_items_time_have_skipped_it(
    office: Client, forum: Forum, item: StandingItem
) -> None:
    for ago, topics in ((120, ["Lokaler"]), (30, ["Lokaler"]), (20, [item]), (10, []), (-10, ["Lokaler"])):
        meeting(forum, ago, *topics)
    page = text(office, f"/forum/{forum.pk}/")
    for words in ("Ingen stående punkt", "Hoppades över", "Togs upp", "Dagordning saknas", "Kommer"):
        assert page.count(words) == 1, words
    assert "1 möte hoppade över den" in page


def test_an_item_taken_off_is_no_longer_missed(office: Client, forum: Forum, item: StandingItem) -> None:
    meeting(forum, 30, "Lokaler")
    office.post(f"/forum/punkt/{item.pk}/avsluta/")
    page = text(office)
    assert "Digitalisering är <b>inte stående punkt</b>" in page
    assert f"Ledningsgruppen {TODAY - timedelta(days=30)}" in page


def test_a_dialogue_forum_alone_is_no_leadership_forum(office: Client, ks: Body) -> None:
    made = actions.add_forum(**who(), body=ks, name="Nätverket", kind="dialogue")
    actions.set_standing(**who(), forum=made, title="Digitalt", digital=True, valid_from=date(2025, 1, 1))
    assert "Inget av dem är ett ledningsforum." in text(office)


@pytest.mark.parametrize(
    ("what", "said", "sentence"),
    [
        ("punkt", {"valid_from": "2025-01-01"}, "Skriv vad punkten heter."),
        ("punkt", {"title": "X", "valid_from": "nyss"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ("punkt", {"title": "digitalisering", "valid_from": "2025-01-01"}, "är redan en stående punkt"),
        ("deltagare", {}, "Välj ett organ, eller skriv vem."),
        ("mote", {"day": ""}, "Dagen saknas."),
        ("mote", {"day": str(TODAY)}, "möts redan"),
    ],
)
def test_what_cannot_be_added_gets_a_sentence(
    office: Client, forum: Forum, item: StandingItem, what: str, said: dict[str, str], sentence: str
) -> None:
    meeting(forum, 0)
    response = office.post(f"/forum/{forum.pk}/{what}/", said)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_topic_is_said_once_and_belongs_to_the_forum(forum: Forum, item: StandingItem, ks: Body) -> None:
    held = meeting(forum, 3, item)
    other = actions.add_forum(**who(), body=ks, name="Annat")
    for where, title, standing in ((held, "", item), (held, "", None), (meeting(other, 3), "", item)):
        with pytest.raises(PlanningError):
            actions.add_topic(**who(), meeting=where, title=title, standing=standing)
    assert Topic.objects.count() == 1


def test_a_body_that_was_not_there_that_day_took_no_part(
    office: Client, forum: Forum, sn: Body, item: StandingItem
) -> None:
    actions.add_member(**who(), forum=forum, body=sn)
    held = meeting(forum, 3, item)
    set_period(**who(), body=sn, valid_from=None, valid_to=held.day)
    page = office.post(f"/forum/mote/{held.pk}/narvaro/", {"present": [sn.pk]}).content.decode()
    assert f"Socialnämnden fanns inte {held.day}." in page
    with pytest.raises(PlanningError, match="efteråt"):
        actions.note_minutes(**who(), meeting=meeting(forum, -5), minutes="", present=[])


def test_taking_part_counts_as_evidence_once(office: Client, forum: Forum, sn: Body) -> None:
    made = governance.adopt(
        **who(), municipality=municipality(), title="Modellen", label="1.0", valid_from=date(2025, 1, 1),
        decided_by=DecisionRef("KS", date(2025, 1, 1), "7"),
        clauses=[ClauseText("6", "Forum", "Nämnderna ska delta i forum för dialog.")],
    )  # fmt: skip
    clause = made.clauses.get()
    governance.confirm_duties(**who(), clause=clause, duties=duties(clause.text))
    actions.add_member(**who(), forum=forum, body=sn)
    held = meeting(forum, 3, "Lokaler")
    actions.note_minutes(**who(), meeting=held, minutes="", present=[sn])
    address = f"/forum/mote/{held.pk}/belagg/"
    duty = clause.obligations.get()
    office.post(address, {"obligation": duty.pk})
    page = office.post(address, {"obligation": duty.pk}, follow=True).content.decode()
    assert "Alla som deltog har redan belägget." in page
    assert Evidence.objects.get().body == sn


def test_its_keeper_writes_and_others_read(forum: Forum, ks: Body, sn: Body) -> None:
    said = {"day": "2026-03-01"}
    address = f"/forum/{forum.pk}/mote/"
    assert signed_in(Role.SECRETARY, sn).post(address, said).status_code == 403
    assert signed_in(Role.AUDITOR).post(address, said).status_code == 403
    assert signed_in(Role.SECRETARY, ks).post(address, said).status_code == 302
    assert "Ledningsgruppen" in text(signed_in(Role.MEMBER, sn))


def test_an_earlier_day_shows_what_was_recorded_then(office: Client, forum: Forum) -> None:
    assert "Ledningsgruppen" not in text(office, "/forum/?per=2024-01-01")
