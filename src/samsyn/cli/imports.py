"""samsyn import: documents, tables and calendars of meetings into the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from samsyn.cli.importing import import_files
from samsyn.cli.start import Stopped, print_json
from samsyn.cli.whose import municipality_founded


class Speed(ProgressColumn):
    """Files per second (takt)."""

    def render(self, task: Task) -> Text:
        """Return the speed, or nothing before it is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}".replace(".", ",") + " filer/s" if speed else "")


COLUMNS = (
    TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Speed(), TextColumn("kvar"),
    TimeRemainingColumn(),
)  # fmt: skip


def command(
    paths: Annotated[list[Path], typer.Argument(help="Filer eller mappar: handlingar, tabeller, kalendrar.")],
    municipality: Annotated[str, typer.Option(help="Kommunens namn, när filen inte säger det.")] = "",
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Godta allt som är säkert läst."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Svara med ett JSON-objekt.")] = False,
) -> None:
    """Läs in handlingar, tabeller och sammanträdeskalendrar. Samma fil två gånger ändrar ingenting."""
    given = municipality_founded(municipality) if municipality else None
    files = list(files_in(paths))
    with Progress(*COLUMNS, transient=True, disable=as_json) as progress:
        task = progress.add_task("Läser in", total=len(files))
        answers: list[Any] = []
        refused = 0
        for result in import_files(files, given, accept=accept):
            answers.append(result if as_json else told(result))
            refused += bool(result["refused"])
            progress.advance(task)
    if as_json:
        print_json({"files": answers})
    else:
        print("\n".join(answers))
    if refused:
        raise Stopped("Allt gick inte att läsa in. Se raderna ovan.")


def files_in(paths: list[Path]) -> Iterator[Path]:
    """Return the files named and those in the folders named, in order of name."""
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def told(result: dict[str, Any]) -> str:
    """Return what became of one file, in Swedish."""
    refused = [_refusal(refusal) for refusal in result["refused"]]
    if result["kind"] == "document":
        known = "Filen var redan inläst. " if result["known"] else ""
        done = f"{result['accepted']} uppgifter godtagna, {result['left']} väntar på granskning."
        return "\n".join(refused) if refused else f"{result['file']}: {known}{done}"
    rows = result["rows"]
    if result["kind"] == "calendar":
        return "\n".join(_meetings(result))
    counts = f"{rows['new']} nya, {rows['changed']} ändrade, {rows['renamed']} omdöpta, {rows['gone']} borta"
    if result["profile"] is None:
        return "\n".join(refused)
    told_rows = f"{result['file']}: {rows['read']} rader lästa, {counts}, {rows['unchanged']} oförändrade."
    before = ["  Filen var redan inläst. Ingenting ändrades."] if result["known"] else []
    return "\n".join([told_rows, *before, *refused, *(f"  {warning}" for warning in result["warnings"])])


def _meetings(result: dict[str, Any]) -> Iterator[str]:
    """Yield what a calendar plans, to look through, or how many meetings it planned."""
    rows = result["rows"]
    if result["accepted"]:
        counts = (
            f"{rows['new']} nya, {rows['changed']} ändrade och {rows['unchanged']} oförändrade sammanträden."
        )
        yield f"{result['file']}: {counts}"
        return
    yield f"{result['file']}: {rows['read']} sammanträden. Inget är sparat; lägg till --accept för att spara dem."
    for one in result["meetings"]:
        last = f" Lämnas in senast {one['hand_in_by']}." if one["hand_in_by"] else ""
        time, off = f" kl. {one['time']}" if one["time"] else "", " Inställt." if one["cancelled"] else ""
        yield f"  {one['day']}{time} {one['body']}.{last}{off}"


def _refusal(refusal: dict[str, Any]) -> str:
    return refusal["reason"] if refusal["line"] is None else f"  rad {refusal['line']}: {refusal['reason']}"
