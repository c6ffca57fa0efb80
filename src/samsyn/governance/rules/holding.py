"""Who holds a responsibility when: the stretches of days that nobody answers for, or that several do (R22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

LETTERS = {"A": "Ansvarig", "R": "Utför", "C": "Rådfrågas", "I": "Informeras"}
"""What a letter of the matrix means: exactly one A, any number of the others."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody who holds a responsibility from a day until, not counting, another; open when None (innehav)."""

    who: str
    start: date
    end: date | None = None

    def on(self, day: date) -> bool:
        """Return whether it is held on a day."""
        return self.start <= day and (self.end is None or day < self.end)

    def meets(self, other: Hold) -> bool:
        """Return whether the two have a day in common; one that ends as it begins has none."""
        last = min(self.end or date.max, other.end or date.max)
        return max(self.start, other.start) < last


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row with the same holders: none is a gap, several a double; open when `end` is None (sträcka)."""

    start: date
    end: date | None
    who: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Return whether it isn't exactly one who answers."""
        return len(self.who) != 1


def within(hold: Hold, first: date | None, last: date | None) -> Hold | None:
    """Return the part of a hold that lies in its holder's own days, `last` not counted; None when there is none.

    A body that has closed holds nothing, whatever the matrix says.
    """
    start = max(hold.start, first or hold.start)
    ends = [day for day in (hold.end, last) if day is not None]
    end = min(ends, default=None)
    return Hold(hold.who, start, end) if end is None or start < end else None


def spans(holds: Iterable[Hold], since: date) -> tuple[Span, ...]:
    """Return the stretches from a day on, in order, the last one open; neighbours have different holders."""
    told = tuple(holds)
    days = {day for hold in told for day in (hold.start, hold.end) if day is not None and day > since}
    found: list[Span] = []
    for start in [since, *sorted(days)]:
        who = tuple(hold.who for hold in told if hold.on(start))
        if found and found[-1].who == who:
            continue
        if found:
            found[-1] = replace(found[-1], end=start)
        found.append(Span(start, None, who))
    return tuple(found)
