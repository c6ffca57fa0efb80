"""An import that is killed at any moment and started again ends as one that was never stopped."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, SAMSYN, site_environment
from tests.intake.papers import write_texts

PROVING = EXAMPLES > 1000
KILLS, DOCUMENTS = (50, 200) if PROVING else (5, 40)
SECONDS_A_FILE = 0.06


def samsyn(home: Path, *verb: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [SAMSYN, *verb], env=site_environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def importing(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    return samsyn(home, "import", str(folder), "--accept", "--municipality", "Sundsala kommun", "--json")


def finished(process: subprocess.Popen[bytes]) -> str:
    return process.communicate()[0].decode()


def wait_for_the_first(home: Path, process: subprocess.Popen[bytes]) -> None:
    before = received(home)
    while process.poll() is None and received(home) == before:
        time.sleep(0.02)


def received(home: Path) -> int:
    with sqlite3.connect(home / "samsyn.sqlite3") as database:
        count: int = database.execute("SELECT count(*) FROM intake_upload").fetchone()[0]
        return count


def rows(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but when it was written and the links that hang on that."""
    with sqlite3.connect(home / "samsyn.sqlite3") as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'django%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return {table: lasting(database, table) for (table,) in tables}


def lasting(database: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    about = database.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [name for _, name, kind, *_ in about if kind != "datetime" and name not in ("hash", "previous")]
    quoted = ", ".join(f'"{name}"' for name in columns)
    return database.execute(f"SELECT {quoted} FROM {table} ORDER BY 1").fetchall()


@pytest.mark.slow
def test_killed_again_and_again_it_ends_as_one_that_was_never_stopped(tmp_path: Path) -> None:
    folder, made, whole, broken = (tmp_path / name for name in ("in", "made", "whole", "broken"))
    write_texts(folder, DOCUMENTS)
    finished(samsyn(made, "migrate"))
    shutil.copytree(made, whole)
    shutil.copytree(made, broken)
    finished(importing(whole, folder))
    chance = random.Random(20261125)
    counts = set[int]()
    for _ in range(KILLS):
        process = importing(broken, folder)
        if chance.random() < 0.8:  # else it may be killed before it has begun
            wait_for_the_first(broken, process)
        time.sleep(chance.random() * 2 * DOCUMENTS / KILLS * SECONDS_A_FILE)
        process.kill()
        process.communicate()
        counts.add(received(broken))
    last = importing(broken, folder)
    assert f'"file": "{len(list(folder.iterdir())) - 2:05}-' in finished(last)
    assert len(counts) > KILLS // 5, "the kills must come while it works"
    assert rows(broken) == rows(whole)
    assert finished(samsyn(broken, "verify")) == finished(samsyn(whole, "verify"))
    kept = {path.name for path in (broken / "files").iterdir() if path.is_file()}
    assert kept == {digest for (digest,) in digests(broken)}


def digests(home: Path) -> list[tuple[str]]:
    with sqlite3.connect(home / "samsyn.sqlite3") as database:
        return database.execute("SELECT sha256 FROM history_source").fetchall()
