"""Count what written Swedish looks like in our own texts and write the table that garbled text is told by."""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from samsyn.intake.readers import read
from samsyn.intake.recognisers.quality import TABLE, trigrams, words

ROOT = Path(__file__).resolve().parent.parent
DEMO, CORPUS = ROOT / "src" / "samsyn" / "demo", ROOT / "tests" / "intake" / "corpus"
WORDS = 60
ENOUGH = 2
"""How often a trigram must stand in our texts to count as Swedish."""


def texts() -> Iterator[str]:
    """Yield the lines of the sample documents and the corpus, and the sentences of the demo municipality."""
    for file in sorted([*(DEMO / "samples").iterdir(), *CORPUS.iterdir()]):
        if file.name != "README.md" and file.suffix in (".txt", ".docx", ".md", ".html"):
            yield from (line.text for line in read(file.read_bytes(), file.name).lines)
    for file in sorted((DEMO / "data").glob("*.toml")):
        yield from strings(tomllib.loads(file.read_text()))


def strings(value: Any) -> Iterator[str]:
    """Yield the texts of some words within a value, however deep."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    elif isinstance(value, str) and value.count(" ") > 2 and not set(value) & set("_={"):
        yield value


def counted() -> dict[str, Any]:
    """Return the table: the commonest words, the letters' shares and the trigrams seen more than once."""
    every = [word for text in texts() for word in words(text)]
    letters = Counter(letter for word in every for letter in word)
    seen = Counter(part for word in every for part in trigrams(word))
    return {
        "words": sorted(word for word, _ in Counter(every).most_common(WORDS)),
        "letters": {
            one: round(count / letters.total(), 4) for one, count in sorted(letters.items()) if one.isalpha()
        },
        "trigrams": sorted(part for part, count in seen.items() if count >= ENOUGH),
    }


if __name__ == "__main__":
    TABLE.write_text(json.dumps(counted(), ensure_ascii=False, indent=0) + "\n")
    sys.exit(0)
