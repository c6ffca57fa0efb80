"""The month's question to those who have reports to make, asked the day before the demo's; it waits in the queue."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.kit.periods import swedish_day
from samsyn.register.actions import ask_status


def ask(town: Town, script: Script) -> None:
    """Write the question into the script, after everything else that day."""
    script.add(script.ago(1), partial(_ask, town))


def _ask(town: Town, *, at: datetime) -> None:
    ask_status(by=town.strategist, at=at, municipality=town.municipality, day=swedish_day(at))
