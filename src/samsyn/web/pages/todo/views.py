"""Att göra: all that waits for the visitor, with the shortest way to get it done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from samsyn.cases.models import Commission
from samsyn.governance.models import Feedback, ResponsibilityQuestion
from samsyn.kit.scales import State
from samsyn.organisation.queries import may, thing
from samsyn.register.models import Initiative
from samsyn.register.queries import drafts, waiting
from samsyn.register.queries.asking import Unreached, reporters
from samsyn.web.base.files import download
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View
from samsyn.web.base.tags import days
from samsyn.web.base.todo import (
    own_benefits,
    own_decisions,
    own_feedback,
    own_questions,
    own_tasks,
    own_uploads,
)

SIZE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: the row, its board, days since the latest report or past the last day (väntande).

    `doable` is whether the visitor may do it, or can only see to it that somebody does; `unreached` is why nobody can
    be asked of it by mail.
    """

    row: Initiative | Commission
    board: str
    days: int | None
    doable: bool = True
    unreached: Unreached | None = None


@require_GET
def page(request: Request) -> HttpResponse:
    """Show reports to make, tasks from decisions, documents to review and drafts to finish."""
    boards = {key: body.name for key, body in request.acting.bodies.items()}
    due = _due_reports(request, boards)
    tasks = [
        Waiting(one, boards[one.body_id], _since(request.today, one.due))
        for one in own_tasks(request).select_related("case")
    ]
    unfinished = [
        Waiting(one, boards[one.body_id], None) for one in drafts(request.access, request.municipality)
    ]
    uploads = own_uploads(request)
    first = list(uploads[: SIZE + 1])
    to_review = len(first) if len(first) <= SIZE else uploads.count()
    reports = View(request, _reports(request, due), sort="", size=SIZE, prefix="lage-").arrange(
        due, "Lägesrapporter att lämna", search=True
    )
    answers = View(request, TASKS, sort="", size=SIZE, prefix="beslut-").arrange(
        tasks, "Beslut att svara på", search=True
    )
    for table in (reports, answers):
        if table.view.export:
            return download(table, request)
    questions, gains = _asked(request), list(own_benefits(request))
    sent = list(own_decisions(request).select_related("item__meeting__body", "body"))
    many = (len(due), len(tasks), to_review, len(unfinished), len(questions), len(gains), len(sent))
    context = {
        "due": reports, "tasks": answers, "uploads": first[:SIZE], "uploads_rest": to_review - SIZE,
        "drafts": unfinished, "questions": questions, "gains": gains, "sent": sent[:SIZE],
        "sent_rest": len(sent) - SIZE, "sentence": sentence(*many),
        "feed": request.actor.kind == "person",
    }  # fmt: skip
    return render(request, "todo/page.html", context)


def _due_reports(request: Request, boards: dict[int, str]) -> list[Waiting]:
    found = list(waiting(request.access, request.municipality, request.today))
    whom = reporters(request.municipality, found, request.today)
    return [
        Waiting(
            one, boards[one.body_id], _since(request.today, one.reported_on), _may_report(request, one),
            who if isinstance(who := whom[one.pk], Unreached) else None,
        )
        for one in found
    ]  # fmt: skip


def _asked(request: Request) -> list[tuple[str, ResponsibilityQuestion | Feedback]]:
    """Return what boards have asked and said that the visitor answers, with the addresses, by last day."""
    asked = [(reverse("governance:question", args=[one.pk]), one) for one in own_questions(request)]
    said = [
        (f"{reverse('governance:judge', args=[one.clause_id])}#synpunkter", one)
        for one in own_feedback(request)
    ]
    return sorted([*asked, *said], key=lambda pair: pair[1].answer_due)


def _reports(request: Request, due: list[Waiting]) -> tuple[Column, ...]:
    """Return the columns of reports to make; board and who can't be reached stand there where it differs."""
    board = (Column("board", "Nämnd"),) if len({one.board for one in due}) > 1 else ()
    reach = Column(
        "unreached",
        "Med e-post",
        show=lambda line: chip("warn", line.unreached.label) if line.unreached else "Nås",
    )
    do = Column(
        "do", "Gör", of=lambda line: "", wide=True, sortable=False,
        show=lambda line: render_to_string("todo/do.html", {"line": line}, request),
    )  # fmt: skip
    return (
        Column("title", "Initiativ", of=lambda line: line.row.title, head=True, under=lambda line: line.row.ref,
            link=lambda line: reverse("register:initiative", args=[line.row.number])),
        *board,
        Column("state", "Läge", of=lambda line: State(line.row.state) if line.row.state else None,
            show=lambda line: chip("state", line.row.state)),
        Column("days", "Senaste rapport", of=lambda line: line.row.reported_on,
            show=lambda line: "Ingen än" if line.days is None else f"{days(line.days)} sedan"),
        *((reach,) if any(one.unreached for one in due) else ()),
        *(() if "lage-as" in request.GET else (do,)),
    )  # fmt: skip


def _decision(line: Any) -> str:
    return reverse("cases:case", args=[line.row.case.key]) if line.row.case else ""


def _due(line: Any) -> SafeString:
    if not line.row.due:
        return format_html('<span class="muted">{}</span>', "Ingen dag satt")
    late = line.days is not None and line.days > 0
    under = (
        format_html('{}<span class="under">{}</span>', chip("bad", "Försenat"), days(line.days))
        if late
        else ""
    )
    return format_html("{} {}", line.row.due, under)


TASKS = (
    Column("decided_by", "Beslut", of=lambda line: line.row.decided_by, head=True, link=_decision,
        under=lambda line: line.row.decided_on.isoformat()),
    Column("text", "Uppdrag", of=lambda line: capfirst(line.row.text), wide=True),
    Column("board", "Till"),
    Column("due", "Svar senast", of=lambda line: line.row.due, show=_due),
)  # fmt: skip


def _may_report(request: Request, one: Initiative) -> bool:
    return may(request.access, "report", thing("initiative", one))


def _since(today: date, day: date | None) -> int | None:
    return (today - day).days if day else None


WORDS = (
    ("lägesrapport", "lägesrapporter"), ("beslut att svara på", "beslut att svara på"),
    ("handling att granska", "handlingar att granska"), ("utkast", "utkast"),
    ("fråga att svara på", "frågor att svara på"), ("nytta att mäta", "nyttor att mäta"),
    ("beslut att bekräfta", "beslut att bekräfta"),
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
