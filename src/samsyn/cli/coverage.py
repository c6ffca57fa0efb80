"""samsyn coverage: how much of what is known each body has documented, and what is missing."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.out import past_day
from samsyn.cli.start import print_json
from samsyn.cli.whose import municipality_named
from samsyn.organisation.models import Municipality
from samsyn.oversight.queries import Lens, Standing, standing
from samsyn.oversight.rules import percent


def command(
    as_of: Annotated[str, typer.Option("--as-of", help="Läget vid slutet av en dag, ÅÅÅÅ-MM-DD.")] = "",
    municipality: Annotated[str, typer.Option(help="Bara den kommunen.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON, ett objekt per nämnd.")] = False,
) -> None:
    """Visa täckningsgrad och färskhet per nämnd, och vad som saknas."""
    only, day, today = municipality_named(municipality), past_day(as_of), timezone.localdate()
    whose = [only] if only else Municipality.objects.order_by("name", "pk")
    found = [one for each in whose for one in standing(Lens(each, today, day))]
    if as_json:
        print_json([one.as_json() for one in found])
        return
    for one in found:
        print(_line(one))


def _line(one: Standing) -> str:
    if one.coverage is None:
        return f"{one.body}: inget initiativ är känt."
    return (
        f"{one.body}: {percent(one.coverage)} %, {one.documented} av {one.known} kända är dokumenterade, "
        f"{one.fresh} har en aktuell lägesrapport."
    )
