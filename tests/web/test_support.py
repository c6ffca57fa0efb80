"""Samsyn judged by the auditors' own yardstick: who uses it, how fresh it is, how fast boards answer, what users say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.inquiries import actions as inquiries
from samsyn.kit.actors import Actor
from samsyn.kit.scales import Stance, State
from samsyn.organisation.actions import add_person, give_role
from samsyn.organisation.models import Person
from samsyn.organisation.rules import Role
from samsyn.oversight.actions import SurveyError, answer_survey
from samsyn.oversight.models import SurveyTally
from samsyn.register import actions

pytestmark = pytest.mark.django_db
DAY = "2026-03-01"


def official(town: Town, name: str, body: str) -> Actor:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-02")}
    person = add_person(**who, municipality=town.municipality, name=name)
    give_role(**who, person=person, role=Role.LEADER, body=town.bodies[body], valid_from=date(2026, 1, 2))
    return Actor("person", person.pk, name)


def figures(reader: Client, day: str = DAY) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in reader.get("/it-stodet/", {"per": day, "as": "json"}).json()}


def test_active_is_who_did_something_in_the_period() -> None:
    town = Town()
    reader = signed_in(Role.OFFICER, town.bodies["KS"])
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    for name, day in (("Ada", "2026-02-20"), ("Bo", "2025-12-20"), ("Disa", "2025-11-01")):
        by = official(town, name, "SN")
        if day >= "2026":
            actions.report(by=by, at=noon(day), initiative=one, state=State.ON_TRACK, happened="Klart.")
    seen = figures(reader)["Socialnämnden"]
    assert (seen["people"], seen["active_soon"], seen["active_later"]) == (3, 1, 33)
    assert figures(reader, "2026-02-10")["Socialnämnden"]["active_soon"] == 0
    assert figures(reader)["Tekniska nämnden"]["active_later"] is None


def test_signing_in_counts_today() -> None:
    town = Town()
    reader = signed_in(Role.OFFICER, town.bodies["KS"])
    rows = {row["name"]: row for row in reader.get("/it-stodet/?as=json").json()}
    assert rows["Kommunstyrelsen"]["active_soon"] == 1


def test_time_from_question_to_answer_and_the_share_answered() -> None:
    town = Town()
    reader = signed_in(Role.OFFICER, town.bodies["KS"])
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-10")}
    for title, replied in (("Första", date(2026, 1, 20)), ("Andra", date(2026, 1, 30)), ("Tredje", None)):
        sent = inquiries.send(
            **who, body=town.bodies["KS"], title=title, deadline=date(2026, 2, 15), sent_on=date(2026, 1, 10),
            recipients=[("Socialnämnden", town.bodies["SN"])],
        )  # fmt: skip
        if replied:
            inquiries.reply(
                **who, recipient=sent.recipients.get(), replied_on=replied, stance=Stance.SUPPORTS
            )
    seen = figures(reader)["Socialnämnden"]
    assert (seen["answered"], seen["answer_days"]) == (67, 20)
    assert figures(reader, "2026-01-25")["Socialnämnden"]["answer_days"] == 10


def answer(client: Client, *scores: int) -> int:
    data = {f"q{place}": str(score) for place, score in enumerate(scores, start=1)}
    return client.post("/it-stodet/enkat/", data).status_code


def test_the_survey_is_shown_from_five_answers_and_tells_nobody_who() -> None:
    town = Town()
    clients = [signed_in(Role.OFFICER, town.bodies["SN"]) for _ in range(5)]
    for client in clients[:4]:
        assert answer(client, 5, 4, 3) == 302
    rows = {row["name"]: row for row in clients[0].get("/it-stodet/?as=json").json()}
    assert rows["Socialnämnden"]["q1"] is None
    assert "4 svar, för få" in clients[0].get("/it-stodet/").content.decode()
    assert answer(clients[4], 1, 4, 3) == 302
    rows = {row["name"]: row for row in clients[0].get("/it-stodet/?as=json").json()}
    assert [rows["Socialnämnden"][key] for key in ("q1", "q2", "q3")] == ["4,2", "4,0", "3,0"]
    columns = {field.name for field in SurveyTally._meta.get_fields()}
    assert columns == {"id", "body", "half", "question", "score", "count"}


def test_a_person_answers_once_a_half_year_and_all_three() -> None:
    town = Town()
    client = signed_in(Role.OFFICER, town.bodies["SN"])
    assert "Lämna svaret" in client.get("/it-stodet/").content.decode()
    assert answer(client, 5, 4) == 422
    assert answer(client, 5, 4, 9) == 422
    assert SurveyTally.objects.count() == 0
    assert answer(client, 5, 4, 3) == 302
    assert answer(client, 1, 1, 1) == 422
    assert {one.score for one in SurveyTally.objects.all()} == {5, 4, 3}
    assert "Lämna svaret" not in client.get("/it-stodet/").content.decode()
    me = Person.objects.latest("pk")
    later = timezone.now() + timedelta(days=184)
    answer_survey(by=Actor("person", me.pk, me.name), at=later, body=town.bodies["SN"], scores=[2, 2, 2])
    with pytest.raises(SurveyError, match="redan svarat"):
        answer_survey(by=Actor("person", me.pk, me.name), at=later, body=town.bodies["SN"], scores=[2, 2, 2])


def test_the_page_defines_its_figures_and_names_boards_where_nobody_is_active() -> None:
    town = Town()
    reader = signed_in(Role.OFFICER, town.bodies["KS"])
    official(town, "Ada", "TN")
    page = reader.get("/it-stodet/", {"per": DAY}).content.decode()
    assert "Tekniska nämnden har ingen gjort det" in " ".join(page.split())
    assert "<dt>Dagar till svar</dt>" in page
