"""Saved views: all that one sees, a new one, another name, and taking one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.organisation.models import Body
from samsyn.oversight import actions
from samsyn.oversight.models import SavedView
from samsyn.oversight.queries.saved import ViewRow, saved_views
from samsyn.web.base.files import download
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.portfolio.forms import SavedForm

PLACES = (("/portfolj/", "Portfölj"), ("/initiativ/", "Initiativ"), ("/uppsikt/", "Uppsikt"))


def _place(row: ViewRow) -> str:
    return next((name for path, name in PLACES if row.address.startswith(path)), "")


COLUMNS = (
    Column("name", "Vy", head=True, link=lambda row: row.address),
    Column("place", "Sida", of=_place),
    Column("whose", "Delas med"),
    Column(
        "change", "Ändra", of=lambda row: "Ändra" if row.mine else "", sortable=False,
        show=lambda row: "Ändra eller ta bort" if row.mine else "",
        link=lambda row: f"/vyer/{row.id}/" if row.mine else "",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """Show the saved views that the visitor sees, and give the address that ?spara= holds a name."""
    address = _kept(request.GET.get("spara", "").replace("\0", ""))
    form = SavedForm(request.POST or None, initial={"address": address, "shared": "own"})
    if request.method == "POST" and _done(request, form):
        return redirect(form.cleaned_data["address"])
    view = View(request, COLUMNS, sort="name")
    rows = saved_views(request.access, request.municipality)
    table = view.arrange(rows, "Sparade vyer", search=True)
    if view.export:
        return download(table, request)
    context = {"table": table, "form": form if address or form.is_bound else None, "view": view}
    return render(request, "portfolio/saved.html", context, status=422 if form.errors else 200)


def _kept(address: str) -> str:
    """Return an address without the day and the page of the table."""
    path, _, words = address.partition("?")
    kept = [word for word in words.split("&") if word and word.partition("=")[0] not in ("per", "page", "as")]
    return f"{path}?{'&'.join(kept)}" if kept else path


def _done(request: Request, form: SavedForm, row: SavedView | None = None) -> bool:
    """Save a new view or change one; without success the form tells why."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    body = Body.objects.filter(pk=request.board.id).first() if request.board else None
    how: dict[str, Any] = {
        "by": request.actor, "at": timezone.now(), "name": said["name"], "shared": said["shared"], "body": body
    }  # fmt: skip
    try:
        if row:
            actions.change_view(**how, view=row)
        else:
            actions.save_view(**how, municipality=request.municipality, address=said["address"])
    except actions.SavingError as problem:
        form.add_error("name", str(problem))
        return False
    messages.success(request, f"Vyn {said['name'].strip()} är sparad.")
    return True


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Give a view of one's own another name, or share it otherwise."""
    row = _own(request, pk)
    shown = {"name": row.name, "shared": row.shared, "address": row.address}
    form = SavedForm(request.POST or None, initial=shown)
    if request.method == "POST" and _done(request, form, row):
        return redirect("portfolio:saved")
    context = {"form": form, "row": row}
    return render(request, "portfolio/saved_view.html", context, status=422 if form.errors else 200)


@require_POST
def delete(request: Request, pk: int) -> HttpResponse:
    """Take away a view of one's own."""
    row = _own(request, pk)
    actions.delete_view(by=request.actor, at=timezone.now(), view=row)
    messages.success(request, f"Vyn {row.name} är borttagen.")
    return redirect("portfolio:saved")


def _own(request: Request, pk: int) -> SavedView:
    return get_object_or_404(
        SavedView, pk=pk, municipality=request.municipality, person_id=request.actor.id or 0
    )
