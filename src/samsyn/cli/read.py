"""samsyn read: what the recognisers find in a file, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from samsyn.cli.start import Stopped, print_json, why
from samsyn.intake.readers import Refused, Table, check_size
from samsyn.intake.recognisers import as_json as document_json
from samsyn.intake.recognisers.tables import NoProfile, built_in, guess, mapping, rows
from samsyn.intake.recognisers.tables.key_figures import COLUMNS, PROFILE, catalogue
from samsyn.intake.workers import Understood, understand

Files = Annotated[list[Path], typer.Argument(help="Handlingar eller tabeller.")]
AsJson = Annotated[bool, typer.Option("--json", help="Ett JSON-objekt per fil, ett per rad.")]


def command(files: Files, as_json: AsJson = False) -> None:
    """Visa vad som känns igen i filer, utan att spara något."""
    refused = 0
    for file in files:
        try:
            check_size(file.stat().st_size, file.name)
            found = recognised(file.name, understand(file.read_bytes(), file.name))
        except (Refused, OSError) as error:
            refused += 1
            found = {"file": file.name, "documents": [], "tables": [], "warnings": [sentence(file, error)]}
        if as_json:
            print_json(found)
        else:
            print(summary(found))
    if refused:
        raise Stopped(f"{refused} av {len(files)} filer gick inte att läsa.")


def recognised(name: str, file: Understood) -> dict[str, Any]:
    """Return what was recognised in a file that has been read, in the importer's shape."""
    distrust = [f"Texten i {name} går inte att lita på: {file.distrust}"] if file.distrust else []
    return {
        "file": name,
        "documents": [document_json(document) for document in file.documents],
        "tables": [_table(table) for table in file.reading.tables],
        "warnings": [*file.reading.warnings, *distrust],
    }


def _table(table: Table) -> dict[str, Any]:
    """Return a table's headings and, where a shipped profile knows it, what each is taken to mean."""
    found = {"name": table.name, "header": list(table.header), "rows": len(table.rows)}
    if key_figures := catalogue([table]):
        refused = [{"line": row.line, "reason": row.reason} for row in key_figures.refused]
        return {**found, "profile": PROFILE, "columns": COLUMNS, "refused": refused}
    try:
        profile = guess(table, built_in())
    except NoProfile:
        return {**found, "profile": None, "columns": {}, "refused": []}
    refused = [{"line": row.line, "reason": row.reason} for row in rows(table, profile).refused]
    columns = {heading: field for heading, field in mapping(table, profile) if field}
    return {**found, "profile": profile.name, "columns": columns, "refused": refused}


def sentence(file: Path, error: Refused | OSError) -> str:
    """Return why a file could not be read, for people."""
    return str(error) if isinstance(error, Refused) else f"Filen {file.name} {why(error)}."


def summary(found: dict[str, Any]) -> str:
    """Return some lines for people: the file, then its documents, tables and warnings."""
    documents = [
        f"  {document['kind']}: {document['title'] or 'utan rubrik'} ({len(document['points'])} beslutspunkter)"
        for document in found["documents"]
    ]
    tables = [line for table in found["tables"] for line in _told(table)]
    warnings = [f"  {warning}" for warning in found["warnings"]]
    return "\n".join([found["file"], *documents, *tables, *warnings])


def _told(table: dict[str, Any]) -> list[str]:
    profile = table["profile"] or "ingen profil passar"
    columns = [
        f"    {' '.join(heading.split())[:60]} → {field}" for heading, field in table["columns"].items()
    ]
    refused = [f"    rad {row['line']}: {row['reason']}" for row in table["refused"]]
    return [f"  tabell {table['name']}: {table['rows']} rader, {profile}", *columns, *refused]
