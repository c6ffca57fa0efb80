"""What a version asks of initiatives, as plain values: phases, gates, facts, handbook; laid into a version at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from samsyn.governance.models import Gate, HandbookEntry, ModelPhase, Requirement, Version


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that a version asks for from a phase on: the initiative's column, its label, clause and tab (krav)."""

    field: str
    label: str
    clause: str
    tab: str = "styrning"
    minimum: bool = True
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A phase as a version names and describes it; an empty track means both (fas)."""

    key: str
    label: str
    purpose: str = ""
    track: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate before a phase, and who decides there (beslutspunkt)."""

    phase: str
    label: str
    decides: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the handbook says of a phase, or of a field (handbokstext)."""

    text: str
    phase: str = ""
    field: str = ""
    heading: str = ""
    clause: str = ""


Item = Asked | Step | Passage | Advice
MODELS: dict[type[Item], Any] = {
    Step: ModelPhase, Passage: Gate, Asked: Requirement, Advice: HandbookEntry
}  # fmt: skip
"""The rows that each kind of item is kept as; their columns have the items' names."""


def lay(version: Version, items: Iterable[Item]) -> None:
    """Add items to a version that has none of them yet."""
    every = list(items)
    for kind, model in MODELS.items():
        model.objects.bulk_create(model(version=version, **asdict(one)) for one in every if type(one) is kind)


def items_of(version: Version) -> list[Item]:
    """Return what a version asks, as values to lay into another."""
    return [
        kind(*row)
        for kind, model in MODELS.items()
        for row in model.objects.filter(version=version).values_list(*(one.name for one in fields(kind)))
    ]
