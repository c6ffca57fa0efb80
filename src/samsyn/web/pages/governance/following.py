"""How the boards follow a version: obligations with evidence, verdicts per clause and board, feedback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.governance import actions
from samsyn.governance.models import ASSESSORS, Clause, Feedback, Obligation
from samsyn.governance.queries import compliance as queries
from samsyn.governance.queries.compliance import Row
from samsyn.governance.queries.feedback import feedback
from samsyn.governance.rules import duties
from samsyn.inquiries.queries.compiling import changed_by
from samsyn.kit.scales import Verdict
from samsyn.kit.words import folded
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, NotAllowed, may, other_names
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries.coverage import month_ends
from samsyn.reports.charts import Drawing, heat_map, sparkline
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import verdict
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table, View
from samsyn.web.pages.governance.forms import AnswerForm, EvidenceForm, FeedbackForm, JudgeForm
from samsyn.web.pages.governance.views import before_of, may_steer, row_of

BOARDS = ("executive", "board")
USUAL = "city_office"


def boards_of(request: Request) -> list[BodyRow]:
    """Return the confirmed boards that are there on the day, the executive board among them."""
    day = request.as_of or request.today
    return [one for one in named(request).values() if one.kind in BOARDS and one.confirmed and one.there(day)]


def _columns(boards: Iterable[BodyRow], assessor: str, version: int) -> tuple[Column, ...]:
    """Return the matrix's columns: the clause, then each board's verdict with its own beside when that differs."""
    clause = Column(
        "number", "Klausul", of=lambda row: row.number, show=lambda row: f"{row.number} {row.heading}", head=True,
        link=lambda row: f"{reverse('governance:version', args=[version])}#klausul-{row.number}",
    )  # fmt: skip
    return (
        clause,
        *(
            Column(
                f"b{body.id}", body.code or body.name, of=partial(_value, body=body.id, assessor=assessor),
                show=partial(_cell, body=body.id, assessor=assessor),
            )
            for body in boards
        ),
    )  # fmt: skip


def _value(row: Row, body: int, assessor: str) -> Verdict | None:
    found = row.cells.get(body, {}).get(assessor)
    return found[0] if found else None


def _cell(row: Row, body: int, assessor: str) -> SafeString | str:
    shown, own = _value(row, body, assessor), _value(row, body, "own")
    mark: SafeString = verdict(shown, bare=True)
    if own is None or own is shown or assessor == "own":
        return mark
    return format_html('{}<span class="under">Egen: {}</span>', mark, own.label.lower())


@require_GET
def follow(request: Request, pk: int) -> HttpResponse:
    """Show the verdict on every clause at every board, by one of the three assessors, or send it as a file."""
    row, found = row_of(request, pk)
    boards = boards_of(request)
    asked = request.GET.get("vem", "")
    assessor = asked if asked in dict(ASSESSORS) else USUAL
    view = View(request, _columns(boards, assessor, pk), sort="")
    rows = queries.compliance(pk, request.as_of)
    judged = queries.judgements(Q(clause__version_id=pk), assessor, request.as_of)
    queries.fill(rows, assessor, judged)
    table = view.arrange(rows, "Efterlevnad per klausul och nämnd", search=True)
    if assessor != "own":
        shown = Q(clause__in=[one.clause_id for one in table.rows])
        queries.fill(table.rows, "own", queries.judgements(shown, "own", request.as_of))
    lines = _lines(request, judged, boards)
    for each in (table, lines):
        if each.view.export:
            return download(each, request)
    context = {
        "row": row, "versions": found, "table": table, "cells": len(rows) * len(boards),
        "judged": sum(assessor in cell for one in rows for cell in one.cells.values()),
        "assessor": dict(ASSESSORS)[assessor], "scale": list(Verdict), "picture": _picture(rows, boards, assessor),
        "assessors": [(label, view.url(vem=key, page=""), key == assessor) for key, label in ASSESSORS],
        "trend": _trend(judged, request.as_of or request.today), "board": _acting(request), "lines": lines,
    }  # fmt: skip
    return render(request, "governance/follow.html", context)


def _picture(rows: list[Row], boards: list[BodyRow], assessor: str) -> Drawing:
    """Return the whole matrix as a picture: a strip for each board, its clauses in order."""
    strips = [(body.code, [_step(row, body.id, assessor) for row in rows]) for body in boards]
    return heat_map(
        strips, 1280, "Efterlevnad: en rad per nämnd, en stapel per klausul. Siffrorna står i tabellen."
    )


def _step(row: Row, body: int, assessor: str) -> int | None:
    found = _value(row, body, assessor)
    return found.step if found else None


def _trend(judged: list[queries.Judged], day: date) -> tuple[SafeString, list[tuple[date, float]]]:
    """Return the line of the mean over twelve months, and its figures."""
    found = queries.trend(judged, month_ends(day))
    pairs = [(on, step) for on, step in zip(found.days, found.steps, strict=True) if step is not None]
    return mark_safe(str(sparkline(found.steps, 240, 36, top=4))), pairs  # noqa: S308  numbers only


@dataclass(frozen=True, slots=True)
class Line:
    """How the verdicts on a board have gone over twelve months (linje)."""

    name: str
    steps: tuple[float | None, ...]

    @property
    def first(self) -> float | None:
        """Return the first mean that there is."""
        return next((step for step in self.steps if step is not None), None)

    @property
    def turned(self) -> float:
        """Return how much the mean has risen or fallen."""
        return (self.steps[-1] or 0) - (self.first or 0)


def _figure(step: float | None) -> str:
    return "Inte bedömd" if step is None else f"{step:.1f}".replace(".", ",")


LINES = (
    Column("name", "Nämnd", head=True),
    Column("line", "Tolv månader", of=lambda one: None, sortable=False,
        show=lambda one: mark_safe(str(sparkline(one.steps, 120, 24, top=4)))),  # noqa: S308  numbers only
    Column("first", "Först", of=lambda one: _figure(one.first), number=True),
    Column("last", "Nu", of=lambda one: _figure(one.steps[-1]), number=True),
    Column("turned", "Ändring", of=lambda one: round(one.turned * 10), number=True,
        show=lambda one: f"{one.turned:+.1f}".replace(".", ",").replace("-", "−")),
)  # fmt: skip


def _lines(request: Request, judged: list[queries.Judged], boards: list[BodyRow]) -> Table:
    """Return each judged board with its own line of the last twelve months, those that fell most first."""
    found = queries.trends(judged, month_ends(request.as_of or request.today))
    lines = [Line(body.name, found[body.id].steps) for body in boards if body.id in found]
    return View(request, LINES, sort="turned", prefix="linje-").arrange(
        lines, "Utveckling per nämnd", search=True
    )


def _acting(request: Request) -> BodyRow | None:
    """Return the board that the visitor may judge as, today."""
    board = request.board
    if request.as_of is not None or board is None or board.kind not in BOARDS:
        return None
    return board if may(request.access, "write", Thing("audit", request.municipality.pk, board.id)) else None


@require_GET
def duty_list(request: Request, pk: int) -> HttpResponse:
    """Show a version's obligations with what each board has shown, and those found in the text but not confirmed."""
    row, found = row_of(request, pk)
    before = before_of(row, found)
    held = queries.obligations(pk, request.as_of)
    known = {(one.clause_id, one.sentence, one.who) for one, _ in held}
    clauses = Clause.objects.filter(version_id=pk) if may_steer(request) else []
    proposed = [(clause, _new(clause, known)) for clause in clauses]
    boards = boards_of(request)
    names = names_of(request)
    shown = [_shown(one, evidence, concerned(one.who, boards, names)) for one, evidence in held]
    context = {
        "row": row, "held": shown, "boards": boards, "before": before,
        "left": queries.left_behind(pk, before.id, request.as_of) if before else (),
        "proposed": [(clause, found) for clause, found in proposed if found], "board": _acting(request),
    }  # fmt: skip
    return render(request, "governance/duties.html", context)


