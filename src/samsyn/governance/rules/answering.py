"""Whether what boards say or ask has been answered, and in time (R05, R26)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.kit.scales import Scale


class Answer(Scale):
    """How an answer stands on a day (svarsläge)."""

    OVERDUE = "overdue", "Försenat svar"
    WAITING = "waiting", "Väntar på svar"
    LATE = "late", "Besvarad för sent"
    IN_TIME = "in_time", "Besvarad i tid"


def answer_state(due: date, answered_on: date | None, day: date) -> Answer:
    """Return how an answer that is due on a day, that day counted, stands on another."""
    if answered_on is not None and answered_on <= day:
        return Answer.LATE if answered_on > due else Answer.IN_TIME
    return Answer.OVERDUE if day > due else Answer.WAITING


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was said has an answer (andel besvarad)."""

    every: int
    answered: int
    in_time: int
    overdue: int

    @property
    def percent(self) -> int | None:
        """Return the answered share in whole per cent, rounded down so that 100 means all; None of nothing."""
        return self.answered * 100 // self.every if self.every else None


def share(states: Iterable[Answer]) -> Share:
    """Return how many have an answer, how many of those in time, and how many wait past their day."""
    counts = Counter(states)
    answered = counts[Answer.IN_TIME] + counts[Answer.LATE]
    return Share(counts.total(), answered, counts[Answer.IN_TIME], counts[Answer.OVERDUE])
