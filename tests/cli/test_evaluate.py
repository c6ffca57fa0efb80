"""samsyn evaluate as people and scripts meet it: figures, mistakes, the page of the documentation, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TEXT = """Kullerviks kommun
PROTOKOLLSUTDRAG
Kommunstyrelsen
Sammanträdesdatum 2024-03-12

§ 41 Dnr KS-2023-118
Ny växel för kommunens telefoner

Beslut
Kommunstyrelsen godkänner förslaget.
"""
LABEL = {
    "file": "växel.txt",
    "set": "dev",
    "documents": [{"paragraph": "41", "dnr": ["KS 2023/118"], "title": "En annan rubrik"}],
}


def evaluate(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("samsyn")), "evaluate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "växel.txt").write_text(TEXT)
    (tmp_path / "växel.json").write_text(json.dumps(LABEL))
    return tmp_path


def test_figures_and_mistakes_as_json(folder: Path) -> None:
    told = evaluate(folder, folder, "--json", "--mistakes")
    found = json.loads(told.stdout)
    assert (told.returncode, told.stderr, found["texts"]) == (0, "", 1)
    assert (found["fields"]["dnr"]["precision"], found["fields"]["title"]["recall"]) == (1.0, 0.0)
    assert found["strata"]["dev"]["texts"] == 1
    assert [(one["text"], one["field"], one["found"]) for one in found["mistakes"]] == [
        ("växel.txt", "title", "Ny växel för kommunens telefoner")
    ]


def test_people_get_a_table_and_the_mistakes_in_swedish(folder: Path) -> None:
    told = evaluate(folder / "växel.json", folder, "--mistakes").stdout
    assert "fält" in told
    assert (
        "växel.txt: title: väntade En annan rubrik, fick Ny växel för kommunens telefoner"
        in told.splitlines()
    )


def test_only_the_set_asked_for_is_read(folder: Path) -> None:
    assert json.loads(evaluate(folder, folder, "--json", "--set", "held").stdout)["texts"] == 0


def test_the_page_keeps_its_own_words_and_gets_new_tables(folder: Path) -> None:
    page = folder / "sida.md"
    page.write_text("# Sidan\n\nOrd före.\n")
    for _ in range(2):
        assert evaluate(folder, folder, "--markdown", page).returncode == 0
    text = page.read_text()
    assert text.startswith("# Sidan\n\nOrd före.\n\n<!--")
    assert text.count("| dnr | 1 | 1 | 1 | 1.000 | 1.000 | 0 |") == 1


def test_a_label_that_cannot_be_read_is_one_sentence_and_exit_code_1(folder: Path) -> None:
    (folder / "växel.json").write_text("{")
    told = evaluate(folder, folder)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"Etikettfilen {folder / 'växel.json'} är inte giltig JSON, rad 1.\n"


def test_a_folder_that_is_not_there_is_asked_wrongly(folder: Path) -> None:
    assert evaluate(folder / "ingen", folder).returncode == 2
