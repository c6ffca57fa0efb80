"""A version's official letter, and putting it forward to be decided in a case of its own (R03)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.governance import actions, queries
from samsyn.governance.actions import Letter
from samsyn.governance.models import Version
from samsyn.governance.queries import VersionRow
from samsyn.governance.rules import State, changes
from samsyn.governance.rules.deciding import LEVELS
from samsyn.organisation.models import Body
from samsyn.organisation.rules import WITHOUT_DIARY
from samsyn.reports.formats.proposal import points, proposal
from samsyn.web.base.files import as_file
from samsyn.web.base.looking import lens
from samsyn.web.base.request import Request
from samsyn.web.pages.governance.drafting import only_steering, version_of
from samsyn.web.pages.governance.views import row_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ForwardForm(forms.Form):
    """The case that a version is put forward in, and who is to decide."""

    number = forms.CharField(
        label="Diarienummer", max_length=60,
        help_text="Ett ärende som finns, eller det nummer som diariet gav. Ett nytt nummer öppnar ärendet här.",
        error_messages={"required": "Skriv diarienumret, till exempel KS-2026-14."},
    )  # fmt: skip
    body = forms.ChoiceField(label="Diarium", error_messages={"required": "Välj vems diarium det är."})
    level = forms.ChoiceField(label="Vem ska besluta", choices=Version.LEVELS)

    def __init__(self, data: Any, *, bodies: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


@require_GET
def letter(request: Request, document: int, pk: int) -> HttpResponseBase:
    """Send a version's official letter as docx: as it was put forward, before that as it would read today (R03)."""
    row, found = row_of(request, pk)
    if row.letter_id:
        kept = get_object_or_404(Version.objects.select_related("letter__source"), pk=pk).letter
        return as_file(kept.source if kept else None)
    made = _written(request, row, found, LEVELS["executive"])
    return HttpResponse(
        made.data, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{made.name}"'}
    )


def _written(request: Request, row: VersionRow, found: list[VersionRow], decider: str) -> Letter:
    """Write the letter of a version, with what differs from the one in force."""
    before = next((one for one in found if one.state is State.IN_FORCE and one is not row), None)
    old = queries.clause_texts(before.id) if before else []
    label = before.label if before else ""
    data = proposal(
        municipality=request.municipality.name, day=request.as_of or request.today, title=row.title,
        label=row.label, before=label, changes=changes(old, queries.clause_texts(row.id)), decider=decider,
    )  # fmt: skip
    name = f"tjansteskrivelse-version-{row.label}.docx"
    return Letter(name, data, points(row.title, row.label, label, decider))


@require_http_methods(["GET", "POST"])
def forward(request: Request, pk: int) -> HttpResponse:
    """Put a version forward: its text is closed, and its letter filed in the case of the number that is given."""
    who, version = only_steering(request), version_of(request, pk)
    row, found = row_of(request, pk)
    form = ForwardForm(request.POST or None, bodies=_diaries(request), initial=_first(request, found))
    if form.is_valid():
        said = form.cleaned_data
        body = get_object_or_404(Body, pk=said["body"], municipality=request.municipality)
        level = said["level"]
        decider = LEVELS[level] if level in ("council", "executive") else body.name
        try:
            case = actions.put_forward(
                **who, version=version, body=body, number=said["number"].strip(), level=level,
                letter=_written(request, row, found, decider),
            )  # fmt: skip
        except actions.SteeringError as problem:
            form.add_error("number", str(problem))
        else:
            messages.success(
                request, f"{version} ligger nu i ärende {case.number}, med sin tjänsteskrivelse."
            )
            return redirect("governance:version", pk)
    context = {"form": form, "row": row}
    return render(request, "governance/forward.html", context, status=422 if form.errors else 200)


def _diaries(request: Request) -> list[tuple[str, str]]:
    """Return the bodies that keep a diary, by name."""
    every = sorted(lens(request).bodies.values(), key=lambda one: one.name)
    return [(str(one.id), one.name) for one in every if one.kind not in WITHOUT_DIARY]


def _first(request: Request, found: list[VersionRow]) -> dict[str, Any]:
    """Return what the form begins with: the executive's diary, and the level that decided the version in force."""
    executive = next((one.id for one in lens(request).bodies.values() if one.kind == "executive"), "")
    names = {label: key for key, label in LEVELS.items()}
    before = next((one.level for one in found if one.state is State.IN_FORCE), "")
    return {"body": executive, "level": names.get(before, "executive")}
