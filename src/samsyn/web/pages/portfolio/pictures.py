"""The portfolio's pictures, each with its table: bubbles, timeline, the way through the phases, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.kit.money import tkr
from samsyn.kit.refs import numbered
from samsyn.oversight.queries.portfolio import Cut
from samsyn.oversight.queries.portfolio.pictures import (
    FEASIBLE,
    Asked,
    Bubble,
    Span,
    Stop,
    bubbles,
    flow,
    gaps,
    points_in_time,
    spans,
)
from samsyn.oversight.rules import percent
from samsyn.register.models import Phase
from samsyn.reports.charts import Drawing, Level, Series, heat_map, level_bars
from samsyn.reports.portfolio import Ball, Bar, bubble_chart, timeline
from samsyn.web.base.choosing import cut, day_of
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, lens
from samsyn.web.base.marks import missing, number
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

WIDE, NARROW = 1280, 356
MOST = 120
"""Bubbles or bars that a picture holds and still reads."""
YEAR = 365
IN_TABLE = "Siffrorna står i tabellen under bilden."
SERIES: dict[str, Series] = {
    **dict.fromkeys(("need", "idea", "study", "decided"), "d2"),
    **dict.fromkeys(("execution", "introduction"), "d1"),
    **dict.fromkeys(("benefit", "maintenance"), "d3"),
}
"""The colour of a phase: before the work, during it, after it; beside the way and ended are the fourth."""
LEGEND = {
    "d2": "Till och med beslut", "d1": "Genomförande och införande", "d3": "Nytta och förvaltning",
    "d4": "Vilande eller avslutat",
}  # fmt: skip
PICTURES = (
    ("portfolio:page", "Siffror"), ("portfolio:bubbles", "Nytta och genomförbarhet"),
    ("portfolio:timeline", "Tidslinje"), ("portfolio:flow", "Väg genom faserna"), ("portfolio:gaps", "Krav per nämnd"),
)  # fmt: skip
ENDED = (("ended", "Även avslutade"),)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its finding and how to read it, wide and narrow; none where there is nothing to draw (bild)."""

    title: str
    sub: str
    wide: Drawing | None = None
    narrow: Drawing | None = None
    legend: dict[str, str] | None = None
    notes: Sequence[str] = ()


def _shown(
    request: Request, asked: Cut, name: str, rows: Sequence[Any], columns: Sequence[Column],
    draw: Callable[[Sequence[Any]], Picture], **more: Any,
) -> HttpResponse:  # fmt: skip
    """Draw a page of a picture with its table; the picture shows the rows of the table's page."""
    view = View(request, columns, sort="", size=MOST)
    table = view.arrange(rows, name)
    if view.export:
        return download(table, request)
    context = {
        "view": view, "table": table, "name": name, "picture": draw(table.rows), "phases": Phase.choices(),
        "bodies": body_choices(asked.lens.bodies, view.filter("body")), "ended": ENDED, **more,
        "parts": beside(request),
    }  # fmt: skip
    return render(request, "portfolio/picture.html", context)


def beside(request: Request) -> list[tuple[str, str, bool]]:
    """Return the pages of the portfolio, and which one this is."""
    return [(label, url, url == request.path) for name, label in PICTURES for url in (reverse(name),)]


def _asked(request: Request) -> Cut:
    return cut(request, View(request, (), sort=""), lens(request))


def _title(row: Bubble | Span) -> str:
    return reverse("register:initiative", args=[row.number])


def _opens(figure: int, what: str, **words: Any) -> SafeString | str:
    """Return a figure as a link to its rows in the list; zero opens nothing."""
    if not figure:
        return "0"
    url = f"{reverse('register:list')}?{urlencode({key: text for key, text in words.items() if text})}"
    return format_html('<a href="{}">{}<span class="sr-only"> {}</span></a>', url, number(figure), what)


@require_GET
def bubble_page(request: Request) -> HttpResponse:
    """Show each initiative's benefit against how feasible it is, as large as it costs."""
    asked = _asked(request)
    names = asked.lens.bodies
    found = bubbles(asked)
    columns = (
        Column("title", "Initiativ", head=True, link=_title),
        Column("number", "Nummer", of=lambda row: numbered("I", row.number)),
        Column("body", "Nämnd", of=lambda row: names[row.body_id].name),
        Column("phase", "Fas", of=lambda row: Phase(row.phase).label),
        Column("points", "Genomförbarhet, 0–4", number=True),
        Column("benefit", "Trolig nytta per år", number=True, unit="tkr", show=lambda row: _tkr(row.benefit)),
        Column("cost", "Kostnad i allt", number=True, unit="tkr", show=lambda row: _tkr(row.cost)),
    )
    drawn = sum(row.drawn for row in found)
    return _shown(
        request, asked, "Nytta och genomförbarhet", found, columns, partial(_bubbles, drawn, len(found)),
        definition=FEASIBLE,
    )  # fmt: skip


