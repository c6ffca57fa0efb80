"""How an initiative is run: milestones, systems and reports, and the forms for milestones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samsyn.register import actions, queries
from samsyn.register.models import Milestone
from samsyn.register.queries import MilestoneRow
from samsyn.web.base.conflict import Conflict, conflict, read_to, seen
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.register.additions import MilestoneForm, ReachedForm
from samsyn.web.pages.register.editing import opened
from samsyn.web.pages.register.head import head
from samsyn.web.pages.register.reporting import reportable


@require_GET
def handling(request: Request, number: int) -> HttpResponse:
    """Show how an initiative is run: milestones, systems, risk and earlier reports."""
    return _page(request, number)


def _page(
    request: Request, number: int, form: MilestoneForm | None = None, reached: ReachedForm | None = None,
    milestone: int = 0, conflict: Conflict | None = None,
) -> HttpResponse:  # fmt: skip
    """Draw the tab; a form with errors stands where it was filled in, as it was filled in."""
    context = head(request, number, "hantering")
    context |= {"seen": read_to(request, context["facts"].seen, conflict), "conflict": conflict}
    key = context["facts"].id
    columns = _columns(request, {**context, "reached": reached, "wrong": milestone})
    planned = View(request, columns, sort="planned", prefix="steg-").arrange(
        queries.milestones(key, request.as_of), "Milstolpar", search=True
    )
    if planned.view.export:
        return download(planned, request)
    context |= {
        "milestones": planned,
        "systems": queries.systems_of(request.access, key, request.as_of),
        "reports": queries.reports(key, request.as_of)[:50],
        "form": form or MilestoneForm(),
    }  # fmt: skip
    status = 409 if conflict else 422 if form or reached else 200
    return render(request, "register/handling.html", context, status=status)


def _columns(request: Request, context: dict[str, Any]) -> tuple[Column, ...]:
    """Return the columns of milestones; one that is not reached has a form to say so."""

    def reached(one: MilestoneRow) -> str:
        return render_to_string("register/milestone.html", {**context, "one": one}, request)

    return (
        Column("title", "Milstolpe", head=True),
        Column("planned", "Planerad"),
        Column("done_on", "Nådd", show=reached),
    )


@require_POST
def plan(request: Request, number: int) -> HttpResponse:
    """Add a milestone."""
    _, initiative = opened(request, number)
    form = MilestoneForm(request.POST)
    if not form.is_valid():
        return _page(request, number, form)
    given = form.cleaned_data
    actions.plan_milestone(by=request.actor, at=timezone.now(), initiative=initiative, **given)
    messages.success(request, f"Milstolpen {given['title']} är planerad till {given['planned']}.")
    return _back(number)


@require_POST
def reach(request: Request, number: int, key: int) -> HttpResponse:
    """Mark a milestone as reached on a day that has been."""
    _, initiative = reportable(request, number)
    milestone = get_object_or_404(
        Milestone.objects.select_related("initiative"), pk=key, initiative=initiative
    )
    form = ReachedForm(request.POST, today=request.today)
    if not form.is_valid():
        return _page(request, number, reached=form, milestone=key)
    day = form.cleaned_data["done_on"]
    try:
        actions.reach_milestone(
            by=request.actor, at=timezone.now(), milestone=milestone, done_on=day, seen=seen(request)
        )
    except actions.SavedMeanwhile as meanwhile:
        milestone.refresh_from_db()
        found = conflict(meanwhile, form, {"done_on": milestone.done_on})
        return _page(request, number, reached=form, milestone=key, conflict=found)
    messages.success(request, f"Milstolpen {milestone.title} är nådd {day}.")
    return _back(number)


def _back(number: int) -> HttpResponse:
    return redirect(reverse("register:handling", args=[number]) + "#milstolpar")
