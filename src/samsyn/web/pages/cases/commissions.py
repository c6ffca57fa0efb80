"""The register of commissions from decisions, and answering one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.cases import actions
from samsyn.cases.models import Commission
from samsyn.cases.queries.commissions import STANDINGS, CommissionRow, Standing, commissions
from samsyn.kit.words import stems
from samsyn.organisation.queries import may, thing, visible
from samsyn.organisation.rules import Thing
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, named
from samsyn.web.base.request import Request
from samsyn.web.base.standings import LABELS, standing
from samsyn.web.base.tables import Column, View


@dataclass(frozen=True, slots=True)
class Line:
    """A commission with its body's name, as it stands on the day shown (rad)."""

    row: CommissionRow
    board: str
    day: date
    answerable: bool

    @property
    def standing(self) -> Standing:
        """Return how it stands."""
        return self.row.standing(self.day)

    @property
    def answer(self) -> str:
        """Return what answered it: the decision, or the words with their source."""
        said = f"{self.row.answer} ({self.row.answer_source})" if self.row.answer else ""
        return self.row.answered_by or said


def _standing(line: Line) -> SafeString:
    return standing(line.row, line.day)


def _answer(line: Line) -> SafeString | str:
    if line.row.answered_on:
        return format_html("{} {}", line.row.answered_on.isoformat(), line.answer)
    if not line.answerable:
        return ""
    return format_html(
        '<a href="{}">Svara<span class="sr-only"> på {}</span></a>',
        reverse("cases:answer", args=[line.row.id]), line.row.decided_by,
    )  # fmt: skip


def _words(day: date | None, text: str) -> str:
    return day.isoformat() if day else text


COLUMNS = (
    Column("decided_by", "Beslut", of=lambda line: line.row.decided_by, head=True,
        show=lambda line: line.row.decided_by.replace(" § ", "\N{NO-BREAK SPACE}§\N{NO-BREAK SPACE}"),
        link=lambda line: reverse("cases:case", args=[line.row.case_key]) if line.row.case_key else "",
        under=lambda line: line.row.decided_on.isoformat()),
    Column("text", "Uppdrag", of=lambda line: capfirst(line.row.text), wide=True),
    Column("board", "Till"),
    Column("due", "Svar senast", of=lambda line: line.row.due,
        show=lambda line: _words(line.row.due, line.row.due_text)),
    Column("report_back", "Återrapporteras", of=lambda line: line.row.report_back,
        show=lambda line: _words(line.row.report_back, line.row.report_back_text)),
    Column("standing", "Läge", of=lambda line: LABELS[line.standing], show=_standing),
    Column("answer", "Svar", show=_answer),
)  # fmt: skip


@require_GET
def page(request: Request) -> HttpResponse:
    """Show the register of commissions, those not answered first, per body and standing, or send it as a file."""
    bodies, day = named(request), request.as_of or request.today
    view = View(request, COLUMNS, sort="")
    every = [
        Line(row, bodies[row.body_id].name, day, _answerable(request, row))
        for row in commissions(request.access, request.municipality, request.as_of)
    ]
    every.sort(key=lambda one: (one.row.answered_on is not None, one.row.due or date.max))
    table = view.arrange(_chosen(view, every, {str(key): one.code for key, one in bodies.items()}), "Uppdrag")
    if view.export:
        return download(table, request)
    counts = [(LABELS[key], sum(one.standing == key for one in every), key) for key in STANDINGS]
    context = {
        "view": view, "table": table, "every": len(every), "counts": counts, "day": day,
        "states": list(LABELS.items()), "bodies": body_choices(bodies, view.filter("body")),
    }  # fmt: skip
    return render(request, "cases/commissions.html", context)


def _answerable(request: Request, row: CommissionRow) -> bool:
    mine = Thing("case", request.municipality.pk, row.body_id)
    return request.as_of is None and not row.answered_on and may(request.access, "write", mine)


def _chosen(view: View, every: list[Line], codes: dict[str, str]) -> list[Line]:
    body, state, words = view.filter("body"), view.filter("state"), stems(view.filter("q"))
    return [
        one for one in every
        if body in ("", str(one.row.body_id), codes[str(one.row.body_id)]) and state in ("", one.standing)
        and all(word in f"{one.row.text} {one.row.decided_by} {one.board}".casefold() for word in words)
    ]  # fmt: skip


class AnswerForm(forms.Form):
    """How a commission was answered (svar på uppdrag)."""

    answered_on = forms.DateField(label="Besvarat", widget=forms.DateInput(attrs={"type": "date"}))
    answered_by = forms.CharField(
        label="Beslut som svarar", max_length=60, required=False, help_text="Till exempel SN § 41/2027."
    )
    text = forms.CharField(
        label="Eller svaret i ord", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    source = forms.CharField(
        label="Var svaret står",
        max_length=200,
        required=False,
        help_text="Handling och dag, eller diarienummer.",
    )


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Record how a commission was answered: by a decision, or in words with their source."""
    mine = Commission.objects.filter(visible(request.access, "case"), municipality=request.municipality)
    task = get_object_or_404(mine.select_related("body", "case"), pk=pk)
    if request.as_of or not may(request.access, "write", thing("case", task)):
        raise Http404("Uppdraget kan inte besvaras här.")
    form = AnswerForm(request.POST or None, initial={"answered_on": request.today})
    if request.method == "POST" and form.is_valid() and _saved(request, task, form):
        messages.success(request, f"Svaret på {task.decided_by} är sparat.")
        return redirect("cases:commissions")
    status = 422 if form.is_bound else 200
    return render(request, "cases/answer.html", {"form": form, "task": task}, status=status)


def _saved(request: Request, task: Commission, form: AnswerForm) -> bool:
    said: dict[str, Any] = form.cleaned_data
    try:
        actions.answer(by=request.actor, at=timezone.now(), task=task, **said)
    except actions.NoAnswer as problem:
        form.add_error(None, str(problem))
        return False
    return True
