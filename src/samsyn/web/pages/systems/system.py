"""The page of one system, and who uses it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.kit.scales import State
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow
from samsyn.register import actions
from samsyn.register.models import BaseDelivery, BoardUse, Phase, System
from samsyn.register.queries.system import (
    Building,
    UseRow,
    acts_of,
    board_uses,
    building_on,
    object_plans,
    replacing,
)
from samsyn.register.queries.systems import SystemFacts
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.rights import today_only, writable
from samsyn.web.base.tables import Column, Table, View
from samsyn.web.pages.systems.editing import found_system, may_write
from samsyn.web.pages.systems.forms import UseForm

LEVELS = dict(System.LEVELS)


def _initiatives(request: Request, found: list[Building], bodies: dict[int, BodyRow]) -> Table:
    columns = (
        Column("title", "Initiativ", head=True, under=lambda one: one.ref,
               link=lambda one: reverse("register:initiative", args=[one.number])),
        Column("body", "Nämnd", of=lambda one: bodies[one.body_id].name),
        Column("phase", "Fas", of=lambda one: Phase(one.phase), show=lambda one: one.phase_label),
        Column("state", "Läge", of=lambda one: State(one.state), show=lambda one: chip("state", one.state)),
    )  # fmt: skip
    view = View(request, columns, sort="title", prefix="initiativ-")
    return view.arrange(found, "Initiativ som bygger på systemet", search=True)


def _uses(request: Request, found: list[UseRow], bodies: dict[int, BodyRow]) -> Table:
    columns = (
        Column("body", "Nämnd", of=lambda one: bodies[one.body_id].name, head=True),
        Column("purpose", "Används till", wide=True),
        Column("users", "Användare", number=True),
    )  # fmt: skip
    return View(request, columns, sort="-users", prefix="nyttjande-").arrange(
        found, "Nämnder som använder systemet", search=True
    )


@require_http_methods(["GET", "POST"])
def system(request: Request, pk: int) -> HttpResponse:
    """Show a system with who uses it and what builds on it; say that a body uses it."""
    facts, bodies = found_system(request, pk), named(request)
    mine = may_write(request, facts)
    theirs = [one for one in writable(request, bodies) if one.there(request.today)]
    boards = [one for one in bodies.values() if one.there(request.today)] if mine else theirs
    form = UseForm(request.POST or None, bodies=boards)
    if request.method == "POST":
        today_only(request)
        if form.is_valid():
            return _said(request, pk, form)
    uses = board_uses(pk, request.as_of)
    tables = [
        _uses(request, uses, bodies),
        _initiatives(request, building_on(request.access, pk, request.as_of), bodies),
    ]
    for table in tables:
        if table.view.export:
            return download(table, request)
    day = request.as_of or request.today
    context = {
        "facts": facts, "body": bodies[facts.body_id], "bodies": bodies, "may_write": mine, "day": day,
        "uses": tables[0], "initiatives": tables[1], "form": form, "may_use": bool(boards) and request.as_of is None,
        "ending": [(one.id, bodies[one.body_id].name) for one in uses if mine or bodies[one.body_id] in theirs],
        "plans": object_plans(
            request.municipality, request.as_of, named=facts.managed_object or facts.name, body_id=facts.body_id
        ),
        "chain": replacing(request.access, request.municipality, pk, request.as_of),
        "delivery": BaseDelivery.objects.filter(pk=facts.delivery_id).first() if facts.delivery_id else None,
        "acts": acts_of(pk, request.as_of), "days": _days(facts, day), "levels": _levels(facts),
    }  # fmt: skip
    return render(request, "systems/system.html", context, status=422 if form.errors else 200)


def _days(facts: SystemFacts, day: date) -> int | None:
    return None if facts.contract_end is None else (facts.contract_end - day).days


def _levels(facts: SystemFacts) -> list[tuple[str, str]]:
    """Return each side of the classification with its level in words."""
    sides = (
        ("Konfidentialitet", facts.confidentiality),
        ("Riktighet", facts.integrity),
        ("Tillgänglighet", facts.availability),
    )
    return [(label, "" if level is None else LEVELS[level]) for label, level in sides]


def _said(request: Request, pk: int, form: UseForm) -> HttpResponse:
    given = form.cleaned_data
    use = actions.say_use(
        by=request.actor, at=timezone.now(), purpose=given["purpose"], users=given["board_users"],
        system=System.objects.select_related("municipality", "body").get(pk=pk),
        body=Body.objects.get(pk=int(given["board"])),
    )  # fmt: skip
    messages.success(request, f"{use.body} använder systemet. Skriv nämnden igen för att ändra antalet.")
    return redirect(reverse("systems:system", args=[pk]) + "#nyttjande")


@require_POST
def end_use(request: Request, pk: int, use: int) -> HttpResponse:
    """Say that a body uses a system no more."""
    today_only(request)
    found_system(request, pk)
    one = get_object_or_404(BoardUse.objects.select_related("system", "body"), pk=use, system=pk)
    name = one.body.name
    actions.end_use(by=request.actor, at=timezone.now(), use=one)
    messages.success(request, f"{name} använder inte längre systemet.")
    return redirect(reverse("systems:system", args=[pk]) + "#nyttjande")
