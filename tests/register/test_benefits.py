"""Benefits: promised and measured per board, which wait for measuring, and for how long they are followed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.town import Town, noon

from samsyn.kit.actors import Actor
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access, Held, Role
from samsyn.register import actions
from samsyn.register.models import Benefit, Initiative, Phase
from samsyn.register.queries.benefits import (
    Wish,
    benefit_lines,
    benefits_chosen,
    promised_by_body,
    to_measure,
)
from samsyn.register.rules import followed_until, next_measuring

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
MONEY: dict[str, Any] = {"kind": "efficiency", "unit": "öre", "low": 100, "likely": 200, "high": 400}


@pytest.fixture
def town() -> Town:
    return Town()


def promise(town: Town, one: Initiative, title: str, day: str = "2026-01-10", **fields: Any) -> Benefit:
    return actions.promise_benefit(
        by=town.by, at=noon(day), initiative=one, title=title, **{**MONEY, **fields}
    )


def measure(town: Town, one: Benefit, day: str, value: int) -> None:
    actions.measure_benefit(by=town.by, at=noon(day), benefit=one, day=date.fromisoformat(day), value=value)


def titles(town: Town, state: str = "", as_of: date | None = None) -> list[str]:
    found = benefits_chosen(OPEN, town.municipality, as_of, TODAY, Wish(state=state)).order_by("id")
    return [one.title for one in benefit_lines(found)]


def test_each_board_sums_what_was_promised_beside_what_was_measured(town: Town) -> None:
    first, second = town.initiative("2026-01-05", "SN", "Ett"), town.initiative("2026-01-05", "TN", "Två")
    measured = promise(town, first, "Lägre kostnad", owner="Disa Ek")
    promise(town, first, "Lägre porto")
    promise(town, second, "Nöjdare", unit="procent", kind="service")
    measure(town, measured, "2026-03-01", 90)
    measure(town, measured, "2026-04-01", 150)
    sums = {one.body_id: one for one in promised_by_body(OPEN, town.municipality, None, TODAY)}
    ours, theirs = sums[first.body_id], sums[second.body_id]
    assert (ours.count, ours.low, ours.likely, ours.high) == (2, 200, 400, 800)
    assert (ours.valued, ours.promised, ours.measured, ours.unowned) == (1, 200, 150, 1)
    assert (theirs.count, theirs.in_money, theirs.likely, theirs.measured) == (1, 0, 0, 0)


def test_an_earlier_day_shows_what_was_measured_by_then(town: Town) -> None:
    one = promise(town, town.initiative("2026-01-05", "SN", "Ett"), "Lägre kostnad")
    measure(town, one, "2026-03-01", 90)
    measure(town, one, "2026-04-01", 150)
    earlier = promised_by_body(OPEN, town.municipality, date(2026, 3, 31), TODAY)
    assert [(row.promised, row.measured) for row in earlier] == [(200, 90)]
    assert promised_by_body(OPEN, town.municipality, date(2026, 1, 8), TODAY) == []


def test_a_benefit_waits_from_its_day_until_it_is_measured_and_then_a_year(town: Town) -> None:
    one = promise(
        town, town.initiative("2026-01-05", "SN", "Ett"), "Lägre kostnad", measured_on=date(2026, 5, 1)
    )
    assert titles(town, "due") == ["Lägre kostnad"]
    measure(town, one, "2026-05-20", 120)
    assert one.measured_on == date(2027, 5, 20)
    assert titles(town, "due") == []
    assert titles(town, "measured") == ["Lägre kostnad"]


def test_a_benefit_is_followed_for_three_years_after_the_work_is_over(town: Town) -> None:
    one = town.initiative("2022-01-05", "SN", "Ett", phase="introduction")
    benefit = promise(town, one, "Lägre kostnad", "2022-02-01", measured_on=date(2023, 1, 1))
    actions.move(by=town.by, at=noon("2022-06-01"), initiative=one, phase=Phase.MAINTENANCE)
    assert titles(town, "due", date(2025, 5, 31)) == ["Lägre kostnad"]
    assert titles(town, "due", date(2025, 6, 2)) == []
    measure(town, benefit, "2024-09-01", 100)
    assert benefit.measured_on is None


@pytest.mark.parametrize("phase", [Phase.STOPPED, Phase.REFUSED])
def test_nothing_is_asked_of_what_came_to_nothing(town: Town, phase: Phase) -> None:
    one = town.initiative("2026-01-05", "SN", "Ett")
    promise(town, one, "Lägre kostnad", measured_on=date(2026, 5, 1))
    actions.move(
        by=town.by, at=noon("2026-02-01"), initiative=one, phase=phase, why="Leverantören drog sig ur."
    )
    assert titles(town, "due") == []


def test_the_owner_and_those_who_keep_the_board_are_told(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "Ett")
    promise(town, one, "Lägre kostnad", owner="Disa Ek", measured_on=date(2026, 5, 1))
    here = town.municipality.pk
    owner = Access(Actor("person", 1, "Disa Ek"), (Held(Role.LEADER, here, town.bodies["SN"].pk),))
    keeper = Access(Actor("person", 2, "Ove Ask"), (Held(Role.SECRETARY, here, town.bodies["SN"].pk),))
    other = Access(Actor("person", 3, "Mia Alm"), (Held(Role.SECRETARY, here, town.bodies["TN"].pk),))
    told = [to_measure(access, town.municipality, TODAY).count() for access in (owner, keeper, other)]
    assert told == [1, 1, 0]


def test_a_measured_unit_stays(town: Town) -> None:
    one = promise(town, town.initiative("2026-01-05", "SN", "Ett"), "Lägre kostnad")
    measure(town, one, "2026-03-01", 90)
    with pytest.raises(actions.Invalid, match="redan mätt i tkr"):
        actions.change_benefit(by=town.by, at=noon("2026-03-02"), benefit=one, unit="timmar")


def test_a_day_ahead_cannot_have_been_measured(town: Town) -> None:
    one = promise(town, town.initiative("2026-01-05", "SN", "Ett"), "Lägre kostnad")
    with pytest.raises(actions.Invalid, match="har inte varit än"):
        actions.measure_benefit(by=town.by, at=noon("2026-03-01"), benefit=one, day=date(2026, 3, 2), value=1)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 1500))
def test_the_next_measuring_is_within_what_is_followed(closed: date, later: int) -> None:
    measured = date.fromordinal(closed.toordinal() + later)
    following = next_measuring(measured, closed)
    assert following is None or measured < following <= followed_until(closed)
    assert following is not None or later > 2 * 365
