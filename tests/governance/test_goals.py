"""Rules and readings of goals: figures in words, how far a value has gone, what was known on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.oversight.town import FULL, Town, noon

from samsyn.governance import actions
from samsyn.governance.actions import SteeringError
from samsyn.governance.models import KeyFigure
from samsyn.governance.queries.programmes import key_figures
from samsyn.governance.rules.goals import figure, way
from samsyn.kit.actors import Actor
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Verdict
from samsyn.money.actions import set_budget
from samsyn.organisation.queries import NotAllowed
from samsyn.oversight.queries import aims
from samsyn.register.models import Source


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0", "0"),
        ("42.500", "42,5"),
        ("1250", "1\u00a0250"),
        ("-3.10", "\u22123,1"),
        ("1000000", "1\u00a0000\u00a0000"),
    ],
)
def test_a_figure_is_written_in_swedish_without_empty_zeros(value: str, told: str) -> None:
    assert figure(Decimal(value)) == told


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "share"),
    [
        ("10", "20", "15", "up", 0.5), ("10", "20", "25", "up", 1.5), ("20", "10", "22", "down", -0.2),
        (None, "20", "21", "up", 1.0), (None, "20", "19", "up", None), (None, "20", "19", "down", 1.0),
        ("10", None, "19", "up", None), ("20", "20", "20", "up", 1.0),
    ],
)  # fmt: skip
def test_the_way_is_counted_from_the_baseline_to_the_target(
    baseline: str | None, target: str | None, value: str, direction: str, share: float | None
) -> None:
    first, last = (Decimal(text) if text else None for text in (baseline, target))
    assert way(first, last, Decimal(value), direction) == share


@pytest.fixture
def town(db: None) -> Town:
    town = Town()
    town.adopt("2026-01-02", *FULL)
    return town


def who(town: Town, day: str) -> dict[str, Any]:
    return {"by": town.by, "at": noon(day)}


def test_initiatives_and_money_are_counted_per_goal_and_those_without_stand_apart(town: Town) -> None:
    here = town.municipality
    served, _ = (actions.set_goal(**who(town, "2026-01-03"), municipality=here, title=t) for t in ("A", "B"))
    one = town.initiative("2026-01-05", "SN", "Ansökan", goal=served)
    town.initiative("2026-01-05", "SN", "Annat")
    town.initiative("2026-01-05", "SN", "Hemligt", goal=served, secrecy_ground="OSL 18 kap. 8 §")
    set_budget(
        by=town.by, at=noon("2026-01-06"), initiative=one, source=Source.OWN, year=2026, budget=700, outcome=300
    )  # fmt: skip
    found = aims(town.lens("2026-02-01"))
    first, second = found.lines
    assert (first.count, first.money.budget, first.money.outcome) == (1, 700, 300)
    assert [line.goal.title for line in found.idle] == [second.goal.title] == ["B"]
    assert found.without_goal == 1


def test_an_earlier_day_shows_the_goals_outcomes_and_verdicts_of_that_day(town: Town) -> None:
    here = town.municipality
    goal = actions.set_goal(**who(town, "2026-01-03"), municipality=here, title="Först")
    one = actions.set_indicator(
        **who(town, "2026-01-03"), goal=goal, title="Andel", baseline=Decimal(10), baseline_year=2024,
        target=Decimal(20), target_year=2027,
    )  # fmt: skip
    for day, value in (("2026-01-10", 12), ("2026-03-10", 15)):
        actions.note_outcome(**who(town, day), indicator=one, year=2025, value=Decimal(value))
    for day, verdict in (("2026-01-11", Verdict.NOT), ("2026-03-11", Verdict.MOSTLY)):
        actions.judge_goal(**who(town, day), goal=goal, assessor="city_office", verdict=verdict)
    actions.set_goal(**who(town, "2026-03-12"), municipality=here, goal=goal, title="Sedan")

    def seen(day: str) -> tuple[str, float | None, str]:
        line = aims(town.lens(day)).lines[0]
        return line.goal.title, line.indicators[0].way, line.said["city_office"][0].value

    assert seen("2026-02-01") == ("Först", 0.2, "inte")
    assert seen("2026-04-01") == ("Sedan", 0.5, "till övervägande del")


def test_a_goal_shows_only_while_it_holds(town: Town) -> None:
    actions.set_goal(
        **who(town, "2026-01-03"), municipality=town.municipality, title="Kort", valid_from=date(2026, 2, 1),
        valid_to=date(2026, 2, 28),
    )  # fmt: skip
    shown = [
        len(aims(town.lens(day)).lines) for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    ]
    assert shown == [0, 1, 1, 0]


def test_a_programme_takes_its_documents_decision_when_it_has_none(town: Town) -> None:
    day = date(2026, 1, 4)
    version = actions.adopt(
        **who(town, "2026-01-04"), municipality=town.municipality, title="Programmet", label="1.0", kind="programme",
        valid_from=day, decided_by=DecisionRef("KF", day, "12"), case_number="KS-2025-9",
    )  # fmt: skip
    made = actions.set_programme(
        **who(town, "2026-01-05"), municipality=town.municipality, title="P", document=version.document
    )
    assert (made.decided_body, made.decided_paragraph, made.case_number) == ("KF", "12", "KS-2025-9")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"valid_from": date(2026, 5, 1), "valid_to": date(2026, 4, 1)}, "Slutar 2026-04-01"),
        ({"title": "Finns"}, "redan ett program"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(town: Town, fields: dict[str, Any], sentence: str) -> None:
    here = town.municipality
    actions.set_programme(**who(town, "2026-01-03"), municipality=here, title="Finns")
    with pytest.raises(SteeringError, match=sentence):
        actions.set_programme(**who(town, "2026-01-04"), municipality=here, **{"title": "Ny", **fields})


def test_an_outcome_for_a_time_to_come_is_refused(town: Town) -> None:
    goal = actions.set_goal(**who(town, "2026-01-03"), municipality=town.municipality, title="Mål")
    one = actions.set_indicator(**who(town, "2026-01-03"), goal=goal, title="Andel")
    with pytest.raises(SteeringError, match="kvartal 2 2026 har inte börjat"):
        actions.note_outcome(**who(town, "2026-03-01"), indicator=one, year=2026, quarter=2, value=Decimal(1))


def test_nobody_without_a_role_writes_goals(town: Town) -> None:
    with pytest.raises(NotAllowed):
        actions.set_goal(
            by=Actor("person", 99, "Någon"),
            at=noon("2026-01-03"),
            municipality=town.municipality,
            title="Mål",
        )


def test_measures_are_found_by_stems_and_by_key_and_kept_once(town: Town) -> None:
    given = [
        KeyFigure(key="N00101", title="Väntetid i kassan, minuter", description="Mätt varje dag."),
        KeyFigure(key="N00102", title="Öppettimmar", description="Väntetiden räknas inte."),
    ]
    kept: dict[str, Any] = {"municipality": town.municipality, "name": "fil.csv"}
    assert actions.keep_key_figures(**who(town, "2026-01-03"), key_figures=given, **kept) == (2, 0)
    changed = [KeyFigure(key="N00102", title="Öppna timmar", description="Väntetiden räknas inte.")]
    assert actions.keep_key_figures(**who(town, "2026-01-04"), key_figures=changed, **kept) == (0, 1)
    assert [one.key for one in key_figures("väntetider")] == ["N00101", "N00102"]
    assert [one.title for one in key_figures("n00102")] == ["Öppna timmar"]
