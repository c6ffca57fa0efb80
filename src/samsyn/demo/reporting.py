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
    """Writes an initiative's reports in the order things happen, without saying the same thing twice."""

    def __init__(self, plan: Plan, chance: Random) -> None:
        self._plan = plan
        self._chance = chance
        self._said: set[str] = {""}
        self._last: State | None = None

    def write(self, day: date, state: State) -> Report:
        """Return one report; an uneventful one may say that nothing is new."""
        quiet = state is self._last is State.ON_TRACK and self._chance.random() < 0.18
        self._last = state
        stage = self._stage(day)
        said = [self._next(read("reports")["happened"][stage][state.value])]
        if not said[0] or (stage in {"work", "rollout"} and self._chance.random() < 0.4):
            said.append(self._next(read("reports")["happened"]["theme"][self._plan.theme]))
        return Report(day, state, " ".join(said).strip(), self._need(state), nothing_new=quiet)

    def _stage(self, day: date) -> str:
        phases = [phase for phase, since in self._plan.phases if since <= day]
        return _STAGES.get(phases[-1], "early") if phases else "early"

    def _next(self, sentences: list[str]) -> str:
        """Return one of the two that come next, or "" when all have been said."""
        return self._fill(
            self._chance.choice([one for one in sentences if one not in self._said][:2] or [""])
        )

    def _need(self, state: State) -> str:
        if state is State.ON_TRACK and self._chance.random() < 0.35:
            return ""
        sentences = [one for one in read("reports")["needs"][state.value] if one not in self._said]
        return self._fill(self._chance.choice(sentences or [""]))

    def _fill(self, sentence: str) -> str:
        self._said.add(sentence)
        said = board(self._plan.body)
        users, at_place = self._chance.choice(said["users"]), self._chance.choice(said["places"])
        place = at_place.split(" ", 1)[1]
        system = self._plan.special.get("system") or self._chance.choice(_systems(self._plan.body))
        return sentence.format(
            users=users, place=place, at_place=at_place, system=system, users_cap=_capital(users),
            place_cap=_capital(place),
        )  # fmt: skip


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _systems(code: str) -> list[str]:
    return [name for name, owner, *_ in read("systems")["rows"] if owner == code]
