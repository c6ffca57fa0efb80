"""The tamper-evident chain: each link's hash covers the one before it."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def link_hash(previous: str, content: dict[str, Any]) -> str:
    """Return the SHA-256 of a link: the hash before it and its content as canonical JSON (R82)."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
