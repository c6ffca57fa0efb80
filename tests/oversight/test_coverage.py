"""Coverage on a town small enough to count by hand."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import FULL, Town, noon

from samsyn.kit.scales import Freshness, State
from samsyn.money.actions import set_budget
from samsyn.oversight.actions import match
from samsyn.oversight.queries import BoardRow, Lens, Overview, month_ends, overview
from samsyn.register import actions as register
from samsyn.register.models import Initiative, Phase, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def row(seen: Overview, body: str) -> BoardRow:
    return next(one for one in seen.rows if one.body and one.body.short_name == body)


def test_known_is_registered_and_unmatched_traces_documented_has_the_minimum(town: Town) -> None:
    town.adopt("2026-01-05", "problem", "contact")
    town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    town.initiative("2026-02-01", "SN", "Journal", problem="Saknar kontakt")
    town.initiative("2026-02-01", "SN", "Utkast", draft=True, **FULL)
    town.initiative("2026-02-01", "SN", "Avbrutet", phase=Phase.STOPPED.value, **FULL)
    matched = town.initiative("2026-02-01", "TN", "Sensorer", **FULL)
    town.trace("2026-02-02", "SN", "Licenser", amount=50_000_00)
    town.trace("2026-02-02", "TN", "Sensorköp", amount=90_000_00, initiative=matched)
    seen = town.look("2026-03-01")
    assert [(r.documented, r.known, r.missing) for r in (row(seen, "SN"), row(seen, "TN"), seen.total)] == [
        (1, 3, 1), (1, 1, 0), (2, 4, 1),
    ]  # fmt: skip
    assert row(seen, "SN").coverage == pytest.approx(1 / 3)
    assert row(seen, "KS").coverage is None
    assert seen.missing_amount == 50_000_00


def test_an_older_day_answers_the_same_after_later_changes(town: Town) -> None:
    town.adopt("2026-01-05", "problem", "contact")
    one = town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    trace = town.trace("2026-02-02", "SN", "Licenser", amount=50_000_00)
    before = town.look("2026-03-01")
    register.change(by=town.by, at=noon("2026-03-02"), initiative=one, contact="", title="Nytt namn")
    match(by=town.by, at=noon("2026-03-03"), trace=trace, initiative=one)
    town.adopt("2026-03-04", "goal", label="2.0")
    town.initiative("2026-03-05", "SN", "Fler", **FULL)
    assert town.look("2026-03-01") == before
    assert row(town.look("2026-03-06"), "SN").documented == 0


def test_the_minimum_of_the_version_it_follows_is_what_counts(town: Town) -> None:
    town.adopt("2026-01-05", "problem")
    one = town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    new = town.adopt("2026-03-10", "problem", "owner", label="2.0")
    assert row(town.look("2026-03-20"), "SN").documented == 1
    register.follow_version(by=town.by, at=noon("2026-04-10"), initiatives=[one], version=new)
    seen = town.look("2026-05-20")
    assert row(seen, "SN").series[-4:] == (1.0, 1.0, 0.0, 0.0)
    assert seen.days[-4:] == (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 20))


def test_fresh_is_a_report_at_most_sixty_days_old_and_the_median_counts_the_silent(town: Town) -> None:
    town.adopt("2026-01-05", "problem")
    for number, day in enumerate(("2026-03-02", "2026-05-01", "2026-04-20"), 1):
        one = town.initiative("2026-02-01", "SN", f"Insats {number}", **FULL)
        register.report(by=town.by, at=noon(day), initiative=one, state=State.ON_TRACK, happened="Klart.")
    seen = row(town.look("2026-05-02"), "SN")
    assert (seen.fresh, seen.stale, seen.median_days, seen.freshness) == (2, 1, 12, Freshness.CURRENT)
    town.initiative("2026-05-02", "TN", "Tyst", **FULL)
    silent = row(town.look("2026-05-02"), "TN")
    assert (silent.fresh, silent.stale, silent.median_days, silent.freshness) == (0, 1, None, Freshness.STALE)


def test_secret_rows_are_in_no_count(town: Town) -> None:
    town.adopt("2026-01-05", "problem")
    town.initiative("2026-02-01", "SN", "Öppet", **FULL)
    town.initiative("2026-02-01", "SN", "Hemligt", secrecy_ground="OSL 19 kap. 3 §", **FULL)
    seen = town.look("2026-03-01")
    assert (seen.total.known, sum(share.count for share in seen.phases)) == (1, 1)
    assert "Hemligt" not in str(seen)


def test_now_and_todays_day_are_the_same_picture(town: Town) -> None:
    town.adopt("2026-01-05", "problem")
    town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    now = overview(Lens(town.municipality, date(2026, 3, 1)))
    assert now == town.look("2026-03-01")


def test_the_whole_picture_takes_few_queries(town: Town) -> None:
    town.adopt("2026-01-05", "problem")
    town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    with CaptureQueriesContext(connection) as asked:
        town.look("2026-03-01")
    assert len(asked) <= 12


def test_a_town_without_anything_has_a_picture(town: Town) -> None:
    seen = town.look("2026-03-01")
    assert (seen.total.known, seen.total.coverage, seen.phases, seen.deviations) == (0, None, (), ())
    assert "Inget initiativ" in seen.statement[0].text


def test_month_ends_cross_the_year() -> None:
    assert month_ends(date(2026, 1, 31), 3) == (date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31))


def test_a_mark_of_secrecy_set_late_holds_for_earlier_days_and_the_trend(town: Town) -> None:
    town.adopt("2026-01-05", "problem")
    one = town.initiative("2026-02-01", "SN", "Öppet från början", **FULL)
    register.change(by=town.by, at=noon("2026-04-02"), initiative=one, secrecy_ground="OSL 19 kap. 3 §")
    for day in ("2026-03-01", "2026-05-01"):
        seen = town.look(day)
        assert (seen.total.known, seen.left_out) == (0, 1)
        assert "Öppet från början" not in str(seen)


def written(town: Town, random: Random, day: str, made: list[Initiative]) -> None:
    """Do something to the register on a day."""
    at, body, verb = noon(day), random.choice(["SN", "TN", "KS"]), random.randrange(7)
    one = random.choice(made) if made else None
    if one is None or verb == 0:
        given = {name: text for name, text in FULL.items() if random.random() < 0.7}
        made.append(town.initiative(day, body, f"Insats {len(made)}", **given))
    elif verb == 1:
        register.change(by=town.by, at=at, initiative=one, contact=random.choice(["", "Disa Ek"]))
    elif verb == 2:
        phase = random.choice(list(Phase))
        register.move(by=town.by, at=at, initiative=one, phase=phase, why="Nämnden bytte väg.")
    elif verb == 3:
        state = random.choice(list(State)[:3])
        register.report(by=town.by, at=at, initiative=one, state=state, happened="Klart.")
    elif verb == 4:
        budget, forecast, outcome = (random.randrange(10**9) for _ in range(3))
        set_budget(
            by=town.by, at=at, initiative=one, source=Source.OWN, year=2026, budget=budget, forecast=forecast,
            outcome=outcome,
        )  # fmt: skip
    elif verb == 5:
        trace = town.trace(day, body, f"Spår {day}", amount=random.randrange(10**8))
        if random.random() < 0.5:
            match(by=town.by, at=at, trace=trace, initiative=one)
    else:
        register.plan_milestone(by=town.by, at=at, initiative=one, title="Pilot", planned=date(2026, 1, 3))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_day_ever_changes_and_its_parts_sum_to_the_whole(town: Town, seed: int) -> None:
    random, made = Random(seed), list[Initiative]()
    town.adopt("2026-01-05", "problem", "contact")
    pictures: dict[str, Overview] = {}
    for number in range(10):
        day = (date(2026, 1, 10) + timedelta(days=9 * number)).isoformat()
        for _ in range(4):
            written(town, random, day, made)
        pictures[day] = town.look(day)
    town.adopt("2026-06-01", "owner", label="2.0")
    for day, picture in pictures.items():
        assert town.look(day) == picture
        for name in ("known", "documented", "missing", "fresh", "stale", "deviations", "unanswered"):
            assert sum(getattr(part, name) for part in picture.rows) == getattr(picture.total, name), name
        for shares in (picture.phases, picture.risks):
            assert sum(share.count for share in shares) == picture.total.documented
            assert sum(share.money.forecast for share in shares) == picture.money.forecast
        assert (
            sum(part.money.budget for part in picture.rows)
            == picture.money.budget
            == picture.total.money.budget
        )
