"""Write docs/reference/glossary.md from the models' docstrings: tools/glossary.py [--check]."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "glossary.md"
HEAD = """# Glossary

Made by `tools/glossary.py` from the docstrings of the models: the word in the code, the word on the screen, what it is.

| In code | På svenska | What it is | Room |
|---|---|---|---|
"""
DOCSTRING = re.compile(r"(?P<what>.+?) [\[(](?P<word>[^\[\]()]+)[\])]\.", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Write the page, or with --check return 1 when the page is not what it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    django.setup()
    if "--check" in arguments:
        return int(not PAGE.exists() or PAGE.read_text() != page())
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page())
    return 0


def page() -> str:
    """Return the whole page, sorted by the Swedish word."""
    return HEAD + "".join(
        f"| {' | '.join(row)} |\n" for row in sorted(rows(), key=lambda row: row[1].casefold())
    )


def rows() -> list[tuple[str, str, str, str]]:
    """Return name, Swedish word, meaning and room of every model of the house."""
    from django.apps import apps  # noqa: PLC0415  needs Django ready
    from django.conf import settings  # noqa: PLC0415

    found = []
    for room in settings.ROOMS:
        for model in apps.get_app_config(room).get_models():
            told = DOCSTRING.match(" ".join((model.__doc__ or "").split()))
            if (
                told
                and model.__module__.startswith(f"samsyn.{room}.models")
                and not model.__name__.startswith("Historical")
            ):
                found.append((f"`{model.__name__}`", told["word"], told["what"] + ".", room))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
