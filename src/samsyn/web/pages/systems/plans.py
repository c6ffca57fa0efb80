"""Yearly plans of objects: all of them, a new one and a change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.history.actions import SavedMeanwhile
from samsyn.history.queries import act_now
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow
from samsyn.register import actions
from samsyn.register.models import ObjectPlan
from samsyn.register.queries.system import object_plans
from samsyn.web.base.conflict import conflict, read_to, seen
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.rights import writable
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.systems.editing import writable_boards
from samsyn.web.pages.systems.forms import PlanForm, initial_plan, ore


def _columns(bodies: dict[int, BodyRow], mine: Collection[int]) -> tuple[Column, ...]:
    return (
        Column("managed_object", "Objekt", head=True, under=lambda one: bodies[one.body_id].name,
               link=lambda one: reverse("systems:plan", args=[one.id]) if one.body_id in mine else ""),
        Column("year", "År", show=lambda one: str(one.year)),
        Column("goals", "Mål", wide=True),
        Column("changes", "Planerade förändringar", wide=True),
        Column("budget", "Budget", number=True, unit="tkr"),
        Column("decided_by", "Beslutad av", under=lambda one: str(one.decided_on or ""),
               show=lambda one: one.decided_by or chip("link", "waiting", "Utkast")),
    )  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the plans of a year or of all years."""
    bodies = named(request)
    mine = {one.id for one in writable(request, bodies)}
    found = object_plans(request.municipality, request.as_of)
    view = View(request, _columns(bodies, mine), sort="managed_object")
    years = sorted({one.year for one in found}, reverse=True)
    body, year = view.filter("body"), view.filter("ar")
    chosen = [one for one in found if body in ("", bodies[one.body_id].code) and year in ("", str(one.year))]
    table = view.arrange(chosen, "Objektplaner")
    if view.export:
        return download(table, request)
    context = {
        "table": table, "view": view, "may_write": bool(mine), "years": [(str(one), str(one)) for one in years],
        "bodies": [(one.code, one.name) for one in bodies.values() if any(one.id == row.body_id for row in found)],
        "undecided": sum(not one.decided_by for one in chosen), "budget": sum(one.budget or 0 for one in chosen),
        "unknown": sum(one.budget is None for one in chosen),
    }  # fmt: skip
    return render(request, "systems/plans.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a plan or change one; when somebody saved in between, show both versions (409)."""
    now, clash = act_now(), None
    boards = writable_boards(request)
    one = get_object_or_404(ObjectPlan, pk=pk, municipality=request.municipality) if pk else None
    form = PlanForm(request.POST or None, bodies=boards, initial=_first(request, one))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.plan_object(
                by=request.actor, at=timezone.now(), plan=one, seen=seen(request),
                **{**given, "body": Body.objects.get(pk=int(given["body"])), "budget": ore(given["budget"])},
            )  # fmt: skip
        except SavedMeanwhile as meanwhile:
            clash = conflict(meanwhile, form, _first(request, one))
        except actions.Invalid as wrong:
            form.add_error("year", str(wrong))
        else:
            messages.success(request, f"Planen för {given['managed_object']} {given['year']} är sparad.")
            return redirect(reverse("systems:plans") + f"?ar={given['year']}")
    context = {
        "form": form, "title": "Ändra objektplan" if one else "Ny objektplan", "conflict": clash,
        "seen": read_to(request, now, clash),
    }  # fmt: skip
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "systems/plan.html", context, status=status)


def _first(request: Request, plan: ObjectPlan | None) -> dict[str, Any]:
    """Return what stands in the form at first: the plan, or the object that the address names and next year."""
    if plan is not None:
        return initial_plan(plan)
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("objekt", "namnd")}
    own = str(request.board.id) if request.board else ""
    return {"managed_object": asked["objekt"], "body": asked["namnd"] or own, "year": request.today.year + 1}
