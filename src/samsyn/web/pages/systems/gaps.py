"""What initiatives and base deliveries leave out: all of it, something new and a change (R19)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.history.actions import SavedMeanwhile
from samsyn.history.queries import act_now
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, visible
from samsyn.register import actions
from samsyn.register.models import BaseDelivery, Initiative, ScopeGap
from samsyn.register.queries.deliveries import GapRow, gaps
from samsyn.web.base.conflict import conflict, read_to, seen
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.rights import today_only, writable
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.systems.forms_deliveries import GapForm

STATES = {
    "late": ("bad", "Försenad"), "air": ("warn", "Utan mottagare eller dag"),
    "waiting": ("info", "Väntar"), "taken": ("good", "Övertagen"),
}  # fmt: skip


def _columns(bodies: dict[int, BodyRow], day: date, writes: bool) -> tuple[Column, ...]:
    def source(one: GapRow) -> str:
        if one.number:
            return reverse("register:handling", args=[one.number])
        return reverse("systems:delivery", args=[one.delivery_id])

    def search(one: GapRow) -> str:
        return f"{reverse('search:page')}?{urlencode({'q': one.case_number})}" if one.case_number else ""

    return (
        Column("text", "Ingår inte", head=True, wide=True,
               link=lambda one: reverse("systems:gap", args=[one.id]) if writes else ""),
        Column("source", "Initiativ eller basleverans", link=source, under=lambda one: one.ref or "Basleverans"),
        Column("taker", "Tas över av", of=lambda one: bodies[one.body_id].name if one.body_id else ""),
        Column("case_number", "Ärende", link=search),
        Column("due", "Senast"),
        Column("state", "Läge", of=lambda one: STATES[one.state(day)][1],
               show=lambda one: chip(*STATES[one.state(day)])),
    )  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    """Show what is left out and by whom it is taken over; what is taken over already when it is asked for."""
    bodies, day = named(request), request.as_of or request.today
    found = gaps(request.access, request.municipality, request.as_of)
    view = View(request, _columns(bodies, day, bool(writable(request, bodies))), sort="due")
    wanted = view.filter("lage")
    chosen = [one for one in found if (one.state(day) == wanted if wanted else one.state(day) != "taken")]
    table = view.arrange(chosen, "Avgränsningar", search=True)
    if view.export:
        return download(table, request)
    told = [one.state(day) for one in found]
    context = {
        "table": table, "view": view, "any": bool(found), "open": len(told) - told.count("taken"),
        "late": told.count("late"), "air": told.count("air"),
        "states": [(key, words) for key, (_, words) in STATES.items()],
    }  # fmt: skip
    return render(request, "systems/gaps.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Say what an initiative (?initiativ=) or a base delivery (?basleverans=) leaves out."""
    today_only(request)
    of = _source(request)
    form = _form(request, {})
    if form.is_valid() and _saved(request, form, lambda **said: actions.leave_out(of=of, **said)):
        messages.success(request, "Avgränsningen är sparad.")
        return redirect(_back(of))
    context = {"form": form, "source": str(of), "back": _back(of)}
    return render(request, "systems/gap.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def gap(request: Request, pk: int) -> HttpResponse:
    """Change what is said of something left out, or that it is taken over; two who do at once see both (409)."""
    today_only(request)
    now, clash = act_now(), None
    found = {one.id for one in gaps(request.access, request.municipality, None)}
    if pk not in found:
        raise Http404("Avgränsningen finns inte här.")
    one = ScopeGap.objects.select_related("initiative__body", "delivery__body", "body").get(pk=pk)
    of = one.initiative or one.delivery
    assert of is not None
    days = {name: day.isoformat() if (day := getattr(one, name)) else "" for name in ("due", "taken_on")}
    first = {"text": one.text, "body": str(one.body_id or ""), "case_number": one.case_number, **days}
    form = _form(request, first)
    change = partial(actions.change_gap, gap=one, seen=seen(request))
    try:
        if form.is_valid() and _saved(request, form, change):
            messages.success(request, "Avgränsningen är sparad.")
            return redirect(_back(of))
    except SavedMeanwhile as meanwhile:
        clash = conflict(meanwhile, form, first)
    context = {
        "form": form, "source": str(of), "back": _back(of), "gap": one, "conflict": clash,
        "seen": read_to(request, now, clash),
    }  # fmt: skip
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "systems/gap.html", context, status=status)


def _form(request: Request, first: dict[str, Any]) -> GapForm:
    boards = [body for body in request.acting.bodies.values() if body.there(request.today)]
    return GapForm(request.POST or None, bodies=boards, initial=first)


def _saved(request: Request, form: GapForm, save: Any) -> bool:
    """Save what a valid form says; return whether it could be, else the form says why not."""
    given = form.cleaned_data
    body = Body.objects.get(pk=int(given["body"])) if given["body"] else None
    try:
        save(by=request.actor, at=timezone.now(), **{**given, "body": body})
    except actions.Invalid as wrong:
        form.add_error("taken_on", str(wrong))
        return False
    return True


def _source(request: Request) -> Initiative | BaseDelivery:
    """Return the initiative or delivery that the address names; one that may not be seen answers 404."""
    number, key = (request.GET.get(name, "") for name in ("initiativ", "basleverans"))
    digits = number.removeprefix("I-")
    if digits.isdecimal() and len(digits) < 10:
        seen = Initiative.objects.filter(
            visible(request.access, "initiative"), municipality=request.municipality
        )
        return get_object_or_404(seen.select_related("municipality", "body"), number=int(digits))
    if key.isdecimal() and len(key) < 10:
        return get_object_or_404(
            BaseDelivery.objects.select_related("municipality", "body"),
            pk=int(key),
            municipality=request.municipality,
        )
    raise Http404("Välj ett initiativ eller en basleverans först.")


def _back(of: Initiative | BaseDelivery) -> str:
    if isinstance(of, Initiative):
        return reverse("register:handling", args=[of.number]) + "#avgransningar"
    return reverse("systems:delivery", args=[of.pk]) + "#avgransningar"
