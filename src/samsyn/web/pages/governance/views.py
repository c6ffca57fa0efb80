"""Governing documents as they read: the list, a version, a clause's address, two versions side by side."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samsyn.cases.queries import address_of
from samsyn.governance import queries, rules
from samsyn.governance.models import Clause
from samsyn.governance.queries import VersionRow
from samsyn.governance.rules import Change, Disagreement, Said, State, changes
from samsyn.intake.queries import readable
from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers.claims import claims
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.web.base.files import download
from samsyn.web.base.marks import chip
from samsyn.web.base.request import Request
from samsyn.web.base.tables import Column, View

OPEN = (State.DRAFT, State.PREPARED)
KINDS = {"new": "Ny", "gone": "Borttagen", "moved": "Flyttad", "changed": "Ändrad", "same": "Oförändrad"}


def _state(row: VersionRow) -> SafeString:
    if row.unclear:
        return chip("warn", "Beslutsnivå oklar")
    return format_html("{}", row.state.label)


COLUMNS = (
    Column(
        "title", "Styrdokument", head=True, wide=True, under=lambda row: row.kind,
        link=lambda row: reverse("governance:version", args=[row.id]),
    ),
    Column("label", "Version"),
    Column("state", "Läge", show=_state),
    Column("valid_from", "Gäller från"),
    Column("level", "Beslutsnivå", show=lambda row: row.level or "Uppgift saknas"),
    Column("decided_by", "Beslut", show=lambda row: row.decided_by or "Uppgift saknas"),
)  # fmt: skip


def listed(request: Request) -> list[VersionRow]:
    """Return the municipality's versions as the visitor sees them, by the day shown."""
    return queries.versions(request.municipality, request.as_of, request.today)


def may_steer(request: Request) -> bool:
    """Return whether the visitor keeps the governing documents, today."""
    what = Thing("model", request.municipality.pk, None)
    return request.as_of is None and may(request.access, "write", what)


def clause_choices(request: Request) -> list[tuple[str, str]]:
    """Return the municipality's clauses for a form, those of the newest versions first."""
    found = Clause.objects.filter(version__document__municipality=request.municipality).exclude(text="")
    ordered = found.order_by("version__document__title", "-version_id", "order")
    fields = ("pk", "number", "heading", "version__document__title", "version__label")
    return [
        (str(key), f"{title} {label}: {number} {heading}")
        for key, number, heading, title, label in ordered.values_list(*fields)
    ]


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the versions in force and those on their way, or send them as a file."""
    found = listed(request)
    view = View(request, COLUMNS, sort="title")
    every = view.filter("alla") == "1"
    shown = [row for row in found if every or row.state is not State.REPLACED]
    table = view.arrange(shown, "Styrdokument")
    if view.export:
        return download(table, request)
    context = {
        "table": table, "may_steer": may_steer(request), "every": every,
        "replaced": len(found) - len(shown), "unclear": [row for row in shown if row.unclear],
        "disputed": len(_disagreements(request)),
        "in_force": sum(row.state is State.IN_FORCE for row in found),
    }  # fmt: skip
    return render(request, "governance/page.html", context)


@require_GET
def disagreements(request: Request) -> HttpResponse:
    """Show what clauses and documents give to different bodies, with the quotes side by side."""
    found = _disagreements(request)
    return render(request, "governance/disagreements.html", {"found": found})


def _disagreements(request: Request) -> tuple[Disagreement, ...]:
    said = [
        Said(
            claim.role, ", ".join(claim.bodies), claim.what, claim.key, claim.sentence,
            f"{one.version}, klausul {one.number}",
            reverse("governance:clause", args=[one.document_id, one.number]) if one.in_force
            else f"{reverse('governance:version', args=[one.version_id])}#klausul-{quote(one.number)}",
        )
        for one in queries.clauses_standing(request.municipality, request.as_of, request.today)
        for claim in claims(number([one.text]))
    ]  # fmt: skip
    sources = readable(request.access, request.municipality).values("source_id")
    keys = {one.key for one in said}
    return rules.disagreements(said + queries.disputed(request.municipality, sources, keys, request.as_of))


def _of(request: Request, document: int) -> list[VersionRow]:
    """Return a document's versions, the newest first; raises Http404."""
    found = [row for row in listed(request) if row.document_id == document]
    if not found:
        raise Http404("Styrdokumentet finns inte här.")
    return found


