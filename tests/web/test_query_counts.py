"""How often each page asks the database, now and on an earlier day: written down, at most twelve for many rows."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.oversight.town import FULL, Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.kit.scales import State
from samsyn.money.actions import set_budget
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WRITTEN = Path(__file__).with_name("query_counts.json")
LIMIT = 12


def fill(town: Town, many: int) -> None:
    """Register initiatives with all that can hang on them, decided in one case."""
    by, at, sn = town.by, noon("2026-02-01"), town.bodies["SN"]
    case = cases.open_case(by=by, at=at, body=sn, number="SN-2026-12", title="Digital ansökan")
    meeting = cases.hold_meeting(by=by, at=at, body=sn, day=date(2026, 2, 1))
    for number in range(1, many + 1):
        one = town.initiative(
            "2026-01-05", "SN", f"Initiativ {number}", decision=f"SN § {number}/2026", **FULL
        )
        cases.record_item(by=by, at=at, meeting=meeting, paragraph=str(number), title="Beslut", cases=[case])
        actions.report(by=by, at=at, initiative=one, state=State.ON_TRACK, happened="Piloten är klar.")
        actions.plan_milestone(by=by, at=at, initiative=one, title="Pilot", planned=date(2026, 6, 1))
        set_budget(by=by, at=at, initiative=one, source=Source.OWN, year=2026, budget=100)
        promised = actions.promise_benefit(
            by=by,
            at=at,
            initiative=one,
            title="Kortare köer",
            kind="service",
            unit="dagar",
            likely=2,
            measured_on=at.date(),
        )
        actions.measure_benefit(by=by, at=at, benefit=promised, day=at.date(), value=1)


def yesterday() -> str:
    return str(timezone.localdate() - timedelta(days=1))


def asked(client: Client, address: str, day: str = "") -> int:
    """Return how often a page asks, today or on an earlier day."""
    client.get(address, {"per": day})  # the first visit may ask what the database can do, and keeps the day
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", json.loads(WRITTEN.read_text()))
def test_a_page_asks_as_often_as_is_written_down(address: str) -> None:
    now, earlier = json.loads(WRITTEN.read_text())[address]
    town = Town()
    town.adopt("2026-01-02", *FULL)
    client = signed_in(Role.OFFICER, town.bodies["SN"])
    fill(town, 12)
    assert asked(client, address) == now <= LIMIT
    if earlier:
        assert asked(client, address, yesterday()) == earlier <= LIMIT


@pytest.mark.parametrize("earlier", [False, True], ids=["now", "earlier"])
def test_the_choice_of_person_in_the_demo_costs_no_query(earlier: bool) -> None:
    day = yesterday() if earlier else ""
    town = Town()
    client = signed_in(Role.OFFICER, town.bodies["SN"])
    fill(town, 2)
    before = asked(client, "/uppsikt/", day)
    with override_settings(DEMO=True):
        assert "Byt person" in client.get("/uppsikt/").content.decode()
        assert asked(client, "/uppsikt/", day) == before
        assert asked(Client(), "/uppsikt/", day) <= before
