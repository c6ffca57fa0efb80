"""Saying how it goes: three fields, or one click when nothing is new."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.governance.models import HandbookEntry
from samsyn.governance.queries.process import handbook
from samsyn.kit.scales import State
from samsyn.organisation.queries import NotAllowed, may
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.register.queries import InitiativeFacts
from samsyn.web.base.going import back
from samsyn.web.base.request import Request
from samsyn.web.pages.register.forms import ReportForm
from samsyn.web.pages.register.head import find
from samsyn.web.pages.register.rights import today_only


@require_http_methods(["GET", "POST"])
def report(request: Request, number: int) -> HttpResponse:
    """Report how an initiative goes; the latest report stands beside, to change from."""
    facts, initiative = reportable(request, number)
    latest = facts.latest
    form = ReportForm(request.POST or None, initial={"state": latest.state} if latest else {})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.report(
            by=request.actor, at=timezone.now(), initiative=initiative, state=State(given["state"]),
            happened=given["happened"], needs=given["needs"],
        )  # fmt: skip
        messages.success(request, f"Läget för {facts.ref} är rapporterat.")
        return redirect("register:initiative", number)
    context = {
        "form": form, "facts": facts, "latest": latest, "days": facts.days(request.today),
        "body": initiative.body,
        **_advice(request, facts),
    }  # fmt: skip
    return render(request, "register/report.html", context, status=422 if form.errors else 200)


def _advice(request: Request, facts: InitiativeFacts) -> dict[str, HandbookEntry | None]:
    """Return what the handbook says of the report's fields, named for the template."""
    said = handbook(request.municipality, facts.version_id, request.today)
    return {f"on_{name}": said.of_field(name, facts.phase) for name in ("state", "happened", "needs")}


@require_POST
def nothing_new(request: Request, number: int) -> HttpResponse:
    """Say with one click that the latest report still holds, then go back to where the visitor was."""
    facts, initiative = reportable(request, number)
    try:
        actions.report_nothing_new(by=request.actor, at=timezone.now(), initiative=initiative)
    except actions.NothingReported as missing:
        messages.warning(request, str(missing))
        return redirect("register:report", number)
    messages.success(request, f"Inget nytt för {facts.ref}. Läget gäller per i dag.")
    return back(request, f"/initiativ/{facts.ref}/")


def reportable(request: Request, number: int) -> tuple[InitiativeFacts, Initiative]:
    """Return an initiative to report on; without the right, the sentence says who can give it."""
    today_only(request)
    facts, _ = find(request, number)
    initiative = Initiative.objects.select_related("body").get(pk=facts.id)
    if not may(request.access, "report", facts.thing):
        raise NotAllowed(
            f"Du kan läsa men inte rapportera här. {initiative.body}s nämndsekreterare kan ge dig rätt."
        )
    return facts, initiative
