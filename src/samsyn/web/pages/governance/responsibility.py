"""The responsibility matrix: who is what to each activity, gaps and doubles, and changing it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.governance import actions
from samsyn.governance.models import Activity, Clause, Responsibility
from samsyn.governance.queries import responsibility as queries
from samsyn.governance.queries.responsibility import ActivityRow, Cell
from samsyn.governance.rules.answering import share
from samsyn.governance.rules.holding import LETTERS
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed
from samsyn.oversight.queries.decided import decisions
from samsyn.web.base.files import download
from samsyn.web.base.looking import lens, named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.feedback import answer_mark
from samsyn.web.pages.governance.forms_responsibility import ActivityForm, HandOverForm, LetterForm
from samsyn.web.pages.governance.questioning import asking_board
from samsyn.web.pages.governance.views import clause_choices, may_steer


def body_choices(request: Request) -> list[tuple[str, str]]:
    """Return the municipality's bodies for a form."""
    return [(str(body.id), body.name) for body in request.acting.bodies.values() if body.confirmed]


def _answering(row: ActivityRow) -> SafeString | str:
    if not row.now.who:
        return chip("bad", "Ingen ansvarig")
    names = ", ".join(row.now.who)
    return format_html("{} {}", chip("warn", "Dubbel"), names) if row.now.wrong else names


def _columns(request: Request, listed: list[ActivityRow]) -> tuple[Column, ...]:
    day, bodies = request.as_of or request.today, named(request)
    title = Column(
        "title", "Aktivitet", head=True, under=lambda row: row.area,
        link=lambda row: reverse("governance:activity", args=[row.id]),
    )  # fmt: skip
    who = Column("who", "Ansvarig", of=lambda row: ", ".join(row.now.who) or None, show=_answering, wide=True)
    return (
        title,
        who,
        *(
            Column(
                f"k{place}", bodies[key].code if key in bodies else str(key), of=partial(_letters, key=key, day=day),
                show=partial(_cell, key=key, day=day),
            )
            for place, key in enumerate(queries.columns(listed, day))
        ),
    )  # fmt: skip


def _in(row: ActivityRow, key: int | str, day: Any) -> list[Cell]:
    found = [cell for cell in row.cells if cell.column == key and cell.on(day)]
    return sorted(found, key=lambda cell: list(LETTERS).index(cell.letter))


def _letters(row: ActivityRow, key: int | str, day: Any) -> str | None:
    return ", ".join(cell.letter for cell in _in(row, key, day)) or None


def _cell(row: ActivityRow, key: int | str, day: Any) -> SafeString | str:
    return format_html_join(
        " ", '<abbr class="letter" data-letter="{0}" title="{1}">{0}</abbr>',
        ((cell.letter, told(cell)) for cell in _in(row, key, day)),
    )  # fmt: skip


