"""A script of what happened in Sundsala, played in time order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter

from holidays import country_holidays

from samsyn.kit.periods import SWEDEN

Step = Callable[..., object]
"""Something done at a moment: called with `at=` alone, it calls an action or two of a room."""


_HOLIDAYS = country_holidays("SE", include_sundays=False)


def workday(day: date) -> date:
    """Return the day, or the last working day before a weekend or a public holiday."""
    while day.weekday() > 4 or day in _HOLIDAYS:
        day -= timedelta(days=1)
    return day


class Script:
    """Steps by day, all before a last day; those of one day keep the order they were written in (manus)."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._steps: list[tuple[date, Step]] = []

    def ago(self, days: int) -> date:
        """Return the working day that many days before the demo's day."""
        return workday(self.on - timedelta(days=days))

    def add(self, day: date, step: Step) -> None:
        """Write a step into the script; what would fall on the demo's day or later happens on the last
        working day before it."""
        self._steps.append((min(day, self.ago(1)), step))

    def play(self) -> int:
        """Do everything in time order, within office hours, and return how many steps there were."""
        in_order = sorted(self._steps, key=itemgetter(0))
        for day, steps in groupby(in_order, key=itemgetter(0)):
            todays = [step for _, step in steps]
            pause = timedelta(seconds=9 * 3600 // len(todays))
            start = datetime.combine(day, time(8), SWEDEN)
            for nth, step in enumerate(todays):
                step(at=start + nth * pause)
        return len(in_order)
