"""The responsibility matrix as a sheet: read in with what it changes shown first, and sent in the same form."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.governance import actions
from samsyn.governance.queries import responsibility as queries
from samsyn.governance.queries.responsibility import ActivityRow
from samsyn.governance.rules.holding import LETTERS
from samsyn.governance.rules.sheet import AREA, TITLE, Line, Sheet, read_sheet
from samsyn.intake.readers import Refused, check_size
from samsyn.intake.workers.ocr import understand
from samsyn.kit.csvtext import plain, written
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.queries import bodies_by_name
from samsyn.reports import parts, tables
from samsyn.web.base.fields import DAY, DayField
from samsyn.web.base.files import TYPES
from samsyn.web.base.looking import named
from samsyn.web.base.request import Request
from samsyn.web.pages.governance.responsibility import only_steering

MOST = 20_000
"""Cells in a sheet that is read in at once."""


class SheetForm(forms.Form):
    """A matrix as a file or as rows, from which day and by which decision."""

    file = forms.FileField(label="Fil", required=False)
    text = forms.CharField(
        label="Rader", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    day = DayField(label="Gäller från", error_messages={"required": f"Dagen saknas. {DAY}"})
    decided_body = forms.CharField(label="Beslutande organ", max_length=120, required=False)
    decided_on = DayField(label="Beslutsdag", required=False)
    decided_paragraph = forms.CharField(label="Paragraf", max_length=20, required=False)

    @property
    def decided(self) -> DecisionRef:
        """Return the decision."""
        said = self.cleaned_data
        return DecisionRef(said["decided_body"], said["decided_on"], said["decided_paragraph"])


@require_http_methods(["GET", "POST"])
def load(request: Request) -> HttpResponse:
    """Read a sheet, show what it would change and what it can't, and change it when that is accepted."""
    who = only_steering(request)
    form = SheetForm(request.POST or None, request.FILES or None, initial={"day": request.today})
    laid, sheet = None, Sheet()
    if form.is_valid():
        try:
            lines = _lines(form.cleaned_data)
        except Refused as problem:
            form.add_error("file", str(problem))
        else:
            names = {
                name: body.pk for name, body in bodies_by_name(request.municipality, request.today).items()
            }
            sheet, save = read_sheet(lines, names), "save" in request.POST
            laid = actions.lay_matrix(
                **who, municipality=request.municipality, cells=sheet.cells, day=form.cleaned_data["day"],
                decided_by=form.decided, keep=save,
            )  # fmt: skip
            if save:
                return _saved(request, len(laid.changed), len(sheet.refused) + len(laid.refused))
            form = SheetForm(
                {**{name: request.POST.get(name, "") for name in form.fields}, "text": _text(lines)}
            )
    context = {
        "form": form, "laid": laid, "refused": [*sheet.refused, *(laid.refused if laid else ())],
        "letters": LETTERS.items(),
    }  # fmt: skip
    return render(request, "governance/load_matrix.html", context, status=422 if form.errors else 200)


def _saved(request: Request, changed: int, refused: int) -> HttpResponse:
    messages.success(request, f"{changed} ändringar är införda." if changed else "Matrisen var redan så.")
    if refused:
        messages.warning(request, f"{refused} rutor togs inte in. Rätta dem i filen och läs in den igen.")
    return redirect("governance:responsibilities")


def _lines(said: dict[str, Any]) -> list[Line]:
    """Return the rows of the file, or those written in the form, each with the line it stands on; raises Refused."""
    if said["file"]:
        name = said["file"].name or "fil"
        check_size(said["file"].size or 0, name)
        found = understand(said["file"].read(), name).reading.tables
        if not found or found[0].axis != "rad":
            raise Refused(
                f"{name} är ingen matris. Läs in xlsx eller csv med aktiviteter nedåt och organ åt höger."
            )
        head = min((row.line for row in found[0].rows), default=2) - 1
        told = [(head, found[0].header), *((row.line, row.cells) for row in found[0].rows)]
    else:
        rows = csv.reader(said["text"].splitlines(), delimiter=";")
        told = [(line, tuple(cells)) for line, cells in enumerate(rows, start=1)]
    lines: list[Line] = [(line, [plain(cell) for cell in cells]) for line, cells in told if any(cells)]
    if not lines:
        raise Refused("Välj en fil, eller skriv rubrikraden och minst en aktivitet.")
    if sum(len(cells) for _, cells in lines) > MOST:
        raise Refused(f"Matrisen har fler än {MOST} rutor. Dela upp den.")
    return lines


def _text(lines: list[Line]) -> str:
    """Return rows as the form holds them: each on the line it has in the file."""
    held = dict(lines)
    rows = [[" ".join(cell.split()) for cell in held.get(line, ())] for line in range(1, max(held) + 1)]
    return written(rows).decode("utf-8-sig").replace("\r\n", "\n")


@require_GET
def sheet(request: Request, form: str) -> HttpResponse:
    """Send the matrix of the day in the form that it is read in."""
    if form not in ("xlsx", "csv"):
        raise Http404("Matrisen finns som xlsx och csv.")
    day = request.as_of or request.today
    table = as_table(request, queries.matrix(request.municipality, request.as_of, request.today))
    data = tables.xlsx(table, day) if form == "xlsx" else tables.csv(table)
    name = f"ansvarsmatris-{day}.{form}"
    return HttpResponse(
        data, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def as_table(request: Request, listed: list[ActivityRow]) -> parts.Table:
    """Return the letters held on the day: activities down, whole names of bodies and roles across."""
    day, bodies = request.as_of or request.today, named(request)
    held = [(row, cell) for row in listed for cell in row.cells if cell.on(day)]
    heads = sorted(
        {(cell.body_id or 0, cell.role): cell for _, cell in held}.items(), key=lambda one: one[1].who
    )
    names = [
        ", ".join(filter(None, (role, bodies[body].name if body in bodies else "")))
        for (body, role), _ in heads
    ]
    given: dict[tuple[int, int, str], list[str]] = {}
    for row, cell in held:
        given.setdefault((row.id, cell.body_id or 0, cell.role), []).append(cell.letter)
    order = list(LETTERS)
    rows = tuple(
        (
            row.area,
            row.title,
            *("/".join(sorted(given.get((row.id, *key), ()), key=order.index)) for key, _ in heads),
        )
        for row in listed
    )
    columns = tuple(parts.Column(name, name) for name in (AREA, TITLE, *names))
    return parts.Table("ansvarsmatris", "Ansvarsmatris", columns, rows)
