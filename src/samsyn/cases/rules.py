"""Rules of the diary mirror."""

from __future__ import annotations

from samsyn.kit.diary import parse


def case_key(number: str) -> str:
    """Return what makes two writings of a diary number the same: code, year, running number (council §3 rule 2)."""
    found = parse(number)
    return "-".join(str(part) for part in found.key).casefold() if found else number.strip().casefold()
