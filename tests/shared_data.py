"""The real documents and tables that lie beside a development checkout, where there are any."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(path: str) -> Path:
    """Return a file or folder under ../shared; skip the test where it is missing."""
    found = SHARED / path
    if not found.exists():
        pytest.skip("skipped: no shared data")
    return found