def _tkr(minor: int | None) -> SafeString | str:
    return missing() if minor is None else tkr(minor)


def _series(row: Bubble | Span | Stop) -> Series:
    return SERIES.get(row.phase, "d4")


def _bubbles(drawn: int, whole: int, rows: Sequence[Bubble]) -> Picture:
    here = [row for row in rows if row.drawn]
    title = f"{number(drawn)} av {number(whole)} initiativ har både nytta och kostnad i kronor"
    if not here:
        return Picture(title, "De ritas när nytta per år och kostnad är angivna.")
    balls = [
        Ball(row.points, (row.benefit or 0) / 10**8, row.cost or 0, numbered("I", row.number), _series(row))
        for row in here
    ]
    sub = "Uppåt: trolig nytta, mnkr per år. Åt höger: genomförbarhet, 0 till 4 poäng. Bubblans yta: kostnad i allt."
    label = f"{title}. {IN_TABLE}"
    draw = partial(bubble_chart, balls, len(FEASIBLE) + 1)
    notes = [f"Bilden visar de {len(here)} på tabellens sida."] if drawn > len(here) else []
    unit = "mnkr per år"
    return Picture(title, sub, draw(WIDE, label, unit), draw(NARROW, label, unit, named=3), LEGEND, notes)


@require_GET
def timeline_page(request: Request) -> HttpResponse:
    """Show when initiatives start and end, board by board, with their milestones."""
    asked = _asked(request)
    names = asked.lens.bodies
    found = sorted(spans(asked), key=lambda row: names[row.body_id].name)
    columns = (
        Column("title", "Initiativ", head=True, link=_title),
        Column("number", "Nummer", of=lambda row: numbered("I", row.number)),
        Column("body", "Nämnd", of=lambda row: names[row.body_id].name),
        Column("phase", "Fas", of=lambda row: Phase(row.phase).label),
        Column("start", "Start"),
        Column("end", "Slut"),
    )
    return _shown(request, asked, "Tidslinje", found, columns, partial(_timeline, asked, len(found)))


def _timeline(asked: Cut, whole: int, rows: Sequence[Span]) -> Picture:
    dated = [row for row in rows if row.start or row.end]
    today = asked.lens.day
    late = sum(row.end is not None and row.end < today and _series(row) in ("d1", "d2") for row in dated)
    title = (
        f"{number(late)} av {number(len(rows))} pågår efter sitt slut"
        if late
        else "Inget pågår efter sitt slut"
    )
    sub = "Stapel från start till slut; streckad kontur saknar start eller slut. Romb är milstolpe, fylld är nådd."
    if not dated:
        return Picture(title, "Initiativen ritas när start eller slut är angivet.")
    marks = points_in_time(asked, [row.id for row in dated])
    bars: list[Bar] = []
    for body_id in dict.fromkeys(row.body_id for row in dated):
        mine = [row for row in dated if row.body_id == body_id]
        bars.append(Bar(asked.lens.bodies[body_id].name))
        bars += [Bar(row.title, row.start, row.end, _series(row), marks[row.id]) for row in mine]
    label = f"{title}. {IN_TABLE}"
    notes = [
        *([f"{len(rows) - len(dated)} saknar både start och slut och ritas inte."] if len(dated) < len(rows) else []),
        *([f"Bilden visar de {len(rows)} på tabellens sida av {number(whole)}. Välj en nämnd för att se färre."]
          if whole > len(rows) else []),
    ]  # fmt: skip
    draw = partial(timeline, bars, today)
    return Picture(title, sub, draw(WIDE, label), draw(NARROW, label, gutter=130), LEGEND, notes)


