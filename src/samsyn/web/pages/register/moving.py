"""Moving an initiative to another phase, through the gates of the version it follows, and to a newer version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.governance.models import Version
from samsyn.governance.queries.process import handbook
from samsyn.kit.phases import BESIDE, WAY
from samsyn.register import actions
from samsyn.register.models import Initiative, Phase
from samsyn.register.queries import Compliance
from samsyn.register.queries.phases import Way, asked_before, way
from samsyn.web.base.request import Request
from samsyn.web.pages.register.editing import opened, opened_whole


class MoveForm(forms.Form):
    """Where to, and what must be said when something is missing or the way goes back."""

    phase = forms.ChoiceField(
        label="Ny fas", widget=forms.RadioSelect, error_messages={"required": "Välj fas."}
    )
    why = forms.CharField(
        label="Skäl", required=False, max_length=300,
        help_text="Behövs vid avsteg, för en väg tillbaka och när initiativet vilar, avslås eller avbryts.",
    )  # fmt: skip
    decider = forms.CharField(
        label="Vem beslutar om avsteget", required=False, max_length=120, help_text="Bara vid avsteg."
    )
    decision = forms.CharField(
        label="Beslut", required=False, max_length=60, help_text="Diarienummer eller §, om det finns."
    )

    def __init__(self, data: Any, *, phases: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def move(request: Request, number: int) -> HttpResponse:
    """Move an initiative to another phase; what is missing at a gate is named, with a way on by deviation (R07)."""
    facts, compliance, initiative = opened_whole(request, number)
    stands = way(initiative, request.today)
    first = {"phase": stands.next.value if stands.next else ""}
    form = MoveForm(request.POST or None, phases=_choices(initiative, stands), initial=first)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        phase = Phase(given.pop("phase"))
        try:
            actions.move(by=request.actor, at=timezone.now(), initiative=initiative, phase=phase, **given)
        except actions.NotReady as closed:
            form.add_error("why", str(closed))
        except actions.Invalid as wrong:
            form.add_error("why" if "Skriv varför" in str(wrong) else "phase", str(wrong))
        else:
            messages.success(request, f"{facts.ref} är nu i {phase.label.lower()}.")
            return redirect("register:initiative", number)
    context = {"form": form, "facts": facts, "stands": stands, **_ahead(request, stands, compliance)}
    return render(request, "register/move.html", context, status=422 if form.errors else 200)


def _choices(initiative: Initiative, stands: Way) -> list[tuple[str, str]]:
    """Return the phases of the track by the model's names, then the states beside the way, but not the present one."""
    on_way = [(one.key, one.label) for one in stands.process.on(initiative.track)]
    beside = [(one.value, one.label) for one in BESIDE]
    every = on_way or [(one.value, one.label) for one in WAY]
    return [choice for choice in (*every, *beside) if choice[0] != initiative.phase]


def _ahead(request: Request, stands: Way, compliance: list[Compliance]) -> dict[str, Any]:
    """Return what the page tells of the next phase: its gate, what is missing there, the handbook's words."""
    to = stands.next
    if to is None or stands.version is None:
        return {"to": None}
    gates = stands.gates(to)
    return {
        "to": to, "gate": gates[-1] if gates else None,
        "missing": [one.label for one in asked_before(to, compliance) if not one.met],
        "following": handbook(request.municipality, stands.version.pk, request.today).of_phase(to.value),
    }  # fmt: skip


@require_POST
def follow(request: Request, number: int) -> HttpResponse:
    """Let an initiative follow the version of the model that the form names."""
    _, initiative = opened(request, number)
    key = request.POST.get("version", "")
    version = get_object_or_404(
        Version.objects.select_related("document"), pk=key if key.isdecimal() else 0,
        document__municipality=request.municipality,
    )  # fmt: skip
    try:
        actions.follow_version(by=request.actor, at=timezone.now(), initiatives=[initiative], version=version)
        messages.success(request, f"{initiative.ref} följer nu {version}.")
    except actions.Invalid as wrong:
        messages.error(request, str(wrong))
    return redirect("register:initiative", number)
