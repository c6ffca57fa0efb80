"""samsyn demo: load the fictional municipality with its sample documents, and show it."""

from __future__ import annotations

import os
from importlib.resources import as_file, files
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from samsyn.cli import serve
from samsyn.cli.migrate import command as migrate
from samsyn.cli.out import past_day
from samsyn.cli.start import unapplied
from samsyn.demo.load import Loaded, load
from samsyn.organisation.models import Municipality

ACCEPTED = "protokollsutdrag-ksau.txt"
"""The sample document whose values are accepted; the others are left for somebody to review."""
DOCUMENTS = (".txt", ".docx", ".pdf")


def command(
    on: Annotated[str, typer.Option(help="Dagen som kommunen visas på, ÅÅÅÅ-MM-DD. Annars i dag.")] = "",
    to_serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Starta webbplatsen efteråt.")] = True,
    port: Annotated[int, typer.Option(help="Porten att lyssna på.")] = 8000,
) -> None:
    """Lägg upp den påhittade Sundsala kommun och visa den. Andra gången ändras ingenting."""
    if unapplied():
        migrate()
    day = past_day(on) or timezone.localdate()
    loaded = load(day)
    print(_told(loaded, str(day)), flush=True)
    if loaded.steps:
        _import_samples(loaded.municipality)
    if to_serve:
        os.environ["SAMSYN_DEMO"] = "1"
        settings.DEMO = True
        serve.run("127.0.0.1", port)


def _told(loaded: Loaded, day: str) -> str:
    if loaded.steps:
        return (
            f"{loaded.municipality} lades upp som den ser ut {day}: {loaded.steps} händelser under fyra år."
        )
    return f"{loaded.municipality} finns redan. Inget ändrades."


def _import_samples(municipality: Municipality) -> None:
    """Read the sample documents in; the minutes are accepted, the letters wait for a person."""
    from samsyn.cli.importing import import_files  # the second start needs no readers and is quicker without

    with as_file(files("samsyn.demo") / "samples") as folder:
        for file in sorted(folder.iterdir()):
            if file.suffix in DOCUMENTS:
                list(import_files([file], municipality, accept=file.name == ACCEPTED))
