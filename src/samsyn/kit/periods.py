"""Periods: end exclusive and open when not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, end exclusive, open when None (period)."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def end_of(day: date) -> datetime:
    """Return the first moment after `day`, Swedish time: what is recorded before it was known that day."""
    return datetime.combine(day + timedelta(days=1), time(), SWEDEN)


def swedish_day(moment: datetime) -> date:
    """Return the Swedish calendar day of a moment."""
    return moment.astimezone(SWEDEN).date()
