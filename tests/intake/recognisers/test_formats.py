"""The same document says the same in every format: as text, Word, web page, Markdown and pdf."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import typst

from samsyn.intake.readers import read
from samsyn.intake.recognisers import as_json, recognise

SAMPLES = Path(__file__).parents[3] / "src" / "samsyn" / "demo" / "samples"


def word(lines: list[str]) -> bytes:
    document, data = docx.Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


def web(lines: list[str]) -> bytes:
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>".encode()


def paper(lines: list[str]) -> bytes:
    """Set the text as a printed page: justified, hyphenated, tabs and empty lines lost."""
    rows = [
        ("#" + '"' + line.replace("\t", "   ").replace('"', "'") + '"') if line.strip() else ""
        for line in lines
    ]
    body = "\n".join(
        row + (" \\" if row and later else "") for row, later in zip(rows, [*rows[1:], ""], strict=True)
    )
    made = typst.compile(f'#set text(lang: "sv", hyphenate: true)\n#set par(justify: true)\n{body}'.encode())
    assert isinstance(made, bytes)
    return made


def markdown(lines: list[str]) -> bytes:
    return "\r\n".join(lines).encode("utf-8-sig")


FORMATS: dict[str, Callable[[list[str]], bytes]] = {"docx": word, "html": web, "pdf": paper, "md": markdown}


def values(data: bytes, name: str) -> dict[str, Any]:
    (document,) = recognise(read(data, name).lines)
    shape = as_json(document)
    del shape["quotes"]
    shape["summary"] = " ".join((shape["summary"] or "").split())
    return shape


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_same_values(sample: str, kind: str) -> None:
    text = (SAMPLES / sample).read_text("utf-8")
    assert values(FORMATS[kind](text.split("\n")), f"fil.{kind}") == values(text.encode(), "fil.txt")
