"""When the bodies meet and which numbers their decisions and cases get."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from samsyn.demo.data import read

_INTERVAL = 28
_A_YEAR = {"KS": 250, "KSAU": 560, "KF": 170}
"""Paragraphs a year; a board has 130."""


class Minutes:
    """Meetings every fourth week, § and diary numbers that rise through the year (protokoll och diarium)."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._codes = [row["code"] for row in read("bodies")["body"]]
        self._paragraphs: Counter[tuple[str, date]] = Counter()
        self._numbers: set[str] = set()

    def day(self, code: str, near: date) -> date:
        """Return the body's last meeting day on or before a day, and always before the demo's day."""
        latest = self._anchor(code)
        return (
            latest - timedelta(days=-((near - latest).days // _INTERVAL) * _INTERVAL)
            if near < latest
            else latest
        )

    def _anchor(self, code: str) -> date:
        """Return the body's latest meeting: the executive's a month ago, the others' on weekdays of their own."""
        ago = {"KS": 30, "KSAU": 16, "KF": 23}.get(code, 6 + self._codes.index(code) % 21)
        day = self._on - timedelta(days=ago)
        return day - timedelta(days=(day.weekday() - self._codes.index(code) % 4) % 7)

    def paragraph(self, code: str, day: date) -> str:
        """Return the next free § of the meeting of that day."""
        self._paragraphs[code, day] += 1
        before = day.timetuple().tm_yday * _A_YEAR.get(code, 130) // 366
        return str(before + self._paragraphs[code, day])

    def number(self, code: str, day: date) -> str:
        """Return the next free diary number of a body, about where the year has come."""
        a_day = 1.6 if code == "KS" else 0.4 + self._codes.index(code) * 7 % 12 / 10
        sequence = day.timetuple().tm_yday * a_day + 1
        for step in range(400):
            number = f"{code}-{day.year}-{int(sequence) + step}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number
        raise RuntimeError(f"{code} has no diary numbers left in {day.year}")
