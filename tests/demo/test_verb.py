"""samsyn demo on a machine of its own: the same twice, and the sample documents read in."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SAMSYN = str(Path(sys.executable).with_name("samsyn"))
ON = "2026-06-01"


def demo(home: Path, seed: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = {**kept, "SAMSYN_HOME": str(home), "PYTHONHASHSEED": seed}
    verb = [SAMSYN, "demo", "--no-serve", "--on", ON]
    return subprocess.Popen(verb, env=environment, stdout=subprocess.PIPE, text=True)


def ask(home: Path, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(home / "samsyn.sqlite3")
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def test_two_loads_in_two_databases_are_alike_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    homes = [tmp_path / "one", tmp_path / "two"]
    runs = [demo(home, seed) for home, seed in zip(homes, "12", strict=True)]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert "Sundsala kommun lades upp som den ser ut 2026-06-01" in said[0]
    link = f"SELECT hash FROM history_act WHERE at < '{ON}' ORDER BY id DESC LIMIT 1"
    rows = "SELECT day, state, happened, needs, reporter FROM register_statusreport ORDER BY id"
    assert ask(homes[0], link) == ask(homes[1], link) != []
    assert ask(homes[0], rows) == ask(homes[1], rows) != []

    open_values = "SELECT count(*) FROM intake_proposal WHERE state = 'open'"
    documents = "SELECT count(*) FROM intake_upload"
    assert ask(homes[0], documents)[0][0] == 6
    assert ask(homes[0], open_values)[0][0] != 0
    assert ask(homes[0], "SELECT count(*) FROM audits_audit")[0][0] == 2
    acts = "SELECT count(*) FROM history_act"
    before = ask(homes[0], acts)
    again = demo(homes[0], "3")
    assert "Inget ändrades" in again.communicate()[0]
    assert ask(homes[0], acts) == before
