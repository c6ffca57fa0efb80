"""Importing one file: read it, keep it, lay out or accept its values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from samsyn.cli.start import why
from samsyn.intake import actions
from samsyn.intake.readers import Reading, Refused, check_size, read
from samsyn.intake.recognisers import as_json, recognise
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality

NO_ROWS = {"read": 0, "new": 0, "changed": 0, "unchanged": 0, "renamed": 0, "gone": 0, "refused": 0}


def _sentence(file: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{file.name} {why(error)}."
    return str(error) if isinstance(error, Refused) else f"{file.name}: {error}"


def import_file(file: Path, given: Municipality | None, *, accept: bool) -> dict[str, Any]:
    """Import one file and return what became of it, in the stable shape of `samsyn import --json`."""
    result: dict[str, Any] = {
        "file": file.name, "kind": "document", "profile": None, "rows": dict(NO_ROWS), "refused": [],
        "documents": [], "known": False, "accepted": 0, "left": 0,
    }  # fmt: skip
    try:
        check_size(file.stat().st_size, file.name)
        data = file.read_bytes()
        reading = read(data, file.name)
        result["kind"] = reading.kind
        if reading.kind == "table":
            return {**result, **_table(data, file.name, reading, given)}
        return {**result, **_document(data, file.name, reading, given, accept)}
    except (Refused, OSError, actions.NoMunicipality, actions.TableRefused) as error:
        return {**result, "refused": [{"line": None, "reason": _sentence(file, error)}]}


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
    documents = [as_json(document) for document in recognise(reading.lines)]
    return {"documents": documents, "known": received.known, "accepted": accepted, "left": left}


def _table(data: bytes, name: str, reading: Reading, given: Municipality | None) -> dict[str, Any]:
    return actions.import_table(
        by=command_line(), at=timezone.now(), data=data, name=name, reading=reading, given=given
    )
