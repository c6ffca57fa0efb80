"""What is to become of each initiative: dates, phase, money; pure chance with a fixed seed, no database."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from samsyn.demo.data import read
from samsyn.demo.script import workday
from samsyn.kit.scales import State
from samsyn.register.models import Phase, Source

_T = TypeVar("_T")
_DAYS = {
    Phase.NEED: 80, Phase.IDEA: 50, Phase.STUDY: 130, Phase.DECIDED: 70, Phase.EXECUTION: 340,
    Phase.INTRODUCTION: 140, Phase.BENEFIT: 320, Phase.MAINTENANCE: 200, Phase.RETIRED: 90,
    Phase.RESTING: 150, Phase.REFUSED: 200, Phase.STOPPED: 60,
}  # fmt: skip
_WAY = (Phase.NEED, Phase.IDEA, Phase.STUDY, Phase.DECIDED, Phase.EXECUTION, Phase.INTRODUCTION, Phase.BENEFIT,
        Phase.MAINTENANCE, Phase.RETIRED)  # fmt: skip
_SIDE = {Phase.RESTING: Phase.STUDY, Phase.REFUSED: Phase.STUDY, Phase.STOPPED: Phase.EXECUTION}
_FINAL = {
    Phase.NEED: 12, Phase.IDEA: 5, Phase.STUDY: 20, Phase.DECIDED: 12, Phase.EXECUTION: 34,
    Phase.INTRODUCTION: 15, Phase.BENEFIT: 14, Phase.MAINTENANCE: 5, Phase.RETIRED: 2, Phase.STOPPED: 1,
}  # fmt: skip
_COSTS = {
    400: 2, 640: 3, 1100: 4, 1700: 5, 2400: 5, 3600: 5, 5200: 4, 7900: 3, 12500: 2, 19000: 1,
}  # fmt: skip
"""Thousands of kronor over all years, and how often."""
_SOURCES = {Source.OWN: 62, Source.TRANSFER: 16, Source.POOL: 14, Source.STATE: 8}
WITHHELD = "Sekretess, OSL 19 kap. 3 §"


@dataclass(frozen=True, slots=True)
class Plan:
    """An initiative's life as it will be: days, phase by phase, and what is left out (livslinje)."""

    title: str
    theme: str
    problem: str
    body: str
    phases: tuple[tuple[Phase, date], ...]
    registered: date
    start: date
    end: date
    slipped_from: date | None
    precision: str
    funding: Source
    second: Source | None
    cost: int
    withheld: str
    state: State
    missing: tuple[str, ...]
    draft: bool
    secrecy: str
    special: dict[str, Any]

    @property
    def phase(self) -> Phase:
        """Return the phase it has reached on the demo's day."""
        return self.phases[-1][0]

    @property
    def fast(self) -> bool:
        """Return whether it is small enough for the fast track."""
        return self.cost < 80_000_000

    @property
    def trouble(self) -> float:
        """Return forecast ÷ budget of the year that is running, as its state says."""
        calm = {State.ON_TRACK: 0.99, State.DEVIATION: 1.07, State.SERIOUS: 1.18, State.NONE: 1.0}
        return float(self.special.get("overrun", calm[self.state]))

    def random(self, what: str) -> Random:
        """Return a source of chance of its own for one part of the life, so that parts don't disturb each other."""
        return Random(f"Sundsala {self.title} {what}")  # noqa: S311  the same every time is what we want


def plans(on: date) -> list[Plan]:
    """Return the lives of all initiatives as they have gone by a day, in the order of the boards."""
    data = read("initiatives")
    rows = [(body, *row) for body, rows in data.items() if body != "special" for row in rows]
    return [_plan(on, nth, *row, special=data["special"].get(row[1], {})) for nth, row in enumerate(rows)]


