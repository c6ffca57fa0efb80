"""samsyn thread: what is joined to an initiative, a diary number, a decision or a recommendation."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils import timezone

from samsyn.cli.out import past_day
from samsyn.cli.start import Stopped, print_json
from samsyn.cli.whose import the_municipality
from samsyn.oversight.queries import Lens, NoSuchRef, Thread, thread


def command(
    ref: Annotated[
        str, typer.Argument(help="Till exempel I-0147, KS-2026-88, ”KS § 198/2026” eller R-0001.5.")
    ],
    as_of: Annotated[str, typer.Option("--as-of", help="Läget vid slutet av en dag, ÅÅÅÅ-MM-DD.")] = "",
    municipality: Annotated[str, typer.Option(help="Kommunens namn, om det finns flera.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False,
) -> None:
    """Visa den röda tråden: vad som hör ihop med en hänvisning, och vad som saknas."""
    try:
        found = thread(Lens(the_municipality(municipality), timezone.localdate(), past_day(as_of)), ref)
    except NoSuchRef as error:
        raise Stopped(str(error)) from None
    if as_json:
        print_json(found.as_json())
    else:
        _tell(found)


def _tell(found: Thread) -> None:
    for node in found.nodes:
        print(f"{node.kind} {node.ref}" + (f": {node.title}" if node.title != node.ref else ""))
    for edge in found.edges:
        print(f"{edge.from_} {edge.type} {edge.to} ({edge.source})")
    for gap in found.missing:
        print(f"Saknas: {gap.sentence}")
