"""Rules of the register, each with the sentence that the reader gets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from samsyn.kit.scales import Risk


def dates_in_order(start: date | None, end: date | None) -> str:
    """Return an empty string, or the sentence that says that the end lies before the start."""
    if start and end and end < start:
        return f"Slutdatum ligger före startdatum {start}. Ändra ett av dem."
    return ""


def range_in_order(low: int | None, likely: int | None, high: int | None) -> str:
    """Return an empty string, or the sentence that says that low, likely and high are out of order."""
    given = [value for value in (low, likely, high) if value is not None]
    return "" if given == sorted(given) else "Skriv nyttan i ordningen lågt, troligt, högt."


EFFICIENCY = "efficiency"
"""The kind of benefit that must be measurable before it is decided (R16)."""
MEASURABLE = {
    "baseline": "läget i dag", "low": "lågt", "likely": "troligt", "high": "högt", "owner": "nyttoägare",
    "measured_on": "dagen den mäts",
}  # fmt: skip
"""What makes a benefit measurable, with its words."""


def not_measurable(kind: str, given: Mapping[str, object]) -> list[str]:
    """Return what a benefit of inner efficiency lacks to be measurable, in words; other kinds lack nothing (R16)."""
    return [words for name, words in MEASURABLE.items() if kind == EFFICIENCY and given[name] in (None, "")]


def risk_level(likelihood: int, consequence: int) -> Risk:
    """Return how much a risk weighs: low below 4, high from 9 of 16 or when the worst may well come."""
    weight = likelihood * consequence
    if weight >= 9 or (consequence == 4 and likelihood > 1):
        return Risk.HIGH
    return Risk.MEDIUM if weight >= 4 else Risk.LOW


def followed_until(closed: date) -> date:
    """Return the last day that benefits are followed: three years after an initiative went into maintenance (R16).

    The line reaches for the benefit when the project is over, so what was promised is asked for after it too.
    """
    return years_after(closed, FOLLOWED_YEARS)


def next_measuring(measured: date, closed: date | None) -> date | None:
    """Return the day a benefit is measured next: a year after the latest, None when it is followed no longer."""
    following = years_after(measured, 1)
    return None if closed and following > followed_until(closed) else following


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; the 29th of February becomes the 28th where it isn't there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


NARRATIVES = {
    "description": "Beskrivning", "status_comment": "Kommentar till läget", "schedule_comment": "Kommentar till tiden",
    "budget_comment": "Kommentar till budgeten", "cost_comment": "Kommentar till kostnaden",
}  # fmt: skip
"""The texts an imported register may tell of an initiative, by field, with their Swedish headings."""

REPORT_DAYS = 60
"""How old the latest report may be before it no longer counts (R11)."""

NOTHING_NEW_COUNTS = 2
"""How many times in a row "inget nytt" counts as a fresh report; after that somebody has to write (R11)."""
_WORD = re.compile(r"[^\W\d_]{2}")


def says_something(text: str) -> bool:
    """Return whether there is a word in a text, not only signs."""
    return _WORD.search(text) is not None


def renews(before: Sequence[bool], *, nothing_new: bool) -> bool:
    """Return whether a report counts as fresh; `before` is whether earlier ones said "inget nytt", the latest first."""
    run = list(before[:NOTHING_NEW_COUNTS])
    return not nothing_new or len(run) < NOTHING_NEW_COUNTS or not all(run)


EVERY = {"month": "månad", "quarter": "kvartal"}
"""How often somebody is asked how it goes."""


def period_of(day: date, every: str) -> str:
    """Return the period that a day lies in, such as 2026-11 or 2026-K4."""
    return day.isoformat()[:7] if every == "month" else f"{day.year}-K{(day.month + 2) // 3}"


FOLLOWED_YEARS = 3
"""How long benefits are followed after an initiative went into maintenance."""
