"""samsyn export: the register as json, csv or xlsx."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.out import one_of, past_day, write
from samsyn.cli.whose import municipality_named
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import OPEN
from samsyn.reports import facts, tables

FORMATS = ("json", "csv", "xlsx")


def command(
    what: Annotated[str, typer.Argument(help="Vad som ska ut: initiatives.")],
    as_of: Annotated[str, typer.Option("--as-of", help="Läget vid slutet av en dag, ÅÅÅÅ-MM-DD.")] = "",
    kind: Annotated[str, typer.Option("--format", help="json, csv eller xlsx.")] = "json",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Fil att skriva till.")] = None,
    municipality: Annotated[str, typer.Option(help="Bara den kommunen.")] = "",
) -> None:
    """Skriv ut registret. Sekretessmarkerade rader följer aldrig med."""
    one_of(what, ["initiatives"], "Utdraget")
    one_of(kind, FORMATS, "Formatet")
    write(exported(kind, municipality_named(municipality), past_day(as_of)), output)


def exported(kind: str, only: Municipality | None, as_of: date | None) -> bytes:
    """Return the initiatives of one municipality, or of all, as a file of that kind."""
    whose = [only] if only else Municipality.objects.order_by("name", "pk")
    found = [fact for each in whose for fact in facts.initiatives(OPEN, each, as_of)]
    if kind == "json":
        return facts.as_json(found)
    if kind == "csv":
        return tables.csv(facts.table(found))
    return tables.xlsx(facts.table(found), as_of or timezone.localdate())
