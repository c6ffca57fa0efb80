"""Shared scales: one order, one Swedish wording for each step."""

from __future__ import annotations

from enum import StrEnum


class Scale(StrEnum):
    """A stored key with its Swedish label and its place in the order (skala)."""

    label: str

    def __new__(cls, key: str, label: str = "") -> Scale:
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label
        return member

    @property
    def step(self) -> int:
        """Return the place in the order, the first step being 0."""
        return list(type(self)).index(self)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (key, Swedish label) pairs for a form or a column."""
        return [(member.value, member.label) for member in cls]


class Verdict(Scale):
    """How far something is fit for its purpose, as auditors grade it (bedömning; requirements finding 3)."""

    NOT = "inte", "Inte"
    PARTLY = "delvis", "Delvis"
    MOSTLY = "till övervägande del", "Till övervägande del"
    ESSENTIALLY = "i allt väsentligt", "I allt väsentligt"
    FULLY = "ändamålsenligt", "Ändamålsenligt"


class Stance(Scale):
    """What a body answers to a referral (ställningstagande)."""

    SUPPORTS = "tillstyrker", "Tillstyrker"
    WITH_REMARKS = "med synpunkter", "Med synpunkter"
    PARTLY = "delvis", "Delvis"
    OPPOSES = "avstyrker", "Avstyrker"
    ABSTAINS = "avstår", "Avstår"


class State(Scale):
    """How an initiative goes (läge)."""

    ON_TRACK = "on_track", "Enligt plan"
    DEVIATION = "deviation", "Avvikelse"
    SERIOUS = "serious", "Allvarlig avvikelse"
    NONE = "none", "Ingen rapport"


class Risk(Scale):
    """How much a risk weighs (risknivå)."""

    HIGH = "high", "Hög"
    MEDIUM = "medium", "Medel"
    LOW = "low", "Låg"
    NONE = "none", "Ej bedömd"


class Freshness(Scale):
    """How old the latest report is: ≤ 30, ≤ 60 days or older (färskhet)."""

    CURRENT = "current", "Aktuell"
    AGEING = "ageing", "Åldras"
    STALE = "stale", "Inaktuell"


def freshness(days: int | None) -> Freshness:
    """Return how fresh a report of that age in days is; none at all counts as stale (R11)."""
    if days is None or days > 60:
        return Freshness.STALE
    return Freshness.AGEING if days > 30 else Freshness.CURRENT
