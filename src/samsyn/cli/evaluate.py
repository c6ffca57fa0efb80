"""samsyn evaluate: how well documents are read, against labels made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from samsyn.cli.start import Stopped, print_json, why
from samsyn.intake.recognisers import as_json as document_json
from samsyn.intake.recognisers import recognise
from samsyn.intake.scoring import (
    BadLabel,
    Evaluation,
    Label,
    Outcome,
    as_json,
    for_people,
    invented,
    load,
    markdown,
    put,
    reading,
    resolved,
    score,
)

Labels = Annotated[Path, typer.Argument(help="En etikettfil, eller en mapp med etikettfiler.")]
Folder = Annotated[Path, typer.Argument(help="Mappen som texterna ligger i.")]


def command(
    labels: Labels,
    folder: Folder,
    only: Annotated[str, typer.Option("--set", help="Bara en grupp: dev, held eller en annan.")] = "",
    mistakes: Annotated[bool, typer.Option("--mistakes", help="Lista vad som blev fel.")] = False,
    as_markdown: Annotated[
        Path | None, typer.Option("--markdown", help="Skriv tabellerna i den sidan.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Svara med ett JSON-objekt.")] = False,
) -> None:
    """Mät hur väl handlingar läses, mot etiketter gjorda för hand."""
    if missing := [path for path in (labels, folder) if not path.exists()]:
        raise typer.BadParameter(f"{missing[0]} finns inte.")
    try:
        chosen = [label for label in load(labels) if not only or only in label.strata]
        evaluation = evaluated(chosen, folder, quiet=json)
    except BadLabel as bad:
        raise Stopped(str(bad)) from None
    if as_markdown:
        put_in(as_markdown, str(labels), markdown(evaluation))
    if json:
        print_json(as_json(evaluation, mistakes=mistakes))
    else:
        print(for_people(evaluation, mistakes=mistakes))


def put_in(page: Path, name: str, tables: str) -> None:
    """Write the tables into the page, in place of its earlier ones; raise Stopped when that cannot be done."""
    try:
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        page.write_text(put(text, name, tables), encoding="utf-8")
    except OSError as error:
        raise Stopped(f"Sidan {page} {why(error)}.") from None
    except UnicodeDecodeError:
        raise Stopped(f"Sidan {page} är ingen textfil.") from None


def evaluated(labels: list[Label], folder: Path, *, quiet: bool) -> Evaluation:
    """Read and score every labelled text; raise BadLabel for a label that does not fit its text."""
    evaluation = Evaluation()
    told = Console(stderr=True)
    for label in track(
        labels, description="Mäter", console=told, transient=True, disable=quiet or not told.is_terminal
    ):
        evaluation.add(label.name, label.strata, outcome(label, folder))
    return evaluation


def outcome(label: Label, folder: Path) -> Outcome:
    """Read one labelled text and score what was recognised in it; raise BadLabel as above."""
    lines = reading(label, folder).lines
    found = [document_json(document) for document in recognise(lines)]
    scored = score(resolved(label, lines), found)
    for document in found:
        scored.add(invented(document, lines).at(document["paragraph"] if len(found) > 1 else None))
    return scored
