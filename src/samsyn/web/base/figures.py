"""Sums as people read them: kronor in mnkr, other currencies in millions of their own."""

from __future__ import annotations

from samsyn.oversight.queries.scope import SEK
from samsyn.web.base.marks import number


def unit_of(currency: str, small: bool = False) -> str:
    """Return the unit of sums in a currency: millions, or thousands where each row's part stands."""
    if currency == SEK:
        return "tkr" if small else "mnkr"
    return f"{'tusen' if small else 'mn'} {currency}"


def amount(minor: int | None, whole: bool = False) -> str:
    """Return hundredths as thousands, or as millions with one decimal for a whole; nothing for none."""
    if minor is None:
        return ""
    return number(minor / 100_000_000, 1) if whole else number(round(minor / 100_000), 0)


def exactly(minor: int | None, currency: str) -> int | None:
    """Return a sum for a file: kronor in öre, which files write as kronor; other currencies in whole units."""
    return minor if minor is None or currency == SEK else round(minor / 100)


def labelled(label: str, currency: str) -> str:
    """Return a column's label, with the currency where it is not kronor: files have no units."""
    return label if currency == SEK else f"{label} ({currency})"
