"""Legal advice: asked and answered on the initiative, and all questions with how long answers take (R27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.organisation.queries import NotAllowed
from samsyn.register import actions
from samsyn.register.models import LegalAdvice
from samsyn.register.queries.advice import Advice, Asked, advice_of, all_advice, may_answer, median_lead
from samsyn.web.base.fields import DayField
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip, value
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.register.editing import opened
from samsyn.web.pages.register.head import find, head
from samsyn.web.pages.register.rights import today_only

STATES = (("waiting", "Väntar på svar"), ("answered", "Besvarade"))


class AskForm(forms.Form):
    """What advice is wanted about, and by when."""

    question = forms.CharField(
        label="Vad vill ni ha råd om?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv vad ni vill ha råd om."},
    )  # fmt: skip
    needed_by = DayField(label="Svar behövs senast", required=False)


class AnswerForm(forms.Form):
    """The answer, who gave it and when."""

    answer = forms.CharField(
        label="Svar", max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Skriv svaret."},
    )  # fmt: skip
    answered_by = forms.CharField(
        label="Vem svarade", max_length=120, required=False, help_text="Tomt betyder du."
    )
    answered_on = DayField(label="Svarsdag", required=False, help_text="ÅÅÅÅ-MM-DD. Tom betyder i dag.")


@require_http_methods(["GET", "POST"])
def advice(request: Request, number: int) -> HttpResponse:
    """Show an initiative's legal questions with their answers, and ask another."""
    form = AskForm(request.POST or None)
    if request.method == "POST":
        _, initiative = opened(request, number)
        if form.is_valid():
            try:
                actions.ask_advice(
                    by=request.actor, at=timezone.now(), initiative=initiative, **form.cleaned_data
                )
            except actions.Invalid as wrong:
                form.add_error("needed_by", str(wrong))
            else:
                messages.success(request, "Frågan är ställd. Svaret läggs in här.")
                return redirect("register:advice", number)
    context = head(request, number, "råd")
    facts = context["facts"]
    context |= {
        "asked": [(one, one.late(context["day"])) for one in advice_of(facts.id, request.as_of)], "form": form,
        "may_answer": request.as_of is None and may_answer(request.access, facts.thing),
    }  # fmt: skip
    return render(request, "register/advice.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: Request, number: int, key: int) -> HttpResponse:
    """Store the answer to a legal question."""
    today_only(request)
    facts, _ = find(request, number)
    if not may_answer(request.access, facts.thing):
        raise NotAllowed("Svaret läggs in av den som ställde frågan eller av den gemensamma funktionen.")
    asked = get_object_or_404(LegalAdvice.objects.select_related("initiative"), pk=key, initiative=facts.id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_advice(by=request.actor, at=timezone.now(), advice=asked, **form.cleaned_data)
        except actions.Invalid as wrong:
            form.add_error("answer" if "besvarades" in str(wrong) else "answered_on", str(wrong))
        else:
            messages.success(request, "Svaret är sparat.")
            return redirect("register:advice", number)
    context = {"facts": facts, "asked": asked, "form": form}
    return render(request, "register/answer.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Line:
    """A legal question with its board's name, on the day it is seen (rad)."""

    asked: Asked
    body: str
    day: date

    @property
    def advice(self) -> Advice:
        """Return the question itself."""
        return self.asked.advice


def _needed(line: Line) -> str | SafeString:
    needed = line.advice.needed_by
    if needed is None:
        return format_html('<span class="muted">{}</span>', "Ingen dag satt")
    late = "Kom sent" if line.advice.answered_on else "Försenat"
    return format_html("{} {}", value(needed), chip("bad", late) if line.advice.late(line.day) else "")


def _answered(line: Line) -> str | SafeString:
    return value(line.advice.answered_on) if line.advice.answered_on else chip("link", "waiting", "Väntar")


COLUMNS = (
    Column("title", "Initiativ", of=lambda line: line.asked.title, head=True, under=lambda line: line.asked.ref,
           link=lambda line: reverse("register:advice", args=[line.asked.number])),
    Column("body", "Nämnd"),
    Column("question", "Fråga", of=lambda line: line.advice.question, wide=True,
           show=lambda line: Truncator(line.advice.question).chars(140)),
    Column("asked_on", "Ställd", of=lambda line: line.advice.asked_on),
    Column("needed_by", "Behövs", of=lambda line: line.advice.needed_by, show=_needed),
    Column("answered_on", "Svar", of=lambda line: line.advice.answered_on, show=_answered),
    Column("lead", "Ledtid", of=lambda line: line.advice.lead, number=True, unit="dagar",
           show=lambda line: "" if line.advice.lead is None else str(line.advice.lead)),
)  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Show every legal question, those that wait first, and how long answers have taken."""
    bodies, day = named(request), request.as_of or request.today
    found = all_advice(request.access, request.municipality, request.as_of)
    view = View(request, COLUMNS, sort="-asked_on")
    wanted = view.filter("lage")
    lines = [
        Line(one, bodies[one.body_id].name, day)
        for one in found
        if not wanted or (wanted == "answered") == bool(one.advice.answered_on)
    ]
    table = view.arrange(lines, "Juridiska frågor", search=True)
    if view.export:
        return download(table, request)
    waiting = [one.advice for one in found if not one.advice.answered_on]
    context = {
        "table": table, "view": view, "states": STATES, "count": len(found), "waiting": len(waiting),
        "late": sum(one.late(day) for one in waiting), "median": median_lead(one.advice for one in found),
    }  # fmt: skip
    return render(request, "register/all_advice.html", context)
