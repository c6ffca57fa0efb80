"""Deciding a change of the organisation, and its transition plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.organisation import actions
from samsyn.organisation.models import Body, Succession, Unit
from samsyn.organisation.queries import NotAllowed, may, may_reorganise
from samsyn.organisation.queries.changes import Key, change_of
from samsyn.organisation.rules import Thing
from samsyn.oversight.actions import move
from samsyn.oversight.queries.owned import BY_KEY
from samsyn.oversight.queries.transition import Plan, plan
from samsyn.web.base.files import download
from samsyn.web.base.refs import url
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, Table, View
from samsyn.web.pages.organisation.change_forms import ChangeForm

DONE = (
    Column("kind", "Slag", of=lambda one: BY_KEY[one.kind].label if one.kind in BY_KEY else one.kind),
    Column("ref", "Vad", head=True, wide=True, link=lambda one: url(one.ref)),
    Column("source_name", "Från"),
    Column("target_name", "Till"),
    Column("moved_at", "Flyttad", of=lambda one: timezone.localtime(one.moved_at).date()),
    Column("by", "Av"),
)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Decide a change; the kind stands in the address, since the form follows from it."""
    if request.as_of is not None or not may_reorganise(request.access, request.municipality):
        raise NotAllowed(
            "Organisationen ändras av stadskontoret eller kommunens administratör, i dagens läge."
        )
    kinds = dict(Succession.KINDS)
    asked = request.GET.get("slag", "")
    kind = asked if asked in kinds else "merged"
    form = ChangeForm(request.POST or None, kind=kind, rows=_rows(request), initial={"day": request.today})
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.reorganise(
                by=request.actor, at=timezone.now(), municipality=request.municipality, kind=kind, day=said["day"],
                parts=form.parts, decided=form.decided, case_number=said["case_number"], note=said["note"],
            )  # fmt: skip
        except actions.Refused as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Ändringen är införd. Här är övergångsplanen.")
            return redirect("organisation:change", made.pk)
    context = {"form": form, "kind": kind, "kinds": kinds.items()}
    return render(request, "organisation/new_change.html", context, status=422 if form.errors else 200)


def _rows(request: Request) -> list[Body | Unit]:
    """Return the bodies and units that have no end that has come."""
    bodies = Body.objects.filter(municipality=request.municipality).order_by("name")
    units = Unit.objects.filter(body__municipality=request.municipality).select_related("body")
    rows: list[Body | Unit] = [*bodies, *units]
    now = request.today
    return [row for row in rows if row.valid_to is None or row.valid_to > max(now, row.valid_from or now)]


def _change(request: Request, pk: int) -> Succession:
    return get_object_or_404(Succession, pk=pk, municipality=request.municipality)


def _may_move(request: Request) -> bool:
    what = Thing("organisation", request.municipality.pk, None)
    return request.as_of is None and may(request.access, "write", what)


@require_GET
def change(request: Request, pk: int) -> HttpResponse:
    """Show a change with its transition plan: what has gone, what remains, the open investigations."""
    row = change_of(_change(request, pk), request.as_of)
    today = request.as_of or request.today
    found = plan(request.access, row, today=today, as_of=request.as_of)
    movable = _may_move(request) and row.day <= today
    tables = {
        "left": _table(request, found, "kvar", movable), "may": _table(request, found, "kan", movable),
        "done": View(request, DONE, sort="-moved_at", prefix="flyttat-").arrange(found.done, "Flyttade", search=True),
    }  # fmt: skip
    for table in tables.values():
        if table.view.export:
            return download(table, request)
    context = {
        "row": row, "plan": found, "movable": movable, "ahead": row.day > today, "may_move": _may_move(request),
        "may_correct": row.day > today and not row.withdrawn_at and request.as_of is None
        and may_reorganise(request.access, request.municipality),
        "lingering": [(one, found.name(one.source), found.receiver(one.source)[1]) for one in found.lingering],
        "waits": row.effected_at is None and row.day <= today and not row.withdrawn_at, **tables,
    }  # fmt: skip
    return render(request, "organisation/change.html", context)


def _table(request: Request, found: Plan, which: str, movable: bool) -> Table:
    def button(row: Any) -> str:
        context = {
            "row": row,
            "change": found.change,
            "receivers": found.receivers,
            "own": found.receiver(row.source),
        }
        return render_to_string("organisation/move.html", context, request)

    def receiver(row: Any) -> str:
        return found.receiver(row.source)[1]

    columns = (
        Column("kind", "Slag", of=lambda row: row.kind.label),
        Column("ref", "Vad", head=True, wide=True, link=lambda row: url(row.ref), under=lambda row: row.more),
        Column("source", "Från", of=lambda row: found.name(row.source)),
        Column("due", "Klart"),
        Column("target", "Till", of=receiver, show=button if movable else None, sortable=False),
    )  # fmt: skip
    rows, caption = (found.left, "Kvar att flytta") if which == "kvar" else (found.may, "Kan följa med")
    return View(request, columns, sort="kind", prefix=f"{which}-").arrange(rows, caption, search=True)


@require_POST
def carry_out(request: Request, pk: int) -> HttpResponse:
    """Move one row, all of a kind, or everything that remains."""
    if not _may_move(request):
        raise NotAllowed("Rader flyttas av stadskontoret, i dagens läge.")
    kind, one = request.POST.get("kind", ""), request.POST.get("row", "")
    try:
        count = move(
            by=request.actor, at=timezone.now(), change=_change(request, pk), kind=kind,
            ids=[int(one)] if one.isdecimal() else None, to=_key(request.POST.get("to", "")),
        )  # fmt: skip
    except actions.Refused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{count} flyttade." if count else "Inget fanns kvar att flytta.")
    return redirect(reverse("organisation:change", args=[pk]))


def _key(text: str) -> Key | None:
    sort, _, number = text.partition("-")
    return (sort, int(number)) if number.isdecimal() else None
