"""Files in, and the review beside the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.intake import actions, queries
from samsyn.intake.models import Upload
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.workers import understand
from samsyn.kit.periods import swedish_day
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing, Verb
from samsyn.web.base import files
from samsyn.web.base.refs import url
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.intake.cards import cards, lines
from samsyn.web.pages.intake.forms import decisions
from samsyn.web.pages.intake.onward import onward

KINDS = {"document": "Handling", "table": "Tabell"}
PAGES = {"document": "intake:review", "manual": "intake:manual", "table": "intake:table"}
COLUMNS = (
    Column("name", "Fil", head=True, link=lambda row: reverse(PAGES[row.page], args=[row.id])),
    Column("kind", "Slag", of=lambda row: KINDS[row.kind]),
    Column("received_at", "Inläst", of=lambda row: swedish_day(row.received_at)),
    Column("received_by", "Av"),
    Column("waiting", "Väntar", show=lambda row: row.waiting or "Klar"),
)


def _may(request: Request, verb: Verb) -> bool:
    body = request.board.id if request.board else None
    return may(request.access, verb, Thing("proposal", request.municipality.pk, body))


@require_http_methods(["GET", "POST"])
def received(plain: HttpRequest) -> HttpResponse:
    """Show what has come in and take new files."""
    request: Any = plain
    if request.method == "POST":
        return _receive(request)
    view = View(request, COLUMNS, sort="waiting")
    rows = queries.uploads(request.access, request.municipality)
    table = view.arrange(rows, "Inlästa filer", search=True)
    if view.export:
        return files.download(table, request)
    context = {
        "table": table, "may_import": _may(request, "import"), "waiting": any(row.open for row in rows),
    }  # fmt: skip
    return render(request, "intake/list.html", context)


def _receive(request: Request) -> HttpResponse:
    files = request.FILES.getlist("files")
    refused = [] if files else ["Välj minst en fil att läsa in."]
    done = [upload for file in files if (upload := _receive_one(request, file, refused))]
    if not request.accepts(
        "text/html"
    ):  # the script shows what was refused where it stands, and goes there itself
        return JsonResponse({"go": _next(files, done), "refused": refused})
    if refused:
        messages.error(request, "\n".join(refused))
    return redirect(_next(files, done))


def _next(files: Sequence[Any], done: Sequence[Upload]) -> str:
    """Return the page to go to: that of the one file that came, or the list."""
    return _page(done[0]) if len(files) == 1 and len(done) == 1 else reverse("intake:list")


def _page(upload: Upload) -> str:
    return reverse(PAGES["manual" if upload.result.get("manual") else upload.kind], args=[upload.pk])


def _receive_one(request: Request, file: UploadedFile[bytes], refused: list[str]) -> Upload | None:
    name = file.name or "fil"
    try:
        check_size(file.size or 0, name)
        data = file.read()
        read = understand(data, name)
    except Refused as sentence:
        refused.append(str(sentence))
        return None
    who: dict[str, Any] = {
        "by": request.actor, "at": timezone.now(), "municipality": request.municipality, "data": data, "name": name,
    }  # fmt: skip
    try:
        if kept := actions.import_key_figures(**who, reading=read.reading):
            return kept[0]
    except NotAllowed:
        refused.append(f"{name} är Koladas nyckeltal. De läses in av stadskontoret.")
        return None
    done = actions.receive(
        **who, file=read, body_id=request.board.id if request.board else None,
    )  # fmt: skip
    if done.known and "one_of_many" not in request.POST:
        messages.info(request, f"{name} var redan inläst. Ingenting ändrades.")
    return done.upload


@require_http_methods(["GET", "POST"])
def review(plain: HttpRequest, pk: int) -> HttpResponse:
    """Show a document beside its proposals and take the reviewer's decisions."""
    request: Any = plain
    upload = get_object_or_404(
        queries.readable(request.access, request.municipality).select_related("source"),
        pk=pk,
        kind="document",
    )
    if upload.result.get("manual") and not upload.proposals.exists():
        return redirect("intake:manual", pk)
    errors: dict[int, str] = {}
    if request.method == "POST":
        errors = _decide(request, upload)
        if not errors:
            return redirect("intake:review", pk)
    proposals = queries.proposals(upload)
    may_decide = _may(request, "decide") and request.as_of is None
    shown = cards(proposals, request.POST, errors, doable=may_decide)
    still_open = [card for card in shown if card.proposal.state == "open"]
    context = {
        "upload": upload, "lines": lines(upload, proposals), "cards": shown, "errors": errors,
        "left": len(still_open), "sure": sum(card.sure for card in still_open),
        "filed": [(ref, url(ref)) for ref in queries.filed(upload)],
        "may_decide": may_decide, "decided": len(shown) > len(still_open),
        "last": queries.last_ruling(request.actor, request.municipality, upload) if may_decide else None,
        "onward": onward(request, upload),
    }  # fmt: skip
    return render(request, "intake/review.html", context, status=422 if errors else 200)


def _decide(request: Request, upload: Upload) -> dict[int, str]:
    who: dict[str, Any] = {
        "by": request.actor, "at": timezone.now(), "body_id": request.board.id if request.board else None,
    }  # fmt: skip
    if "sure" in request.POST:
        taken, left = actions.accept_sure(upload=upload, **who)
        messages.success(request, f"{taken} säkra uppgifter godtogs. {left} återstår.")
        return {}
    decided, errors = decisions(request.POST, upload.proposals.filter(state="open"))
    if decided:
        count = actions.decide(upload=upload, decisions=decided, **who)
        messages.success(request, f"{count} svar sparades.")
    elif not errors:
        messages.info(request, "Du har inte valt något än. Godta, rätta eller avvisa minst ett förslag.")
    return errors


@require_GET
def original(plain: HttpRequest, pk: int) -> FileResponse:
    """Send the file as it came in; always as a download, so that no browser runs what lies in it."""
    request: Any = plain
    upload = get_object_or_404(
        queries.readable(request.access, request.municipality).select_related("source"), pk=pk
    )
    return FileResponse(
        queries.original(upload).open("rb"),
        as_attachment=True,
        filename=upload.source.name,
        content_type="application/octet-stream",
    )
