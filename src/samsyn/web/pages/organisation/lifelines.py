"""The lives of bodies and units that have changed, as a drawing: from when to when, and what went into what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import escape

from samsyn.organisation.queries.changes import Key, NodeRow, Picture
from samsyn.reports.charts import Drawing

ROW, BAR, TOP = 48, 10, 20
"""Pixels from one life to the next, of its bar, and above the first one."""


def lifelines(seen: Picture, today: date, width: int) -> Drawing | None:
    """Return the lives of everything that the changes name, the earliest change first; None without a change."""
    if not seen.changes:
        return None
    rows = _rows(seen)
    days = [one.day for one in seen.changes]
    first, last = min(days) - timedelta(days=300), max(today, *days) + timedelta(days=120)

    def x(day: date) -> int:
        share = (min(max(day, first), last) - first) / (last - first)
        return round(share * (width - 2)) + 1

    height = TOP + ROW * len(rows) + 8
    marks = [f'<line class="gridline" x1="{x(day)}" x2="{x(day)}" y1="{TOP}" y2="{height}"/>'
        f'<text class="quiet" x="{x(day) + 4}" y="14">{day.year}</text>' for day in _years(first, last)]  # fmt: skip
    lives = [_life(seen.nodes[key], place, x, first, last) for place, key in enumerate(rows)]
    now = f'<line class="today" x1="{x(today)}" x2="{x(today)}" y1="{TOP}" y2="{height}"/>'
    told = "; ".join(f"{one.day}: {one.sentence}" for one in reversed(seen.changes))
    return Drawing(
        width, height, "".join([*marks, now, *lives, *_joins(seen, rows, x)]), f"Vad blev vad. {told}"
    )


def _rows(seen: Picture) -> list[Key]:
    """Return the keys of the lives, each source right above what it became the first time."""
    found: dict[Key, None] = {}
    for one in sorted(seen.changes, key=lambda one: (one.day, one.id)):
        for key in [*(part.source for part in one.parts), *(part.target for part in one.parts)]:
            if key and (one.kind != "moved" or key[0] == "unit") and key in seen.nodes:
                found[key] = None
    return list(found)


def _years(first: date, last: date) -> list[date]:
    return [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]


def _life(node: NodeRow, place: int, x: Callable[[date], int], first: date, last: date) -> str:
    start, end = x(node.start or first), x(node.end or last)
    y = TOP + ROW * place
    left = min(start, x(last) - 9 * len(node.name)) if start > x(last) // 2 else start
    return (
        f'<text class="strong" x="{max(left, 1) + (5 if node.start else 0)}" y="{y + 18}">{escape(node.name)}</text>'
        f'<rect class="{"d4" if node.end else "d1"}" x="{start}" y="{y + 24}" '
        f'width="{max(end - start, 2)}" height="{BAR}"/>'
    )


def _joins(seen: Picture, rows: list[Key], x: Callable[[date], int]) -> list[str]:
    """Return a line from each source to its target on the day, and a tick where one changed by itself."""
    drawn = []
    for one in seen.changes:
        for part in one.parts:
            if part.source not in rows:
                continue
            at = x(one.day)
            start = TOP + ROW * rows.index(part.source) + 24
            if part.target in rows and part.target != part.source:
                end = TOP + ROW * rows.index(part.target) + 24
                dashed = ' stroke-dasharray="4 3"' if part.share == "part" else ""
                drawn.append(f'<path class="join red"{dashed} d="M{at} {start + BAR}V{end}"/>')
            else:
                drawn.append(
                    f'<line class="tick" x1="{at}" x2="{at}" y1="{start - 3}" y2="{start + BAR + 3}"/>'
                )
    return drawn
