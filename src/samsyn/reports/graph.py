"""The red thread as a picture: boxes in columns by kind, joined by curves, each box a link to its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from samsyn.reports.charts import Drawing

BOX = 180
HIGH = 54
GAP = 46
STEP = HIGH + 18
HEAD = 44
ROOM = 23
"""How many letters a line of a box has room for."""
GUTTER = 40
"""The room for joins beside the boxes of the narrow picture."""
NARROW = 356


@dataclass(frozen=True, slots=True)
class Box:
    """A thing in the picture: the key that joins name, its column, two lines of text and its page (ruta)."""

    key: str
    column: str
    title: str
    note: str = ""
    url: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a box stands."""

    box: Box
    column: int
    x: float
    y: float
    width: int = BOX


def picture(
    columns: Sequence[str], boxes: Sequence[Box], joins: Sequence[tuple[str, str]], here: str, label: str
) -> Drawing:
    """Return the boxes in columns of the given order, empty ones left out; joins at `here` are the thread."""
    used = [column for column in columns if any(box.column == column for box in boxes)]
    held = {column: [box for box in boxes if box.column == column] for column in used}
    tallest = max((len(found) for found in held.values()), default=1)
    height = HEAD + tallest * STEP + 2
    places = {
        box.key: _Place(
            box, n, n * (BOX + GAP) + 1, HEAD + (tallest - len(held[column])) * STEP / 2 + row * STEP + 8
        )
        for n, column in enumerate(used)
        for row, box in enumerate(held[column])
    }
    lanes = {
        n: [
            HEAD + (tallest - len(held[column])) * STEP / 2 + row * STEP
            for row in range(len(held[column]) + 1)
        ]
        for n, column in enumerate(used)
    }
    known = [(a, b) for a, b in joins if a in places and b in places and a != b]
    near = {key for pair in known if here in pair for key in pair}
    inside = [
        *(_heading(column, n * (BOX + GAP) + 1) for n, column in enumerate(used)),
        *(
            _join(places[a], places[b], here in (a, b), lanes)
            for a, b in sorted(known, key=lambda pair: here in pair)
        ),
        *(_drawn(place, here, key in near) for key, place in places.items()),
    ]
    return Drawing(len(used) * (BOX + GAP) - GAP + 2, int(height), "".join(inside), label, "group")


def narrow_picture(
    columns: Sequence[str], boxes: Sequence[Box], joins: Sequence[tuple[str, str]], here: str, label: str
) -> Drawing:
    """Return the same picture for a phone: the columns under each other, joins in the gutter to the left."""
    places: dict[str, _Place] = {}
    headings: list[str] = []
    y = 0.0
    for n, column in enumerate(columns):
        held = [box for box in boxes if box.column == column]
        if held:
            headings.append(_heading(column, GUTTER, y, NARROW - GUTTER - 1))
            places |= {
                box.key: _Place(box, n, GUTTER, y + HEAD + row * (HIGH + 10) - 8, NARROW - GUTTER - 1)
                for row, box in enumerate(held)
            }
            y += HEAD + len(held) * (HIGH + 10) + 8
    known = [(a, b) for a, b in joins if a in places and b in places and a != b]
    near = {key for pair in known if here in pair for key in pair}
    inside = [
        *headings,
        *(
            _arc(places[a], places[b], here in (a, b))
            for a, b in sorted(known, key=lambda pair: here in pair)
        ),
        *(_drawn(place, here, key in near) for key, place in places.items()),
    ]
    return Drawing(NARROW, int(y), "".join(inside), label, "group")


def _arc(start: _Place, end: _Place, red: bool) -> str:
    """Draw a join down the gutter, further out the longer it is."""
    y, last = start.y + HIGH / 2, end.y + HIGH / 2
    out = GUTTER - min(GUTTER - 2, 14 + abs(last - y) / 12)
    path = f"M{GUTTER} {y:g}C{out:g} {y:g} {out:g} {last:g} {GUTTER} {last:g}"
    return f'<path class="{"join red" if red else "join"}" d="{path}"/>'


def _heading(words: str, x: float, y: float = 0, width: int = BOX) -> str:
    line = f'<line class="gridline" x1="{x:g}" y1="{y + 26:g}" x2="{x + width:g}" y2="{y + 26:g}"/>'
    return f'<text class="strong" x="{x:g}" y="{y + 16:g}">{escape(words)}</text>{line}'


def _join(start: _Place, end: _Place, red: bool, lanes: Mapping[int, Sequence[float]]) -> str:
    """Draw a curve between two boxes, between the rows of the columns it passes, or round the edge within one."""
    left, right = sorted((start, end), key=lambda place: (place.column, place.y))
    x, y, last = left.x + BOX, left.y + HIGH / 2, right.y + HIGH / 2
    path = f"M{x:g} {y:g}"
    if left.column == right.column:
        path += f"C{x + GAP / 2:g} {y:g} {x + GAP / 2:g} {last:g} {x:g} {last:g}"
    for column in range(left.column + 1, right.column):
        lane = min(lanes[column], key=lambda lane: abs(lane - (y + last) / 2))
        path += _curve(x, y, x + GAP, lane) + f"H{x + GAP + BOX:g}"
        x, y = x + GAP + BOX, lane
    if left.column < right.column:
        path += _curve(x, y, right.x, last)
    return f'<path class="{"join red" if red else "join"}" d="{path}"/>'


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    half = (x1 + x2) / 2
    return f"C{half:g} {y1:g} {half:g} {y2:g} {x2:g} {y2:g}"


def _drawn(place: _Place, here: str, near: bool) -> str:
    box, x, y, room = place.box, place.x, place.y, ROOM * place.width // BOX
    states = [
        name for name, holds in (("here", box.key == here), ("near", near), ("missing", box.missing)) if holds
    ]
    inside = (
        f"<title>{escape(f'{box.title}. {box.note}' if box.note else box.title)}</title>"
        f'<rect x="{x:g}" y="{y:g}" width="{place.width}" height="{HIGH}" rx="4"/>'
        f'<text class="strong" x="{x + 10:g}" y="{y + 23:g}">{escape(_short(box.title, room))}</text>'
        f'<text class="quiet" x="{x + 10:g}" y="{y + 42:g}">{escape(_short(box.note, room))}</text>'
    )
    css = " ".join(["box", *states])
    return (
        f'<a class="{css}" href="{escape(box.url)}">{inside}</a>'
        if box.url
        else f'<g class="{css}">{inside}</g>'
    )


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
