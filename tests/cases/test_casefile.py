"""Cases: the list, one case with all that belongs to it, and what secrecy hides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town, noon

from samsyn.cases import actions, queries
from samsyn.cases.actions import Point
from samsyn.cases.models import Case
from samsyn.cases.queries import CaseFile, CaseSelection
from samsyn.kit.actors import Actor
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access, Held, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    by, sn = town.by, town.bodies["SN"]
    case = actions.open_case(
        by=by,
        at=noon("2026-01-05"),
        body=sn,
        number="SN-2026-12",
        title="Digital ansökan",
        opened=date(2026, 1, 5),
    )
    other = actions.open_case(
        by=by,
        at=noon("2026-01-06"),
        body=town.bodies["KS"],
        number="KS-2026-3",
        title="Översyn",
        opened=date(2026, 1, 6),
    )
    actions.link(by=by, at=noon("2026-01-07"), from_case=case, kind="answer_to", to_case=other)
    letter = actions.file_document(
        by=by,
        at=noon("2026-01-08"),
        body=sn,
        case=case,
        kind="tjänsteskrivelse",
        title="Förslag",
        day=date(2026, 1, 8),
    )
    actions.propose(
        by=by,
        at=noon("2026-01-08"),
        document=letter,
        points=[Point("Nämnden inför ansökan.", "föreslås", to="Socialnämnden")],
    )
    meeting = actions.hold_meeting(by=by, at=noon("2026-02-01"), body=sn, day=date(2026, 2, 1))
    actions.record_item(
        by=by, at=noon("2026-02-01"), meeting=meeting, paragraph="12", title="Digital ansökan", cases=[case],
        points=[Point("Ansökan införs.", "beslutar"), Point("Fullmäktige avsätter medel.", "föreslår", to="KF")],
        recipients=["Stadskontoret"],
    )  # fmt: skip
    actions.plan_hearing(by=by, at=noon("2026-01-09"), case=case, body_name="SNAU", planned=date(2026, 1, 20))
    actions.commission(
        by=by,
        at=noon("2026-02-01"),
        body=town.bodies["TN"],
        decided_by="SN § 12/2026",
        decided_on=date(2026, 2, 1),
        text="Redovisa nätet",
        due=date(2026, 2, 15),
        case=case,
    )
    return town


def look(town: Town, key: str = "sn-2026-12", access: Access = OPEN, as_of: date | None = None) -> CaseFile:
    found = queries.case_file(access, town.municipality, town.lens("2026-03-01").bodies, key, as_of=as_of)
    assert found is not None
    return found


def test_a_case_holds_documents_decisions_links_tasks_and_hearing(town: Town) -> None:
    file = look(town)
    assert [(p.force, p.to, p.text) for p in file.documents[0].points] == [
        ("föreslås", "Socialnämnden", "Nämnden inför ansökan.")
    ]
    decided = file.decisions[0]
    assert (decided.ref, decided.recipients) == ("SN § 12/2026", ["Stadskontoret"])
    assert [p.force for p in decided.points] == ["beslutar", "föreslår"]
    assert [(link.words, link.number) for link in file.links] == [("är svar på", "KS-2026-3")]
    assert [(link.words, link.number) for link in look(town, "ks-2026-3").links] == [
        ("har svaret", "SN-2026-12")
    ]
    assert [(step.by, step.day) for step in file.hearing] == [("SNAU", date(2026, 1, 20))]
    assert [(task.text, task.late(date(2026, 3, 1))) for task in file.tasks] == [("Redovisa nätet", 14)]


def test_a_case_costs_seven_queries(town: Town) -> None:
    bodies = town.lens("2026-03-01").bodies
    look(town)
    with CaptureQueriesContext(connection) as asked:
        queries.case_file(OPEN, town.municipality, bodies, "sn-2026-12", as_of=None)
    assert len(asked) <= 7


def test_an_earlier_day_knows_no_later_decision(town: Town) -> None:
    file = look(town, as_of=date(2026, 1, 31))
    assert (file.decisions, file.tasks, len(file.documents)) == ([], [], 1)


def test_a_secret_case_is_hidden_with_its_links_its_paragraph_and_its_count(town: Town) -> None:
    actions.open_case(
        by=town.by,
        at=noon("2026-02-03"),
        body=town.bodies["SN"],
        number="SN-2026-40",
        title="Hemligt",
        secrecy_ground="OSL 26 kap. 1 §",
    )
    secret = Case.objects.get(key="sn-2026-40")
    actions.link(
        by=town.by,
        at=noon("2026-02-03"),
        from_case=secret,
        kind="refers_to",
        to_case=Case.objects.get(key="sn-2026-12"),
    )
    meeting = actions.hold_meeting(
        by=town.by, at=noon("2026-02-03"), body=town.bodies["SN"], day=date(2026, 2, 3)
    )
    item = actions.record_item(
        by=town.by, at=noon("2026-02-03"), meeting=meeting, paragraph="30", title="Hemligt", cases=[secret]
    )
    bodies = town.lens("2026-03-01").bodies
    assert queries.case_file(OPEN, town.municipality, bodies, "sn-2026-40", as_of=None) is None
    assert queries.paragraph(OPEN, town.municipality, bodies, item.pk, as_of=None) is None
    assert len(look(town).links) == 1
    shared = actions.record_item(
        by=town.by,
        at=noon("2026-02-03"),
        meeting=meeting,
        paragraph="31",
        cases=[secret, Case.objects.get(key="sn-2026-12")],
    )
    assert shared.pk not in [one.item.pk for one in look(town).decisions]
    seen = listing(town)
    assert (seen.count, seen.left_out) == (2, 1)
    own = Access(Actor("person", 1, "Ada"), (Held(Role.OFFICER, town.municipality.pk, town.bodies["SN"].pk),))
    assert look(town, "sn-2026-40", own).row.title == "Hemligt"
    assert queries.paragraph(own, town.municipality, bodies, item.pk, as_of=None) is not None


def listing(town: Town, **chosen: Any) -> queries.CaseListing:
    return queries.listing(
        OPEN, town.municipality, CaseSelection(**chosen), as_of=None, sort="-opened", window=slice(0, 50)
    )


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["KS-2026-3", "SN-2026-12"]),
        ({"words": "ansökningar digital"}, []),
        ({"words": "digitala ansökan"}, ["SN-2026-12"]),
        ({"words": "SN 2026/12"}, ["SN-2026-12"]),
        ({"state": "closed"}, []),
        ({"year": 2026}, ["KS-2026-3", "SN-2026-12"]),
    ],
)
def test_a_filter_leaves_the_cases_it_names(town: Town, chosen: dict[str, Any], expected: list[str]) -> None:
    assert [row.number for row in listing(town, **chosen).rows] == expected


def test_activity_counts_decisions_and_open_tasks(town: Town) -> None:
    case = Case.objects.get(key="sn-2026-12")
    assert queries.activity([case.pk], None)[case.pk] == queries.Activity(1, date(2026, 2, 1), 1)
    assert queries.activity([case.pk], date(2026, 1, 31))[case.pk] == queries.Activity()
