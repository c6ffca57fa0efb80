"""Kolada's table of key figures goes into the catalogue that indicators are chosen from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.governance.actions import keep_key_figures
from samsyn.governance.models import KeyFigure
from samsyn.intake.actions.receiving import receive
from samsyn.intake.models import Upload
from samsyn.intake.readers import Reading
from samsyn.intake.recognisers.tables.key_figures import PROFILE, catalogue
from samsyn.intake.workers import Understood
from samsyn.kit.actors import Actor
from samsyn.organisation.models import Municipality


@transaction.atomic
def import_key_figures(
    *, by: Actor, at: datetime, data: bytes, name: str, reading: Reading, municipality: Municipality
) -> tuple[Upload, bool] | None:
    """Keep a file with Kolada's key figures and put them into the catalogue, which every municipality shares.

    Returns the upload and whether it was in before, None when the file is no such table. Raises NotAllowed.
    """
    found = catalogue(reading.tables)
    if found is None:
        return None
    received = receive(
        by=by, at=at, municipality=municipality, data=data, name=name, file=Understood(reading)
    )
    upload = received.upload
    if upload.result:
        return upload, True
    key_figures = [KeyFigure(key=row.key, title=row.title, description=row.description) for row in found.rows]
    new, changed = keep_key_figures(
        by=by, at=at, municipality=municipality, key_figures=key_figures, name=name
    )
    upload.result, upload.warnings = _told(found, new, changed), [*upload.warnings, *_left_out(found.regions)]
    upload.save()
    return upload, False


def _told(found: Any, new: int, changed: int) -> dict[str, Any]:
    counts = {
        "read": len(found.table.rows), "new": new, "changed": changed, "renamed": 0, "gone": 0,
        "unchanged": len(found.rows) - new - changed, "refused": len(found.refused),
    }  # fmt: skip
    refused = [{"line": row.line, "reason": row.reason} for row in found.refused]
    return {"profile": PROFILE, "edition": "", "rows": counts, "refused": refused}


def _left_out(regions: int) -> list[str]:
    return [f"{regions} nyckeltal som bara regioner har lästes inte in."] if regions else []