@require_GET
def flow_page(request: Request) -> HttpResponse:
    """Show where initiatives are on their way, how long they have been there, and how many moved in a period."""
    asked = _asked(request)
    view = View(request, (), sort="")
    text = view.filter("sedan")
    since = day_of(text) or asked.lens.day - timedelta(days=YEAR)
    wrong = bool(text) and (day_of(text) is None or since >= asked.lens.day)
    kept = {key: view.filter(key) for key in ("body", "ended")}
    columns = (
        Column("phase", "Fas", of=lambda row: row.phase.label, head=True),
        Column("there", "Är där nu", number=True,
            show=lambda row: _opens(row.there, f"i {row.phase.label.lower()}", **{**kept, "phase": row.phase.value})),
        Column("median_days", "Dagar i fasen, median", number=True),
        Column("came", "Kom in", number=True),
        Column("left", "Gick vidare", number=True),
    )  # fmt: skip
    stops = flow(asked, since)
    draw = partial(_flow, since)
    return _shown(
        request, asked, "Väg genom faserna", stops, columns, draw, since=since, wrong=wrong, period=True
    )


def _flow(since: date, rows: Sequence[Stop]) -> Picture:
    there = [row for row in rows if row.there]
    slow = max(there, key=lambda row: row.median_days or 0, default=None)
    if slow is None or slow.median_days is None:
        return Picture("Inget initiativ väntar i någon fas", "")
    title = f"De väntar längst i {slow.phase.label.lower()}: {number(slow.median_days)} dagar i median"
    levels = [
        Level(
            row.phase.label, row.there, f"{row.there} · {_days(row.median_days)}", SERIES.get(row.phase, "d4")
        )
        for row in there
    ]
    label = f"{title}. {IN_TABLE}"
    sub = f"Antal i varje fas och hur många dagar de varit där, i median. Flyttar räknas från {since}."
    return Picture(
        title, sub, level_bars(levels, 640, label, 140), level_bars(levels, NARROW - 60, label, 130), LEGEND
    )


def _days(days: int | None) -> str:
    return "okänt hur länge" if days is None else f"{number(days)} d"


@require_GET
def gap_page(request: Request) -> HttpResponse:
    """Show how large a share of each board's initiatives has each thing that the model asks at least."""
    asked = _asked(request)
    found = gaps(asked)
    names = asked.lens.bodies
    boards = sorted({body for one in found for body in one.bodies}, key=lambda body: names[body].name)
    columns = (
        Column("label", "Krav", head=True, under=lambda row: row.where),
        *(
            Column(f"b{body}", names[body].code, of=partial(_share, body), show=partial(_share_cell, body), number=True)
            for body in boards
        ),
    )  # fmt: skip
    draw = partial(_gaps, [(names[body].code, body) for body in boards])
    return _shown(request, asked, "Krav per nämnd", found, columns, draw, heat=True)


def _share(body: int, row: Asked) -> int | None:
    """Return how many percent of a board's initiatives have what is asked of them, None where none is asked."""
    has, of = row.bodies.get(body, (0, 0))
    return percent(has / of) if of else None


def _share_cell(body: int, row: Asked) -> SafeString | str:
    share = _share(body, row)
    if share is None:
        return format_html('<span class="empty-value">{}</span>', "Krävs ej")
    has, of = row.bodies[body]
    if has == of:
        return "100"
    url = f"{reverse('register:list')}?{urlencode({'saknar': row.id, 'body': body})}"
    words = f"procent; {of - has} av {of} saknar {row.label.lower()}"
    return format_html('<a href="{}">{}<span class="sr-only"> {}</span></a>', url, share, words)


def _gaps(boards: Sequence[tuple[str, int]], rows: Sequence[Asked]) -> Picture:
    if not rows:
        return Picture("Modellen ställer inga krav", "Krav läggs upp i modellens version under Modell.")
    weak = min(
        rows,
        key=lambda row: sum(has for has, _ in row.bodies.values()) / sum(of for _, of in row.bodies.values()),
    )
    title = f"{weak.label} saknas oftast"
    strips = [(code, [_step(_share(body, row)) for row in rows]) for code, body in boards]
    label = f"{title}. {IN_TABLE}"
    sub = "En rad per nämnd, en ruta per krav i tabellens ordning. Fylld till toppen: alla har det. Lucka: krävs inte."
    return Picture(title, sub, heat_map(strips, 900, label), heat_map(strips, NARROW, label))


def _step(share: int | None) -> int | None:
    """Return a share in percent as a step of the heat map: 4 only when all have it, 0 only when few or none do."""
    return None if share is None else min(share // 25, 3) if share < 100 else 4
