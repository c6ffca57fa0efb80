"""Audits as they were on a day: verdicts side by side, measures, what they wait for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.audits.town import Audited
from tests.oversight.town import noon

from samsyn.audits import actions
from samsyn.audits.queries import AuditFile, audit_file, listing
from samsyn.audits.rules import Progress
from samsyn.cases.actions import open_case
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.scales import Verdict
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


@pytest.fixture
def town() -> Audited:
    return Audited()


def look(town: Audited, day: date | None = None) -> AuditFile:
    found = audit_file(OPEN, town.municipality, town.audit.number, as_of=day, day=day or DAY)
    assert found
    return found


def test_the_list_counts_recommendations_and_measures(town: Audited) -> None:
    (row,) = listing(OPEN, town.municipality, as_of=None, day=DAY)
    assert (row.recommendations, row.measures, row.done, row.late) == (3, 4, 1, 1)
    assert (row.ref, row.verdict) == ("G-0001", Verdict.PARTLY)


def test_the_three_assessors_stand_side_by_side_and_the_latest_of_each_counts(town: Audited) -> None:
    town.judge("2026-02-01", "2SN", "own", Verdict.PARTLY)
    town.judge("2026-03-01", "2SN", "own", Verdict.ESSENTIALLY)
    town.judge("2026-03-02", "2SN", "city_office", Verdict.NOT)
    square = look(town).asked[1].cells[town.bodies["SN"].pk]
    assert square.by("own") is Verdict.ESSENTIALLY
    assert square.by("city_office") is Verdict.NOT
    assert square.by("auditors") is None
    assert square.verdicts["own"].day == date(2026, 3, 1)


def test_an_earlier_day_shows_what_was_known_then(town: Audited) -> None:
    town.judge("2026-02-01", "2SN", "own", Verdict.PARTLY)
    before = look(town, date(2026, 2, 10))
    town.judge("2026-03-01", "2SN", "own", Verdict.ESSENTIALLY)
    assert look(town, date(2026, 2, 10)) == before
    assert before.count(Progress.DONE) == 0
    assert look(town, DAY).count(Progress.DONE) == 1


def test_a_measure_says_what_it_waits_for(town: Audited) -> None:
    first = look(town).measures[0]
    assert (first.progress, first.case_number, first.number) == (Progress.CONDITIONAL, "KS-2026-7", 1)
    assert look(town).idle == [town.bodies["SN"].pk]


def test_a_secret_case_is_not_named(town: Audited) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-15")}
    hidden = open_case(
        **who, body=town.bodies["KS"], number="KS-2026-8", title="Hemligt", secrecy_ground="OSL 18 kap. 8 §"
    )
    actions.plan_measure(**who, recommendation=town.asked["1KS"], text="Vänta", conditional_on=hidden)
    waiting = [one for one in look(town).measures if one.progress is Progress.CONDITIONAL]
    assert [one.case_number for one in waiting] == ["KS-2026-7", ""]


def test_nobody_without_a_right_sees_an_audit(town: Audited) -> None:
    guest = Access(Actor("guest", None, ""))
    assert listing(guest, town.municipality, as_of=None, day=DAY) == []
    assert audit_file(guest, town.municipality, town.audit.number, as_of=None, day=DAY) is None


def test_each_follow_up_and_finished_measure_is_an_act(town: Audited) -> None:
    town.judge("2026-02-01", "2SN", "own", Verdict.PARTLY)
    assert Act.objects.get(verb="audits.follow_up").sentence == (
        "Socialnämnden bedömdes delvis för R-0001.2 (nämnden själv)."
    )
    assert Act.objects.get(verb="audits.finish_measure").ref == "R-0001.2"


def test_one_audit_takes_few_queries_however_many_measures(town: Audited) -> None:
    for nth in range(20):
        town.plan("2SN", f"Åtgärd {nth}", "2026-12-01", waits=True)
    with CaptureQueriesContext(connection) as asked:
        look(town)
    assert len(asked) == 5
