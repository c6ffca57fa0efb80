"""Rules of the diary mirror."""

from __future__ import annotations

from samsyn.kit.diary import parse


def case_key(number: str) -> str:
    """Return what makes two writings of a diary number the same: code, year, running number, part of the case."""
    found = parse(number)
    return found.normal if found else number.strip().casefold()
