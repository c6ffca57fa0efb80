"""New versions: from a file or from the version before, edited clause by clause, prepared and decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.governance import actions, queries
from samsyn.governance.models import Clause, GoverningDocument, Version
from samsyn.governance.rules import ClauseText
from samsyn.intake.readers import Refused, check_size, read
from samsyn.intake.recognisers.clauses import Steering, steering
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.queries import NotAllowed
from samsyn.web.base.request import Request
from samsyn.web.pages.governance.forms import ClauseForm, DecisionForm, NewForm
from samsyn.web.pages.governance.views import may_steer, row_of


def only_steering(request: Request) -> dict[str, Any]:
    """Return the keywords of an action; raises NotAllowed unless the visitor keeps the governing documents."""
    if not may_steer(request):
        raise NotAllowed("Styrdokument sköts av stadskontoret, i dagens läge.")
    return {"by": request.actor, "at": timezone.now()}


def version_of(request: Request, pk: int) -> Version:
    """Return a version of the municipality's; raises Http404."""
    return get_object_or_404(
        Version.objects.select_related("document__municipality"), pk=pk,
        document__municipality=request.municipality,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Add a version from a file: the title and number it carries are taken when the form leaves them empty."""
    who = only_steering(request)
    form = NewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _drafted(request, form, who)
        except (Refused, actions.SteeringError) as problem:
            form.add_error("file" if isinstance(problem, Refused) else "label", str(problem))
        else:
            messages.success(request, f"Utkastet har {made.clauses.count()} klausuler. Läs igenom dem.")
            return redirect("governance:version", made.pk)
    return render(request, "governance/new.html", {"form": form}, status=422 if form.errors else 200)


def _drafted(request: Request, form: NewForm, who: dict[str, Any]) -> Version:
    said = form.cleaned_data
    found = _read(said["file"]) if said["file"] else Steering("", "", ())
    return actions.draft(
        **who, municipality=request.municipality, title=(said["title"] or found.title)[:200],
        label=said["label"] or found.label or "1.0", kind=said["kind"],
        clauses=[ClauseText(one.number, one.heading[:200], one.text) for one in found.clauses],
    )  # fmt: skip


def _read(file: Any) -> Steering:
    """Return what a file holds; raises Refused."""
    check_size(file.size, file.name)
    reading = read(file.read(), file.name)
    found = steering(reading.lines)
    if not found.clauses:
        raise Refused(
            f"Filen {file.name} har inga rubriker att dela i klausuler. "
            "Numrera rubrikerna (1, 1.1 …) eller lägg upp klausulerna för hand."
        )
    return found


@require_POST
def begin(request: Request, document: int) -> HttpResponse:
    """Begin a draft of the next version with the clauses of the one named in the form."""
    who = only_steering(request)
    row = get_object_or_404(GoverningDocument, pk=document, municipality=request.municipality)
    if not (request.POST.get("from") or "").isdigit():
        raise BadRequest("Utkastet saknar en version att utgå från.")
    before = get_object_or_404(row.versions, pk=request.POST["from"])
    label = request.POST.get("label", "").strip()[:20] or _next(before.label)
    try:
        made = actions.draft(
            **who, municipality=request.municipality, title=row.title, label=label,
            clauses=queries.clause_texts(before.pk),
        )  # fmt: skip
    except actions.SteeringError as problem:
        messages.error(request, str(problem))
        return redirect("governance:version", before.pk)
    return redirect("governance:version", made.pk)


def _next(label: str) -> str:
    """Return the number after a version's: 3.1 → 3.2; what doesn't end in a number gets one."""
    head, dot, last = label.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdigit() else f"{label}.1"


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Edit a clause of a draft, or take it out."""
    who = only_steering(request)
    clause = get_object_or_404(
        Clause.objects.select_related("version__document__municipality"), pk=pk,
        version__document__municipality=request.municipality,
    )  # fmt: skip
    shown = {"number": clause.number, "heading": clause.heading, "text": clause.text}
    form = ClauseForm(request.POST or None, initial=shown)
    try:
        if "remove" in request.POST:
            actions.remove_clause(**who, clause=clause)
            return redirect("governance:version", clause.version_id)
        if form.is_valid():
            actions.edit_clause(**who, clause=clause, to=ClauseText(**form.cleaned_data))
            return redirect(_at(clause.version_id, form.cleaned_data["number"]))
    except actions.SteeringError as problem:
        form.add_error("number", str(problem))
    context = {"form": form, "clause": clause, "version": clause.version}
    return render(request, "governance/clause.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    """Add a clause to a draft."""
    who, version = only_steering(request), version_of(request, pk)
    form = ClauseForm(request.POST or None)
    try:
        if form.is_valid():
            actions.add_clause(**who, version=version, clause=ClauseText(**form.cleaned_data))
            return redirect(_at(pk, form.cleaned_data["number"]))
    except actions.SteeringError as problem:
        form.add_error("number", str(problem))
    context = {"form": form, "version": version}
    return render(request, "governance/clause.html", context, status=422 if form.errors else 200)


def _at(version: int, number: str) -> str:
    return f"{reverse('governance:version', args=[version])}#klausul-{number}"


@require_POST
def prepare(request: Request, pk: int) -> HttpResponse:
    """Say that a draft is ready to be decided."""
    who, version = only_steering(request), version_of(request, pk)
    try:
        actions.prepare(**who, version=version)
        messages.success(
            request, f"{version} är beredd. Lägg fram den i ett ärende, och för in beslutet efteråt."
        )
    except actions.SteeringError as problem:
        messages.error(request, str(problem))
    return redirect("governance:version", pk)


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Say by which decision a version is adopted, and from when it is in force."""
    who, version = only_steering(request), version_of(request, pk)
    row, _ = row_of(request, pk)
    known = DecisionRef(version.decided_body, version.decided_on, version.decided_paragraph)
    if not known.body and version.case_number:
        known = queries.decided_in(request.municipality, version.case_number, None) or known
    shown = {
        "valid_from": version.valid_from, "body": known.body, "decided_on": known.day,
        "paragraph": known.paragraph, "level": version.level, "case_number": version.case_number,
    }  # fmt: skip
    form = DecisionForm(request.POST or None, initial=shown)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(
                **who, version=version, valid_from=said["valid_from"], level=said["level"],
                case_number=said["case_number"],
                decided_by=DecisionRef(said["body"], said["decided_on"], said["paragraph"]),
            )  # fmt: skip
        except actions.SteeringError as problem:
            form.add_error("valid_from", str(problem))
        else:
            messages.success(request, f"{version} gäller från {said['valid_from']}.")
            return redirect("governance:version", pk)
    context = {"form": form, "row": row}
    return render(request, "governance/decide.html", context, status=422 if form.errors else 200)
