"""Writing the catalogue: a new version, its deliveries, and the decision that puts it in force (R18)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.kit.refs import DecisionRef
from samsyn.organisation.models import Body
from samsyn.organisation.queries import NotAllowed
from samsyn.register import actions
from samsyn.register.models import Catalogue, CatalogueItem
from samsyn.register.queries.deliveries import catalogues
from samsyn.web.base.request import Request
from samsyn.web.base.rights import today_only
from samsyn.web.pages.systems.deliveries import may_edit, version_of
from samsyn.web.pages.systems.editing import writable_boards
from samsyn.web.pages.systems.forms_deliveries import AdoptForm, CatalogueForm, ItemForm


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a version of the catalogue, from another one or empty."""
    boards = writable_boards(request)
    found = catalogues(request.municipality, None)
    own = str(request.board.id) if request.board in boards else ""
    latest = found[0].id if found else ""
    form = CatalogueForm(
        request.POST or None, bodies=boards, versions=found, initial={"body": own, "before": str(latest)}
    )
    if form.is_valid():
        given = form.cleaned_data
        before = Catalogue.objects.get(pk=int(given["before"])) if given["before"] else None
        try:
            made = actions.draft_catalogue(
                by=request.actor, at=timezone.now(), edition=given["edition"], before=before,
                body=Body.objects.select_related("municipality").get(pk=int(given["body"])),
            )  # fmt: skip
        except actions.Invalid as wrong:
            form.add_error("edition", str(wrong))
        else:
            messages.success(request, f"Utkastet {made} är upplagt. Ändra det som ska bli annorlunda.")
            return redirect("systems:catalogue", made.pk)
    return render(request, "systems/new_catalogue.html", {"form": form}, status=422 if form.errors else 200)


def _draft(request: Request, pk: int) -> Catalogue:
    """Return a draft that the visitor may edit; raises NotAllowed."""
    today_only(request)
    row = version_of(catalogues(request.municipality, None), pk)
    if not may_edit(request, row):
        raise NotAllowed("En beslutad katalog ändras inte, och ett utkast ändras av nämnden som ger ut det.")
    return Catalogue.objects.select_related("municipality", "body").get(pk=pk)


@require_http_methods(["GET", "POST"])
def item(request: Request, pk: int, key: int | None = None) -> HttpResponse:
    """Add a delivery to a draft, change what it says of one, or take one out."""
    draft = _draft(request, pk)
    mine = CatalogueItem.objects.select_related("delivery__body", "catalogue__body").filter(catalogue=draft)
    one = get_object_or_404(mine, pk=key) if key else None
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    if one and "remove" in request.POST:
        actions.remove_item(**who, item=one)
        messages.success(request, f"{one.name} är borttagen ur utkastet.")
        return redirect("systems:catalogue", pk)
    boards = [body for body in request.acting.bodies.values() if body.there(request.today)]
    form = ItemForm(request.POST or None, bodies=boards, initial=_said(one, draft))
    if form.is_valid():
        given = {**form.cleaned_data, "body": Body.objects.get(pk=int(form.cleaned_data["body"]))}
        try:
            actions.set_item(**who, catalogue=draft, item=one, **given)
        except actions.Invalid as wrong:
            form.add_error("name", str(wrong))
        else:
            messages.success(request, f"{given['name']} är sparad i utkastet.")
            return redirect("systems:catalogue", pk)
    context = {"form": form, "draft": draft, "item": one}
    return render(request, "systems/item.html", context, status=422 if form.errors else 200)


def _said(one: CatalogueItem | None, draft: Catalogue) -> dict[str, Any]:
    if one is None:
        return {"body": str(draft.body_id)}
    texts = {name: getattr(one, name) for name in ("name", "content", "boundary", "payer", "price")}
    return texts | {"body": str(one.delivery.body_id), "owner": one.delivery.owner}


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Say by which decision a draft is in force, and from when."""
    draft = _draft(request, pk)
    form = AdoptForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide_catalogue(
                by=request.actor, at=timezone.now(), catalogue=draft, valid_from=given["valid_from"],
                case_number=given["case_number"],
                decided_by=DecisionRef(given["decided_body"], given["decided_on"], given["decided_paragraph"]),
            )  # fmt: skip
        except actions.Invalid as wrong:
            form.add_error("valid_from", str(wrong))
        else:
            messages.success(request, f"Katalogen {draft} gäller från {given['valid_from']}.")
            return redirect("systems:catalogue", pk)
    context = {"form": form, "draft": draft}
    return render(request, "systems/adopt.html", context, status=422 if form.errors else 200)
