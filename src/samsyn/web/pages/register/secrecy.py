"""The secrecy mark of an initiative, and the cases that would still tell its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

from samsyn.cases.actions import mark_secret
from samsyn.cases.models import Case
from samsyn.cases.queries import open_about
from samsyn.cases.rules import case_key
from samsyn.organisation.models import Body
from samsyn.organisation.queries import may, thing, visible
from samsyn.oversight.queries.decided import decisions
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.web.base.conflict import conflict, read_to, seen
from samsyn.web.base.looking import lens
from samsyn.web.base.request import Request
from samsyn.web.pages.register.editing import opened
from samsyn.web.pages.register.forms import SecrecyForm


@dataclass(frozen=True, slots=True)
class Telling:
    """An open case that tells of an initiative; `markable` when the visitor may mark it too (öppet ärende)."""

    case: Case
    documents: list[str]
    markable: bool
    keeper: str


@require_http_methods(["GET", "POST"])
def secrecy(request: Request, number: int) -> HttpResponse:
    """Mark an initiative as secret with its ground and who decides, its cases in the same go, or take the mark away."""
    facts, initiative = opened(request, number)
    found = request.acting.bodies
    telling = _telling(request, initiative)
    markable = {one.case.key: one.case for one in telling if one.markable}
    first = {
        "ground": facts.secrecy_ground, "owner": str(facts.secrecy_owner_id or ""), "cases": list(markable),
    }  # fmt: skip
    form = SecrecyForm(
        request.POST or None, bodies=list(found.values()), initial=first,
        cases=[(key, case.number) for key, case in markable.items()],
    )  # fmt: skip
    clash = None
    if request.method == "POST" and form.is_valid():
        chosen = [markable[key] for key in form.cleaned_data["cases"]]
        try:
            _mark(request, initiative, form, chosen, timezone.now())
            return _marked(request, initiative)
        except actions.SavedMeanwhile as meanwhile:
            clash = conflict(meanwhile, form, {name: first[name] for name in ("ground", "owner")})
    context = {
        "form": form, "facts": facts, "body": found[facts.body_id], "open": telling, "conflict": clash,
        "seen": read_to(request, facts.seen, clash),
    }  # fmt: skip
    return render(
        request, "register/secrecy.html", context, status=409 if clash else 422 if form.errors else 200
    )


def _telling(request: Request, initiative: Initiative) -> list[Telling]:
    """Return the open cases with the initiative's decision or number, or with its name in them."""
    decided = decisions(lens(request), {initiative.decision}).get(initiative.decision)
    keys = [key for _, key in decided.cases] if decided else []
    if initiative.decision:
        keys.append(case_key(initiative.decision))
    found = open_about(request.access, request.municipality, keys, initiative.title)
    bodies = request.acting.bodies
    return [
        Telling(case, titles, may(request.access, "write", thing("case", case)), bodies[case.body_id].name)
        for case, titles in found
    ]


@transaction.atomic
def _mark(
    request: Request, initiative: Initiative, form: SecrecyForm, cases: list[Case], at: datetime
) -> None:
    """Save the mark; without a ground there is nothing to mark the cases with."""
    ground, owner = form.cleaned_data["ground"], form.cleaned_data["owner"]
    decider = Body.objects.get(pk=int(owner or initiative.body_id)) if ground else None
    actions.change(
        by=request.actor, at=at, initiative=initiative, secrecy_ground=ground, secrecy_owner=decider,
        seen=seen(request),
    )  # fmt: skip
    if decider:
        for case in cases:
            mark_secret(by=request.actor, at=at, case=case, ground=ground, owner=decider)


def _marked(request: Request, initiative: Initiative) -> HttpResponse:
    """Say what the mark means and what is still open, and go where the visitor still may read."""
    if not initiative.secrecy_ground:
        messages.success(request, f"Sekretessmarkeringen på {initiative.ref} är borttagen.")
    else:
        messages.success(
            request,
            f"{initiative.ref} är sekretessmarkerat och syns bara för {initiative.body} och revisorerna.",
        )
        _warn(request, _telling(request, initiative))
    still = Initiative.objects.filter(visible(request.access, "initiative"), pk=initiative.pk).exists()
    return redirect("register:initiative", initiative.number) if still else redirect("register:list")


def _warn(request: Request, telling: list[Telling]) -> None:
    """Name the cases that everybody may still read, each with its address."""
    if not telling:
        return
    links = format_html_join(
        ", ", '<a href="{}">{}</a>',
        ((reverse("cases:case", args=[one.case.key]), one.case.number) for one in telling),
    )  # fmt: skip
    messages.warning(request, format_html("Namnet står fortfarande öppet i {}. Markera också där.", links))
