"""How values are written in Swedish, on paper and on screen."""

from __future__ import annotations

from datetime import date

from samsyn.kit.money import NO_BREAK_SPACE, TRUE_MINUS, exact, mnkr
from samsyn.kit.scales import Verdict
from samsyn.reports.parts import Kind, NotConcerned, Plain, Withheld

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december",
)  # fmt: skip


def shown(value: Plain, kind: Kind, empty: str = "Uppgift saknas") -> str:
    """Return a value as people read it: öre as mnkr, shares as per cent, zero as 0, nothing as the words for it."""
    if value is None:
        return empty
    if isinstance(value, Withheld):
        return f"Sekretess: {value.ground}"
    if isinstance(value, NotConcerned):
        return "Berörs ej"
    if isinstance(value, Verdict):
        return value.label
    return _number(value, kind) if isinstance(value, int) else str(value)


def _number(value: int, kind: Kind) -> str:
    if kind == "ore":
        return mnkr(value)
    if kind == "minor":
        return exact(value)
    if kind == "percent":
        return f"{whole(value)}{NO_BREAK_SPACE}%"
    if kind == "days":
        return f"{whole(value)}{NO_BREAK_SPACE}{'dag' if value == 1 else 'dagar'}"
    return whole(value)


def whole(value: int) -> str:
    """Return a whole number with a true minus and thousands apart, such as "4 200"."""
    return f"{value:,}".replace(",", NO_BREAK_SPACE).replace("-", TRUE_MINUS)


def signed(value: int, text: str) -> str:
    """Return a difference's text with a plus where it grew; `text` is the value as written."""
    return f"+{text}" if value > 0 else text


def long_date(day: date, year: bool = True) -> str:
    """Return a day as in a sentence, such as "20 november 2026"."""
    return f"{day.day}{NO_BREAK_SPACE}{MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def short(text: str, most: int) -> str:
    """Return a text of at most that many characters, cut at a word with an ellipsis; line breaks become spaces."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
