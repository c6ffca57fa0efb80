"""The catalogue of base deliveries in force, its versions and how two differ, and one delivery (R18)."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samsyn.organisation.queries import BodyRow, may
from samsyn.organisation.rules import Thing
from samsyn.register.queries.deliveries import (
    CatalogueRow,
    catalogues,
    delivery_row,
    differing,
    gaps,
    in_force,
    items,
    systems_in,
)
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.request import Request
from samsyn.web.base.rights import writable
from samsyn.web.base.tables import Column, Table, View


def may_edit(request: Request, row: CatalogueRow) -> bool:
    """Return whether the visitor may edit or decide a catalogue now: a draft, by its body."""
    what = Thing("initiative", request.municipality.pk, row.body_id)
    return request.as_of is None and row.valid_from is None and may(request.access, "write", what)


def _table(request: Request, row: CatalogueRow, bodies: dict[int, BodyRow], edits: bool) -> Table:
    def link(delivery: int, item: int) -> str:
        if edits:
            return reverse("systems:item", args=[row.id, item])
        return reverse("systems:delivery", args=[delivery])

    columns = (
        Column("name", "Basleverans", head=True, link=lambda one: link(one.delivery_id, one.id),
               under=lambda one: " · ".join(filter(None, (bodies[one.body_id].name, one.owner)))),
        Column("content", "Innehåll", wide=True),
        Column("boundary", "Ingår inte", wide=True),
        Column("payer", "Vem betalar"),
        Column("price", "Pris"),
    )  # fmt: skip
    return View(request, columns, sort="name").arrange(
        items(row.id, request.as_of), f"Basleveranser {row.edition}", search=True
    )


@require_GET
def deliveries(request: Request) -> HttpResponse:
    """Show the catalogue that is in force on the day."""
    found = catalogues(request.municipality, request.as_of)
    day = request.as_of or request.today
    return _page(request, found, in_force(found, day))


@require_GET
def catalogue(request: Request, pk: int) -> HttpResponse:
    """Show a version of the catalogue, such as a draft."""
    found = catalogues(request.municipality, request.as_of)
    return _page(request, found, version_of(found, pk))


def version_of(found: list[CatalogueRow], pk: int | str | None) -> CatalogueRow:
    """Return the version by its key; one that isn't there answers 404."""
    for one in found:
        if str(one.id) == str(pk):
            return one
    raise Http404("Katalogen finns inte här.")


def _page(request: Request, found: list[CatalogueRow], row: CatalogueRow | None) -> HttpResponse:
    bodies, day = named(request), request.as_of or request.today
    edits = row is not None and may_edit(request, row)
    table = _table(request, row, bodies, edits) if row else None
    if table and table.view.export:
        return download(table, request)
    left = gaps(request.access, request.municipality, request.as_of)
    states = Counter(one.state(day) for one in left if one.delivery_id)
    context = {
        "row": row, "table": table, "edits": edits, "may_write": bool(writable(request, bodies)),
        "body": bodies[row.body_id] if row else None, "state": row.state(day) if row else "",
        "versions": [(one, one.state(day)) for one in found], "before": _before(found, row),
        "gaps": sum(states.values()) - states["taken"], "late": states["late"], "air": states["air"],
    }  # fmt: skip
    return render(request, "systems/deliveries.html", context)


def _before(found: list[CatalogueRow], row: CatalogueRow | None) -> CatalogueRow | None:
    """Return the version to compare with: the one in force before, for a draft the latest that was decided."""
    if row is None:
        return None
    decided = [one for one in found if one.valid_from and one.id != row.id]
    return next((one for one in decided if not row.valid_from or one.valid_from < row.valid_from), None)  # type: ignore[operator]


@require_GET
def compare(request: Request) -> HttpResponse:
    """Show what differs between two versions of the catalogue, delivery by delivery."""
    found = catalogues(request.municipality, request.as_of)
    before, after = (version_of(found, request.GET.get(name)) for name in ("fran", "till"))
    changes = differing(items(before.id, request.as_of), items(after.id, request.as_of))
    context = {
        "before": before, "after": after, "versions": found, "changes": changes,
        "counts": list(Counter(one.kind for one in changes).items()),
    }  # fmt: skip
    return render(request, "systems/compare.html", context)


@require_GET
def delivery(request: Request, pk: int) -> HttpResponse:
    """Show one delivery: what the catalogue in force says, its systems, and what it leaves out."""
    bodies, day = named(request), request.as_of or request.today
    row = delivery_row(request.municipality, pk, request.as_of)
    if row is None:
        raise Http404("Basleveransen finns inte här.")
    found = catalogues(request.municipality, request.as_of)
    now = in_force(found, day)
    said = next((one for one in items(now.id, request.as_of) if one.delivery_id == pk), None) if now else None
    what = Thing("initiative", request.municipality.pk, row.body_id)
    context = {
        "row": row, "said": said, "catalogue": now, "body": bodies[row.body_id], "bodies": bodies,
        "systems": systems_in(request.access, pk, request.as_of),
        "gaps": [(one, one.state(day)) for one in gaps(
            request.access, request.municipality, request.as_of, delivery_id=pk
        )],
        "may_write": request.as_of is None and may(request.access, "write", what),
    }  # fmt: skip
    return render(request, "systems/delivery.html", context)
