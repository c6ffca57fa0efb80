"""The reports: on screen, and as the same files that the command line gives."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.governance.queries.programmes import programmes
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.reports.catalogue import FORMATS, REPORTS, file_name
from samsyn.reports.formats.words import worded
from samsyn.reports.parts import Report
from samsyn.reports.programme import report as make
from samsyn.web.base.request import Request

SHOWN = ("json", "xlsx", "docx", "pdf")
"""The formats offered as buttons, the most asked for last."""


@require_GET
def ks(request: Request) -> HttpResponse:
    """Show the report as of the chosen day, or hand it out as a file (?format=pdf, docx, xlsx, html or json)."""
    bodies = request.acting.bodies if request.as_of is None else None
    report = REPORTS["ks"](_readable(request), request.as_of or request.today, bodies)
    if kind := request.GET.get("format", ""):
        return _file(report, kind)
    formats = [(kind, FORMATS[kind].label) for kind in SHOWN]
    return render(
        request, "reports/ks.html", {"report": worded(report), "day": report.as_of, "formats": formats}
    )


@require_GET
def programme(request: Request, pk: int) -> HttpResponse:
    """Show a programme's report as of the chosen day, or hand it out as a file."""
    here, day = _readable(request), request.as_of or request.today
    found = next((one for one in programmes(here, day) if one.id == pk), None)
    if found is None:
        raise Http404("Programmet finns inte här.")
    report = make(here, day, request.acting.bodies if request.as_of is None else None, found)
    if kind := request.GET.get("format", ""):
        return _file(report, kind)
    formats = [(kind, FORMATS[kind].label) for kind in SHOWN]
    context = {"report": worded(report), "day": day, "formats": formats, "programme": found}
    return render(request, "reports/programme.html", context)


def _readable(request: Request) -> Municipality:
    """Return the visitor's municipality; raise NotAllowed unless its boards' initiatives may be read."""
    municipality = request.acting.municipality
    if municipality and may(request.access, "read", Thing("initiative", municipality.pk, None)):
        return municipality
    raise NotAllowed(
        "Rapporten visar alla nämnders initiativ. Kommunens administratör kan ge dig rätt att läsa den."
    )


def _file(report: Report, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404(f"Formatet {kind} finns inte. Välj {', '.join(FORMATS)}.")
    name = file_name(report, kind)
    return HttpResponse(
        FORMATS[kind].render(report),
        content_type=FORMATS[kind].media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
