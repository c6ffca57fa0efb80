"""Rules of the register, each with the sentence that the reader gets."""

from __future__ import annotations

from datetime import date


def dates_in_order(start: date | None, end: date | None) -> str:
    """Return an empty string, or the sentence that says that the end lies before the start."""
    if start and end and end < start:
        return f"Slutdatum ligger före startdatum {start}. Ändra ett av dem."
    return ""


def range_in_order(low: int | None, likely: int | None, high: int | None) -> str:
    """Return an empty string, or the sentence that says that low, likely and high are out of order."""
    given = [value for value in (low, likely, high) if value is not None]
    return "" if given == sorted(given) else "Skriv nyttan i ordningen lågt, troligt, högt."


NARRATIVES = {
    "description": "Beskrivning", "status_comment": "Kommentar till läget", "schedule_comment": "Kommentar till tiden",
    "budget_comment": "Kommentar till budgeten", "cost_comment": "Kommentar till kostnaden",
}  # fmt: skip
"""The texts an imported register may tell of an initiative, by field, with their Swedish headings."""

REPORT_DAYS = 60
"""How old the latest report may be before it no longer counts (R11)."""
