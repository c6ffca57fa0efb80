"""The portfolio: measures over one grouping or two, compared with an earlier day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.oversight.queries.portfolio import DIMENSIONS, MEASURES, Dimension, Grid, Measure, before, grid
from samsyn.register.models import Phase
from samsyn.web.base.choosing import currency_of, cut, day_of, measure_of
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, lens
from samsyn.web.base.request import Request
from samsyn.web.base.tables import View
from samsyn.web.pages.portfolio.columns import WHOLE, Line, Sheet, Words
from samsyn.web.pages.portfolio.pictures import beside

USUAL = ("antal", "budget", "utfall", "prognos", "kostnad", "trolig")
"""The measures beside each other when there is one grouping."""
OWN = ("rader", "kolumner", "matt", "valuta", "jamfor", "sort", "page", "as", "per", "ar")
COVERAGE = (("documented", "Dokumenterade"), ("gap", "Saknar uppgifter"))
ENDED = (("ended", "Även avslutade"),)


@require_GET
def page(request: Request) -> HttpResponse:
    """Show the initiatives that the address asks for summed over groups, or send the sums as a file."""
    view = View(request, (), sort="")
    asked = cut(request, view, lens(request))
    first, second = _dimensions(view)
    measures = _measures(view, second)
    how: dict[str, Any] = {"measures": measures}
    now = grid(asked, first, second, currency=currency_of(view), **how)
    day = day_of(view.filter("jamfor"))
    wrong = bool(view.filter("jamfor")) and (day is None or day >= asked.lens.day)
    then = (
        grid(before(asked, day), first, second, currency=now.currency, **how) if day and not wrong else None
    )
    sheet = Sheet(now, then, _kept(view), asked.year)
    shown = View(request, sheet.columns(measures, files="as" in request.GET), sort="")
    caption = _caption(first, second, measures)
    table = shown.arrange(sheet.lines(), caption, foot=Line("", WHOLE))
    if shown.export:
        return download(table, request)
    context = {
        "view": view, "table": table, "parts": beside(request), "caption": caption, "wrong": wrong, "day": day,
        "compared": then is not None, "second": second, "year": asked.year,
        "by": [(one.label, shown.url(rader=key, page="", sort=""), one is first) for key, one in DIMENSIONS.items()],
        "first": first.key, "dimensions": [(key, one.label) for key, one in DIMENSIONS.items()],
        "measures": [(key, one.label) for key, one in MEASURES.items()],
        "bodies": body_choices(asked.lens.bodies, view.filter("body")), "phases": Phase.choices(),
        "coverage": COVERAGE, "ended": ENDED, "notes": _notes(now),
        "currencies": [(one, view.url(valuta=one)) for one in sorted(now.others)], "currency": now.currency,
        "years": [(str(one), str(one)) for one in range(asked.lens.day.year + 2, asked.lens.day.year - 8, -1)],
    }  # fmt: skip
    return render(request, "portfolio/page.html", context)


def _dimensions(view: View) -> tuple[Dimension, Dimension | None]:
    """Return the groupings that the address names; the boards without any, and never one twice."""
    first = DIMENSIONS.get(view.filter("rader"), DIMENSIONS["body"])
    second = DIMENSIONS.get(view.filter("kolumner"))
    return first, None if second is first else second


def _measures(view: View, second: Dimension | None) -> list[Measure]:
    asked = measure_of(view)
    if second:
        return [asked or MEASURES["antal"]]
    return [MEASURES[key] for key in dict.fromkeys((*USUAL, *((asked.key,) if asked else ())))]


def _kept(view: View) -> Words:
    """Return what the address narrows the initiatives to, in the words that the list has too."""
    return [(key, text) for key in view.query if key not in OWN for text in view.query.getlist(key) if text]


def _caption(first: Dimension, second: Dimension | None, measures: list[Measure]) -> str:
    if second:
        return f"{measures[0].label} per {first.label.lower()} och {second.label.lower()}"
    return f"Portföljen per {first.label.lower()}"


def _notes(now: Grid) -> list[str]:
    """Return what a reader has to know of the sums: what overlaps, what isn't added, what has no figure."""
    notes = [one.overlaps for one in (now.first, now.second) if one and one.overlaps]
    count, cost = (now.figure(key) if key in now.figures else None for key in ("antal", "kostnad"))
    if count and cost and now.second is None:
        notes.append(f"Kostnad i allt är angiven för {cost.rows} av {count.value} initiativ.")
    return notes
