"""The script plays in time order; the texts of the demo hang together."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from itertools import pairwise

import pytest

from samsyn.demo.data import read
from samsyn.demo.minutes import Minutes
from samsyn.demo.plans import Plan, plans
from samsyn.demo.reporting import reports
from samsyn.demo.script import Script, workday
from samsyn.demo.town import boards
from samsyn.register.models import Phase

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def lives() -> list[Plan]:
    return plans(ON)


def test_steps_play_by_day_and_in_written_order_before_the_last_day() -> None:
    script, seen = Script(ON), list[tuple[str, datetime]]()

    def step(name: str, *, at: datetime) -> None:
        seen.append((name, at))

    for name, day in (("b", date(2026, 5, 5)), ("c", date(2026, 5, 5)), ("a", date(2025, 1, 7)), ("d", ON)):
        script.add(day, partial(step, name))
    assert script.play() == 4
    assert [name for name, _ in seen] == ["a", "b", "c", "d"]
    assert [at for _, at in seen] == sorted(at for _, at in seen)
    assert seen[-1][1].date() == date(2026, 5, 29)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-29", "2026-05-29"),
        ("2026-05-30", "2026-05-29"),
        ("2026-05-31", "2026-05-29"),
        ("2025-12-26", "2025-12-24"),
    ],
)
def test_a_day_off_falls_back_to_the_working_day_before(day: str, expected: str) -> None:
    assert workday(date.fromisoformat(day)) == date.fromisoformat(expected)


def test_meetings_lie_four_weeks_apart_and_paragraphs_rise_through_a_year() -> None:
    minutes = Minutes(ON)
    days = sorted({minutes.day("KS", date(2025, month, 28)) for month in range(1, 13)})
    assert {(later - earlier).days % 28 for earlier, later in pairwise(days)} == {0}
    numbers = [int(minutes.paragraph("KS", day)) for day in days for _ in range(3) if day.year == 2025]
    assert numbers == sorted(set(numbers))
    assert minutes.day("KS", date(2030, 1, 1)) < ON


def test_diary_numbers_are_never_given_twice() -> None:
    minutes = Minutes(ON)
    given = [minutes.number("SN", date(2025, 3, 3)) for _ in range(30)]
    assert len(set(given)) == 30


def test_a_life_goes_forward(lives: list[Plan]) -> None:
    for plan in lives:
        days = [since for _, since in plan.phases]
        assert days == sorted(days), plan.title
        assert plan.start <= plan.end, plan.title
        assert plan.registered < ON, plan.title


def test_the_same_day_gives_the_same_lives(lives: list[Plan]) -> None:
    assert plans(ON) == lives
    assert plans(date(2026, 6, 2)) != lives


def test_lives_span_four_years_and_every_phase_that_counts(lives: list[Plan]) -> None:
    assert min(plan.phases[0][1] for plan in lives).year <= ON.year - 3
    assert {plan.phase for plan in lives} >= {
        Phase.NEED, Phase.STUDY, Phase.DECIDED, Phase.EXECUTION, Phase.INTRODUCTION, Phase.BENEFIT,
        Phase.MAINTENANCE, Phase.STOPPED, Phase.REFUSED, Phase.RETIRED, Phase.RESTING,
    }  # fmt: skip


def test_no_initiative_says_the_same_thing_twice(lives: list[Plan]) -> None:
    for plan in lives:
        said = [one.happened for one in reports(plan, ON) if not one.nothing_new]
        assert all(said), plan.title
        assert len(said) == len(set(said)), plan.title


def test_titles_differ_and_each_board_has_some() -> None:
    data = read("initiatives")
    titles = [row[0] for code in boards() for row in data[code]]
    assert len(set(titles)) == len(titles) == 120
    assert set(data["special"]) <= set(titles)


def test_nothing_carries_the_name_of_a_real_city() -> None:
    words = {
        word
        for name in (
            "bodies",
            "initiatives",
            "traces",
            "systems",
            "reports",
            "benefits",
            "cases",
            "audits",
            "inquiry",
        )
        for word in re.findall(r"\w+", str(read(name)))
    }
    cities = "Malmö Lund Göteborg Stockholm Uppsala Örebro Linköping Västerås Helsingborg Norrköping Umeå Sundsvall"
    assert not words & set(cities.split())
