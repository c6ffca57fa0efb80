"""A change of the organisation that lies ahead: corrected, or withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.organisation import actions
from samsyn.organisation.models import Succession
from samsyn.organisation.queries import NotAllowed, may_reorganise
from samsyn.organisation.queries.changes import change_of
from samsyn.oversight.actions import call_off
from samsyn.web.base.request import Request
from samsyn.web.pages.organisation.change_forms import CorrectForm


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct a change's day, decision or note before its day, or withdraw it; the old one stays on earlier days."""
    change = get_object_or_404(Succession, pk=pk, municipality=request.municipality)
    if request.as_of is not None or not may_reorganise(request.access, request.municipality):
        raise NotAllowed(
            "Organisationen ändras av stadskontoret eller kommunens administratör, i dagens läge."
        )
    shown = {
        "day": change.day, "decided_body": change.decided_body, "decided_on": change.decided_on,
        "paragraph": change.decided_paragraph, "case_number": change.case_number, "note": change.note,
    }  # fmt: skip
    form = CorrectForm(request.POST or None, initial=shown)
    if form.is_valid():
        try:
            return _done(request, change, form)
        except actions.Refused as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "row": change_of(change)}
    return render(request, "organisation/correct.html", context, status=422 if form.errors else 200)


def _done(request: Request, change: Succession, form: CorrectForm) -> HttpResponse:
    said, at = form.cleaned_data, timezone.now()
    if "withdraw" in request.POST:
        call_off(by=request.actor, at=at, change=change, why=said["why"])
        messages.success(request, "Ändringen är återtagen. Det som skulle upphöra finns kvar.")
        return redirect("organisation:change", change.pk)
    made = actions.correct(
        by=request.actor, at=at, change=change, why=said["why"], day=said["day"], decided=form.decided,
        case_number=said["case_number"], note=said["note"],
    )  # fmt: skip
    messages.success(request, "Ändringen är rättad. Den förra står kvar som återtagen.")
    return redirect("organisation:change", made.pk)
