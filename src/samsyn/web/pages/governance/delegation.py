"""What delegates have decided, and telling it to the board (R60)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.organisation.queries import NotAllowed, may, thing
from samsyn.register import actions
from samsyn.register.models import DelegationDecision
from samsyn.register.queries.levels import delegated as read
from samsyn.web.base.fields import DAY, DayField
from samsyn.web.base.files import download
from samsyn.web.base.looking import body_choices, named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View


class ToldForm(forms.Form):
    """On which day and under which § delegates' decisions were told."""

    day = DayField(label="Sammanträdesdag", error_messages={"required": f"Dagen saknas. {DAY}"})
    paragraph = forms.CharField(
        label="Paragraf", max_length=20, error_messages={"required": "Skriv paragrafen."}
    )


@require_http_methods(["GET", "POST"])
def delegated(request: Request) -> HttpResponse:
    """Show the delegates' decisions, those to be told first, or note that the chosen have been told."""
    bodies = named(request)
    found = list(read(request.access, request.municipality, request.as_of))
    form = ToldForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _told(request, form, found):
        return redirect("governance:delegated")
    view = View(request, _columns(bodies), sort="reported")
    asked = view.filter("body")
    shown = [
        one
        for one in found
        if asked in ("", str(one.initiative.body_id), bodies[one.initiative.body_id].code)
    ]
    table = view.arrange(shown, "Delegationsbeslut", search=True)
    if view.export:
        return download(table, request)
    waiting = [one for one in shown if one.reported_on is None]
    mine = [one for one in waiting if request.as_of is None and _may(request, one)]
    context = {
        "table": table, "view": view, "form": form, "waiting": waiting, "mine": mine,
        "bodies": body_choices(bodies, asked),
    }  # fmt: skip
    return render(request, "governance/delegated.html", context, status=422 if form.errors else 200)


def _may(request: Request, one: DelegationDecision) -> bool:
    return may(request.access, "decide", thing("initiative", one.initiative))


def _told(request: Request, form: ToldForm, found: list[DelegationDecision]) -> bool:
    """Note that the ticked decisions have been told; return whether it was done."""
    if request.as_of is not None:
        raise NotAllowed("Beslut anmäls i dagens läge. Välj dagens datum under Per datum.")
    chosen = [one for one in found if str(one.pk) in request.POST.getlist("decision")]
    if not chosen:
        form.add_error(None, "Välj minst ett beslut att anmäla.")
        return False
    try:
        actions.report_delegated(
            by=request.actor, at=timezone.now(), decisions=chosen, day=form.cleaned_data["day"],
            paragraph=form.cleaned_data["paragraph"],
        )  # fmt: skip
    except actions.Invalid as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, f"{len(chosen)} beslut är anmälda.")
    return True


def _columns(bodies: dict[int, Any]) -> tuple[Column, ...]:
    return (
        Column("day", "Dag"),
        Column(
            "initiative", "Initiativ", of=lambda one: str(one.initiative), head=True, wide=True,
            link=lambda one: reverse("register:initiative", args=[one.initiative.number]),
        ),
        Column("body", "Nämnd", of=lambda one: bodies[one.initiative.body_id].code),
        Column("what", "Beslut", wide=True),
        Column("amount", "Belopp", unit="tkr", number=True),
        Column("by", "Beslutad av"),
        Column(
            "reported", "Anmält", of=lambda one: str(one.reported_on or ""),
            show=lambda one: f"{one.reported_on}, § {one.reported_paragraph}" if one.reported_on else "Inte än",
        ),
    )  # fmt: skip
