"""Rules of goals: figures as they are written, and how far towards a target a value has gone."""

from __future__ import annotations

from decimal import Decimal


def figure(value: Decimal) -> str:
    """Return a figure as Swedish writes it, without zeros that say nothing: 1 250,5."""
    text = f"{abs(value):,f}".replace(",", "\u00a0").replace(".", ",")
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return ("\u2212" if value < 0 else "") + text


def way(baseline: Decimal | None, target: Decimal | None, value: Decimal, direction: str) -> float | None:
    """Return how much of the way from baseline to target a value has gone: 1 is there, below 0 the wrong way.

    Without a baseline it is 1 where the target is reached, else None, as without a target.
    """
    if target is None:
        return None
    if baseline is None or baseline == target:
        there = value >= target if direction == "up" else value <= target
        return 1.0 if there else None
    return float((value - baseline) / (target - baseline))
