"""Reporting without an account: a link from a mail, good for one report on one initiative (R84)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.governance.queries.process import asking
from samsyn.kit.actors import Actor
from samsyn.organisation.queries import OPEN, access_for
from samsyn.register import actions
from samsyn.register.models import StatusRequest
from samsyn.register.queries import InitiativeFacts, dossier
from samsyn.register.queries.asking import quiet_days, reported_by, request_of, spent, still_asked
from samsyn.register.rules import renews
from samsyn.reports.catalogue import FORMATS, file_name
from samsyn.reports.paper import paper as make
from samsyn.reports.parts import Report
from samsyn.web.pages.register.report_form import ReportForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how it goes, and take the report; to look changes nothing, and a link that is over answers 410."""
    today = timezone.localdate()
    asked = request_of(token, today)
    facts = _facts(asked) if asked else None
    if asked is None or facts is None:
        return _over(request, token)
    form = ReportForm(request.POST or None, facts=facts)
    quiet = "quiet" in request.POST and facts.latest is not None
    if request.method == "POST" and (quiet or form.is_valid()):
        try:
            said: Any = {"nothing_new": True} if quiet else form.said()
            made = actions.report_by_link(at=timezone.now(), token=token, **said)
        except actions.LinkOver:
            return _over(request, token)
        return redirect("register:thanks", made.token)
    context = {
        "form": form, "facts": facts, "latest": facts.latest, "body": asked.initiative.body, "asked": asked,
        "days": facts.since(today), "renews": renews(quiet_days(asked.initiative, today), nothing_new=True),
    }  # fmt: skip
    return _private(render(request, "register/by_link.html", context, status=422 if form.errors else 200))


def _facts(asked: StatusRequest) -> InitiativeFacts | None:
    today, one = timezone.localdate(), asked.initiative
    asks = asking(one.municipality, None, today)
    found = dossier(OPEN, one.municipality, one.number, asks, as_of=None, today=today)
    return found[0] if found else None


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """Tell that a link opens nothing, why, and what to do instead."""
    return _private(render(request, "register/link_over.html", {"spent": spent(token)}, status=410))


def _private(page: HttpResponse) -> HttpResponse:
    page.headers["Cache-Control"] = "no-store"
    return page


@login_not_required
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Thank for a report and hand over the reporter's own paper."""
    asked = reported_by(token, timezone.localdate())
    if asked is None or asked.report is None:
        return _over(request, token)
    one, made = asked.initiative, asked.report
    counts = one.reported_on is not None and one.reported_on >= made.day
    left = still_asked(asked)
    context = {"made": made, "one": one, "token": token, "counts": counts, "left": left}
    return _private(render(request, "register/thanks.html", context))


@login_not_required
@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the paper behind a reporter's link; the money is there if the reporter may read it."""
    today = timezone.localdate()
    asked = reported_by(token, today)
    if asked is None:
        return _over(request, token)
    one, person = asked.initiative, asked.person
    money = access_for(Actor("person", person.pk, person.name), today)
    found = make(OPEN, one.municipality, one.number, today, money=money)
    return _private(as_docx(found)) if found else _over(request, token)


def as_docx(report: Report) -> HttpResponse:
    """Return a paper as a Word document to download."""
    form = FORMATS["docx"]
    name = file_name(report, "docx")
    return HttpResponse(
        form.render(report), content_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
