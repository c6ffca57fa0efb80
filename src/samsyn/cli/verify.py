"""samsyn verify: whether the chain of acts holds."""

from __future__ import annotations

from typing import Annotated

import typer

from samsyn.cli.start import Stopped, print_json
from samsyn.history.models import Act
from samsyn.history.queries import broken_link


def command(as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False) -> None:
    """Kontrollera att ingen händelse har ändrats, tagits bort eller bytt plats."""
    broken, count = broken_link(), Act.objects.count()
    if as_json:
        print_json({"acts": count, "holds": broken is None, "broken_at": broken})
    if broken is not None:
        raise Stopped(
            f"Kedjan bryts vid händelse {broken}: den eller någon intill är ändrad eller borttagen."
        )
    if not as_json:
        print(f"Kedjan håller: {count} händelser.")
