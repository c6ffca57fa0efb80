"""Rules of asking: who has answered, who is late, and the sentence that says it."""

from __future__ import annotations

from datetime import date

from samsyn.kit.scales import Scale


class Answered(Scale):
    """Where a recipient stands with its reply (svarsläge)."""

    IN_TIME = "in_time", "Svarade i tid"
    LATE = "late", "Svarade sent"
    WAITING = "waiting", "Inte svarat än"
    MISSING = "missing", "Svar saknas"


def answered(replied_on: date | None, deadline: date | None, day: date) -> Answered:
    """Return where a recipient stands on a day; without a deadline nobody is late (R41)."""
    if replied_on and replied_on <= day:
        return Answered.LATE if deadline and replied_on > deadline else Answered.IN_TIME
    return Answered.MISSING if deadline and deadline < day else Answered.WAITING


def days_late(replied_on: date | None, deadline: date | None, day: date) -> int:
    """Return how many days after the deadline the reply came, or how long it has been missing; 0 in time."""
    end = replied_on if replied_on and replied_on <= day else day
    return max(0, (end - deadline).days) if deadline else 0
