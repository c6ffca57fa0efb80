"""What a decision in a case rests on, answered one ground at a time (R80, R81)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.cases import actions, queries
from samsyn.cases.models import Case
from samsyn.cases.queries import CaseRow
from samsyn.cases.rules import GROUNDS
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.web.base.fields import DayField
from samsyn.web.base.looking import lens
from samsyn.web.base.request import Request

NEEDED = (("yes", "Underlaget finns"), ("no", "Behövs inte"))


class GroundForm(forms.Form):
    """One ground: what the documents say, in which of them and from which day, or why it isn't needed."""

    item = forms.ChoiceField(
        label="Underlag", choices=[(one.key, one.label) for one in GROUNDS],
        error_messages={"required": "Välj vilket underlag det gäller.",
                        "invalid_choice": "Underlaget finns inte. Välj ur listan."},
    )  # fmt: skip
    needed = forms.ChoiceField(
        label="Finns det?", choices=NEEDED, widget=forms.RadioSelect, initial="yes",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Välj om underlaget finns eller inte behövs."),
    )  # fmt: skip
    answer = forms.CharField(
        label="Vad säger underlaget?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Med några meningar. Behövs det inte: skriv varför.",
        error_messages={"required": "Skriv vad underlaget säger, eller varför det inte behövs."},
    )  # fmt: skip
    place = forms.CharField(
        label="Var står det?", max_length=300, required=False,
        help_text="Handling och sida, till exempel tjänsteskrivelsen s. 4.",
    )  # fmt: skip
    day = DayField(label="Dag", required=False, help_text="ÅÅÅÅ-MM-DD. Tom betyder i dag.")


@require_http_methods(["GET", "POST"])
def ground(request: Request, key: str) -> HttpResponse:
    """Note one ground of a case's decision; what was said of it before stands beside."""
    seen = lens(request)
    found = queries.case_file(request.access, request.municipality, seen.bodies, key, as_of=request.as_of)
    if found is None:
        raise Http404(f"Ärendet {key} finns inte här.")
    if not may_write(request, found.row):
        raise NotAllowed("Underlaget skrivs i dag av dem som handlägger ärenden åt nämnden.")
    form = GroundForm(request.POST or None, initial=_first(found, request.GET.get("del", "")))
    if request.method == "POST" and form.is_valid() and _noted(request, found.row, form):
        return redirect("cases:case", found.row.key)
    return render(
        request, "cases/ground.html", {"file": found, "form": form}, status=422 if form.errors else 200
    )


def may_write(request: Request, row: CaseRow) -> bool:
    """Return whether the visitor may write in a case, today."""
    what = Thing("case", request.municipality.pk, row.body_id, bool(row.secrecy_ground))
    return request.as_of is None and may(request.access, "write", what)


def _first(found: queries.CaseFile, asked: str) -> dict[str, Any]:
    """Return what the form begins with: what is known of the ground asked for, else of the first that is missing."""
    lacking = next((one for one in found.grounds if one.told is None), found.grounds[0])
    one = next((one for one in found.grounds if one.asked.key == asked), lacking)
    if (told := one.told) is None:
        return {"item": one.asked.key, "needed": "yes"}
    return {
        "item": one.asked.key,
        "needed": "yes" if told.own else "no",
        "answer": told.text,
        "place": told.to,
    }


def _noted(request: Request, row: CaseRow, form: GroundForm) -> bool:
    """Return whether the ground was noted; otherwise the form says why not."""
    given = dict(form.cleaned_data)
    given["needed"] = given["needed"] == "yes"
    case = Case.objects.get(pk=row.id)
    try:
        noted = actions.note_ground(by=request.actor, at=timezone.now(), case=case, **given)
    except actions.GroundRefused as wrong:
        form.add_error("day" if given["day"] else "answer", str(wrong))
        return False
    messages.success(request, f"{noted.get_item_display()} är sparat i underlaget.")
    return True
