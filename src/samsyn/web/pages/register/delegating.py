"""A quick decision on an initiative, made by a delegate."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.governance.queries.deciding import rules_in_force
from samsyn.organisation.queries import NotAllowed, may, thing
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.web.base.fields import DAY, CostField, DayField
from samsyn.web.base.request import Request
from samsyn.web.pages.register.head import find


class DelegateForm(forms.Form):
    """What was decided, when, for how much and by whom."""

    what = forms.CharField(
        label="Vad beslutades?", max_length=300, error_messages={"required": "Skriv vad som beslutades."}
    )
    amount = CostField(label="Belopp, tkr", error_messages={"required": "Skriv beloppet."})
    day = DayField(label="Beslutsdag", error_messages={"required": f"Dagen saknas. {DAY}"})
    who = forms.CharField(label="Beslutad av", max_length=120, required=False)


@require_http_methods(["GET", "POST"])
def delegate(request: Request, number: int) -> HttpResponse:
    """Note a decision by delegation, within the frame of the rules in force."""
    facts, _ = find(request, number)
    if request.as_of is not None:
        raise Http404("Beslut förs in i dagens läge.")
    row = get_object_or_404(Initiative, municipality=request.municipality, number=number)
    if not may(request.access, "decide", thing("initiative", row)):
        raise NotAllowed("Delegationsbeslut förs in av nämndens sekreterare eller chef.")
    rules = rules_in_force(request.municipality, None, request.today)
    form = DelegateForm(request.POST or None, initial={"day": request.today.isoformat()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide_by_delegation(
                by=request.actor, at=timezone.now(), initiative=row, day=given["day"], what=given["what"],
                amount=given["amount"].minor or 0, who=given["who"],
            )  # fmt: skip
        except actions.Invalid as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Beslutet är infört. Det anmäls till nämnden på nästa sammanträde.")
            return redirect("register:initiative", number)
    context = {"form": form, "facts": facts, "rules": rules}
    return render(request, "register/delegate.html", context, status=422 if form.errors else 200)
