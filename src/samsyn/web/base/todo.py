"""What waits for the visitor: reports, tasks from decisions, questions, proposals to review, drafts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Value

from samsyn.cases.models import Commission, Dispatch
from samsyn.cases.queries.calendar import to_receive
from samsyn.governance.models import Feedback, ResponsibilityQuestion
from samsyn.intake.models import Upload
from samsyn.intake.queries import readable
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.oversight.queries import waits
from samsyn.register.queries import drafts, waiting
from samsyn.web.base.request import Request


def own_tasks(request: Request) -> QuerySet[Commission]:
    """Return the tasks that the visitor's boards have not answered."""
    return waits.own_tasks(request.access, request.municipality)


def own_uploads(request: Request) -> QuerySet[Upload]:
    """Return the documents with open proposals, when the visitor may decide about them."""
    board = request.board.id if request.board else None
    if not may(request.access, "decide", Thing("proposal", request.municipality.pk, board)):
        return Upload.objects.none()
    found = readable(request.access, request.municipality).filter(proposals__state="open")
    return found.select_related("source").distinct().order_by("-received_at")


def own_benefits(request: Request) -> QuerySet[Any]:
    """Return the visitor's benefits that wait for measuring."""
    return waits.own_benefits(request.access, request.municipality, request.today)


def own_questions(request: Request) -> QuerySet[ResponsibilityQuestion]:
    """Return the questions of responsibility that wait for an answer, for those who answer them."""
    if not may(request.access, "write", Thing("model", request.municipality.pk, None)):
        return ResponsibilityQuestion.objects.none()
    asked = ResponsibilityQuestion.objects.filter(body__municipality=request.municipality, answered_on=None)
    return asked.select_related("body")


def own_feedback(request: Request) -> QuerySet[Feedback]:
    """Return what boards said of clauses and that waits for an answer, for those who answer it."""
    if not may(request.access, "write", Thing("model", request.municipality.pk, None)):
        return Feedback.objects.none()
    said = Feedback.objects.filter(body__municipality=request.municipality, answered_on=None)
    return said.select_related("body", "clause")


def own_decisions(request: Request) -> QuerySet[Dispatch]:
    """Return the decisions sent to the visitor's boards that nobody there has confirmed."""
    return to_receive(request.access, request.municipality)


def count(request: Request) -> int:
    """Return how many things wait, in one query; on an earlier day nothing can be done."""
    if not request.access.held or request.as_of is not None:
        return 0
    parts: list[QuerySet[Any]] = [
        found.order_by().values_list(Value(1), "pk")
        for found in (
            waiting(request.access, request.municipality, request.today),
            drafts(request.access, request.municipality),
            own_tasks(request),
            own_uploads(request).select_related(None),
            own_questions(request).select_related(None),
            own_feedback(request).select_related(None),
            own_benefits(request),
            own_decisions(request),
        )
    ]
    return parts[0].union(*parts[1:], all=True).count()
