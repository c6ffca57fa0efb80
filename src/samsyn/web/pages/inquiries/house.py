"""The house's own forms: the Word file of official letters (R83), and each body's steps to a decision (R51)."""

from __future__ import annotations

import io
import zipfile

import docx
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samsyn.inquiries import actions
from samsyn.inquiries.actions import InquiryError
from samsyn.inquiries.queries.handling import letter_template, plan_template
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.readers.gate import gate
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.web.base.request import Request
from samsyn.web.pages.inquiries.forms import PlanTemplateForm, TemplateForm
from samsyn.web.pages.inquiries.sending import who


def may_change(request: Request) -> bool:
    """Return whether the visitor writes for the whole municipality, today."""
    return request.as_of is None and may(
        request.access, "write", Thing("inquiry", request.municipality.pk, None)
    )


@require_http_methods(["GET", "POST"])
def template(request: Request) -> HttpResponse:
    """Show the Word file that letters are written in, and take a new one."""
    if not may_change(request):
        raise NotAllowed("Mallen sköts av stadskontoret, i dagens läge.")
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, doing = form.cleaned_data["file"], who(request)
        try:
            data = _word(file)
        except Refused as problem:
            form.add_error("file", str(problem))
        else:
            source = actions.keep(data=data, name=file.name, at=doing["at"])
            actions.set_letter_template(**doing, municipality=request.municipality, source=source)
            messages.success(request, f"{file.name} är mall för tjänsteskrivelser från och med nu.")
            return redirect("inquiries:template")
    context = {"form": form, "held": letter_template(request.municipality)}
    return render(request, "inquiries/template.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def steps(request: Request) -> HttpResponse:
    """Show the steps to a decision of the board acted for, and take new ones."""
    board = request.board
    if board is None:
        raise NotAllowed("Välj en nämnd. Varje nämnd har sin egen beslutsplanering.")
    held = plan_template(board.id, request.as_of)
    mine = may(request.access, "write", Thing("inquiry", request.municipality.pk, board.id))
    writable = request.as_of is None and mine
    shown = held or [(label, "", before) for label, before in actions.USUAL]
    form = PlanTemplateForm(request.POST or None, steps=shown)
    if request.method == "POST" and form.is_valid():
        try:
            body = Body.objects.get(pk=board.id)
            actions.set_template(**who(request), body=body, steps=form.steps)
            messages.success(
                request, f"{board.name} planerar beslut i {len(form.steps) or len(actions.USUAL)} steg."
            )
            return redirect("inquiries:steps")
        except InquiryError as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "held": held, "shown": shown, "writable": writable, "board": board}
    return render(request, "inquiries/steps.html", context, status=422 if form.errors else 200)


def _word(file: object) -> bytes:
    """Return a Word file's bytes; raises Refused for anything else."""
    name = str(getattr(file, "name", ""))
    check_size(int(getattr(file, "size", 0)), name)
    data: bytes = file.read()  # type: ignore[attr-defined]
    if gate(data, name) != "docx":
        raise Refused(f"Mallen ska vara en docx-fil. Spara {name} som docx i Word.")
    try:
        docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile) as unread:
        raise Refused(f"{name} går inte att öppna som Word-dokument. Spara om den i Word.") from unread
    return data
