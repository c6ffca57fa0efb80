"""Files that come with inquiries and answers, kept as they were."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from samsyn.history.actions import checksum
from samsyn.history.models import Source
from samsyn.kit.files import keep_whole


def keep(*, data: bytes, name: str, at: datetime) -> Source:
    """Keep a file by its checksum and return its row; the same bytes twice are one."""
    digest = checksum(data)
    keep_whole(Path(settings.FILES), digest, data)
    kind = name.rpartition(".")[2].lower()[:10]
    source, _ = Source.objects.get_or_create(
        sha256=digest,
        defaults={"name": name[:255], "size": len(data), "kind": kind, "path": digest, "received_at": at},
    )
    return source
