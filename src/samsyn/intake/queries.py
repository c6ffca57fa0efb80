"""Reading intake: what came in and what waits for a yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from samsyn.intake.models import Proposal, Upload
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file in the list of readings (inläsning)."""

    id: int
    name: str
    kind: str
    received_at: datetime
    received_by: str
    proposals: int
    open: int


def uploads(municipality: Municipality) -> list[UploadRow]:
    """Return the municipality's readings, those with open proposals first, newest first."""
    found = Upload.objects.filter(municipality=municipality).annotate(
        total=Count("proposals"), waiting=Count("proposals", filter=Q(proposals__state="open"))
    )
    rows = found.order_by("-waiting", "-received_at", "-pk").values_list(
        "id", "source__name", "kind", "received_at", "received_by", "total", "waiting"
    )
    return sorted((UploadRow(*row) for row in rows), key=lambda row: row.open == 0)


def proposals(upload: Upload) -> list[Proposal]:
    """Return an upload's proposals in the document's order."""
    return list(upload.proposals.order_by("document", "number"))