def told(cell: Cell) -> str:
    """Return a letter in a sentence: what it means, for whom, from when and by which decision."""
    until = f" till {cell.valid_to}" if cell.valid_to else ""
    decided = cell.decision or (f"klausul {cell.clause.number}" if cell.clause else "utan känt beslut")
    role = f"{cell.role}: " if cell.role and cell.body_id else ""
    return f"{role}{LETTERS[cell.letter].lower()} från {cell.valid_from}{until}, {decided}"


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the matrix on a day with what is wrong in it, or send it as a file."""
    listed = queries.matrix(request.municipality, request.as_of, request.today)
    view = View(request, _columns(request, listed), sort="")
    table = view.arrange(listed, "Ansvarsmatris", search=True)
    if view.export:
        return download(table, request)
    day = request.as_of or request.today
    questions = queries.questions(request.municipality, request.as_of, request.today)
    held = [cell for row in listed for cell in row.cells if cell.on(day)]
    context = {
        "table": table, "letters": LETTERS.items(), "may_steer": may_steer(request), "board": asking_board(request),
        "gaps": [row for row in listed if not row.now.who], "doubles": [row for row in listed if len(row.now.who) > 1],
        "coming": [row for row in listed if not row.now.wrong and row.next_wrong],
        "without": sum(not cell.decision for cell in held), "held": len(held), "day": day,
        "questions": [(one, answer_mark(one.state)) for one in questions],
        "asked": share(one.state for one in questions),
    }  # fmt: skip
    return render(request, "governance/responsibilities.html", context)


def only_steering(request: Request) -> dict[str, Any]:
    """Return the keywords of an action; raises NotAllowed unless the visitor keeps the matrix."""
    if not may_steer(request):
        raise NotAllowed("Ansvarsmatrisen sköts av stadskontoret, i dagens läge.")
    return {"by": request.actor, "at": timezone.now()}


def _clause(request: Request, key: str) -> Clause | None:
    found = Clause.objects.filter(version__document__municipality=request.municipality)
    return found.select_related("version__document").get(pk=key) if key else None


def _activity(request: Request, pk: int) -> Activity:
    return get_object_or_404(
        Activity.objects.select_related("municipality"), pk=pk, municipality=request.municipality
    )


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Add an activity."""
    who = only_steering(request)
    form = ActivityForm(request.POST or None, clauses=clause_choices(request))
    if form.is_valid():
        said = form.cleaned_data
        said["clause"] = _clause(request, said["clause"])
        try:
            made = actions.add_activity(**who, municipality=request.municipality, **said)
        except actions.SteeringError as problem:
            form.add_error("title", str(problem))
        else:
            messages.success(request, "Aktiviteten är tillagd. Ange vem som ansvarar.")
            return redirect("governance:activity", made.pk)
    return render(
        request, "governance/activity_form.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Give an activity another title, area or clause."""
    who, one = only_steering(request), _activity(request, pk)
    shown = {"title": one.title, "area": one.area, "clause": str(one.clause_id or "")}
    form = ActivityForm(request.POST or None, clauses=clause_choices(request), initial=shown)
    if form.is_valid():
        said = form.cleaned_data
        said["clause"] = _clause(request, said["clause"])
        try:
            actions.edit_activity(**who, activity=one, **said)
        except actions.SteeringError as problem:
            form.add_error("title", str(problem))
        else:
            return redirect("governance:activity", pk)
    context = {"form": form, "activity": shown["title"], "pk": pk}
    return render(request, "governance/activity_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def activity(request: Request, pk: int) -> HttpResponse:
    """Show who is what to an activity, from when until when, and give somebody a letter."""
    listed = queries.matrix(request.municipality, request.as_of, request.today)
    row = next((one for one in listed if one.id == pk), None)
    if row is None:
        raise Http404("Aktiviteten finns inte här.")
    form = None
    if may_steer(request):
        form = LetterForm(
            request.POST or None, bodies=body_choices(request), clauses=clause_choices(request),
            initial={"valid_from": request.today, "clause": row.clause.id if row.clause else ""},
        )  # fmt: skip
        if form.is_valid() and _placed(request, pk, form):
            return redirect("governance:activity", pk)
    elif request.method == "POST":
        only_steering(request)
    day = request.as_of or request.today
    questions = queries.questions(request.municipality, request.as_of, request.today)
    recorded = decisions(lens(request), {cell.decision for cell in row.cells if cell.decision})
    context = {
        "row": row, "form": form, "recorded": recorded, "may_steer": form is not None, "board": asking_board(request),
        "cells": [(cell, LETTERS[cell.letter], _when(cell, day)) for cell in _ordered(row)], "day": day,
        "questions": [one for one in questions if one.activity_id == pk],
    }  # fmt: skip
    return render(request, "governance/activity.html", context, status=422 if form and form.errors else 200)


def _ordered(row: ActivityRow) -> list[Cell]:
    return sorted(row.cells, key=lambda cell: (list(LETTERS).index(cell.letter), cell.valid_from))


def _when(cell: Cell, day: Any) -> str:
    """Return "now", "later" or "past": when a letter counts, seen from a day."""
    if cell.on(day):
        return "now"
    return "later" if cell.hold is not None and cell.hold.start > day else "past"


def _placed(request: Request, pk: int, form: LetterForm) -> bool:
    """Give the letter that the form says and return True, or tell the form why not."""
    said = form.cleaned_data
    decided = DecisionRef(said["decided_body"], said["decided_on"], said["decided_paragraph"])
    body = Body.objects.get(pk=said["body"]) if said["body"] else None
    try:
        actions.place(
            **only_steering(request), activity=_activity(request, pk), letter=said["letter"],
            holder=actions.Holder(body, said["role"]), valid_from=said["valid_from"], valid_to=said["valid_to"],
            decided_by=decided, clause=_clause(request, said["clause"]), disputed=said["disputed"],
        )  # fmt: skip
    except actions.SteeringError as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, "Ansvaret är infört.")
    return True


def _cell_of(request: Request, pk: int) -> Responsibility:
    return get_object_or_404(
        Responsibility.objects.select_related("activity__municipality", "body"), pk=pk,
        activity__municipality=request.municipality,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Move a letter to another body from a day."""
    who, cell = only_steering(request), _cell_of(request, pk)
    form = HandOverForm(request.POST or None, bodies=body_choices(request))
    if form.is_valid():
        said = form.cleaned_data
        decided = DecisionRef(said["decided_body"], said["decided_on"], said["decided_paragraph"])
        try:
            actions.hand_over(
                **who, responsibility=cell, to_body=Body.objects.get(pk=said["body"]), day=said["day"],
                decided_by=decided,
            )  # fmt: skip
        except actions.SteeringError as problem:
            form.add_error("day", str(problem))
        else:
            messages.success(request, f"Ansvaret är överlämnat från {said['day']}.")
            return redirect("governance:activity", cell.activity_id)
    context = {"form": form, "cell": cell, "words": LETTERS[cell.letter]}
    return render(request, "governance/hand_over.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """End a letter today; one that begins today or later is taken away."""
    who, cell = only_steering(request), _cell_of(request, pk)
    return _back(
        request,
        cell,
        "Raden är avslutad.",
        partial(actions.end, **who, responsibility=cell, day=request.today),
    )


@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """Let one A stand and end the others."""
    who, cell = only_steering(request), _cell_of(request, pk)
    return _back(request, cell, f"{cell.who} är ensam ansvarig.", partial(actions.settle, **who, keep=cell))


def _back(request: Request, cell: Responsibility, sentence: str, do: Any) -> HttpResponse:
    """Do something to a letter, say how it went and go back to its activity."""
    try:
        do()
        messages.success(request, sentence)
    except actions.SteeringError as problem:
        messages.error(request, str(problem))
    return redirect("governance:activity", cell.activity_id)
