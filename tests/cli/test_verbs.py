"""The command line as people and scripts meet it: exit codes, sentences, JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "hem"


def samsyn(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SAMSYN_HOME")}
    environment = {**kept, "SAMSYN_HOME": str(home), "COLUMNS": "200", "NO_COLOR": "1", **environment}
    command = [str(Path(sys.executable).with_name("samsyn")), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_help_lists_the_verbs(home: Path) -> None:
    told = samsyn(home, "--help")
    assert told.returncode == 0
    assert all(verb in told.stdout for verb in ("read", "import", "migrate", "serve", "verify", "check"))
    assert "Visa den här hjälpen." in told.stdout


@pytest.mark.parametrize("arguments", [["nonsens"], ["verify", "--nonsens"], ["read"]])
def test_asked_wrongly_is_exit_code_2(home: Path, arguments: list[str]) -> None:
    assert samsyn(home, *arguments).returncode == 2


def test_a_database_that_was_never_made_is_one_sentence(home: Path) -> None:
    told = samsyn(home, "verify")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "Databasen är inte färdig för den här versionen. Kör samsyn migrate.\n"


def test_a_database_out_of_reach_is_one_sentence(home: Path) -> None:
    told = samsyn(home, "verify", DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")
    assert told.returncode == 1
    assert told.stderr.startswith("Databasen svarar inte: ")
    assert "Traceback" not in told.stderr


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.touch()
    told = samsyn(file / "hem", "verify")
    assert told.returncode == 1
    assert told.stderr.startswith(f"Mappen {file}")
    assert told.stderr.count("\n") == 1


def test_migrate_then_verify_and_check(home: Path) -> None:
    assert samsyn(home, "migrate").returncode == 0
    assert samsyn(home, "migrate").stdout == "Databasen var redan färdig.\n"
    assert json.loads(samsyn(home, "verify", "--json").stdout) == {
        "acts": 0,
        "holds": True,
        "broken_at": None,
    }
    found = {
        finding["name"]: finding["good"] for finding in json.loads(samsyn(home, "check", "--json").stdout)
    }
    assert found["databas"]
    assert found["händelsekedja"]


def test_read_tells_per_file_what_it_could_not_read(home: Path, tmp_path: Path) -> None:
    (tmp_path / "tom.txt").touch()
    (tmp_path / "brev.txt").write_text("Tjänsteskrivelse\n\nEn rad text.\n")
    told = samsyn(
        home, "read", "--json", *(str(tmp_path / name) for name in ("tom.txt", "brev.txt", "ingen.txt"))
    )
    empty, letter, absent = (json.loads(line) for line in told.stdout.splitlines())
    assert told.returncode == 1
    assert len(empty["warnings"]) == 1
    assert len(letter["documents"]) == 1
    assert absent["warnings"] == ["Filen ingen.txt finns inte."]
    assert not home.exists(), "reading needs no database and leaves nothing behind"