def _new(clause: Clause, known: set[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Return the obligations in a clause's text that nobody has confirmed, with their place in it."""
    return [
        {"place": place, "who": duty.who, "shall": duty.shall, "what": duty.what, "sentence": duty.sentence}
        for place, duty in enumerate(duties(clause.text))
        if (clause.pk, duty.sentence, duty.who[:120]) not in known
    ]


def names_of(request: Request) -> dict[str, int]:
    """Return the ids of bodies by what they, their offices and those they took over from are called; one query."""
    day = request.as_of or request.today
    there = [body for body in named(request).values() if body.there(day)]
    own = {folded(name): body.id for body in there for name in (body.name, body.short_name) if name}
    return other_names(request.municipality, day) | own


def concerned(who: str, boards: list[BodyRow], names: dict[str, int]) -> list[BodyRow]:
    """Return the boards an obligation lies on: the one it names, itself or by its office; all when it names no body."""
    named_body = names.get(folded(who))
    return boards if named_body is None else [body for body in boards if body.id == named_body]


def _shown(one: Obligation, evidence: dict[int, list[Any]], boards: list[BodyRow]) -> dict[str, Any]:
    """Return an obligation with its evidence by board, and the boards that have shown none."""
    shown = [(body, evidence[body.id]) for body in boards if body.id in evidence]
    return {"row": one, "shown": shown, "without": [body for body in boards if body.id not in evidence]}


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Keep the obligations that were ticked."""
    _only_today(request)
    clauses = {clause.pk: clause for clause in Clause.objects.select_related("version__document__municipality")
        .filter(version_id=pk, version__document__municipality=request.municipality)}  # fmt: skip
    chosen = set(request.POST.getlist("duty"))
    added = 0
    for clause in clauses.values():
        mine = [duty for place, duty in enumerate(duties(clause.text)) if f"{clause.pk}-{place}" in chosen]
        if mine:
            added += actions.confirm_duties(by=request.actor, at=timezone.now(), clause=clause, duties=mine)
    messages.success(request, f"{added} skyldigheter bekräftades.")
    return redirect("governance:duties", pk)


def _only_today(request: Request) -> None:
    """Raise NotAllowed when an earlier day is shown: what is written is written today."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")


def _clause(request: Request, pk: int) -> Clause:
    return get_object_or_404(
        Clause.objects.select_related("version__document__municipality"), pk=pk,
        version__document__municipality=request.municipality,
    )  # fmt: skip


def _body(request: Request) -> Body | None:
    return Body.objects.filter(pk=request.board.id).first() if request.board else None


@require_http_methods(["GET", "POST"])
def clause(request: Request, pk: int) -> HttpResponse:
    """Judge how the board follows a clause, show evidence, or say what it thinks of the clause."""
    one, body = _clause(request, pk), _body(request)
    forms = {
        "judge": JudgeForm(request.POST if "judge" in request.POST else None),
        "evidence": EvidenceForm(request.POST if "evidence" in request.POST else None, clause=one),
        "feedback": FeedbackForm(request.POST if "feedback" in request.POST else None),
    }
    said = next((name for name, form in forms.items() if form.is_bound), "")
    if said:
        _only_today(request)
    if said and body and forms[said].is_valid():
        _do(request, said, one, body, forms[said].cleaned_data)
        return redirect("governance:judge", pk)
    cells, bodies = queries.said_of(pk, request.as_of), named(request)
    context = {
        "clause": one, "version": one.version, "forms": forms, "board": _acting(request),
        "said": [(board.name, cells[board.id]) for board in boards_of(request) if board.id in cells],
        "assessors": ASSESSORS, "feedback": [
            (bodies[found.body_id].name, found)
            for found in feedback(one.version.document_id, request.as_of, request.today)
            if found.clause_id == pk and found.body_id in bodies
        ], "may_steer": may_steer(request), "changed": changed_by(request.access, request.municipality, pk),
    }  # fmt: skip
    return render(request, "governance/judge.html", context, status=422 if said else 200)


def _do(request: Request, said: str, one: Clause, body: Body, data: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    if said == "judge":
        data["verdicts"] = [(one, Verdict(data.pop("verdict")))]
        actions.judge(**who, body=body, **data)
        messages.success(request, "Bedömningen är sparad. Tidigare bedömningar står kvar.")
    elif said == "evidence":
        obligation = get_object_or_404(Obligation, pk=data.pop("obligation"), clause=one)
        actions.show_evidence(**who, obligation=obligation, body=body, **data)
        messages.success(request, "Belägget är sparat.")
    else:
        feedback = actions.comment(**who, clause=one, body=body, **data)
        messages.success(request, f"Synpunkten är lämnad och ska besvaras senast {feedback.answer_due}.")


@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer what a board said of a clause."""
    _only_today(request)
    found = get_object_or_404(
        Feedback.objects.select_related("clause__version__document__municipality", "body"), pk=pk,
        clause__version__document__municipality=request.municipality,
    )  # fmt: skip
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            actions.answer(
                by=request.actor, at=timezone.now(), feedback=found, text=form.cleaned_data["text"]
            )
            messages.success(request, f"{found.body.name} har fått svar.")
        else:
            messages.error(request, "Skriv ett svar.")
    except actions.SteeringError as problem:
        messages.error(request, str(problem))
    return redirect("governance:judge", found.clause_id)
