"""One person: roles over time, where the name stands, and taking the person's own data away for good (R28)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.kit.refs import DecisionRef
from samsyn.organisation import actions
from samsyn.organisation.models import Person, RoleHolding
from samsyn.organisation.queries.mentions import mentions
from samsyn.post.actions import forget_address
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.organisation.views import only_administrator

NEEDED = "Läs vad som står kvar och kryssa i att du har gjort det."


def _decided(one: RoleHolding) -> str:
    return str(DecisionRef(one.decided_body, one.decided_on, one.decided_paragraph))


ROLES = (
    Column("role", "Roll", of=lambda one: one.get_role_display(), head=True),
    Column("body", "Var", of=lambda one: one.body.name if one.body else "Hela kommunen"),
    Column("valid_from", "Från"),
    Column("valid_to", "Till", show=lambda one: str(one.valid_to or "Tills vidare")),
    Column("decided", "Beslut", of=_decided, show=lambda one: _decided(one) or "Uppgift saknas"),
)  # fmt: skip


class EraseForm(forms.Form):
    """Why a person's data goes, and that the visitor knows what stays."""

    why = forms.CharField(
        label="Skäl", max_length=300, help_text="Utan namn, till exempel: uppdraget upphörde för mer än två år sedan.",
        error_messages={"required": "Skriv skälet, till exempel att uppdraget upphörde för mer än två år sedan."},
    )  # fmt: skip
    read = forms.BooleanField(label="Jag har läst vad som står kvar", error_messages={"required": NEEDED})


@require_http_methods(["GET", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """Show a person's roles over time and where the name stands; take the person's own data away."""
    only_administrator(request, writing=request.method == "POST")
    one = get_object_or_404(Person, pk=pk, municipality=request.municipality)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _erased(request, one, form):
        return redirect("organisation:person", pk)
    view = View(request, ROLES, sort="-valid_from")
    roles = view.arrange(one.roles.select_related("body"), "Roller", search=True)
    if view.export:
        return download(roles, request)
    context = {
        "one": one, "roles": roles, "form": form, "own": request.actor.id == one.pk,
        "found": [] if one.erased_on else mentions(one.name),
        "writable": request.as_of is None and not one.erased_on,
    }  # fmt: skip
    return render(request, "organisation/known_person.html", context, status=422 if form.errors else 200)


def _erased(request: Request, one: Person, form: EraseForm) -> bool:
    """Return whether the data was taken away; otherwise the form says why not."""
    address, at = one.email, timezone.now()
    try:
        with transaction.atomic():
            actions.erase_person(by=request.actor, at=at, person=one, why=form.cleaned_data["why"])
            forget_address(address=address)
    except actions.Refused as wrong:
        form.add_error("why", str(wrong))
        return False
    messages.success(request, f"Uppgifterna är borttagna. Personen heter nu {one.name} här.")
    return True
