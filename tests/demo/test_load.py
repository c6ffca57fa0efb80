"""Sundsala kommun in the database: counts, unevenness, secrecy, an unbroken chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from samsyn.audits.models import Audit, Measure, Recommendation
from samsyn.cases.models import Case, Commission, Grounds, Item
from samsyn.demo.load import Loaded, load
from samsyn.governance.models import Brief, Briefing, Version
from samsyn.history.models import Act
from samsyn.history.queries import broken_link
from samsyn.inquiries.models import Extension, Inquiry, Viewpoint
from samsyn.money.models import BudgetLine
from samsyn.organisation.models import Administration, Body, User
from samsyn.oversight.models import Trace
from samsyn.oversight.queries import Lens, Overview, overview
from samsyn.register.models import Benefit, CostEstimate, Initiative, LegalAdvice, StatusReport, System

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(ON)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def seen(loaded: Loaded) -> Overview:
    return overview(Lens(loaded.municipality, ON))


def test_a_second_load_changes_nothing(loaded: Loaded) -> None:
    before = Act.objects.count()
    assert load(ON + timedelta(days=9)) == Loaded(loaded.municipality, 0)
    assert Act.objects.count() == before


def test_it_has_what_was_promised(loaded: Loaded) -> None:
    boards = Body.objects.filter(kind__in=("executive", "board"))
    assert (boards.count(), Administration.objects.count()) == (14, 14)
    assert (Initiative.objects.count(), System.objects.count()) == (120, 60)
    assert Audit.objects.count() == 2
    kinds = Counter(Inquiry.objects.values_list("kind", flat=True))
    assert kinds == {"referral": 1, "question": 2, "reporting": 3}
    models = Version.objects.filter(document__kind="model").order_by("valid_from")
    assert list(models.values_list("label", flat=True)) == ["3.0", "3.1"]
    assert Initiative.objects.exclude(secrecy_ground="").count() == 2
    assert Case.objects.exclude(secrecy_ground="").count() == 1


def test_everything_happened_in_time_order_before_its_day_and_the_chain_holds(loaded: Loaded) -> None:
    moments = list(Act.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1].date() < ON
    assert (ON - moments[0].date()).days > 4 * 365
    assert broken_link() is None


def test_three_boards_hardly_document_and_the_rest_do(seen: Overview) -> None:
    share = {row.body.short_name: row.coverage or 0 for row in seen.rows if row.body}
    assert {code for code, coverage in share.items() if coverage < 0.6} == {"SN", "TN", "RN"}
    assert all(0.7 <= share[code] <= 0.95 for code in share if code not in {"SN", "TN", "RN"})
    assert 160 <= seen.total.known <= 220


def test_one_board_is_in_deficit(seen: Overview) -> None:
    over = {
        r.body.short_name: r.money.forecast / r.money.budget for r in seen.rows if r.body and r.money.budget
    }
    assert max(over, key=lambda code: over[code]) == "SN"
    assert over["SN"] > 1.05


def test_freshness_varies(seen: Overview) -> None:
    assert {row.freshness.value for row in seen.rows} == {"current", "ageing", "stale"}


def test_there_is_something_of_every_kind_to_look_at(loaded: Loaded) -> None:
    assert CostEstimate.objects.exclude(withheld="").exists()
    assert Initiative.objects.filter(estimates=None, draft=False).exists()
    assert Benefit.objects.filter(owner="").exists()
    assert BudgetLine.objects.filter(decided=False).exists()
    assert Commission.objects.filter(answered_on=None, due__lt=ON).count() >= 10
    assert Commission.objects.filter(answered_on=None, due__gte=ON).exists()
    assert Measure.objects.exclude(conditional_on=None).count() == 2
    assert Measure.objects.exclude(initiative_number=None).count() == 3
    kinds = {"budget", "minutes", "procurement", "system", "ledger", "invoice"}
    assert set(Trace.objects.values_list("kind", flat=True)) == kinds
    stances = set(Inquiry.objects.get(kind="referral").recipients.values_list("stance", flat=True))
    assert stances == {"tillstyrker", "med synpunkter", "delvis", "avstyrker", "avstår", ""}
    assert Viewpoint.objects.count() >= 40
    assert Extension.objects.filter(granted=True).exists()
    assert Recommendation.objects.values("body").distinct().count() >= 6


def test_every_decision_named_by_an_initiative_is_in_the_minutes(loaded: Loaded) -> None:
    items = Item.objects.select_related("meeting__body")
    known = {f"{i.meeting.body.short_name} § {i.paragraph}/{i.meeting.day.year}" for i in items}
    named = set(Initiative.objects.exclude(decision="").values_list("decision", flat=True))
    assert named
    assert named <= known


def test_the_personas_cannot_sign_in_with_a_password(loaded: Loaded) -> None:
    assert User.objects.count() == 8
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_reports_are_written_by_those_who_lead(loaded: Loaded) -> None:
    reporters = set(StatusReport.objects.values_list("reporter", flat=True))
    assert len(reporters) > 15


def test_some_bodies_know_more_than_others_and_one_question_waits(loaded: Loaded) -> None:
    assert Brief.objects.values("area").distinct().count() == 3
    assert 0 < Briefing.objects.values("body").distinct().count() < 14
    assert list(LegalAdvice.objects.filter(answered_on=None).values_list("initiative__body__short_name")) == [
        ("TN",)
    ]
    assert Grounds.objects.filter(needed=False).count() == 1
