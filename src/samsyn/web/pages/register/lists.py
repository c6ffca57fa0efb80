"""The light lists of an initiative: risks, what it waits for, and who does what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from samsyn.organisation.queries import visible
from samsyn.register import actions
from samsyn.register.models import Dependency, Initiative, KnownRisk, Part
from samsyn.register.queries.lists import parts_of, risks_of, waits_of
from samsyn.web.base.fields import DayField
from samsyn.web.base.files import download
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.register.editing import opened
from samsyn.web.pages.register.head import head

ROLES = dict(Part.ROLES)


class RiskForm(forms.Form):
    """What may go wrong."""

    what = forms.CharField(
        label="Vad kan hända?", max_length=300, error_messages={"required": "Skriv vad som kan hända."}
    )
    likelihood = forms.TypedChoiceField(
        label="Sannolikhet", coerce=int, choices=[("", "Välj"), *KnownRisk.LEVELS],
        error_messages={"required": "Välj hur sannolikt det är."},
    )  # fmt: skip
    consequence = forms.TypedChoiceField(
        label="Konsekvens", coerce=int, choices=[("", "Välj"), *KnownRisk.LEVELS],
        error_messages={"required": "Välj hur illa det blir."},
    )  # fmt: skip
    measure = forms.CharField(label="Vad görs åt det?", max_length=300, required=False)
    owner = forms.CharField(label="Ansvarig", max_length=120, required=False)


class WaitForm(forms.Form):
    """What is waited for; another initiative is named by its number."""

    what = forms.CharField(
        label="Vad behövs?", max_length=300, error_messages={"required": "Skriv vad initiativet väntar på."}
    )
    on = forms.CharField(
        label="Annat initiativ", max_length=60, required=False, help_text="Numret, till exempel I-0012."
    )
    needed_by = DayField(label="Behövs senast", required=False, help_text="ÅÅÅÅ-MM-DD")

    def __init__(self, data: Any = None, *, known: Any = None) -> None:
        super().__init__(data)
        self.known = known

    def clean_on(self) -> Initiative | None:
        """Return the initiative that is named; one that isn't there, or may not be seen, is an error."""
        text = self.cleaned_data["on"].strip()
        if not text:
            return None
        digits = text.upper().removeprefix("I").lstrip("-0 ")
        usable = digits.isascii() and digits.isdecimal() and len(digits) < 10
        found = self.known.filter(number=int(digits)).first() if usable else None
        if found is None:
            raise forms.ValidationError(f"{text} finns inte. Skriv numret så som det står på initiativet.")
        return found  # type: ignore[no-any-return]  # a queryset of the register's


class PartForm(forms.Form):
    """Who has a role."""

    role = forms.ChoiceField(
        label="Roll", choices=[("", "Välj roll"), *Part.ROLES], error_messages={"required": "Välj en roll."}
    )
    what = forms.CharField(
        label="Namn", max_length=120, error_messages={"required": "Skriv vem som har rollen."}
    )
    since = DayField(label="Från", required=False, help_text="ÅÅÅÅ-MM-DD. Tom betyder i dag.")


KINDS: dict[str, tuple[Any, Callable[..., Any], Any]] = {
    "risk": (RiskForm, actions.note_risk, KnownRisk),
    "beroende": (WaitForm, actions.note_dependency, Dependency),
    "roll": (PartForm, actions.give_part, Part),
}
"""The lists by their word in the address: form, what adds a line, model."""


@require_GET
def page(request: Request, number: int) -> HttpResponse:
    """Show an initiative's risks, what it waits for and what waits for it, and who does what."""
    return _page(request, number)


def _page(request: Request, number: int, kind: str = "", wrong: forms.Form | None = None) -> HttpResponse:
    context = head(request, number, "risker")
    key = context["facts"].id
    waits, waited = waits_of(request.access, key, request.as_of)
    tables = {
        "risk": View(request, _risks(request, context), sort="", prefix="risk-")
        .arrange(risks_of(key, request.as_of), "Risker", search=True),
        "beroende": View(request, _waits(request, context), sort="", prefix="beroende-")
        .arrange(waits, "Väntar på", search=True),
        "roll": View(request, _parts(request, context), sort="", prefix="roll-")
        .arrange(parts_of(key, request.as_of), "Roller", search=True),
    }  # fmt: skip
    for table in tables.values():
        if table.view.export:
            return download(table, request)
    shown = {name: wrong if wrong and name == kind else form() for name, (form, _, _) in KINDS.items()}
    context |= {"tables": tables, "waited": waited, "forms": shown}
    return render(request, "register/lists.html", context, status=422 if wrong else 200)


@require_POST
def note(request: Request, number: int, kind: str) -> HttpResponse:
    """Add a line to one of the lists."""
    _, initiative = opened(request, number)
    make, add, _ = KINDS[kind]
    form = make(request.POST, known=_known(request)) if kind == "beroende" else make(request.POST)
    if form.is_valid():
        try:
            add(by=request.actor, at=timezone.now(), initiative=initiative, **form.cleaned_data)
        except actions.Invalid as wrong:
            form.add_error("on", str(wrong))
    if form.errors:
        return _page(request, number, kind, form)
    messages.success(request, f"{form.cleaned_data['what']} är tillagt.")
    return redirect("register:lists", number)


@require_POST
def end(request: Request, number: int, kind: str, key: int) -> HttpResponse:
    """End a line today."""
    _, initiative = opened(request, number)
    row = get_object_or_404(
        KINDS[kind][2].objects.select_related("initiative"), pk=key, initiative=initiative
    )
    actions.end_noted(by=request.actor, at=timezone.now(), row=row, day=request.today)
    messages.success(request, f"{row.what} är avslutat.")
    return redirect("register:lists", number)


def _known(request: Request) -> Any:
    return Initiative.objects.filter(visible(request.access, "initiative"), municipality=request.municipality)


def _ended(request: Request, context: dict[str, Any], kind: str, word: str) -> Column:
    """Return the column that says when a line ended, with the button that ends it."""

    def show(one: Any) -> SafeString:
        told = {**context, "one": one, "kind": kind, "word": word}
        return SafeString(render_to_string("register/end.html", told, request))

    return Column("ended_on", word, show=show)


def _risks(request: Request, context: dict[str, Any]) -> tuple[Column, ...]:
    return (
        Column("what", "Risk", head=True, under=lambda one: one.measure),
        Column("likelihood", "Sannolikhet", number=True),
        Column("consequence", "Konsekvens", number=True),
        Column("weight", "Vikt", number=True),
        Column("level", "Nivå", of=lambda one: one.level, show=lambda one: chip("risk", one.level)),
        Column("owner", "Ansvarig"),
        _ended(request, context, "risk", "Borta"),
    )


def _waits(request: Request, context: dict[str, Any]) -> tuple[Column, ...]:
    return (
        Column("what", "Vad behövs", head=True),
        Column("ref", "Initiativ", of=lambda one: one.ref, under=lambda one: one.title or "",
               link=lambda one: reverse("register:lists", args=[one.number]) if one.number else ""),
        Column("needed_by", "Behövs senast"),
        Column("end", "Klart",
               under=lambda one: chip("warn", "Efter att det behövs") if one.clash else ""),
        _ended(request, context, "beroende", "Uppfyllt"),
    )  # fmt: skip


def _parts(request: Request, context: dict[str, Any]) -> tuple[Column, ...]:
    return (
        Column("role", "Roll", of=lambda one: ROLES[one.role], head=True),
        Column("what", "Namn"),
        Column("since", "Från"),
        _ended(request, context, "roll", "Lämnad"),
    )
