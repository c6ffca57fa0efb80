"""Pages set in columns: their text column by column, where the file itself may hold it row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

LEAST_LINES = 6
"""Lines that each column must have."""
LEAST_GUTTER = 8.0
"""Empty space between columns, in points."""
FILLED, MOSTLY = 0.7, 0.6
"""Prose fills its column: that share of its lines is at least so wide, as part of the column. Tables do not."""
MIDDLE = (0.35, 0.65)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a piece of text stands on a page, in points from its lower left corner (ruta)."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Return how high the text is."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of prose: where the space between them lies, and from where to where they reach (spalter)."""

    gutter: float
    bottom: float
    top: float


def text_by_columns(text_page: Any) -> str:
    """Return the page's text column by column between what stands above and below; nothing without columns."""
    boxes = [Box(*text_page.get_rect(number)) for number in range(text_page.count_rects())]
    found = columns(boxes)
    if not found:
        return ""
    parts = [
        {"bottom": found.top},
        {"bottom": found.bottom, "top": found.top, "right": found.gutter},
        {"bottom": found.bottom, "top": found.top, "left": found.gutter},
        {"top": found.bottom},
    ]
    return "\n".join(filter(None, (text_page.get_text_bounded(**part).strip("\r\n") for part in parts)))


def columns(boxes: Iterable[Box]) -> Columns | None:
    """Return the two columns of a page, or None where its text is in one, in a table or in labels with values."""
    pieces = _pieces([box for box in boxes if box.right > box.left and box.top > box.bottom])
    if len(pieces) < 2 * LEAST_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    low, high = (left + share * (right - left) for share in MIDDLE)
    ends = sorted({piece.right for piece in pieces if low <= piece.right <= high})
    found = (_columns_at(pieces, end + LEAST_GUTTER / 2) for end in reversed(ends))
    return next((one for one in found if one), None)


def _pieces(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes joined into runs of words along each line, from the top."""
    pieces: list[Box] = []
    size = median(box.height for box in boxes) if boxes else 0
    for box in sorted(boxes, key=lambda box: (-round(box.bottom / max(size, 1)), box.left)):
        last = pieces[-1] if pieces else None
        if (
            last
            and min(last.top, box.top) - max(last.bottom, box.bottom) > box.height / 2
            and (-1 < box.left - last.right < 0.8 * size)
        ):
            pieces[-1] = Box(last.left, min(last.bottom, box.bottom), box.right, max(last.top, box.top))
        else:
            pieces.append(box)
    return pieces


def _columns_at(pieces: Sequence[Box], gutter: float) -> Columns | None:
    near = LEAST_GUTTER / 2
    crossing = [piece for piece in pieces if piece.left < gutter + near and piece.right > gutter - near]
    edges = sorted([*((piece.bottom, piece.top) for piece in crossing), (-1e6, -1e6), (1e6, 1e6)])
    for (_, bottom), (top, _) in pairwise(edges):
        inside = [piece for piece in pieces if piece.bottom >= bottom and piece.top <= top]
        if _are_columns(
            [piece for piece in inside if piece.right <= gutter],
            [piece for piece in inside if piece.left >= gutter],
        ):
            return Columns(
                gutter, min(piece.bottom for piece in inside) - 0.5, max(piece.top for piece in inside) + 0.5
            )
    return None


def _are_columns(left: Sequence[Box], right: Sequence[Box]) -> bool:
    if not (_prose(left) and _prose(right)):
        return False
    shared = min(_top(left), _top(right)) - max(_bottom(left), _bottom(right))
    return shared > 0.4 * min(_top(left) - _bottom(left), _top(right) - _bottom(right))


def _prose(pieces: Sequence[Box]) -> bool:
    """Return whether the pieces are the lines of a column: enough, each alone on its line, most of them full."""
    if len(pieces) < LEAST_LINES:
        return False
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    full = sum(piece.right - piece.left >= FILLED * width for piece in pieces)
    return full >= MOSTLY * len(pieces)


def _top(pieces: Sequence[Box]) -> float:
    return max(piece.top for piece in pieces)


def _bottom(pieces: Sequence[Box]) -> float:
    return min(piece.bottom for piece in pieces)
