"""`samsyn import PATH…`: documents and tables into the register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from rich.progress import Progress

from samsyn.cli.read import recognised, sentence
from samsyn.intake import actions
from samsyn.intake.readers import Reading, read
from samsyn.intake.readers.gate import Refused
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality

Paths = Annotated[list[Path], typer.Argument(help="Filer eller mappar med handlingar och tabeller.")]
Named = Annotated[str, typer.Option("--municipality", help="Kommunens namn, när filen inte säger det.")]
Accept = Annotated[
    bool, typer.Option("--accept", help="Godta allt som är säkert läst. Resten väntar på granskning.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Ett JSON-objekt om alla filer.")]
NO_ROWS = {"read": 0, "new": 0, "changed": 0, "unchanged": 0, "renamed": 0, "gone": 0, "refused": 0}


def command(paths: Paths, municipality: Named = "", accept: Accept = False, as_json: AsJson = False) -> None:
    """Läs in handlingar och tabeller. Samma fil två gånger ändrar ingenting."""
    given = _given(municipality)
    files = list(_files(paths))
    with Progress(transient=True, disable=as_json) as progress:
        task = progress.add_task("Läser in", total=len(files))
        results = []
        for file in files:
            progress.update(task, description=f"Läser {file.name}")
            results.append(import_file(file, given, accept=accept))
            progress.advance(task)
    typer.echo(
        json.dumps({"files": results}, ensure_ascii=False) if as_json else "\n".join(map(_told, results))
    )
    raise typer.Exit(1 if any(result["refused"] for result in results) else 0)


def _given(name: str) -> Municipality | None:
    if not name:
        return None
    found = Municipality.objects.filter(name__iexact=name).first()
    if found is None:
        known = ", ".join(Municipality.objects.values_list("name", flat=True)) or "ingen kommun"
        typer.echo(f"Kommunen {name} finns inte. Här finns {known}.", err=True)
        raise typer.Exit(2)
    return found


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def import_file(file: Path, given: Municipality | None, *, accept: bool) -> dict[str, Any]:
    """Import one file and return what became of it, in the stable shape of `samsyn import --json`."""
    result: dict[str, Any] = {
        "file": file.name, "kind": "document", "profile": None, "rows": dict(NO_ROWS), "refused": [],
        "documents": [], "known": False, "accepted": 0, "left": 0,
    }  # fmt: skip
    try:
        data = file.read_bytes()
        reading = read(data, file.name)
        if reading.kind == "table":
            return {**result, **_table(data, file.name, reading, given)}
        return {**result, **_document(data, file.name, reading, given, accept)}
    except (Refused, OSError, actions.NoMunicipality) as error:
        reason = (
            f"{file.name}: {error}" if isinstance(error, actions.NoMunicipality) else sentence(file, error)
        )
        return {**result, "refused": [{"line": None, "reason": reason}]}


def _document(
    data: bytes, name: str, reading: Reading, given: Municipality | None, accept: bool
) -> dict[str, Any]:
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    texts = [line.text for line in reading.lines]
    municipality = actions.choose_municipality(**who, texts=texts, given=given)
    received = actions.receive(**who, municipality=municipality, data=data, name=name, reading=reading)
    accepted, left = actions.accept_sure(**who, upload=received.upload) if accept else (0, 0)
    if not accept:
        left = received.upload.proposals.filter(state="open").count()
    documents = recognised(name, reading)["documents"]
    return {"documents": documents, "known": received.known, "accepted": accepted, "left": left}


def _table(data: bytes, name: str, reading: Reading, given: Municipality | None) -> dict[str, Any]:
    raise Refused(f"Tabellen {name} kan inte läsas in än. Lägg in den som handling.")


def _told(result: dict[str, Any]) -> str:
    if result["refused"] and not result["documents"] and not result["rows"]["read"]:
        return "\n".join(refusal["reason"] for refusal in result["refused"])
    if result["kind"] == "document":
        known = "Filen var redan inläst. " if result["known"] else ""
        return f"{result['file']}: {known}{result['accepted']} uppgifter godtagna, {result['left']} väntar på granskning."
    rows = result["rows"]
    counts = f"{rows['new']} nya, {rows['changed']} ändrade, {rows['renamed']} omdöpta, {rows['gone']} borta"
    refused = [f"  rad {refusal['line']}: {refusal['reason']}" for refusal in result["refused"]]
    return "\n".join(
        [
            f"{result['file']}: {rows['read']} rader lästa, {counts}, {rows['unchanged']} oförändrade.",
            *refused,
        ]
    )
