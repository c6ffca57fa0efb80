"""Programmes and goals as they read: what is done for each, how it goes, what is said of it (R30, R62)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.cases.rules import case_key
from samsyn.governance.models import ASSESSORS, Direction
from samsyn.governance.queries.programmes import IndicatorRow, OutcomeRow, ProgrammeRow
from samsyn.governance.rules.goals import figure
from samsyn.kit.scales import Verdict
from samsyn.organisation.queries import BodyRow, may
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries import GoalLine, aims
from samsyn.oversight.queries.decided import Decided, decisions
from samsyn.reports.aims import Course, Point, large, small
from samsyn.reports.charts import Drawing
from samsyn.web.base.files import download
from samsyn.web.base.looking import lens, named, open_lens
from samsyn.web.base.marks import verdict
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table, View
from samsyn.web.pages.governance.views import may_steer

NO_GOAL = "utan"
"""What the list of initiatives calls those without a goal."""


def initiatives(goal: int | str, **choice: str) -> str:
    """Return the address of the initiatives behind a goal's figures."""
    return f"{reverse('register:list')}?{urlencode({'goal': goal, 'oppna': 'ja', **choice})}"


def course(one: IndicatorRow) -> Course:
    """Return an indicator's values as points in time."""
    return Course(
        tuple((row.place, float(row.value)) for row in one.outcomes),
        _point(one.baseline_year, one.baseline), _point(one.target_year, one.target),
    )  # fmt: skip


def _point(year: int | None, value: Any) -> Point | None:
    return None if year is None or value is None else (float(year), float(value))


def told(row: OutcomeRow | None, unit: str) -> str:
    """Return an outcome in words, or that there is none."""
    return f"{figure(row.value)} {unit} ({row.when})".replace("  ", " ") if row else "Inget utfall"


def way(one: IndicatorRow) -> str:
    """Return in words how far towards its target an indicator has come."""
    share = one.way
    if share is None:
        return "målnivå saknas" if one.target is None else ""
    if share >= 1:
        return "målet är nått"
    return "åt fel håll" if share < 0 else f"{round(share * 100)} % av vägen"


def _measured(line: GoalLine) -> SafeString | str:
    """Show each indicator as a small line with its latest value and how far that is."""
    if not line.indicators:
        return format_html('<span class="muted">{}</span>', "Ingen indikator")
    return format_html_join(
        "", '<span class="measured">{}<span>{}: {}<span class="under">{}</span></span></span>',
        ((small(course(one)), one.title, told(one.latest, one.unit), way(one)) for one in line.indicators),
    )  # fmt: skip


def _said(line: GoalLine, assessor: str) -> Verdict | None:
    found = line.said.get(assessor)
    return found[0] if found else None


def _assessor(key: str, label: str) -> Column:
    return Column(
        key, label, of=lambda line: _said(line, key), show=lambda line: verdict(_said(line, key), bare=True)
    )


def columns(bodies: dict[int, BodyRow]) -> tuple[Column, ...]:
    """Return the columns of a programme's goals."""

    def answers(line: GoalLine) -> str:
        body = bodies.get(line.goal.body_id or 0)
        return body.name if body else ""

    return (
        Column(
            "title", "Mål", of=lambda line: line.goal.title, head=True, wide=True, under=answers,
            link=lambda line: reverse("governance:goal", args=[line.goal.id]),
        ),
        Column("count", "Initiativ", number=True, link=lambda line: initiatives(line.goal.id)),
        Column(
            "budget", "Budget", of=lambda line: line.money.budget, number=True, unit="mnkr",
            link=lambda line: initiatives(line.goal.id, medel="alla"),
        ),
        Column(
            "outcome", "Utfall", of=lambda line: line.money.outcome, number=True, unit="mnkr",
            link=lambda line: initiatives(line.goal.id, medel="alla"),
        ),
        Column("indicators", "Indikatorer", of=_in_words, show=_measured, wide=True),
        *(_assessor(key, label) for key, label in ASSESSORS),
    )  # fmt: skip


def _in_words(line: GoalLine) -> str:
    return "; ".join(f"{one.title}: {told(one.latest, one.unit)}" for one in line.indicators)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show every programme with its goals, or send one programme's as a file."""
    picture, bodies = aims(open_lens(request)), named(request)
    tables = [(one, _table(request, one, lines, bodies)) for one, lines in picture.programmes]
    for _, table in tables:
        if table.view.export:
            return download(table, request)
    decided = _decided(request, *(one for one, _ in tables))
    context = {
        "aims": picture, "total": len(picture.lines), "steers": may_steer(request), "no_goal": initiatives(NO_GOAL),
        "programmes": [_shown(request, one, table, decided) for one, table in tables],
        "year": (request.as_of or request.today).year,
    }  # fmt: skip
    return render(request, "governance/goals.html", context)


