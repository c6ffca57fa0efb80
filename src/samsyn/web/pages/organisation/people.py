"""One person: roles over time, where the name stands, and taking the person's own data away for good (R28)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.kit.refs import DecisionRef
from samsyn.organisation import actions
from samsyn.organisation.models import Body, Person, RoleHolding
from samsyn.organisation.queries.mentions import mentions
from samsyn.organisation.rules import Role
from samsyn.post.actions import forget_address
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.organisation.forms import EVERYWHERE, RoleForm
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
    giving = "role" in request.POST
    role = RoleForm(
        request.POST if giving else None, bodies=list(request.acting.bodies.values()),
        initial={"since": request.today},
    )  # fmt: skip
    form = EraseForm(request.POST if request.method == "POST" and not giving else None)
    if giving and role.is_valid() and _given(request, one, role):
        return redirect("organisation:person", pk)
    if request.method == "POST" and form.is_valid() and _erased(request, one, form):
        return redirect("organisation:person", pk)
    view = View(request, ROLES, sort="-valid_from")
    roles = view.arrange(one.roles.select_related("body"), "Roller", search=True)
    if view.export:
        return download(roles, request)
    context = {
        "one": one, "roles": roles, "form": form, "role": role, "own": request.actor.id == one.pk,
        "found": [] if one.erased_on else mentions(one.name),
        "writable": request.as_of is None and not one.erased_on,
    }  # fmt: skip
    return render(
        request, "organisation/known_person.html", context, status=422 if form.errors or role.errors else 200
    )


def _given(request: Request, one: Person, form: RoleForm) -> bool:
    """Return whether the person was given a role, beside those held; otherwise the form says why not."""
    said = form.cleaned_data
    where = Body.objects.get(pk=said["body"]) if said["body"] != EVERYWHERE else None
    held = one.roles.filter(Q(valid_to=None) | Q(valid_to__gt=said["since"]), role=said["role"], body=where)
    if one.erased_on or held.exists():
        form.add_error("role", f"{one.name} har redan den rollen, eller är borttagen. Välj en annan roll.")
        return False
    actions.give_role(
        by=request.actor, at=timezone.now(), person=one, role=Role(said["role"]), body=where,
        valid_from=said["since"],
    )  # fmt: skip
    messages.success(request, f"{one.name} är {Role(said['role']).label.lower()} från {said['since']}.")
    return True


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
