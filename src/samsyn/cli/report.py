"""samsyn report: a report as of a day, as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.out import one_of, past_day, write
from samsyn.cli.start import Stopped
from samsyn.cli.whose import the_municipality
from samsyn.inquiries.queries.compiling import compilation, keys_of
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import OPEN
from samsyn.reports import compilation as compiled
from samsyn.reports import programme as programmes
from samsyn.reports.catalogue import FORMATS, REPORTS
from samsyn.reports.parts import Report

COMPILATION, PROGRAMME = "compilation", "programme"


def command(
    name: Annotated[str, typer.Argument(help="Rapportens namn: ks, programme eller compilation.")],
    as_of: Annotated[
        str, typer.Option("--as-of", help="Läget vid slutet av en dag, ÅÅÅÅ-MM-DD; annars i dag.")
    ] = "",
    kind: Annotated[str, typer.Option("--format", help="pdf, docx, xlsx, html eller json.")] = "pdf",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Fil att skriva till.")] = None,
    municipality: Annotated[str, typer.Option(help="Kommunens namn, om det finns flera.")] = "",
    programme: Annotated[str, typer.Option(help="För programme: programmets namn eller ord ur det.")] = "",
    inquiry: Annotated[str, typer.Option(help="För compilation: remissens diarienummer eller namn.")] = "",
) -> None:
    """Gör en rapport. Samma dag ger alltid samma fil."""
    one_of(name, (*REPORTS, PROGRAMME, COMPILATION), "Rapporten")
    form = FORMATS[one_of(kind, FORMATS, "Formatet")]
    if name == COMPILATION and not inquiry:
        raise typer.BadParameter("Ange remissen med --inquiry, till exempel --inquiry KS-2026-233.")
    day, where = past_day(as_of) or timezone.localdate(), the_municipality(municipality)
    if name == COMPILATION:
        write(form.render(_compilation(where, inquiry, day)), output)
    elif name == PROGRAMME:
        write(form.render(_programme(where, programme, day)), output)
    else:
        write(form.render(REPORTS[name](where, day, None)), output)


def _programme(municipality: Municipality, words: str, day: date) -> Report:
    """Return a programme's report as of the end of a day; raise Stopped when it is not one programme."""
    try:
        return programmes.report(municipality, day, None, programmes.named(municipality, words, day))
    except programmes.NoSuchProgramme as unknown:
        raise Stopped(str(unknown)) from None


def _compilation(municipality: Municipality, words: str, day: date) -> Report:
    """Return an inquiry's compilation as of the end of a day; raise Stopped when it is not one inquiry."""
    keys = keys_of(municipality, words)
    if len(keys) != 1:
        raise Stopped(
            f"{len(keys) or 'Ingen'} {'remisser' if keys else 'remiss'} heter {words}. Ange diarienumret."
        )
    found = compilation(OPEN, municipality, keys[0], as_of=day, day=day)
    if found is None:
        raise Stopped(f"Remissen {words} fanns inte {day}.")
    return compiled.report(municipality, found, day)
