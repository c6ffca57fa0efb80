"""One initiative: its facts, what the model asks of it, and who saved last."""

from __future__ import annotations

from datetime import date

import pytest
from tests.oversight.town import Town, noon

from samsyn.governance.queries.process import Asking, asking
from samsyn.history.queries import saved_by
from samsyn.kit.actors import Actor
from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access, Held, Role
from samsyn.register import actions, queries
from samsyn.register.models import Initiative
from samsyn.register.queries import Compliance, InitiativeFacts

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


@pytest.fixture
def town() -> Town:
    return Town()


def look(town: Town, number: int, as_of: date | None = None) -> tuple[InitiativeFacts, list[Compliance]]:
    asked = asking(town.municipality, as_of, TODAY)
    found = queries.dossier(OPEN, town.municipality, number, asked, as_of=as_of, today=TODAY)
    assert found is not None
    return found


def met(town: Town, number: int) -> dict[str, bool]:
    return {one.label: one.met for one in look(town, number)[1]}


def test_each_requirement_is_met_by_what_it_asks_for(town: Town) -> None:
    asked = (
        "problem",
        "end",
        "cost",
        "milestones",
        "plan",
        "benefits",
        "benefit_owner",
        "report",
        "risk",
        "unheard_of",
    )
    town.adopt("2026-01-02", *asked)
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    assert not any(met(town, 1).values())
    by, at = town.by, noon("2026-02-01")
    actions.change(by=by, at=at, initiative=one, problem="Långa köer.", end=date(2027, 1, 1), risk="low")
    actions.estimate(by=by, at=at, initiative=one, cost=Amount(100, "SEK"))
    actions.plan_milestone(by=by, at=at, initiative=one, title="Pilot", planned=date(2026, 6, 1))
    actions.promise_benefit(
        by=by, at=at, initiative=one, title="Kortare köer", kind="service", unit="dagar", low=1, likely=2, high=3,
        owner="Rektor Ek",
    )  # fmt: skip
    actions.report(by=by, at=at, initiative=one, state=State.ON_TRACK, happened="Piloten är planerad.")
    assert [label for label, ok in met(town, 1).items() if not ok] == ["unheard_of"]


def test_a_passed_milestone_and_an_unowned_benefit_break_the_plan(town: Town) -> None:
    town.adopt("2026-01-02", "milestones", "plan", "benefits", "benefit_owner")
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    by, at = town.by, noon("2026-01-06")
    actions.plan_milestone(by=by, at=at, initiative=one, title="Pilot", planned=date(2026, 2, 1))
    actions.promise_benefit(
        by=by,
        at=at,
        initiative=one,
        title="Kortare köer",
        kind="service",
        unit="dagar",
        low=1,
        likely=2,
        high=3,
    )
    assert met(town, 1) == {"milestones": True, "plan": False, "benefits": True, "benefit_owner": False}


def test_the_latest_report_and_cost_come_along_as_they_were_known(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan", cost=Amount(420_000_000, "SEK"))
    actions.report(
        by=town.by,
        at=noon("2026-01-10"),
        initiative=one,
        state=State.DEVIATION,
        happened="Försenat.",
        needs="Beslut.",
    )
    actions.report(
        by=town.by, at=noon("2026-02-10"), initiative=one, state=State.ON_TRACK, happened="Åter i fas."
    )
    facts, _ = look(town, 1)
    assert facts.latest is not None
    assert (facts.latest.happened, facts.latest.day) == ("Åter i fas.", date(2026, 2, 10))
    assert facts.cost == Amount(420_000_000, "SEK")
    then, _ = look(town, 1, date(2026, 1, 31))
    assert then.latest is not None
    assert (then.latest.happened, then.latest.needs, then.state) == ("Försenat.", "Beslut.", "deviation")
    before, _ = look(town, 1, date(2026, 1, 7))
    assert (before.latest, before.days(date(2026, 1, 7))) == (None, None)


def test_milestones_benefits_and_systems_are_as_recorded_on_the_day(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    by = town.by
    pilot = actions.plan_milestone(
        by=by, at=noon("2026-01-06"), initiative=one, title="Pilot", planned=date(2026, 2, 1)
    )
    actions.reach_milestone(by=by, at=noon("2026-02-02"), milestone=pilot, done_on=date(2026, 2, 2))
    system = actions.add_system(by=by, at=noon("2026-01-06"), body=town.bodies["SN"], name="Tolklinjen")
    actions.use_system(by=by, at=noon("2026-01-06"), initiative=one, system=system)
    assert [m.done_on for m in queries.milestones(one.pk, date(2026, 2, 1))] == [None]
    assert [m.done_on for m in queries.milestones(one.pk, None)] == [date(2026, 2, 2)]
    assert [s.name for s in queries.systems_of(OPEN, one.pk, None)] == ["Tolklinjen"]
    assert queries.benefits_of(one.pk, None) == []


def test_another_municipalitys_initiative_and_a_secret_one_are_not_there(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan", secrecy_ground="OSL 19 kap. 3 §")
    assert (
        queries.dossier(OPEN, town.municipality, one.number, Asking((), frozenset()), as_of=None, today=TODAY)
        is None
    )
    elsewhere = Access(
        Actor("person", 1, "Ada"), (Held(Role.OFFICER, town.municipality.pk + 1, town.bodies["SN"].pk),)
    )
    assert (
        queries.dossier(
            elsewhere, town.municipality, one.number, Asking((), frozenset()), as_of=None, today=TODAY
        )
        is None
    )


def test_a_change_by_somebody_who_had_seen_an_older_version_is_refused(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "Digital ansökan")
    seen = saved_by(one).pk
    actions.change(
        by=Actor("cli", None, "Bo Ek"), at=noon("2026-01-06"), initiative=one, contact="Bo", seen=seen
    )
    mine = Initiative.objects.get(pk=one.pk)
    with pytest.raises(actions.SavedMeanwhile) as refused:
        actions.change(by=town.by, at=noon("2026-01-07"), initiative=mine, contact="Ada", seen=seen)
    assert refused.value.act.actor_name == "Bo Ek"
    actions.change(
        by=town.by, at=noon("2026-01-07"), initiative=mine, contact="Ada", seen=refused.value.act.pk
    )
    assert Initiative.objects.get(pk=one.pk).contact == "Ada"


def test_what_waits_is_what_bears_ones_name_or_belongs_to_the_board_one_keeps(town: Town) -> None:
    place, sn, tn = town.municipality.pk, town.bodies["SN"].pk, town.bodies["TN"].pk
    led = town.initiative("2026-01-05", "TN", "Sensorer", contact="Ada Ek")
    boards = town.initiative("2026-01-05", "SN", "Digital ansökan")
    fresh = town.initiative("2026-01-05", "SN", "Åtgärdsregister")
    actions.report(
        by=town.by, at=noon("2026-02-20"), initiative=fresh, state=State.ON_TRACK, happened="Klart."
    )
    draft = town.initiative("2026-01-06", "SN", "Halvfärdigt", draft=True)
    leader = Access(Actor("person", 1, "Ada Ek"), (Held(Role.LEADER, place, sn),))
    secretary = Access(
        Actor("person", 2, "Bo Ås"), (Held(Role.SECRETARY, place, sn), Held(Role.MEMBER, place, tn))
    )
    assert list(queries.waiting(leader, town.municipality, TODAY)) == [led]
    assert list(queries.waiting(secretary, town.municipality, TODAY)) == [boards]
    assert list(queries.drafts(secretary, town.municipality)) == [draft]
    assert not queries.drafts(leader, town.municipality).exists()
