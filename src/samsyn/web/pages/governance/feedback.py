"""What boards say of a document's clauses, and how much of it has an answer (R05)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_GET

from samsyn.governance.queries import feedback as queries
from samsyn.governance.rules.answering import Answer, share
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip, plain
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.pages.governance.views import row_of

LOOKS = {Answer.OVERDUE: "bad", Answer.LATE: "warn", Answer.WAITING: "info"}


def answer_mark(state: Answer) -> SafeString:
    """Show how an answer stands; what calls for a reader is filled."""
    tone = LOOKS.get(state)
    return chip(tone, state.label) if tone else plain("check", state.label, "good")


@require_GET
def index(request: Request, pk: int) -> HttpResponse:
    """Show what boards said of a document's clauses, or send it as a file."""
    row, _ = row_of(request, pk)
    bodies = named(request)
    columns = (
        Column("number", "Klausul", head=True, under=lambda one: f"version {one.label}",
            link=lambda one: f"{reverse('governance:judge', args=[one.clause_id])}#synpunkter"),
        Column("body", "Nämnd", of=lambda one: bodies[one.body_id].name if one.body_id in bodies else None),
        Column("text", "Synpunkt", wide=True, show=lambda one: Truncator(one.text).chars(120)),
        Column("asked_on", "Lämnad"),
        Column("answer_due", "Svar senast"),
        Column("answered_on", "Besvarad", show=lambda one: f"{one.answered_on or ''}"),
        Column("state", "Läge", show=lambda one: answer_mark(one.state)),
    )  # fmt: skip
    found = queries.feedback(row.document_id, request.as_of, request.today)
    view = View(request, columns, sort="state")
    table = view.arrange(found, f"Synpunkter på {row.title}", search=True)
    if view.export:
        return download(table, request)
    context = {"row": row, "table": table, "share": share(one.state for one in found)}
    return render(request, "governance/feedback.html", context)
