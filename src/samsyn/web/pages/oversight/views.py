"""The oversight page, and one board as oversight sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.kit.money import exact
from samsyn.kit.scales import Freshness
from samsyn.organisation.queries import BodyRow, may
from samsyn.organisation.queries.changes import ChangeRow, changes
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries import (
    BoardRow,
    Overview,
    Tally,
    board_traces,
    lacking,
    month_ends,
    overview,
    trend,
)
from samsyn.oversight.queries.transition import sources
from samsyn.oversight.rules import LOW_COVERAGE, TEXTS, Deviation, percent, told
from samsyn.reports.charts import Drawing, bar
from samsyn.web.base import files
from samsyn.web.base.looking import open_lens
from samsyn.web.base.refs import url
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table, View
from samsyn.web.pages.oversight import picture
from samsyn.web.pages.oversight.columns import BOARDS, FILE, TRACES, initiatives, leads, money_columns
from samsyn.web.pages.oversight.tasks import columns, next_due

FIVE = 5
SIX = 6


@require_GET
def page(request: Request) -> HttpResponse:
    """Show the whole picture on a day; ?as= gives the table of boards as a file."""
    seen = overview(open_lens(request))
    view = View(request, FILE if "as" in request.GET else BOARDS, sort="coverage")
    table = view.arrange(_chosen(view, seen.rows), "Nämnder", foot=seen.total)
    if view.export:
        return files.download(table, request)
    context = _context(request, seen, view, table)
    beside = [context["money_table"], context["money_lines"], *(lines for _, lines in context["levels"])]
    for one in beside:
        if one.view.export:
            return files.download(one, request)
    return render(request, "oversight/page.html", context)


def _chosen(view: View, rows: tuple[BoardRow, ...]) -> list[BoardRow]:
    words, fresh = view.filter("q").casefold(), view.filter("fresh")
    return [
        row
        for row in rows
        if row.body
        and (words in row.body.name.casefold() or words == row.body.code.casefold())
        and fresh in ("", row.freshness.value if row.documented else "")
    ]


def _context(request: Request, seen: Overview, view: View, table: Table) -> dict[str, Any]:
    scale = max((row.gain.high for row in seen.rows), default=0)
    by_money = View(request, money_columns(scale), sort="board", prefix="medel-")
    names = {row.body.id: row.body.name for row in seen.rows if row.body}
    tasks = View(request, columns(request, names), sort="", prefix="uppdrag-")
    told_of = [row for row in seen.rows if row.documented]
    return {
        "seen": seen, "view": view, "table": table, "freshness": Freshness.choices(),
        "coverage": None if seen.total.coverage is None else percent(seen.total.coverage),
        "change": _change(seen.total),
        "spending_share": None if (share := seen.total.spending.share) is None else percent(share),
        "fresh_share": percent(seen.total.fresh / seen.total.documented) if seen.total.documented else None,
        "stale_url": initiatives(coverage="documented", fresh=Freshness.STALE.value),
        "median_url": initiatives(coverage="documented", sort="reported_on"),
        "undocumented": seen.total.known - seen.total.documented,
        "money": (money := picture.money(seen)), "money_lines": _beside(request, money, "Källa", "kalla-"),
        "levels": [
            (one, _beside(request, one, name, prefix))
            for one, name, prefix in ((picture.phases(seen), "Fas", "fas-"), (picture.risks(seen), "Risk", "risk-"))
        ],
        "gain_note": picture.gain_note(seen),
        "foreign": [f"{exact(money.forecast)} {currency}" for currency, money in seen.foreign.items()],
        "money_table": by_money.arrange(told_of, "Medel och nytta, nämnd för nämnd", foot=seen.total),
        "deviations": [_deviation(one, names) for one in seen.deviations[:FIVE]],
        "changes": [(one, told(one), url(one.ref) if one.ref else "") for one in seen.changes[:SIX]],
        "tasks": tasks.arrange(seen.overdue[:FIVE], "Beslut utan svar, de fem äldsta"),
        "next_due": next_due(seen.unanswered),
    }  # fmt: skip


def _beside(request: Request, one: picture.Picture, name: str, prefix: str) -> Table:
    """Return the table under a picture; that of money has all sums and a total."""
    figures = picture.SUMS if one.total else (picture.COUNT, picture.SUMS[0])
    view = View(request, picture.columns(name, *figures), sort="", prefix=prefix)
    return view.arrange(one.lines, one.title, foot=one.total)


def _change(total: BoardRow) -> int | None:
    """Return the change since last time of the percentages that people see."""
    if total.coverage is None or total.before is None:
        return None
    return percent(total.coverage) - percent(total.before)


def _deviation(one: Deviation, names: dict[int, str]) -> dict[str, Any]:
    under = " · ".join([names.get(one.body_id, ""), ", ".join(one.refs)]).strip(" ·")
    return {"one": one, "url": leads(one), "under": under, "rule": TEXTS[one.rule]}


@require_GET
def board(request: Request, body_id: int) -> HttpResponse:
    """Show what a board has not documented: traces without an initiative, and facts that initiatives lack."""
    look = open_lens(request)
    if body_id not in look.bodies:
        raise Http404("Nämnden finns inte här.")
    view = View(request, TRACES, sort="-amount")
    rows, total = board_traces(look, body_id, view.order, view.window, view.words)
    table = view.table(rows, total, "Spår utan initiativ")
    if view.export:
        return files.download(table, request)
    over_time = trend(look, month_ends(look.day))
    tally = over_time.at(body_id, look.day)
    lacks = View(request, LACKS, sort="", prefix="brist-").arrange(
        lacking(look, body_id), "Uppgifter som saknas"
    )
    past = [_month(day, over_time.at(body_id, day)) for day in over_time.days]
    months = View(request, MONTHS, sort="", prefix="tid-").arrange(past, "Täckningsgrad över tid")
    for other in (lacks, months):
        if other.view.export:
            return files.download(other, request)
    context = {
        "body": look.bodies[body_id], "table": table, "view": view, "tally": tally, "day": look.day,
        "coverage": None if tally.coverage is None else percent(tally.coverage),
        "undocumented": tally.registered - tally.documented, "lacking": lacks, "months": months,
        "may_ask": request.as_of is None
        and may(request.access, "ask", Thing("inquiry", request.municipality.pk, body_id)),
        "listed": initiatives(body=body_id), "gap": initiatives(body=body_id, coverage="gap"),
        "ended": ended(request, look.bodies[body_id]),
    }  # fmt: skip
    return render(request, "oversight/board.html", context)


def ended(request: Request, body: BodyRow) -> list[ChangeRow]:
    """Return the changes that a body which is there no more on the day ended in; none for one that is there."""
    if body.there(request.as_of or request.today):
        return []
    return [
        one for one in changes(request.municipality, request.as_of) if ("body", body.id) in sources(one)[0]
    ]


LACKS = (
    Column("label", "Uppgift", head=True),
    Column("clause", "Klausul"),
    Column("count", "Saknas hos", number=True),
)
MONTHS = (
    Column("day", "Dag", of=lambda month: month[0], head=True),
    Column("documented", "Dokumenterade", of=lambda month: month[1].documented, number=True),
    Column("known", "Kända", of=lambda month: month[1].known, number=True),
    Column("share", "Täckningsgrad, %", of=lambda month: month[2], show=lambda month: _share(*month[2:])),
)


def _share(share: int | None, drawn: Drawing) -> SafeString:
    if share is None:
        return format_html('<span class="empty-value">{}</span>', "Inget känt")
    return format_html(
        '<span class="measure"><span class="share">{}</span><span class="only-wide">{}</span></span>',
        share,
        drawn,
    )


def _month(day: date, tally: Tally) -> tuple[date, Tally, int | None, Drawing]:
    share = None if tally.coverage is None else percent(tally.coverage)
    return day, tally, share, bar(tally.coverage, LOW_COVERAGE, 112)