def _table(
    request: Request, one: ProgrammeRow | None, lines: Iterable[GoalLine], bodies: dict[int, BodyRow]
) -> Table:
    view = View(request, columns(bodies), sort="", prefix=f"p{one.id if one else 0}-")
    return view.arrange(lines, f"Mål i {one.title}" if one else "Mål utanför program", search=True)


def _decided(request: Request, *programmes: ProgrammeRow | None) -> dict[str, Decided]:
    """Return the programmes' decisions that are read in, by reference; one query."""
    return decisions(lens(request), {one.decided_by for one in programmes if one and one.decided_by})


def _shown(
    request: Request, one: ProgrammeRow | None, table: Table, decided: dict[str, Decided]
) -> dict[str, Any]:
    """Return a programme as the pages show it: who answers, by which decision, in which case (R31).

    What isn't read in is told without a link.
    """
    if one is None:
        return {"row": None, "table": table}
    found = decided.get(one.decided_by or "")
    key = case_key(one.case_number)
    return {
        "row": one, "table": table, "body": named(request).get(one.body_id or 0),
        "thread": f"{reverse('thread:page')}?{urlencode({'ref': one.decided_by})}" if found else "",
        "case": reverse("cases:case", args=[key]) if found and any(key == held for _, held in found.cases) else "",
    }  # fmt: skip


@require_GET
def programme(request: Request, pk: int) -> HttpResponse:
    """Show one programme on a page to print."""
    picture, bodies = aims(open_lens(request)), named(request)
    found = next(((one, lines) for one, lines in picture.programmes if one and one.id == pk), None)
    if found is None:
        raise Http404("Programmet finns inte här.")
    one, lines = found
    table = _table(request, one, lines, bodies)
    if table.view.export:
        return download(table, request)
    context = {
        "one": _shown(request, one, table, _decided(request, one)),
        "lines": [(line, _indicators(line)) for line in lines],
        "idle": [line for line in lines if not line.count], "steers": may_steer(request),
        "count": sum(line.count for line in lines), "year": (request.as_of or request.today).year,
        "budget": sum(line.money.budget for line in lines), "outcome": sum(line.money.outcome for line in lines),
        "formats": [(kind, f"{reverse('reports:programme', args=[pk])}?format={kind}") for kind in ("docx", "pdf")],
    }  # fmt: skip
    return render(request, "governance/programme.html", context)


def _indicators(line: GoalLine) -> list[dict[str, Any]]:
    return [
        {
            "row": one, "latest": told(one.latest, one.unit), "way": way(one), "wide": drawn(one, 640),
            "narrow": drawn(one, 320), "direction": Direction(one.direction).label.lower(),
            "points": [(row.when, figure(row.value), row.source, row.by) for row in one.outcomes],
            "baseline": _level(one.baseline, one.baseline_year), "target": _level(one.target, one.target_year),
        }
        for one in line.indicators
    ]  # fmt: skip


def _level(value: Any, year: int | None) -> str:
    return "" if value is None else figure(value) + (f" ({year})" if year else "")


def drawn(one: IndicatorRow, width: int) -> Drawing:
    """Return an indicator's chart: its figures stand in the table beneath."""
    shown = course(one)
    words: dict[Point, str] = {}
    for point, value in ((shown.baseline, one.baseline), (shown.target, one.target)):
        if point and value is not None:
            words[point] = figure(value)
    if one.latest and shown.points:
        words[shown.points[-1]] = figure(one.latest.value)
    return large(shown, words, width, f"{one.title}. Siffrorna står i tabellen under.")


def may_measure(request: Request, line: GoalLine) -> bool:
    """Return whether the visitor may note outcomes for a goal, today."""
    return request.as_of is None and may(
        request.access, "write", Thing("money", request.municipality.pk, line.goal.body_id)
    )


def may_judge(request: Request, line: GoalLine) -> bool:
    """Return whether the visitor may judge how far a goal is reached, today."""
    return request.as_of is None and may(
        request.access, "write", Thing("audit", request.municipality.pk, line.goal.body_id)
    )


def shown_goal(request: Request, line: GoalLine) -> dict[str, Any]:
    """Return what the page of one goal shows beside its initiatives and forms."""
    return {
        "line": line, "goal": line.goal, "body": named(request).get(line.goal.body_id or 0),
        "indicators": _indicators(line), "assessors": ASSESSORS, "steers": may_steer(request),
        "may_measure": may_measure(request, line), "may_judge": may_judge(request, line),
        "list": initiatives(line.goal.id), "year": (request.as_of or request.today).year,
    }  # fmt: skip
