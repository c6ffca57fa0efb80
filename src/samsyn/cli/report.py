"""samsyn report: a report as of a day, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.out import one_of, past_day, write
from samsyn.cli.whose import the_municipality
from samsyn.reports.catalogue import FORMATS, REPORTS


def command(
    name: Annotated[str, typer.Argument(help="Rapportens namn: ks.")],
    as_of: Annotated[
        str, typer.Option("--as-of", help="Läget vid slutet av en dag, ÅÅÅÅ-MM-DD; annars i dag.")
    ] = "",
    kind: Annotated[str, typer.Option("--format", help="pdf, docx, xlsx, html eller json.")] = "pdf",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Fil att skriva till.")] = None,
    municipality: Annotated[str, typer.Option(help="Kommunens namn, om det finns flera.")] = "",
) -> None:
    """Gör en rapport. Samma dag ger alltid samma fil."""
    report = REPORTS[one_of(name, REPORTS, "Rapporten")]
    form = FORMATS[one_of(kind, FORMATS, "Formatet")]
    day = past_day(as_of) or timezone.localdate()
    write(form.render(report(the_municipality(municipality), day, None)), output)
