"""A table on its way in: which column means what, what would change, and the run itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from glob import escape
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.intake import actions, queries
from samsyn.intake.models import Upload
from samsyn.intake.readers import Table
from samsyn.intake.recognisers.tables import Diff, NoProfile, Profile, ProfileError, compare, from_data, guess
from samsyn.intake.recognisers.tables.profiles import GENERAL, OUTSIDE, as_data, normal
from samsyn.intake.workers import understand
from samsyn.kit.words import folded
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Thing
from samsyn.register.rules import NARRATIVES
from samsyn.web.pages.intake import outside

FIELDS = {
    "": "Behålls som den är", "title": "Initiativets namn", "external_key": "Id", "body": "Nämnd",
    "municipality": "Kommun", "category": "Kategori", "status": "Läge", "edition": "Utgåva",
    "start": "Start", "end": "Slut", "end_as_given": "Slut, som det skrevs", "baseline_end": "Ursprungligt slut",
    "whole_life_cost": "Kostnad, hela tiden", "budget": "Budget, per år", "forecast": "Prognos, per år",
    "outcome": "Utfall, per år", **NARRATIVES,
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
UNITS = {1: "hela kronor (eller annan valuta)", 1000: "tusental", 1_000_000: "miljoner"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column with what it is taken to mean and some of its values (kolumn)."""

    number: int
    text: str
    field: str
    examples: tuple[str, ...]


@require_http_methods(["GET", "POST"])
def table(plain: HttpRequest, pk: int) -> HttpResponse:
    """Show how a table is read and what it would change; run it when somebody says so."""
    request: Any = plain
    upload = get_object_or_404(
        queries.readable(request.access, request.municipality).select_related("source"), pk=pk, kind="table"
    )
    may_run = may(request.access, "import", Thing("initiative", request.municipality.pk, None))
    context: dict[str, Any] = {"upload": upload, "may_run": may_run and request.as_of is None}
    if upload.result:
        return render(request, "intake/ran.html", context)
    found = understand(queries.original(upload).read_bytes(), upload.source.name).reading.tables
    shown, profile, problem = _guessed(found)
    if request.method == "POST":
        try:
            profile, problem = _edited(profile, shown, request.POST), ""
        except ProfileError as error:
            problem = str(error)
    seen = request.POST.get("kind", "") == request.POST.get("was", "")
    if "run" in request.POST and not problem and seen:
        try:
            return _run(request, upload, shown, profile)
        except actions.TableRefused as refused:
            problem = str(refused)
    context |= {"units": UNITS, "kinds": outside.KIND_LABELS, "headings": _headings(shown, profile)}
    if profile.kind in OUTSIDE:
        return outside.page(request, context, shown, profile, problem)
    preview = queries.preview(shown, profile, upload.municipality)
    known = queries.known_initiatives(upload.municipality, profile.scheme, preview.mapped.rows)
    context |= {
        "preview": preview, "fields": FIELDS, "profile": profile,
        "diff": (diff := compare(known, preview.mapped.rows)), "changes": _changes(diff), "problem": problem,
    }  # fmt: skip
    return render(request, "intake/table.html", context, status=422 if problem else 200)


def _guessed(tables: tuple[Table, ...]) -> tuple[Table, Profile, str]:
    """Return the first table that a profile fits with that profile; else the first one, to be explained by hand."""
    problem = ""
    for one in tables:
        try:
            return one, guess(one, queries.profiles().values()), ""
        except NoProfile as error:
            problem = problem or str(error)
    return tables[0], queries.profiles()[GENERAL], problem


def _headings(shown: Table, profile: Profile) -> list[Heading]:
    found = []
    for place, text in enumerate(shown.header):
        cells = (row.cells[place] for row in shown.rows[:50] if place < len(row.cells))
        examples = dict.fromkeys(" ".join(cell.split())[:60] for cell in cells if cell.strip())
        found.append(Heading(place, text, profile.field_of(text), tuple(examples)[:3]))
    return [heading for heading in found if heading.text.strip()]


def _changes(diff: Diff) -> list[tuple[str, list[str]]]:
    """Return the kinds of change with a line for each initiative: what it was called, and which fields differ."""
    renamed = [f"{match.known.title} → {match.row.title}" for match in diff.renamed]
    changed = [
        f"{match.row.title}: {', '.join(map(_label, match.fields))}" for match in diff.changed if match.fields
    ]
    found = [
        ("Nya", [row.title for row in diff.new]), ("Omdöpta", renamed), ("Ändrade", changed),
        ("Finns inte längre med", [known.title for known in diff.gone]),
    ]  # fmt: skip
    return [(label, lines) for label, lines in found if lines]


def _label(name: str) -> str:
    return FIELDS.get(name, name.removeprefix("extra: ")).lower()


def _edited(profile: Profile, shown: Table, posted: Mapping[str, str]) -> Profile:
    """Return the profile with the columns, currency and unit that were chosen; raises ProfileError.

    A year in a heading fits any year, so that a saved profile knows the next edition. Under a name of its own the
    list also gets its own series of ids. Where the rows are said to be of another kind, that kind's common headings are
    what the columns mean to begin with.
    """
    kind, was = posted.get("kind", profile.kind), posted.get("was", profile.kind)
    if kind in outside.STANDARD and kind != profile.kind:
        profile = queries.profiles()[outside.STANDARD[kind]]
    if kind != was:
        return profile
    chosen = {
        _YEAR.sub("????", escape(normal(text))): posted[f"column-{place}"]
        for place, text in enumerate(shown.header)
        if posted.get(f"column-{place}")
    }
    edited = replace(
        profile, columns=tuple(chosen.items()), currency=posted.get("currency", "").strip().upper()[:3] or "SEK",
        unit=int(posted.get("unit", "1")) if posted.get("unit", "1").isdigit() else 1,
    )  # fmt: skip
    if title := posted.get("profile", "").strip()[:80]:
        name = "-".join(folded(title).split())
        scheme = name[:40] if profile.scheme == GENERAL else profile.scheme
        edited = replace(edited, name=name, title=title, scheme=scheme)
    return from_data(as_data(edited))


def _run(request: Any, upload: Upload, shown: Table, profile: Profile) -> HttpResponse:
    if request.POST.get("profile", "").strip():
        actions.save_profile(
            by=request.actor, at=timezone.now(), municipality=upload.municipality, profile=profile
        )
    result = actions.run(by=request.actor, at=timezone.now(), upload=upload, tables=[shown], profile=profile)
    rows = result["rows"]
    told = f"{rows['new']} nya rader lästes in, {rows['unchanged']} fanns redan."
    if profile.kind not in OUTSIDE:
        told = f"{rows['new']} nya och {rows['changed']} ändrade initiativ lästes in."
    messages.success(request, told)
    return redirect("intake:table", upload.pk)
