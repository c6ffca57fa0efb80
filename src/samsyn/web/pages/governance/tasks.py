"""What a programme asks of bodies: commissions of its decision, and obligations in its text (R31)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from samsyn.cases.queries.commissions import CommissionRow, commissions, given_by
from samsyn.governance.models import Obligation
from samsyn.governance.queries.compliance import obligations_in_force
from samsyn.governance.queries.programmes import ProgrammeRow, programmes
from samsyn.organisation.queries import BodyRow
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.standings import LABELS, standing
from samsyn.web.base.tables import Column, View

PROVEN, UNPROVEN = "Belägg finns", "Saknar belägg"


@dataclass(frozen=True, slots=True)
class Task:
    """Something a programme asks: of whom, by when, how it stands, and where it is said (uppgift)."""

    text: str
    to: str
    due: date | None
    state: str
    mark: SafeString
    source: str
    url: str


COLUMNS = (
    Column("text", "Uppdrag", head=True, wide=True),
    Column("to", "Till"),
    Column("due", "Svar senast", of=lambda one: one.due,
        show=lambda one: one.due.isoformat() if one.due else "Ingen dag"),
    Column("state", "Läge", show=lambda one: one.mark),
    Column("source", "Källa", link=lambda one: one.url),
)  # fmt: skip


@require_GET
def tasks(request: Request, pk: int) -> HttpResponse:
    """Show what a programme asks of bodies on the day shown, the earliest last day first, or send it as a file."""
    one = next((row for row in programmes(request.municipality, request.as_of) if row.id == pk), None)
    if one is None:
        raise Http404("Programmet finns inte här.")
    day, bodies = request.as_of or request.today, named(request)
    which = given_by(one.decided_by or "", one.case_number)
    given = commissions(request.access, request.municipality, request.as_of, which)
    found = [_commission(row, bodies, day) for row in given] + _obligations(request, one)
    table = View(request, COLUMNS, sort="").arrange(found, f"Uppdrag ur {one.title}", search=True)
    if table.view.export:
        return download(table, request)
    states = Counter(task.state for task in found)
    context = {"one": one, "table": table, "late": states[LABELS["overdue"]], "unproven": states[UNPROVEN]}
    return render(request, "governance/tasks.html", context)


def _commission(row: CommissionRow, bodies: dict[int, BodyRow], day: date) -> Task:
    link = reverse("cases:case", args=[row.case_key]) if row.case_key else ""
    return Task(
        capfirst(row.text), bodies[row.body_id].name, row.due, LABELS[row.standing(day)], standing(row, day),
        row.decided_by, link,
    )  # fmt: skip


def _obligations(request: Request, one: ProgrammeRow) -> list[Task]:
    """Return the obligations of the programme's governing document, in the version in force on the day."""
    if one.document_id is None:
        return []
    asked = obligations_in_force(one.document_id, request.as_of, request.today)
    return [_obligation(row, shown, one) for row, shown in asked]


def _obligation(row: Obligation, shown: int, one: ProgrammeRow) -> Task:
    mark = chip("good", PROVEN) if shown else chip("warn", UNPROVEN)
    who = format_html('{}<span class="under">{}</span>', mark, f"hos {shown} nämnder" if shown else "")
    return Task(
        f"{capfirst(row.who)} {row.shall} {row.what}", row.who, None, PROVEN if shown else UNPROVEN, who,
        f"Klausul {row.clause.number}", reverse("governance:clause", args=[one.document_id, row.clause.number]),
    )  # fmt: skip
