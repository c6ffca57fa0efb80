"""Files kept whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

ABANDONED = 3600
"""Seconds after which a half file belongs to somebody who was stopped."""


def keep_whole(folder: Path, name: str, data: bytes) -> None:
    """Keep bytes under a name that says what they are, such as their checksum; after this they survive a power cut.

    Whoever looks sees the whole file or none. A file of the same name and size is left as it is.
    """
    halves = folder / ".part"
    halves.mkdir(parents=True, exist_ok=True)
    target = folder / name
    if target.exists() and target.stat().st_size == len(data):
        return
    with tempfile.NamedTemporaryFile(dir=halves, delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _settle(folder)
    for left in halves.iterdir():
        if time.time() - left.stat().st_mtime > ABANDONED:
            left.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the folder's list of names survive a power cut."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
