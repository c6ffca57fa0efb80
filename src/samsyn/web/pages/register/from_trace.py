"""An initiative that is registered from a trace: the form says what the trace does, and it is matched when saved."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from samsyn.kit.money import tkr
from samsyn.organisation.queries import visible
from samsyn.oversight.actions import match
from samsyn.oversight.models import Trace
from samsyn.register.models import Initiative
from samsyn.web.base.request import Request

WAITING = "drafts-from-traces"
"""Where the visit keeps which traces its drafts were begun from."""


def asked(request: Request, key: str) -> Trace | None:
    """Return the trace of a key, such as the address names with ?spar=; None where there is none to see."""
    mine = Trace.objects.filter(visible(request.access, "initiative"), municipality=request.municipality)
    return mine.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None


def prefilled(trace: Trace | None) -> dict[str, Any]:
    """Return what a trace tells of the form's fields; what it does not tell stays empty."""
    if trace is None:
        return {}
    decided = trace.diary or (trace.origin if trace.kind == "minutes" else "")
    told = {
        "title": trace.title, "body": str(trace.body_id), "decision": decided[:60],
        "cost": tkr(trace.amount) if trace.amount and trace.amount > 0 else "",
        "problem": trace.quote,
    }  # fmt: skip
    return {name: text for name, text in told.items() if text}


def follow(request: Request, made: Initiative) -> None:
    """Match the trace that an initiative was registered from, unless somebody has said what it is meanwhile.

    A draft counts nowhere and answers no trace: the visit remembers the trace until the draft is finished.
    """
    waiting = request.session.get(WAITING, {})
    trace = asked(request, request.GET.get("spar", "") or waiting.get(str(made.pk), ""))
    if trace is None:
        return
    if made.draft:
        request.session[WAITING] = {**waiting, str(made.pk): str(trace.pk)}
    elif not trace.dismissed and trace.initiative_number is None:
        why = f"{request.actor.name} registrerade initiativet från spåret"
        match(by=request.actor, at=timezone.now(), trace=trace, initiative=made, why=why)
