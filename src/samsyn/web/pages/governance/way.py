"""The way through a model as a picture: phases as boxes, gates as diamonds between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from samsyn.reports.charts import Drawing

BOX, GAP, HIGH = 116, 24, 62
NARROW, LOW = 356, 48
ROOM = 16
"""Letters that fit in a box; the whole name stands in the table below."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase on the way: its name and page, how many initiatives are in it, and the gate before it (hållplats)."""

    label: str
    url: str
    count: int
    gate: str = ""


def wide(stops: Sequence[Stop], label: str) -> Drawing:
    """Draw the way from left to right."""
    middle = 10 + HIGH / 2
    pieces = []
    for place, stop in enumerate(stops):
        x = place * (BOX + GAP)
        if place:
            pieces.append(f'<path class="join" d="M{x - GAP} {middle}H{x}"/>')
        if stop.gate:
            pieces.append(_diamond(max(x - GAP / 2, 11), middle))
            pieces.append(_text(max(x - GAP / 2, 24), 10 + HIGH + 22, stop.gate.split(" ")[0], "quiet"))
        pieces.append(_box(stop, x, 10, BOX, HIGH))
    return Drawing(len(stops) * (BOX + GAP) - GAP, 10 + HIGH + 32, "".join(pieces), label, "group")


def narrow(stops: Sequence[Stop], label: str) -> Drawing:
    """Draw the way from top to bottom, each gate by its whole name."""
    pieces = []
    for place, stop in enumerate(stops):
        y = 30 + place * (LOW + 40)
        if place or stop.gate:
            pieces.append(f'<path class="join" d="M24 {y - 40 if place else y - 20}V{y}"/>')
        if stop.gate:
            pieces.append(_diamond(24, y - 20) + _text(44, y - 15, _cut(stop.gate, 40), "quiet", "start"))
        pieces.append(_box(stop, 0, y, NARROW, LOW))
    return Drawing(NARROW, 30 + len(stops) * (LOW + 40) - 38, "".join(pieces), label, "group")


def _box(stop: Stop, x: float, y: float, width: float, height: float) -> str:
    middle, many = x + width / 2, f"{stop.count} initiativ"
    inside = (
        f'<rect x="{x + 1}" y="{y}" width="{width - 2}" height="{height}" rx="4"/>'
        + _text(middle, y + height / 2 - 3, _cut(stop.label, ROOM if width == BOX else 40), "strong")
        + " "
        + _text(middle, y + height / 2 + 17, many, "quiet")
    )
    return f'<a class="box" href="{escape(stop.url, quote=True)}">{inside}</a>'


def _diamond(x: float, y: float) -> str:
    return f'<path class="d1" d="M{x} {y - 10}L{x + 10} {y}L{x} {y + 10}L{x - 10} {y}Z"/>'


def _text(x: float, y: float, words: str, css: str, anchor: str = "middle") -> str:
    return f'<text x="{x}" y="{y}" class="{css}" text-anchor="{anchor}">{escape(words)}</text>'


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"
