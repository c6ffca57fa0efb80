"""Boards that take part in an initiative: joining and leaving on its page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed, may
from samsyn.register import actions
from samsyn.register.models import ENDED, Initiative, Participation, Phase
from samsyn.register.queries import InitiativeFacts
from samsyn.web.base.request import Request
from samsyn.web.pages.register.head import find
from samsyn.web.pages.register.rights import today_only, writable


def joining(request: Request, facts: InitiativeFacts) -> dict[str, Any]:
    """Return which boards the visitor may let join an initiative, and which may be taken out of it."""
    mine = [one for one in writable(request, request.acting.bodies) if one.there(request.today)]
    within = {one.body_id for one in facts.participants if one.valid_to is None} | {facts.body_id}
    open_to = not (facts.draft or facts.secrecy_ground or Phase(facts.phase) in ENDED)
    whole = request.as_of is None and may(request.access, "write", facts.thing)
    return {
        "may_join": [one for one in mine if one.id not in within] if open_to else [],
        "leavers": within if whole else {one.id for one in mine},
    }


@require_POST
def join(request: Request, number: int) -> HttpResponse:
    """Let one of the visitor's boards take part in an initiative."""
    today_only(request)
    facts, _ = find(request, number)
    chosen = [
        one for one in writable(request, request.acting.bodies) if str(one.id) == request.POST.get("body")
    ]
    if not chosen:
        raise NotAllowed("Du kan inte ansluta den nämnden. Dess nämndsekreterare kan ge dig rätt.")
    initiative = Initiative.objects.select_related("body").get(pk=facts.id)
    body = Body.objects.get(pk=chosen[0].id)
    need = request.POST.get("problem", "")
    try:
        actions.join(by=request.actor, at=timezone.now(), initiative=initiative, body=body, need=need)
        messages.success(request, f"{body.name} deltar nu i {facts.ref}.")
    except actions.Invalid as wrong:
        messages.error(request, str(wrong))
    return _back(number)


@require_POST
def leave(request: Request, number: int, key: int) -> HttpResponse:
    """End a board's part in an initiative, with the reason."""
    today_only(request)
    facts, _ = find(request, number)
    part = get_object_or_404(
        Participation.objects.select_related("initiative", "body"), pk=key, initiative_id=facts.id
    )
    why = request.POST.get("why", "")
    try:
        actions.leave(by=request.actor, at=timezone.now(), participation=part, why=why)
        messages.success(request, f"{part.body.name} deltar inte längre i {facts.ref}.")
    except actions.Invalid as wrong:
        messages.error(request, str(wrong))
    return _back(number)


def _back(number: int) -> HttpResponse:
    return redirect(reverse("register:initiative", args=[number]) + "#deltar")
