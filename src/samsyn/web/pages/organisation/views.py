"""The municipality's bodies, people, roles and accounts, for its administrator."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.organisation import actions, queries
from samsyn.organisation.models import Body, BodyAlias, Person
from samsyn.organisation.queries import BodyRow, NotAllowed, PersonRow
from samsyn.organisation.rules import Role
from samsyn.oversight.queries.owned import hanging
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.organisation.forms import EVERYWHERE, BodyForm, PersonForm


def _roles(row: PersonRow) -> str:
    return format_html_join("", "<div>{}</div>", ((role,) for role in row.roles)) or "Ingen roll"


PEOPLE = (
    Column(
        "name",
        "Namn",
        head=True,
        order=("swedish",),
        under=lambda row: row.title,
        link=lambda row: reverse("organisation:person", args=[row.id]),
    ),
    Column("roles", "Roller", of=lambda row: "; ".join(row.roles), show=_roles, order=("rank",)),
    Column(
        "username",
        "Loggar in som",
        order=("account__username",),
        show=lambda row: row.username or "Inget konto",
    ),
    Column("email", "E-post", order=("email",)),
)


def _body_columns(request: Request) -> tuple[Column, ...]:
    """Return the columns of bodies; on earlier days nothing leads to a change."""
    now, kinds = request.as_of is None, dict(Body.KINDS)

    def confirmed(one: BodyRow) -> str:
        if one.confirmed or not now:
            return "Ja" if one.confirmed else "Nej"
        return render_to_string("organisation/confirm.html", {"one": one}, request)

    return (
        Column("name", "Namn", head=True,
            link=lambda one: reverse("organisation:body", args=[one.id]) if now else ""),
        Column("short_name", "Kortnamn"),
        Column("kind", "Slag", of=lambda one: kinds.get(one.kind)),
        Column("confirmed", "Bekräftat", show=confirmed),
    )  # fmt: skip


def only_administrator(request: Request, *, writing: bool = True) -> None:
    """Raise NotAllowed unless the actor administers, and for a change also when an earlier day is shown."""
    if not request.acting.administers:
        raise NotAllowed("Organ, personer och konton sköts av kommunens administratör.")
    if writing and request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the bodies, those to confirm first, and the people with their roles."""
    only_administrator(request, writing=False)
    view = View(request, PEOPLE, sort="name")
    found, total = queries.people(request.municipality, request.today, view.words, view.order, view.window)
    table = view.table(found, total, "Personer")
    if view.export:
        return download(table, request)
    everything = queries.bodies(request.municipality, request.as_of).values()
    bodies = View(request, _body_columns(request), sort="confirmed", prefix="organ-").arrange(
        everything, "Organ", search=True
    )
    if bodies.view.export:
        return download(bodies, request)
    context = {"bodies": bodies, "table": table, "view": view}
    return render(request, "organisation/page.html", context)


@require_http_methods(["GET", "POST"])
def new_body(request: Request) -> HttpResponse:
    """Add a body."""
    only_administrator(request)
    form = BodyForm(request.POST or None, others=list(request.acting.bodies.values()), known=False)
    if form.is_valid():
        added = actions.add_body(
            by=request.actor, at=timezone.now(), municipality=request.municipality, **form.cleaned_data
        )
        messages.success(request, f"{added.name} är upplagd.")
        return redirect("organisation:page")
    return render(request, "organisation/body.html", {"form": form})


@require_http_methods(["GET", "POST"])
def body(request: Request, pk: int) -> HttpResponse:
    """Give a body another name, short name or period, and show the names that texts use for it."""
    only_administrator(request)
    row = get_object_or_404(Body, pk=pk, municipality=request.municipality)
    others = [one for one in request.acting.bodies.values() if one.id != pk]
    shown = {name: getattr(row, name) for name in ("name", "short_name", "valid_from", "valid_to")}
    form = BodyForm(request.POST or None, others=others, known=True, initial=shown)
    if form.is_valid() and _ends_empty(request, row, form):
        _changed(request, row, form.cleaned_data)
        messages.success(request, f"{row.name} är sparad.")
        return redirect("organisation:page")
    context = {"form": form, "row": row, "aliases": list(row.aliases.all())}
    return render(request, "organisation/body.html", context)


def _ends_empty(request: Request, row: Body, form: BodyForm) -> bool:
    """Return whether nothing hangs on a body that is given an end; else the form says what to do."""
    end = form.cleaned_data["valid_to"]
    if end is None or end == row.valid_to:
        return True
    hangs = hanging(request.access, request.today, [row.pk], [])
    if hangs:
        sentence = f"{len(hangs)} rader hänger på {row.name}. För in ändringen Upphör, med den som tar över."
        form.add_error("valid_to", sentence)
    return not hangs


@transaction.atomic
def _changed(request: Request, row: Body, said: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "body": row}
    actions.rename_body(**who, name=said["name"], short_name=said["short_name"])
    actions.set_period(**who, valid_from=said["valid_from"], valid_to=said["valid_to"])


@require_POST
def forget(request: Request, pk: int) -> HttpResponse:
    """Take away a name that texts should not mean a body by."""
    only_administrator(request)
    alias = get_object_or_404(BodyAlias, pk=pk, body__municipality=request.municipality)
    actions.forget_alias(by=request.actor, at=timezone.now(), alias=alias)
    messages.success(request, f"{alias.name} är borttaget.")
    return redirect("organisation:body", pk=alias.body_id)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm a body that an import added."""
    only_administrator(request)
    row = get_object_or_404(Body, pk=pk, municipality=request.municipality)
    actions.confirm_body(by=request.actor, at=timezone.now(), body=row)
    messages.success(request, f"{row.name} är bekräftad.")
    return redirect("organisation:page")


@never_cache
@require_http_methods(["GET", "POST"])
def new_person(request: Request) -> HttpResponse:
    """Add a person with a role; the password of a new account is shown once, in the answer."""
    only_administrator(request)
    bodies = list(request.acting.bodies.values())
    form = PersonForm(request.POST or None, bodies=bodies, initial={"since": request.today})
    if not form.is_valid():
        return render(request, "organisation/person.html", {"form": form})
    password = secrets.token_urlsafe(12) if form.cleaned_data["opened"] else None
    person = _added(request, form, password)
    if password:
        return render(request, "organisation/account.html", {"person": person, "password": password})
    messages.success(request, f"{person.name} är upplagd.")
    return redirect("organisation:page")


@transaction.atomic
def _added(request: Request, form: PersonForm, password: str | None) -> Person:
    said, by, at = form.cleaned_data, request.actor, timezone.now()
    person = actions.add_person(
        by=by, at=at, municipality=request.municipality,
        name=said["name"], title=said["title"], email=said["email"],
    )  # fmt: skip
    where = Body.objects.get(pk=said["body"]) if said["body"] != EVERYWHERE else None
    actions.give_role(
        by=by, at=at, person=person, role=Role(said["role"]), body=where, valid_from=said["since"]
    )
    if password:
        actions.open_account(by=by, at=at, person=person, username=said["email"], password=password)
    return person
