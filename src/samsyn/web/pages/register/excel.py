"""The register in Excel: a workbook out, and what a filled-in one would change, row by row until somebody says yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.intake import actions
from samsyn.intake.models import Workbook
from samsyn.intake.queries import original
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.workbooks.comparing import compare
from samsyn.intake.workbooks.rows import Lists
from samsyn.intake.workbooks.told import refusals
from samsyn.intake.workbooks.writing import write_book
from samsyn.intake.workers import book as read_book
from samsyn.kit.periods import swedish_day
from samsyn.organisation.models import Body
from samsyn.organisation.queries import BodyRow, NotAllowed
from samsyn.web.base.files import TYPES
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.register.editing import NO_BOARD
from samsyn.web.pages.register.rights import today_only, writable

ROWS = 100
"""Rows that differ on one page."""
LATEST = 20


def _boards(request: Request) -> list[BodyRow]:
    """Return the bodies that the visitor may write for; raises NotAllowed when there are none."""
    today_only(request)
    boards = writable(request, request.acting.bodies)
    if not boards:
        raise NotAllowed(NO_BOARD)
    return boards


@require_http_methods(["GET", "POST"])
def excel(plain: HttpRequest) -> HttpResponse:
    """Show the boards to take a workbook out for and those that have come in; take in a filled-in one."""
    request: Any = plain
    boards = _boards(request)
    if request.method == "POST":
        return _receive(request)
    books = Workbook.objects.filter(body__in=[one.id for one in boards]).select_related("source", "body")
    own = [one for one in boards if one == request.board]
    there = [one for one in boards if one.there(request.today)]
    context = {
        "boards": own or there,
        "others": [one for one in there if own and one not in own],
        "books": books[:LATEST],
    }
    return render(request, "register/excel.html", context)


def _receive(request: Request) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, "Välj den ifyllda arbetsboken.")
        return redirect("register:excel")
    name = file.name or "fil.xlsx"
    try:
        check_size(file.size or 0, name)
        data = file.read()
        kept = actions.receive_workbook(
            by=request.actor, at=timezone.now(), municipality=request.municipality, data=data, name=name,
            book=read_book(data, name),
        )  # fmt: skip
    except (Refused, actions.BookRefused) as refused:
        messages.error(request, str(refused))
        return redirect("register:excel")
    return redirect("register:excel_diff", kept.pk)


@require_GET
def take_out(request: Request, body: int) -> HttpResponse:
    """Send a board's workbook."""
    if body not in (one.id for one in _boards(request)):
        raise NotAllowed("Du kan ta ut en arbetsbok bara för en nämnd där du får ändra.")
    row = Body.objects.select_related("municipality").get(pk=body)
    data = write_book(Lists(row, request.access), request.today)
    name = f"{slugify(row.name)}-{request.today}.xlsx"
    return HttpResponse(
        data, content_type=TYPES["xlsx"], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "POST"])
def diff(plain: HttpRequest, pk: int) -> HttpResponse:
    """Show what a filled-in workbook would change, and save the rows that somebody chose."""
    request: Any = plain
    boards = {one.id for one in _boards(request)}
    kept = get_object_or_404(
        Workbook.objects.select_related("source", "body__municipality", "municipality").filter(
            body__in=boards, municipality=request.municipality
        ), pk=pk,
    )  # fmt: skip
    book = read_book(original(kept).read_bytes(), kept.source.name)
    if request.method == "POST":
        return _save(request, kept, book)
    found = compare(book, Lists(kept.body, request.access), kept.made)
    rows = [row for row in found.rows if not row.reason and (row.of("changed") or row.of("conflict"))]
    view = View(request, (Column("key", "Nyckel"),), sort="key", size=ROWS)
    table = view.table(rows[view.window], len(rows), "Rader som skiljer sig")
    context = {
        "workbook": kept, "found": found, "table": table, "conflicts": found.count("conflict"),
        "shown": [(row, [(cell, row.token(cell)) for cell in row.cells]) for row in table.rows],
        "refused": refusals(found), "safe": sum(1 for row in rows if row.safe), "day": swedish_day(kept.received_at),
    }  # fmt: skip
    return render(request, "register/excel_diff.html", context)


def _save(request: Request, kept: Workbook, book: Any) -> HttpResponse:
    rows = None if "all" in request.POST else request.POST.getlist("row")
    saved = actions.save_workbook(
        by=request.actor,
        at=timezone.now(),
        workbook=kept,
        book=book,
        rows=rows,
        over=request.POST.getlist("over"),
    )
    if saved.refused:
        messages.error(request, "\n".join(saved.refused[:20]))
    told = "En rad sparades." if saved.count == 1 else f"{saved.count} rader sparades."
    messages.success(request, told if saved.count else "Ingenting fanns kvar att spara.")
    return redirect("register:excel_diff", kept.pk)
