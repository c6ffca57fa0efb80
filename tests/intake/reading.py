"""Documents as they would have been read, value by value, so that filing is tested apart from reading."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from samsyn.history.models import Source
from samsyn.intake import actions
from samsyn.intake.actions import Decision
from samsyn.intake.models import Proposal, Upload
from samsyn.intake.rules import SINGLE
from samsyn.kit.actors import command_line
from samsyn.organisation.models import Municipality

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def laid_out(town: Municipality, name: str, documents: list[dict[str, Any]]) -> Upload:
    """Return an upload with an open proposal for each value, each quoted on a line of its own."""
    digest = hashlib.sha256(json.dumps([name, documents], default=str).encode()).hexdigest()
    source = Source.objects.create(name=name, sha256=digest, size=1, kind="txt", path=digest, received_at=NOW)
    upload = Upload.objects.create(
        source=source, municipality=town, kind="document", received_by="x", received_at=NOW
    )
    for place, values in enumerate(documents):
        flat = [
            (field, one) for field, value in values.items() for one in ([value] if field in SINGLE else value)
        ]
        for number, (field, value) in enumerate(flat, 1):
            Proposal.objects.create(
                upload=upload, document=place, number=number, field=field, value=value, page=1,
                line=100 * place + number, text=str(value), confidence=0.9,
            )  # fmt: skip
    return upload


def filed(
    town: Municipality, name: str, *documents: dict[str, Any], at: datetime = NOW,
    right: dict[str, Any] | None = None,
) -> Upload:  # fmt: skip
    """Lay documents out and accept all; `right` has the right values of fields that were read wrong."""
    upload = laid_out(town, name, list(documents))
    corrections = {
        one.pk: Decision("corrected", right[one.field])
        for one in upload.proposals.all()
        if right and one.field in right
    }
    if corrections:
        actions.decide(by=command_line(), at=at, upload=upload, decisions=corrections)
    actions.accept_sure(by=command_line(), at=at, upload=upload)
    upload.refresh_from_db()
    return upload


def point(text: str, force: str = "beslutar", **more: Any) -> dict[str, Any]:
    """Return a decision point as it is read."""
    return {"text": text, "force": force, "by": None, "to": None, **more}


def minutes(body: str, day: str, paragraph: str, **more: Any) -> dict[str, Any]:
    """Return a § of minutes as it is read."""
    return {"kind": "protokollsutdrag", "body": body, "date": day, "paragraph": paragraph, **more}
