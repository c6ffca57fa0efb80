"""Saying how it goes: three fields, or one click when nothing is new."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.governance.models import HandbookEntry
from samsyn.governance.queries.process import handbook
from samsyn.organisation.queries import NotAllowed, may
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.register.queries import InitiativeFacts
from samsyn.register.rules import NOTHING_NEW_COUNTS
from samsyn.reports.paper import paper as make
from samsyn.web.base.going import back
from samsyn.web.base.request import Request
from samsyn.web.pages.register.by_link import as_docx
from samsyn.web.pages.register.head import find
from samsyn.web.pages.register.report_form import ReportForm
from samsyn.web.pages.register.rights import today_only

TOO_QUIET = (
    f"Fler än {NOTHING_NEW_COUNTS} gånger i rad räknas det inte som färskt. Skriv en rad om vad som har hänt."
)


@require_http_methods(["GET", "POST"])
def report(request: Request, number: int) -> HttpResponse:
    """Report how an initiative goes; the latest report stands beside, to change from."""
    facts, initiative = reportable(request, number)
    latest = facts.latest
    form = ReportForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid():
        actions.report(by=request.actor, at=timezone.now(), initiative=initiative, **form.said())
        messages.success(request, f"Läget för {facts.ref} är rapporterat.")
        return redirect("register:initiative", number)
    context = {
        "form": form, "facts": facts, "latest": latest, "days": facts.since(request.today),
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
        made = actions.report_nothing_new(by=request.actor, at=timezone.now(), initiative=initiative)
    except actions.NothingReported as missing:
        messages.warning(request, str(missing))
        return redirect("register:report", number)
    if initiative.reported_on == made.day:
        messages.success(request, f"Inget nytt för {facts.ref}. Läget gäller per i dag.")
    else:
        messages.warning(request, f"Inget nytt för {facts.ref}. {TOO_QUIET}")
    return back(request, f"/initiativ/{facts.ref}/")


@require_GET
def paper(request: Request, number: int) -> HttpResponse:
    """Hand out the initiative on one page for its board, as a Word document as of the chosen day."""
    day = request.as_of or request.today
    found = make(request.access, request.municipality, number, day, money=request.access)
    if found is None:
        raise Http404(f"I-{number:04d} finns inte här.")
    return as_docx(found)


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
