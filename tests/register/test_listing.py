"""The list of initiatives on a small town: what is chosen, in which order, and what nobody may see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import FULL, Town, noon

from samsyn.kit.actors import Actor
from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access, Held, Role
from samsyn.register import actions
from samsyn.register.models import Initiative, Phase
from samsyn.register.queries import Listing, Selection, costs, every, listing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
COMPLETE = ~Q(problem="") & ~Q(contact="")


@pytest.fixture
def town() -> Town:
    town = Town()
    town.initiative(
        "2026-01-05", "SN", "Digital ansökan", phase="execution", risk="high", funding="pool", **FULL
    )
    town.initiative("2026-01-06", "TN", "Sensorer i vattennätet", phase="study", start=date(2027, 1, 1))
    town.initiative("2026-01-07", "SN", "Åtgärdsregister", phase="idea", end=date(2026, 12, 31))
    town.initiative("2026-01-08", "TN", "Ärendekarta", phase=Phase.STOPPED.value)
    town.initiative("2026-01-09", "SN", "Halvfärdigt", draft=True)
    return town


def look(
    town: Town, access: Access = OPEN, as_of: date | None = None, sort: str = "number", **chosen: Any
) -> Listing:
    found = town.lens("2026-03-01").bodies
    return listing(
        access, town.municipality, found, Selection(**chosen), complete=COMPLETE, as_of=as_of,
        today=TODAY, sort=sort,
    )  # fmt: skip


def numbers(seen: Listing) -> list[int]:
    return [row.number for row in seen.rows]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"ended": True}, [1, 2, 3, 4]),
        ({"phase": "stopped"}, [4]),
        ({"draft": True}, [5]),
        ({"phase": "study"}, [2]),
        ({"risk": "high"}, [1]),
        ({"funding": "pool"}, [1]),
        ({"coverage": "documented"}, [1]),
        ({"coverage": "gap"}, [2, 3]),
        ({"year": 2026}, [1, 3]),
        ({"words": "åtgärder"}, [3]),
        ({"words": "ÅTGÄRD"}, [3]),
        ({"words": "vattennäten sensor"}, [2]),
        ({"words": "I-0002"}, [2]),
        ({"words": "finns inte"}, []),
    ],
)
def test_a_filter_leaves_the_rows_it_names(town: Town, chosen: dict[str, Any], expected: list[int]) -> None:
    seen = look(town, **chosen)
    assert numbers(seen) == expected
    assert seen.count == len(expected)


def test_a_board_is_a_filter_too(town: Town) -> None:
    assert numbers(look(town, body_id=town.bodies["TN"].pk)) == [2]


@pytest.mark.parametrize(
    ("day", "fresh"), [("2026-02-20", "current"), ("2026-01-20", "ageing"), ("2025-12-01", "stale")]
)
def test_freshness_is_told_by_the_age_of_the_latest_report(town: Town, day: str, fresh: str) -> None:
    old = town.initiative("2025-11-01", "SN", "Rapporterat")
    actions.report(
        by=town.by, at=noon(day), initiative=old, state=State.ON_TRACK, happened="Piloten är klar."
    )
    assert old.number in numbers(look(town, fresh=fresh))
    assert all(
        old.number not in numbers(look(town, fresh=other))
        for other in {"current", "ageing", "stale"} - {fresh}
    )


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-number", [4, 3, 2, 1]), ("title", [1, 2, 3, 4]), ("-title", [4, 3, 2, 1]), ("body", [3, 1, 4, 2]),
        ("phase", [3, 2, 1, 4]), ("start", [2, 4, 3, 1]), ("nonsense", [4, 3, 2, 1]),
    ],
)  # fmt: skip
def test_sorting_is_swedish_and_puts_what_is_missing_last(town: Town, sort: str, expected: list[int]) -> None:
    assert numbers(look(town, sort=sort, ended=True)) == expected


def test_an_earlier_day_shows_what_was_recorded_then(town: Town) -> None:
    one = Initiative.objects.get(number=1)
    actions.change(by=town.by, at=noon("2026-02-10"), initiative=one, title="Nytt namn")
    assert [row.title for row in look(town, as_of=date(2026, 1, 5)).rows] == ["Digital ansökan"]
    assert look(town, as_of=date(2026, 2, 9)).rows[0].title == "Digital ansökan"
    assert look(town, as_of=date(2026, 2, 10)).rows[0].title == "Nytt namn"


def test_secret_rows_are_left_out_and_told_by_number_only(town: Town) -> None:
    one = Initiative.objects.get(number=1)
    actions.change(by=town.by, at=noon("2026-02-10"), initiative=one, secrecy_ground="OSL 18 kap. 8 §")
    reader = Access(
        Actor("person", 1, "Ada"), (Held(Role.MEMBER, town.municipality.pk, town.bodies["TN"].pk),)
    )
    owner = Access(
        Actor("person", 2, "Bo"), (Held(Role.OFFICER, town.municipality.pk, town.bodies["SN"].pk),)
    )
    assert (numbers(look(town, reader)), look(town, reader).left_out) == ([2, 3], 1)
    assert (numbers(look(town, owner)), look(town, owner).left_out) == ([1, 2, 3], 0)
    assert look(town, reader, words="Digital ansökan").count == 0
    before = date(2026, 2, 1)
    assert (numbers(look(town, reader, before)), look(town, reader, before).left_out) == ([2, 3], 1)
    assert numbers(look(town, owner, before)) == [1, 2, 3]


def test_the_figures_of_oversight_open_as_many_rows(town: Town) -> None:
    town.adopt("2026-01-02", "problem", "contact")
    seen = town.look("2026-03-01").total
    assert seen.documented == look(town, coverage="documented").count == 1
    assert seen.known == look(town).count == 3
    assert seen.stale == look(town, coverage="documented", fresh="stale").count


def test_who_holds_nothing_sees_nothing(town: Town) -> None:
    assert numbers(look(town, Access(Actor("person", 1, "Ada")))) == []


def test_a_page_holds_fifty_and_a_page_too_far_is_the_last(town: Town) -> None:
    for number in range(60):
        town.initiative("2026-01-10", "SN", f"Initiativ {number}")
    bodies = town.lens("2026-03-01").bodies
    how: dict[str, Any] = {"complete": Q(), "as_of": None, "today": TODAY}
    first = listing(OPEN, town.municipality, bodies, Selection(), **how)
    last = listing(OPEN, town.municipality, bodies, Selection(), page=99, **how)
    assert (len(first.rows), first.count, first.pages) == (50, 63, 2)
    assert (len(last.rows), last.page) == (13, 2)
    assert len(every(OPEN, town.municipality, bodies, Selection(), **how)) == 63


def test_a_page_costs_two_queries_however_many_rows(town: Town) -> None:
    town.lens("2026-03-01").bodies  # noqa: B018  read before counting
    with CaptureQueriesContext(connection) as asked:
        look(town)
    assert len(asked) == 3  # the bodies, the counts, the rows


def test_the_latest_cost_is_the_one_that_counts(town: Town) -> None:
    one = Initiative.objects.get(number=1)
    for day, öre in (("2026-01-10", 100), ("2026-02-10", 200)):
        actions.estimate(by=town.by, at=noon(day), initiative=one, cost=Amount(öre, "SEK"))
    assert costs([one.pk], None)[one.pk].minor == 200
    assert costs([one.pk], date(2026, 2, 1))[one.pk].minor == 100


def test_the_latest_cost_of_the_day_sorts_and_none_comes_last(town: Town) -> None:
    for number, day, öre in ((1, "2026-01-10", 900), (2, "2026-01-10", 500), (1, "2026-02-10", 100)):
        one = Initiative.objects.get(number=number)
        actions.estimate(by=town.by, at=noon(day), initiative=one, cost=Amount(öre, "SEK"))
    assert numbers(look(town, sort="cost", ended=True)) == [1, 2, 4, 3]
    assert numbers(look(town, sort="-cost", ended=True)) == [2, 1, 4, 3]
