"""The list of audits, and one audit with verdicts and measures."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.audits import queries
from samsyn.audits.queries import AuditFile, AuditRow
from samsyn.audits.rules import Progress, Said, conclusion
from samsyn.inquiries.queries.findings import stances_on
from samsyn.kit.scales import Verdict
from samsyn.kit.words import stems
from samsyn.organisation.queries import BodyRow, may
from samsyn.organisation.rules import Thing
from samsyn.web.base.files import download
from samsyn.web.base.looking import named
from samsyn.web.base.request import Request
from samsyn.web.base.tables import View
from samsyn.web.pages.audits.tables import (
    ASSESSORS,
    AUDITS,
    MEASURES,
    SPLITS,
    lines,
    matrix,
    matrix_columns,
    splits,
)

STATES = (("late", "Har försenade åtgärder"), ("left", "Har åtgärder kvar"), ("done", "Alla åtgärder klara"))
USUAL = "city_office"
"""Whose verdicts the matrix shows when the address does not say."""


@require_GET
def index(request: Request) -> HttpResponse:
    """Show all audits with how far their measures have come, or send them as a file."""
    day = request.as_of or request.today
    found = queries.listing(request.access, request.municipality, as_of=request.as_of, day=day)
    view = View(request, AUDITS, sort="-day")
    table = view.arrange(_wanted(found, view), "Granskningar")
    if view.export:
        return download(table, request)
    context = {"table": table, "view": view, "states": STATES, "verdicts": Verdict.choices()}
    return render(request, "audits/list.html", context)


def _wanted(found: list[AuditRow], view: View) -> list[AuditRow]:
    """Return the audits that the address asks for: by words, by the auditors' verdict, by how far measures are."""
    words, verdict = stems(view.filter("q")), view.filter("verdict")
    state = {"late": lambda row: row.late > 0, "left": lambda row: row.done < row.measures,
        "done": lambda row: 0 < row.measures == row.done}.get(view.filter("state"))  # fmt: skip
    return [
        row
        for row in found
        if all(word in f"{row.title} {row.ref}".casefold() for word in words)
        and (not verdict or (row.verdict is not None and row.verdict.value == verdict))
        and (state is None or state(row))
    ]


@require_GET
def audit(request: Request, number: int) -> HttpResponse:
    """Show one audit: the verdict of each recommendation at each body, where they differ, and the measures."""
    day = request.as_of or request.today
    file = queries.audit_file(request.access, request.municipality, number, as_of=request.as_of, day=day)
    if file is None:
        raise Http404(f"Granskning {number} finns inte här.")
    bodies = named(request)
    view = View(request, MEASURES, sort="number")
    table = view.arrange(lines(file, bodies, day), "Granskningens åtgärder", search=True)
    if view.export:
        return download(table, request)
    differing = View(request, SPLITS, sort="", prefix="skillnad-")
    split = differing.arrange(splits(file, bodies), "Skilda bedömningar", search=True)
    if differing.export:
        return download(split, request)
    assessor = view.filter("vem") if view.filter("vem") in ASSESSORS else USUAL
    columns = [bodies[key] for key in file.body_ids]
    whole = max(1, len(file.asked))
    squares = View(request, matrix_columns(columns), sort="", size=whole, prefix="rek-").arrange(
        matrix(file, columns, assessor), "Rekommendation per nämnd"
    )
    if squares.view.export:
        return download(squares, request)
    context = {
        "file": file, "table": table, "columns": columns, "matrix": squares,
        "said": _said(file, bodies), "splits": split, "scale": list(Verdict),
        "done": file.count(Progress.DONE), "late": file.count(Progress.OVERDUE),
        "conditional": file.count(Progress.CONDITIONAL), "auditors": bodies[file.row.body_id].name,
        "assessor": ASSESSORS[assessor], "assessors": _choices(view, assessor),
        "findings": stances_on(request.access, request.municipality, f"R-{number:04d}."),
        "may_ask": request.as_of is None and request.board is not None
        and may(request.access, "write", Thing("inquiry", request.municipality.pk, request.board.id)),
    }  # fmt: skip
    return render(request, "audits/audit.html", context)


def _said(file: AuditFile, bodies: dict[int, BodyRow]) -> Said:
    """Return the audit's sentence, by the city office's verdicts."""
    idle = [bodies[key].name[0].lower() + bodies[key].name[1:] for key in file.idle]
    return conclusion([cell.by(USUAL) for cell in file.cells], idle)


def _choices(view: View, chosen: str) -> list[tuple[str, str, bool]]:
    """Return label and address of each assessor, and whether it is the one shown."""
    return [(label, view.url(vem=key), key == chosen) for key, label in ASSESSORS.items()]
