"""Writing a system: a new one and a change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.history.actions import SavedMeanwhile
from samsyn.history.models import ChainHead
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.oversight.actions import mark_as_system
from samsyn.register import actions
from samsyn.register.models import BaseDelivery, System
from samsyn.register.queries.system import system_facts
from samsyn.register.queries.systems import SystemFacts, system_choices
from samsyn.web.base.conflict import Conflict, conflict, read_to, seen
from samsyn.web.base.request import Request
from samsyn.web.base.rights import today_only, writable
from samsyn.web.pages.systems.forms import SystemForm, initial_system

NOBODY = "Du har inget uppdrag där du kan lägga upp system. Nämndens nämndsekreterare kan ge dig rätt."


def writable_boards(request: Request) -> list[BodyRow]:
    """Return the bodies of today that the visitor may write systems and plans for; raises NotAllowed for none."""
    today_only(request)
    boards = [one for one in writable(request, request.acting.bodies) if one.there(request.today)]
    if not boards:
        raise NotAllowed(NOBODY)
    return boards


def found_system(request: Request, pk: int) -> SystemFacts:
    """Return a system of the municipality; one that may not be seen answers 404."""
    facts = system_facts(request.access, request.municipality, pk, request.as_of)
    if facts is None:
        raise Http404("Systemet finns inte här.")
    return facts


def may_write(request: Request, facts: SystemFacts) -> bool:
    """Return whether the visitor may change a system now."""
    what = Thing("initiative", facts.municipality_id, facts.body_id, bool(facts.secrecy_ground))
    return request.as_of is None and may(request.access, "write", what)


def _form(
    request: Request, boards: list[BodyRow], first: dict[str, Any], facts: SystemFacts | None = None
) -> SystemForm:
    systems = system_choices(request.access, request.municipality)
    return SystemForm(
        request.POST or None, bodies=boards, initial=first,
        deliveries=BaseDelivery.objects.filter(municipality=request.municipality).values_list("pk", "name"),
        systems=[(pk, name) for pk, name in systems if facts is None or pk != facts.id],
    )  # fmt: skip


def _said(form: SystemForm) -> dict[str, Any]:
    """Return the columns that a valid form says, other rows too."""
    given = form.cleaned_data
    rows: tuple[tuple[str, Any], ...] = (("body", Body), ("delivery", BaseDelivery), ("replaced_by", System))
    return form.facts() | {
        name: model.objects.get(pk=int(given[name])) if given[name] else None for name, model in rows
    }


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Add a system; a form with errors comes back with all that was typed."""
    boards = writable_boards(request)
    own = str(request.board.id) if request.board in boards else ""
    form = _form(request, boards, {"body": own})
    del form.fields["why"]
    if form.is_valid():
        system = actions.add_system(by=request.actor, at=timezone.now(), **_said(form))
        messages.success(request, f"{system} är upplagt. Skriv vilka nämnder som använder det.")
        return redirect("systems:system", system.pk)
    return render(request, "systems/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a system; when somebody saved in between, show both versions (409)."""
    today_only(request)
    now = ChainHead.objects.values_list("act_id", flat=True)[0]
    facts = found_system(request, pk)
    if not may_write(request, facts):
        whose = request.acting.bodies[facts.body_id].name
        raise NotAllowed(f"Du kan läsa men inte ändra här. {whose}s nämndsekreterare kan ge dig rätt.")
    found = request.acting.bodies
    boards = [one for one in writable(request, found) if one.there(request.today) or one.id == facts.body_id]
    form = _form(request, boards, initial_system(facts), facts)
    if form.is_valid():
        return _change(request, form, facts, now)
    return _page(request, form, facts, now)


def _change(request: Request, form: SystemForm, facts: SystemFacts, now: int) -> HttpResponse:
    system = System.objects.select_related("municipality", "body").get(pk=facts.id)
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "system": system}
    try:
        with transaction.atomic():
            actions.change_system(**who, why=form.cleaned_data["why"], seen=seen(request), **_said(form))
            mark_as_system(**who)
    except SavedMeanwhile as meanwhile:
        return _page(request, form, facts, now, conflict(meanwhile, form, initial_system(facts)))
    except actions.Invalid as wrong:
        form.add_error("replaced_by", str(wrong))
        return _page(request, form, facts, now)
    messages.success(request, f"{system} är sparat.")
    there = system_facts(request.access, request.municipality, facts.id, None)
    return redirect("systems:system", facts.id) if there else redirect("systems:list")


def _page(
    request: Request, form: SystemForm, facts: SystemFacts, now: int, clash: Conflict | None = None
) -> HttpResponse:
    context = {"conflict": clash, "form": form, "facts": facts, "seen": read_to(request, now, clash)}
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "systems/edit.html", context, status=status)
