"""The forms that write a draft's phases, gates, requirements and handbook."""

from __future__ import annotations

from dataclasses import fields as columns
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samsyn.governance import actions
from samsyn.governance.actions import Advice, Asked, Item, Passage, Step
from samsyn.governance.actions.asking import MODELS
from samsyn.governance.models import Version
from samsyn.governance.models.process import ALWAYS, FACTS, PHASES
from samsyn.kit.phases import TRACKS
from samsyn.web.base.request import Request
from samsyn.web.pages.governance.drafting import only_steering, version_of

ANY_PHASE = [("", "Ingen särskild fas"), *PHASES]
TABS = [("styrning", "Styrning"), ("hantering", "Hantering"), ("uppföljning", "Uppföljning")]


def _words(label: str, size: int, hint: str = "", missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=size,
        help_text=hint,
        required=bool(missing),
        error_messages={"required": missing},
    )


def _prose(label: str, missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(missing), widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )  # fmt: skip


def _choice(label: str, choices: list[tuple[str, str]], required: bool = False) -> forms.ChoiceField:
    wrong = {
        "invalid_choice": f"{label} %(value)s finns inte. Välj ur listan.",
        "required": "Välj ur listan.",
    }
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=wrong)


class StepForm(forms.Form):
    """A phase."""

    key = _choice("Fas på vägen", PHASES, required=True)
    label = _words("Modellens namn på fasen", 60, missing="Skriv vad modellen kallar fasen.")
    purpose = _prose("Syfte")
    track = _choice("Spår", [("", "Båda spåren"), *TRACKS])


class PassageForm(forms.Form):
    """A gate."""

    phase = _choice("Fas som den leder till", PHASES, required=True)
    label = _words("Namn", 80, "Till exempel BP2 Besluta om genomförande.", "Skriv vad beslutspunkten heter.")
    decides = _words("Vem beslutar", 120)
    clause = _words("Klausul", 20)


class AskedForm(forms.Form):
    """A requirement."""

    field = _choice("Uppgift", FACTS, required=True)
    label = _words("Kravet i ord", 120, missing="Skriv kravet så som det ska läsas.")
    clause = _words("Klausul", 20)
    phase = _choice("Frågas från fas", ANY_PHASE)
    tab = _choice("Flik på initiativets sida", TABS, required=True)
    minimum = forms.BooleanField(label="Minimikrav", required=False, initial=True)


class AdviceForm(forms.Form):
    """A handbook text."""

    phase = _choice("Fas", ANY_PHASE)
    field = _choice("Fält", [("", "Inget fält"), *FACTS, *ALWAYS])
    heading = _words("Rubrik", 120)
    text = _prose("Text", "Skriv texten.")
    clause = _words("Klausul", 20)


class Kind(NamedTuple):
    """What a form writes: its words, the form, and the item that it becomes (slag)."""

    name: str
    form: type[forms.Form]
    item: type[Item]


KINDS = {
    "fas": Kind("fas", StepForm, Step),
    "beslutspunkt": Kind("beslutspunkt", PassageForm, Passage),
    "krav": Kind("krav", AskedForm, Asked),
    "handbok": Kind("handbokstext", AdviceForm, Advice),
}


@require_http_methods(["GET", "POST"])
def item(request: Request, pk: int, kind: str) -> HttpResponse:
    """Write a phase, gate, requirement or handbook text of a draft, or take it out."""
    who, version = only_steering(request), version_of(request, pk)
    what = KINDS.get(kind)
    if what is None:
        raise Http404("Det slaget finns inte.")
    row = _row(request, version, what)
    shown = {one.name: getattr(row, one.name) for one in columns(what.item)} if row else None
    form = what.form(request.POST or None, initial=shown)
    try:
        if row and "remove" in request.POST:
            actions.take_out(**who, row=row)
            messages.success(request, "Borttaget.")
            return redirect(_back(version))
        if form.is_valid():
            actions.put(**who, version=version, item=what.item(**form.cleaned_data))
            messages.success(request, "Sparat.")
            return redirect(_back(version))
    except actions.SteeringError as problem:
        form.add_error(None, str(problem))
    context = {"form": form, "version": version, "kind": what.name, "row": row, "back": _back(version)}
    return render(request, "governance/item.html", context, status=422 if form.errors else 200)


def _row(request: Request, version: Version, what: Kind) -> Any:
    """Return the row that the address names, None without one."""
    key = request.GET.get("rad", "")
    return get_object_or_404(MODELS[what.item], pk=key, version=version) if key.isdecimal() else None


def _back(version: Version) -> str:
    return f"{reverse('governance:phases')}?version={version.pk}"
