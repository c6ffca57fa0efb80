"""samsyn read: what the recognisers find in a file, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from samsyn.cli.start import Stopped, print_json, why


def read(
    files: Annotated[list[Path], typer.Argument(help="Handlingar eller tabeller.")],
    as_json: Annotated[bool, typer.Option("--json", help="Ett JSON-objekt per fil, ett per rad.")] = False,
) -> None:
    """Visa vad som känns igen i filer, utan att spara något."""
    refused = 0
    for path in files:
        found, problem = recognised(path)
        refused += bool(problem)
        if as_json:
            print_json(found)
        else:
            print(summary(found))
    if refused:
        raise Stopped(f"{refused} av {len(files)} filer gick inte att läsa.")


def recognised(path: Path) -> tuple[dict[str, Any], str]:
    """Return what a file holds in the importer's shape, and the sentence that refused it, if any."""
    from samsyn.intake.readers import Refused
    from samsyn.intake.readers import read as read_file
    from samsyn.intake.recognisers import as_json, recognise

    found: dict[str, Any] = {"file": str(path), "documents": [], "tables": [], "warnings": []}
    try:
        reading = read_file(path.read_bytes(), path.name)
    except Refused as refused:
        return {**found, "warnings": [str(refused)]}, str(refused)
    except OSError as error:
        sentence = f"Filen {path} {why(error)}."
        return {**found, "warnings": [sentence]}, sentence
    found["documents"] = [as_json(document) for document in recognise(reading.lines)]
    found["tables"] = [
        {"name": table.name, "header": table.header, "rows": len(table.rows)} for table in reading.tables
    ]
    found["warnings"] = list(reading.warnings)
    return found, ""


def summary(found: dict[str, Any]) -> str:
    """Return some lines for people: the file, then its documents, tables and warnings."""
    documents = [
        f"  {document['kind']}: {document['title'] or 'utan rubrik'} ({len(document['points'])} beslutspunkter)"
        for document in found["documents"]
    ]
    tables = [f"  tabell {table['name']}: {table['rows']} rader" for table in found["tables"]]
    warnings = [f"  {warning}" for warning in found["warnings"]]
    return "\n".join([found["file"], *documents, *tables, *warnings])
