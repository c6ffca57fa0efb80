"""Att göra: all that waits for the visitor, with the shortest way to get it done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.cases.models import Commission
from samsyn.organisation.queries import may, thing
from samsyn.register.models import Initiative
from samsyn.register.queries import drafts, waiting
from samsyn.web.base.request import Request
from samsyn.web.base.todo import own_tasks, own_uploads

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: the row, its board, days since the latest report or past the last day (väntande).

    `doable` is whether the visitor may do it, or can only see to it that somebody does.
    """

    row: Initiative | Commission
    board: str
    days: int | None
    doable: bool = True


@require_GET
def page(request: Request) -> HttpResponse:
    """Show reports to make, tasks from decisions, documents to review and drafts to finish."""
    boards = {key: body.name for key, body in request.acting.bodies.items()}
    due = [
        Waiting(one, boards[one.body_id], _since(request.today, one.reported_on), _may_report(request, one))
        for one in waiting(request.access, request.municipality, request.today)
    ]
    tasks = [
        Waiting(one, boards[one.body_id], _since(request.today, one.due))
        for one in own_tasks(request).select_related("case")
    ]
    unfinished = [
        Waiting(one, boards[one.body_id], None) for one in drafts(request.access, request.municipality)
    ]
    uploads = own_uploads(request)
    to_review = uploads.count()
    context = {
        "due": due[:SHOWN], "due_rest": len(due) - SHOWN, "tasks": tasks, "uploads": uploads[:SHOWN],
        "uploads_rest": to_review - SHOWN, "drafts": unfinished,
        "sentence": sentence(len(due), len(tasks), to_review, len(unfinished)),
        "one_board": len({one.board for one in due}) <= 1,
    }  # fmt: skip
    return render(request, "todo/page.html", context)


def _may_report(request: Request, one: Initiative) -> bool:
    return may(request.access, "report", thing("initiative", one))


def _since(today: date, day: date | None) -> int | None:
    return (today - day).days if day else None


WORDS = (
    ("lägesrapport", "lägesrapporter"), ("beslut att svara på", "beslut att svara på"),
    ("handling att granska", "handlingar att granska"), ("utkast", "utkast"),
)  # fmt: skip


def sentence(*counts: int) -> str:
    """Return what waits in a sentence, such as "3 lägesrapporter och 1 utkast väntar på dig."; nothing for nothing."""
    said = [
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip(counts, WORDS, strict=True)
        if count
    ]
    if not said:
        return ""
    listed = f"{', '.join(said[:-1])} och {said[-1]}" if said[1:] else said[0]
    return f"{listed} väntar på dig."
