"""The status reports of an initiative: when, how it goes and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samsyn.demo.data import read
from samsyn.demo.plans import Plan
from samsyn.demo.script import workday
from samsyn.demo.town import board
from samsyn.kit.scales import State
from samsyn.register.models import Phase

_STAGES = {
    Phase.EXECUTION: "work", Phase.INTRODUCTION: "rollout", Phase.BENEFIT: "after", Phase.MAINTENANCE: "after",
    Phase.RETIRED: "after",
}  # fmt: skip
_MOST = 9
"""Reports of one initiative at most; older ones were never written."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report to come (lägesrapport)."""

    day: date
    state: State
    happened: str
    needs: str
    nothing_new: bool


def reports(plan: Plan, on: date) -> list[Report]:
    """Return the initiative's reports in time order; drafts and needs have none."""
    if plan.draft or plan.state is State.NONE:
        return []
    chance = plan.random("reports")
    writer = _Writer(plan, chance)
    days = _days(plan, on, chance)
    return [
        writer.write(day, _state(plan, left, chance))
        for left, day in zip(range(len(days))[::-1], days, strict=True)
    ]


def _days(plan: Plan, on: date, chance: Random) -> list[date]:
    """Return the days of reports, counted back from the board's habit of how old its latest ones are."""
    habit = board(plan.body)["stale"]
    first = max(plan.registered, plan.phases[0][1]) + timedelta(days=10)
    day = workday(on - timedelta(days=max(2, int(habit * chance.uniform(0.35, 1.65)))))
    found: list[date] = []
    while day >= first and len(found) < _MOST:
        found.append(day)
        day = workday(day - timedelta(days=chance.randint(26, 48) + habit // 3))
    return found[::-1]


def _state(plan: Plan, left: int, chance: Random) -> State:
    """Return the state of a report with that many later ones: the latest is the plan's, earlier ones calmer."""
    if left == 0:
        return plan.state
    calmer = {State.SERIOUS: State.DEVIATION, State.DEVIATION: State.ON_TRACK}.get(plan.state, State.ON_TRACK)
    return calmer if left < 3 or chance.random() < 0.85 else State.DEVIATION


class _Writer:
    """Writes an initiative's reports without saying the same thing twice."""

    def __init__(self, plan: Plan, chance: Random) -> None:
        self._plan = plan
        self._chance = chance
        self._said: set[str] = set()
        self._last: State | None = None

    def write(self, day: date, state: State) -> Report:
        """Return one report; an uneventful one may say that nothing is new."""
        quiet = state is self._last is State.ON_TRACK and self._chance.random() < 0.18
        self._last = state
        said = [self._choose(self._candidates(day, state))]
        if not said[0] or self._chance.random() < 0.35:
            said.append(self._choose(read("reports")["happened"]["theme"][self._plan.theme]))
        needs = self._choose(read("reports")["needs"][state.value])
        return Report(day, state, " ".join(said).strip(), needs, nothing_new=quiet)

    def _candidates(self, day: date, state: State) -> list[str]:
        phase = [phase for phase, since in self._plan.phases if since <= day][-1:]
        stage = _STAGES.get(phase[0], "early") if phase else "early"
        found: list[str] = read("reports")["happened"][stage][state.value]
        return found

    def _choose(self, sentences: list[str]) -> str:
        fresh = [one for one in sentences if not one or one not in self._said]
        chosen = self._chance.choice(fresh) if fresh else ""
        self._said.add(chosen)
        return self._filled(chosen)

    def _filled(self, sentence: str) -> str:
        said = board(self._plan.body)
        users, place = self._chance.choice(said["users"]), self._chance.choice(said["places"])
        system = self._plan.special.get("system") or self._chance.choice(_systems(self._plan.body))
        return sentence.format(
            users=users, place=place, system=system, users_cap=users[0].upper() + users[1:],
            place_cap=place[0].upper() + place[1:],
        )  # fmt: skip


def _systems(code: str) -> list[str]:
    return [name for name, owner, *_ in read("systems")["rows"] if owner == code]