def _in_force(found: list[VersionRow]) -> VersionRow:
    """Return the version in force, else the newest."""
    return next((row for row in found if row.state is State.IN_FORCE), found[0])


def row_of(request: Request, pk: int) -> tuple[VersionRow, list[VersionRow]]:
    """Return a version and all of its document; raises Http404."""
    found = listed(request)
    row = next((one for one in found if one.id == pk), None)
    if row is None:
        raise Http404("Versionen finns inte här.")
    return row, [one for one in found if one.document_id == row.document_id]


def before_of(row: VersionRow, found: list[VersionRow]) -> VersionRow | None:
    """Return the version that a version follows on: the latest that was in force before it."""
    older = [
        one for one in found if one.valid_from and (row.valid_from is None or one.valid_from < row.valid_from)
    ]
    return max(older, key=lambda one: (one.valid_from, one.id), default=None)


@require_GET
def document(request: Request, document: int) -> HttpResponse:
    """Lead to the version in force on the day shown."""
    return redirect("governance:version", _in_force(_of(request, document)).id)


@require_GET
def clause(request: Request, document: int, number: str) -> HttpResponse:
    """Lead to a clause in the version in force on the day shown; where that lacks it, in the newest that has it."""
    found = _of(request, document)
    current = _in_force(found)
    for row in [current, *(one for one in found if one is not current)]:
        if any(one.number == number for one in queries.clause_texts(row.id)):
            return redirect(f"{reverse('governance:version', args=[row.id])}#klausul-{quote(number)}")
    raise Http404(f"{current.title} har ingen klausul {number}.")


@require_GET
def version(request: Request, pk: int) -> HttpResponse:
    """Show a version with its clauses, decision and what it is compared with."""
    row, found = row_of(request, pk)
    clauses = queries.clauses(row.id)
    steers = may_steer(request)
    context = {
        "row": row, "versions": found, "clauses": clauses, "before": before_of(row, found),
        "may_edit": steers and row.state is State.DRAFT, "may_steer": steers, "draft": State.DRAFT,
        "open": row.state in OPEN,
        "case": address_of(request.access, request.municipality, row.case_number, request.as_of),
        "decided": queries.decided_in(request.municipality, row.case_number, request.as_of)
        if row.state in OPEN and row.case_number else None,
    }  # fmt: skip
    return render(request, "governance/version.html", context)


def _two(request: Request, found: list[VersionRow]) -> tuple[VersionRow, VersionRow]:
    """Return the older and the newer version asked for; without words in the address the two newest."""
    named = {str(row.id): row for row in found}
    after = named.get(request.GET.get("till", ""), found[0])
    return named.get(request.GET.get("fran", ""), before_of(after, found) or after), after


def _changes(before: VersionRow, after: VersionRow) -> tuple[Change, ...]:
    return changes(queries.clause_texts(before.id), queries.clause_texts(after.id))


@require_GET
def compare(request: Request, document: int) -> HttpResponse:
    """Show what differs between two versions, clause by clause."""
    found = _of(request, document)
    before, after = _two(request, found)
    every = _changes(before, after)
    counts: Counter[str] = Counter(change.kind for change in every)
    context = {
        "before": before, "after": after, "versions": found,
        "changes": [(KINDS[change.kind], change) for change in every if change.kind != "same"],
        "counts": [(label, counts[kind]) for kind, label in KINDS.items() if counts[kind]],
    }  # fmt: skip
    return render(request, "governance/compare.html", context)
