"""References: how a thing is named in a text, without pointing at its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

Ref = NewType("Ref", str)
"""The name a person would use for a thing: ``I-0147``, ``STK-2019-284``, ``KSAU § 567/2020`` (hänvisning)."""


def numbered(prefix: str, number: int) -> Ref:
    """Return the reference of a numbered thing, such as ``I-0147``."""
    return Ref(f"{prefix}-{number:04d}")


@dataclass(frozen=True, slots=True)
class DecisionRef:
    """Who decided, when and under which paragraph (beslutshänvisning); kept as columns below `cases`."""

    body: str
    day: date | None
    paragraph: str

    def __str__(self) -> str:
        year = f"/{self.day.year}" if self.day else ""
        return f"{self.body} § {self.paragraph}{year}" if self.paragraph else self.body


def decision(body: str, day: date | None, paragraph: str) -> Ref:
    """Return the reference of a decision in minutes, such as ``KSAU § 567/2020``."""
    return Ref(str(DecisionRef(body, day, paragraph)))
