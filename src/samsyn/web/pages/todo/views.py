"""Att göra: all that waits for the visitor, with the shortest way to get it done."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.register.queries import drafts, waiting
from samsyn.web.base.request import Request
from samsyn.web.base.todo import own_tasks, own_uploads

SHOWN = 20


@require_GET
def page(request: Request) -> HttpResponse:
    """Show reports to make, tasks from decisions, documents to review and drafts to finish."""
    named = request.acting.bodies
    due = [
        (one, named[one.body_id].name, (request.today - one.reported_on).days if one.reported_on else None)
        for one in waiting(request.access, request.municipality, request.today)
    ]
    tasks = [
        (one, named[one.body_id].name, (request.today - one.due).days if one.due else None)
        for one in own_tasks(request).select_related("case")
    ]
    unfinished = [(one, named[one.body_id].name) for one in drafts(request.access, request.municipality)]
    uploads = list(own_uploads(request))
    parts = ((due, "lägesrapport", "lägesrapporter"), (tasks, "beslut att svara på", "beslut att svara på"))
    parts += ((uploads, "handling att granska", "handlingar att granska"), (unfinished, "utkast", "utkast"))
    context = {
        "due": due[:SHOWN], "due_rest": len(due) - SHOWN, "tasks": tasks, "uploads": uploads, "drafts": unfinished,
        "total": sum(len(found) for found, _, _ in parts), "sentence": _sentence(parts), "one_board": _one_board(due),
    }  # fmt: skip
    return render(request, "todo/page.html", context)


def _sentence(parts: tuple[tuple[list[object], str, str], ...]) -> str:
    """Return what waits in one sentence, such as "3 lägesrapporter och 1 utkast väntar på dig."."""
    said = [f"{len(found)} {one if len(found) == 1 else many}" for found, one, many in parts if found]
    if not said:
        return ""
    return (
        f"{', '.join(said[:-1])} och {said[-1]} väntar på dig." if said[1:] else f"{said[0]} väntar på dig."
    )


def _one_board(due: list[tuple[object, str, int | None]]) -> bool:
    return len({body for _, body, _ in due}) <= 1
