"""Moving initiatives through the gates of the version they follow, and to the next version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.oversight.town import FULL, Town, noon

from samsyn.governance.actions import Asked, Passage, Step, adopt, draft
from samsyn.governance.models import Version
from samsyn.governance.queries.process import asking
from samsyn.kit.actors import Actor
from samsyn.kit.phases import WAY, Phase, not_yet
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.queries import OPEN, NotAllowed
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.register.queries import dossier
from samsyn.register.queries.phases import Passed

pytestmark = pytest.mark.django_db
STEPS = [Step(phase.value, phase.label) for phase in WAY if phase is not Phase.IDEA]
MODEL = [
    *STEPS,
    Step("idea", "Idé", track="project"),
    Passage("decided", "BP1", "Nämnden"),
    Passage("execution", "BP2", "Projektägaren"),
    Asked("problem", "Problem", "1", phase="need"),
    Asked("owner", "Projektägare", "2", phase="study"),
    Asked("funding", "Källa", "3", phase="decided"),
    Asked("baseline_end", "Första tidplan", "4", phase="need", minimum=False),
]


@pytest.fixture
def town() -> Town:
    return Town()


def model(
    town: Town, day: str = "2026-01-02", label: str = "1.0", items: Any = MODEL, kind: str = "model"
) -> Version:
    since = date.fromisoformat(day)
    return adopt(
        by=town.by, at=noon(day), municipality=town.municipality, title="Modellen" if kind == "model" else kind,
        kind=kind, label=label, valid_from=since, decided_by=DecisionRef("KS", since, "7"), process=items,
    )  # fmt: skip


def one(town: Town, **fields: Any) -> Initiative:
    return town.initiative("2026-01-05", "SN", "Digital ansökan", **fields)


def move(town: Town, initiative: Initiative, phase: Phase, day: str = "2026-02-01", **more: str) -> None:
    actions.move(by=town.by, at=noon(day), initiative=initiative, phase=phase, **more)


def steps(town: Town, initiative: Initiative, as_of: date | None = None) -> list[Passed]:
    today = date(2026, 3, 1)
    asks = asking(town.municipality, as_of, today)
    found = dossier(OPEN, town.municipality, initiative.number, asks, as_of=as_of, today=today)
    assert found
    return found[0].steps


def test_a_gate_is_closed_to_what_lacks_something_asked_so_far_and_says_what(town: Town) -> None:
    model(town)
    mine = one(town, problem="Köer.", phase="study")
    with pytest.raises(actions.NotReady, match="BP1 är inte passerad: Projektägare saknas") as closed:
        move(town, mine, Phase.DECIDED)
    assert closed.value.missing == ("Projektägare",)
    mine.refresh_from_db()
    assert (mine.phase, steps(town, mine)) == ("study", [])
    actions.change(by=town.by, at=noon("2026-02-01"), initiative=mine, owner="Cia Å")
    move(town, mine, Phase.DECIDED)
    (change,) = steps(town, mine)
    assert (change.before, change.after, change.gate, change.outcome, change.missing) == (
        "study", "decided", "BP1", "met", "",
    )  # fmt: skip


def test_a_gate_is_passed_with_a_deviation_that_has_reason_and_decider(town: Town) -> None:
    model(town)
    mine = one(town)
    for half in ({"why": "Avtalet går ut."}, {"decider": "Bo Ek"}, {"why": " ", "decider": "Bo Ek"}):
        with pytest.raises(actions.NotReady):
            move(town, mine, Phase.EXECUTION, **half)
    move(town, mine, Phase.EXECUTION, why="Avtalet går ut.", decider="Bo Ek", decision="SN § 4/2026")
    (change,) = steps(town, mine)
    assert (change.gate, change.outcome, change.missing) == (
        "BP1, BP2",
        "deviation",
        "Problem, Projektägare, Källa",
    )
    assert (change.why, change.decider, change.decision) == ("Avtalet går ut.", "Bo Ek", "SN § 4/2026")


@pytest.mark.parametrize(
    ("start", "to", "sentence"),
    [
        ("execution", Phase.RESTING, "Skriv varför initiativet blir vilande."),
        ("execution", Phase.STOPPED, "Skriv varför initiativet blir avbruten."),
        ("execution", Phase.STUDY, "Skriv varför initiativet går tillbaka till förstudie."),
    ],
)
def test_back_and_aside_need_a_reason(town: Town, start: str, to: Phase, sentence: str) -> None:
    mine = one(town, phase=start)
    with pytest.raises(actions.Invalid, match=sentence):
        move(town, mine, to)
    move(town, mine, to, why="Leverantören drog sig ur.")
    assert steps(town, mine)[0].why == "Leverantören drog sig ur."


def test_resting_is_no_way_around_a_gate(town: Town) -> None:
    model(town)
    mine = one(town, phase="study")
    move(town, mine, Phase.RESTING, why="Väntar på besked.")
    with pytest.raises(actions.NotReady, match="BP1"):
        move(town, mine, Phase.DECIDED, day="2026-02-02")
    move(town, mine, Phase.STUDY, day="2026-02-03")
    assert [change.after for change in steps(town, mine)] == ["study", "resting"]
    assert [change.after for change in steps(town, mine, date(2026, 2, 2))] == ["resting"]


def test_a_phase_that_the_model_lacks_on_the_track_is_refused(town: Town) -> None:
    model(town)
    with pytest.raises(actions.Invalid, match=r"Modellen 1\.0 har ingen fas idé för snabbspår"):
        move(town, one(town, track="fast"), Phase.IDEA)


def test_without_phases_in_the_model_the_way_is_free(town: Town) -> None:
    town.adopt("2026-01-02", "problem")
    mine = one(town)
    move(town, mine, Phase.EXECUTION)
    assert steps(town, mine)[0].outcome == ""


def test_the_phase_is_not_changed_beside_the_gates(town: Town) -> None:
    mine = one(town)
    with pytest.raises(actions.Invalid, match="beslutspunkterna prövas"):
        actions.change(by=town.by, at=noon("2026-02-01"), initiative=mine, phase="execution")


def test_an_initiative_follows_the_version_it_started_under_until_it_is_moved(town: Town) -> None:
    before = one(town)
    old = model(town, "2026-01-10")
    mine = one(town)
    mine = town.initiative("2026-01-11", "SN", "Journal")
    new = model(town, "2026-02-01", "2.0")
    assert (before.version, mine.version) == (None, old)
    act: dict[str, Any] = {"by": town.by, "at": noon("2026-02-02")}
    assert actions.follow_version(**act, initiatives=[before, mine], version=new) == 2
    assert actions.follow_version(**act, initiatives=[before, mine], version=new) == 0
    mine.refresh_from_db()
    assert mine.version == new


def test_only_a_model_in_force_can_be_followed(town: Town) -> None:
    old = model(town)
    mine = one(town)
    model(town, "2026-02-01", "2.0")
    later = draft(
        by=town.by, at=noon("2026-02-01"), municipality=town.municipality, title="Modellen", label="3.0"
    )
    guideline = model(town, kind="guideline", items=())
    for version, sentence in ((old, "gäller inte"), (later, "gäller inte"), (guideline, "ingen modell")):
        version.refresh_from_db()
        with pytest.raises(actions.Invalid, match=sentence):
            actions.follow_version(by=town.by, at=noon("2026-03-01"), initiatives=[mine], version=version)


def test_who_may_not_write_at_a_board_moves_nothing_of_it(town: Town) -> None:
    mine = one(town)
    new = model(town)
    who = Actor("person", 999, "Någon")
    with pytest.raises(NotAllowed):
        actions.follow_version(by=who, at=noon("2026-03-01"), initiatives=[mine], version=new)


def test_a_draft_begins_with_the_process_of_the_version_before(town: Town) -> None:
    old = model(town)
    new = draft(
        by=town.by, at=noon("2026-02-01"), municipality=town.municipality, title="Modellen", label="2.0"
    )
    for name in ("phases", "gates", "requirements", "handbook"):
        assert getattr(new, name).count() == getattr(old, name).count()


def test_what_is_asked_later_counts_only_from_that_phase_on(town: Town) -> None:
    model(town)
    mine = one(town, **FULL)
    assert town.look("2026-01-06").total.documented == 1
    move(town, mine, Phase.STUDY, day="2026-01-10")
    assert town.look("2026-01-11").total.documented == 0
    assert town.look("2026-01-06").total.documented == 1


def test_two_versions_count_each_by_its_own_minimum(town: Town) -> None:
    model(town, items=[Asked("problem", "Problem", "1")])
    town.initiative("2026-01-05", "SN", "Gammalt", **FULL)
    town.initiative("2026-01-05", "TN", "Gammalt utan problem", contact="Bo")
    model(town, "2026-02-01", "2.0", [Asked("contact", "Kontakt", "1"), Asked("owner", "Ägare", "2")])
    town.initiative("2026-02-05", "SN", "Nytt", **FULL)
    town.initiative("2026-02-05", "TN", "Nytt med ägare", contact="Bo", owner="Cia")
    model(
        town,
        "2026-02-01",
        "1.0",
        [Asked("reach", "Räckvidd", "1"), Asked("risk", "Risk", "9")],
        kind="guideline",
    )
    seen = town.look("2026-02-20")
    assert seen.total.documented == 0
    assert town.look("2026-01-20").total.documented == 1
    for each in Initiative.objects.all():
        actions.change(by=town.by, at=noon("2026-02-21"), initiative=each, risk="low")
    assert town.look("2026-02-22").total.documented == 2


@pytest.mark.parametrize(
    ("phase", "expected"),
    [("", 0), ("need", 0), ("idea", 4), ("retired", 11)],
)
def test_what_is_not_asked_yet(phase: str, expected: int) -> None:
    assert len(not_yet(phase)) == expected
