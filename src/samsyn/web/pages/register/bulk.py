"""Changing many initiatives at once: choose in the list, say what, see what it does, do it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.governance.queries import goals
from samsyn.history.queries import act_now
from samsyn.organisation.models import Unit
from samsyn.organisation.queries import NotAllowed, visible
from samsyn.register import actions
from samsyn.register.actions import Outcome
from samsyn.register.models import Initiative
from samsyn.web.base.conflict import seen
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.register.rights import today_only, writable
from samsyn.web.pages.register.views import chosen

MOST = 500
"""How many are changed at once at most."""
UNCHANGED = ("", "Ändra inte")


class BulkForm(forms.Form):
    """What is set on all that are chosen; what is left empty stays as it is on each."""

    goal = forms.ChoiceField(label="Mål i budgeten", required=False)
    reach = forms.ChoiceField(label="Vilka berörs?", required=False, choices=[UNCHANGED, *Initiative.REACHES])
    contact = forms.CharField(label="Kontakt", required=False, max_length=120)
    owner = forms.CharField(label="Projektägare", required=False, max_length=120)
    unit = forms.ChoiceField(label="Enhet", required=False)
    process = forms.CharField(label="Arbetsprocess", required=False, max_length=120)
    why = forms.CharField(
        label="Varför ändras det?",
        required=False,
        max_length=300,
        help_text="Visas i historiken för vart och ett.",
    )

    def __init__(self, data: Any, *, request: Request) -> None:
        super().__init__(data)
        self.goals = {str(one.pk): one for one in goals(request.municipality)}
        self.units = {str(one.pk): one for one in _units(request, request.today)}
        choices: dict[str, list[tuple[str, str]]] = {
            "goal": [(key, one.title) for key, one in self.goals.items()],
            "unit": [(key, f"{one.body}: {one}") for key, one in self.units.items()],
        }
        for name, known in choices.items():
            self.fields[name].choices = [UNCHANGED, *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that there is something to set."""
        found = super().clean() or {}
        if not self.errors and not self.values(found):
            self.add_error("goal", "Fyll i minst en uppgift att ändra.")
        return found

    def values(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return what is set, as the action takes it."""
        plain: dict[str, Any] = {name: given.get(name) for name in ("contact", "owner", "process", "reach")}
        plain |= {
            "goal": self.goals.get(given.get("goal", "")),
            "unit": self.units.get(given.get("unit", "")),
        }
        return {name: value for name, value in plain.items() if value}


def _units(request: Request, day: date) -> list[Unit]:
    own = [one.id for one in writable(request, request.acting.bodies)]
    there = (Q(valid_to=None) | Q(valid_to__gt=day)) & (Q(valid_from=None) | Q(valid_from__lte=day))
    return list(
        Unit.objects.filter(there, body_id__in=own).select_related("body").order_by("body__name", "name")
    )


@require_http_methods(["GET", "POST"])
def several(request: Request) -> HttpResponse:
    """Change what is chosen in the list: what it does to each is shown, then it is done; tell what was refused."""
    today_only(request)
    if not writable(request, request.acting.bodies):
        raise NotAllowed("Du har inget uppdrag där du kan ändra initiativ.")
    read_to = act_now()
    found = _found(request)
    form = BulkForm(request.POST or None, request=request)
    context: dict[str, Any] = {
        "form": form,
        "count": len(found),
        "most": MOST,
        "seen": read_to,
        "picked": found,
    }
    if request.method == "POST" and 0 < len(found) <= MOST and form.is_valid():
        context |= _done(request, form, found)
    return render(request, "register/bulk.html", context, status=422 if form.errors else 200)


def _found(request: Request) -> list[Initiative]:
    """Return the initiatives that are chosen: by box, or all that the address asks for."""
    said = request.POST if request.method == "POST" else request.GET
    if "alla" in said and request.method == "GET":
        numbers = [one.number for one in chosen(request)]
    else:
        numbers = [int(text) for text in said.getlist("rad") if text.isdecimal() and len(text) < 10]
    mine = Initiative.objects.filter(visible(request.access, "initiative"), municipality=request.municipality)
    rows = mine.filter(number__in=numbers[: MOST + 1]).select_related(
        "body", "goal", "unit__body", "municipality"
    )
    return list(rows.order_by("number"))


def _done(request: Request, form: BulkForm, found: list[Initiative]) -> dict[str, Any]:
    """Show what would be done, or do what was shown; return what the page tells of it."""
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "initiatives": found}
    values = form.values(form.cleaned_data)
    shown = str(sorted((name, str(value)) for name, value in values.items()))
    apply = request.POST.get("apply") == shown
    if apply:
        told = actions.change_several(
            **who, values=values, why=form.cleaned_data["why"], seen=seen(request) or 0
        )
    else:
        told = actions.foresee(**who, values=values)
    view = View(request, _columns(form), sort="", size=MOST)
    able = [one for one in told if not one.refused]
    return {
        "done": apply, "shown": shown, "able": len(able), "refused": len(told) - len(able),
        "table": view.arrange([*(one for one in told if one.refused), *able], "Det som ändras"),
    }  # fmt: skip


def _columns(form: BulkForm) -> tuple[Column, ...]:
    return (
        Column(
            "title", "Initiativ", of=lambda one: one.initiative.title, head=True, sortable=False,
            link=lambda one: reverse("register:initiative", args=[one.initiative.number]),
            under=lambda one: f"{one.initiative.ref} · {one.initiative.body}",
        ),
        Column("changes", "Ändring", of=lambda one: _told(form, one), sortable=False),
        Column("refused", "Ändras inte", of=lambda one: one.refused, show=lambda one: one.refused, sortable=False),
    )  # fmt: skip


def _told(form: BulkForm, one: Outcome) -> str:
    """Return the changes in words, such as "Kontakt: Ada Ek → Bo Ås"."""
    reaches, told = dict(Initiative.REACHES), []
    for name, before, after in one.changes:
        label = str(form.fields[name].label).rstrip("?")
        told.append(f"{label}: {reaches.get(before, before) or 'tomt'} → {reaches.get(after, after)}")
    return ". ".join(told)
