"""The visitor's half-finished initiatives: go on with one, or throw it away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samsyn.organisation.queries import may, thing
from samsyn.register import actions
from samsyn.register.models import Initiative
from samsyn.register.queries import drafts
from samsyn.register.queries.waiting import saved_on
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.register.rights import today_only, writable


def _columns(request: Request, saved: dict[int, datetime]) -> tuple[Column, ...]:
    """Return the columns of the drafts; one that may be written has a button that throws it away."""

    def throw(one: Initiative) -> str:
        return render_to_string("register/discard.html", {"one": one}, request)

    def link(one: Initiative) -> str:
        return reverse("register:edit", args=[one.number]) if _writable(request, one) else ""

    return (
        Column("title", "Utkast", head=True, link=link),
        Column("ref", "Nummer"),
        Column("body", "Nämnd", of=lambda one: request.acting.bodies[one.body_id].name),
        Column("contact", "Kontakt"),
        Column("saved", "Sparat", of=lambda one: timezone.localdate(saved[one.pk]) if one.pk in saved else None),
        Column(
            "throw", "Kasta", of=lambda one: None, sortable=False,
            show=lambda one: throw(one) if _writable(request, one) else "",
        ),
    )  # fmt: skip


def _writable(request: Request, one: Initiative) -> bool:
    return request.as_of is None and may(request.access, "write", thing("initiative", one))


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the visitor's drafts, the latest first, or send them as a file."""
    found: list[Any] = list(drafts(request.access, request.municipality))
    view = View(request, _columns(request, saved_on([one.pk for one in found])), sort="")
    table = view.arrange(found, "Mina utkast", search=True)
    if view.export:
        return download(table, request)
    context = {"table": table, "may_write": bool(writable(request, request.acting.bodies))}
    return render(request, "register/drafts.html", context)


@require_POST
def discard(request: Request, number: int) -> HttpResponse:
    """Throw one of the visitor's drafts away."""
    today_only(request)
    one = drafts(request.access, request.municipality).select_related("body").filter(number=number).first()
    if one is None:
        raise Http404("Utkastet finns inte här.")
    try:
        actions.discard(by=request.actor, at=timezone.now(), initiative=one)
        messages.success(request, f"Utkastet {one.ref} är kastat.")
    except actions.Invalid as wrong:
        messages.error(request, str(wrong))
    return redirect("register:drafts")
