"""The documentation says what is there: links lead somewhere, requirements name tests that exist, the glossary is current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools import glossary

from samsyn.cli import VERBS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#]+)(?:#[^)]*)?\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
SOURCE = re.compile(r"`((?:src|tools|docs)/[\w/.-]+)`")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_and_files_named_exist(page: Path) -> None:
    text = page.read_text()
    linked = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    files = [file for file in SOURCE.findall(text) if not (ROOT / file).exists()]
    assert linked + files == []


def test_each_requirement_names_a_test_that_exists() -> None:
    rows = [
        line
        for line in (ROOT / "docs/requirements.md").read_text().splitlines()
        if re.match(r"\| R\d\d", line)
    ]
    assert rows
    for row in rows:
        found = TEST.findall(row)
        assert found, f"no test shows {row[:60]}"
        for file, function in found:
            text = (ROOT / file).read_text()
            assert not function or f"def {function}(" in text, f"{file} has no {function}"


def test_the_glossary_is_what_the_models_say() -> None:
    assert glossary.PAGE.read_text() == glossary.page(), "run tools/glossary.py"


def test_every_setting_and_every_verb_is_told() -> None:
    settings = set(re.findall(r'env[.\w]*\(\s*"(\w+)"', (ROOT / "src/samsyn/config/settings.py").read_text()))
    told = (ROOT / "docs/reference/settings.md").read_text()
    assert [name for name in settings if f"`{name}`" not in told] == []
    commands = (ROOT / "docs/reference/commands.md").read_text()
    assert [verb for verb in VERBS if f"`samsyn {verb}" not in commands] == []
