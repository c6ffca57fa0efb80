"""Files are kept whole or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from samsyn.kit.files import ABANDONED, keep_whole


def test_the_bytes_are_kept_and_nothing_else_lies_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "filer"
    keep_whole(folder, "abc", b"innehall")
    keep_whole(folder, "abc", b"innehall")
    assert (folder / "abc").read_bytes() == b"innehall"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["abc"]


def test_a_half_file_under_the_name_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"inne")
    keep_whole(tmp_path, "abc", b"innehall")
    assert (tmp_path / "abc").read_bytes() == b"innehall"


def test_what_fails_halfway_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_place: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_whole(tmp_path, "abc", b"innehall")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_somebody_stopped_long_ago_left_is_cleared_and_what_is_being_written_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / ".part").mkdir()
    old, new = tmp_path / ".part" / "old", tmp_path / ".part" / "new"
    old.write_bytes(b"a")
    new.write_bytes(b"b")
    past = time.time() - ABANDONED - 1
    os.utime(old, (past, past))
    keep_whole(tmp_path, "abc", b"innehall")
    assert (old.exists(), new.exists()) == (False, True)
