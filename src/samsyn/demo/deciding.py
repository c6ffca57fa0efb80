"""Who decides what in Sundsala: the rules of two years, a few quick decisions, some initiatives of principle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.demo.script import Script
from samsyn.demo.town import Town, board
from samsyn.governance import actions as governance
from samsyn.governance.actions import Frame
from samsyn.governance.rules.deciding import Rule
from samsyn.kit.refs import DecisionRef
from samsyn.register import actions as register
from samsyn.register.models import Initiative

MNKR = 100_000_000
_LAST = Rule(9, "board", "")
SETS: tuple[tuple[int, str, str, tuple[Rule, ...], Frame], ...] = (
    (1100, "2023", "204", (Rule(1, "council", "", 15 * MNKR), Rule(2, "executive", "", 5 * MNKR), _LAST), Frame()),
    (
        320, "2026", "31",
        (
            Rule(1, "council", "Kommunfullmäktige", principle=True),
            Rule(2, "council", "Kommunfullmäktige", 20 * MNKR),
            Rule(3, "executive", "Kommunstyrelsen", 5 * MNKR, reaches=("several", "all")),
            Rule(4, "executive", "Kommunstyrelsen", risk="high"),
            Rule(5, "board", "Servicenämnden", reaches=("several", "all")),
            _LAST,
        ),
        Frame("Förvaltningschefen", 150_000_000, 4 * MNKR),
    ),
)  # fmt: skip
"""Days before the demo's day, name, § of the council or executive, rules and frame."""
QUICK = (
    ("BUN", 120, "Köp av 40 läsplattor med hanteringssystem", 32_000_000, True),
    ("SN", 75, "Pilot med digital signering", 18_500_000, True),
    ("TN", 40, "Sensorer i två pumpstationer", 24_000_000, True),
    ("BUN", 18, "Koppling mellan schema och närvaro", 41_000_000, False),
    ("KFN", 9, "Bokningstjänst för två hallar", 12_000_000, False),
)
"""Board, days ago, what, öre, whether it has been told to the board."""


def decide(town: Town, script: Script) -> None:
    """Write the rules and the quick decisions into the script."""
    for days, label, paragraph, rules, frame in SETS:
        day = script.ago(days)
        numbered = tuple(replace(rule, order=order) for order, rule in enumerate(rules, 1))
        adopt = partial(
            governance.adopt_rules, by=town.strategist, municipality=town.municipality, label=label, valid_from=day,
            rules=numbered, frame=frame, decided_by=DecisionRef("KF", day - timedelta(days=12), paragraph),
        )  # fmt: skip
        script.add(day, adopt)
    script.add(script.ago(200), partial(_principle, town))
    for code, days, what, amount, told in QUICK:
        script.add(script.ago(days), partial(_quick, town, script.ago(days), code, what, amount, told))


def _principle(town: Town, *, at: datetime) -> None:
    """Mark a few initiatives that reach the whole municipality as of principle."""
    for one in Initiative.objects.filter(reach="all", draft=False).order_by("number")[:3]:
        register.change(by=town.strategist, at=at, initiative=one, principle=True)


def _quick(town: Town, day: date, code: str, what: str, amount: int, told: bool, *, at: datetime) -> None:
    """Decide on the board's behalf about an initiative on the fast track, where it has one."""
    found = (
        Initiative.objects.filter(body=town.bodies[code], track="fast", draft=False)
        .order_by("-number")
        .first()
    )
    if found is None:
        return
    director = town.actors[board(code)["director"]]
    who: dict[str, Any] = {"by": director, "at": at}
    made = register.decide_by_delegation(**who, initiative=found, day=day, what=what, amount=amount)
    if told:
        register.report_delegated(**who, decisions=[made], day=day, paragraph=str(40 + found.number % 40))