def _plan(
    on: date, nth: int, body: str, title: str, theme: str, problem: str, *, special: dict[str, Any]
) -> Plan:
    chance = Random(f"Sundsala {title}")  # noqa: S311
    final = Phase(special["phase"]) if "phase" in special else _pick(chance, _FINAL)
    phases = _phases(on, chance, final)
    start, end = _dates(on, chance, phases)
    if "late_milestone" in special:
        end = on + timedelta(days=220)
    precision = "day" if chance.random() < 0.55 else "month"
    slipped = end - timedelta(days=chance.randint(45, 210)) if chance.random() < 0.3 else None
    funding = Source(special["funding"]) if "funding" in special else _pick(chance, _SOURCES)
    cost = special.get("cost") or _pick(chance, _COSTS)
    return Plan(
        title=title, theme=theme, problem=problem, body=body, phases=phases,
        registered=_registered(on, chance, phases[0][1], phases[-1][1] if final in _SIDE else None),
        start=start, end=_last_of_month(end) if precision == "month" else end, slipped_from=slipped,
        precision=precision, funding=funding,
        second=_second(chance, special, cost),
        cost=cost * 100_000, withheld=WITHHELD if nth % 12 == 6 else "", state=_state(chance, special, final),
        missing=tuple(special.get("missing", ())), draft=bool(special.get("draft")), secrecy=special.get("secrecy", ""),
        special=special,
    )  # fmt: skip


def _pick(chance: Random, weights: dict[_T, int]) -> _T:
    return chance.choices(list(weights), list(weights.values()))[0]


def _second(chance: Random, special: dict[str, Any], cost: int) -> Source | None:
    """Return a second source of money, which most of the dear ones have; `cost` in thousands of kronor."""
    if "second" in special:
        return Source(special["second"])
    return _pick(chance, _SOURCES) if cost > 2000 and chance.random() < 0.6 else None


def _phases(on: date, chance: Random, final: Phase) -> tuple[tuple[Phase, date], ...]:
    """Return each phase with its first day, counted back from how long the last one has gone on."""
    last = _SIDE.get(final, final)
    way = [
        phase for phase in _WAY[: _WAY.index(last) + 1] if phase is not Phase.IDEA or chance.random() < 0.3
    ]
    if final is not way[-1]:
        way.append(final)
    day = on - timedelta(days=chance.randint(8, _DAYS[final]))
    found = [(way[-1], workday(day))]
    for phase in reversed(way[:-1]):
        day -= timedelta(days=int(_DAYS[phase] * chance.uniform(0.7, 1.25)))
        found.append((phase, workday(day)))
    return tuple(reversed(found))


def _dates(on: date, chance: Random, phases: tuple[tuple[Phase, date], ...]) -> tuple[date, date]:
    """Return planned start (of the study) and end (of the introduction); most that run on end in the future."""
    began = dict(phases)
    start = began.get(Phase.STUDY) or on + timedelta(days=chance.randint(30, 160))
    if Phase.BENEFIT in began:
        return start, began[Phase.BENEFIT]
    whole = sum(_DAYS[phase] for phase in (Phase.STUDY, Phase.DECIDED, Phase.EXECUTION, Phase.INTRODUCTION))
    end = start + timedelta(days=int(whole * chance.uniform(0.8, 1.3)))
    soonest = (
        on - timedelta(days=20) if chance.random() < 0.1 else on + timedelta(days=chance.randint(40, 260))
    )
    return start, max(end, soonest)


def _registered(on: date, chance: Random, began: date, side: date | None) -> date:
    """Return when it is put into the register: at once, or as the boards fill it in during the last year."""
    late = on - timedelta(days=chance.randint(25, 430))
    limits = [day for day in (side,) if day]
    return workday(min([max(began, late) if chance.random() < 0.55 else began, *limits]))


def _state(chance: Random, special: dict[str, Any], final: Phase) -> State:
    if "state" in special:
        return State(special["state"])
    if final is Phase.NEED and chance.random() < 0.6:
        return State.NONE
    return _pick(chance, {State.ON_TRACK: 72, State.DEVIATION: 21, State.SERIOUS: 7})


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
