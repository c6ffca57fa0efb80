"""Label files: what a person says a text holds, and the text it is said of (etiketter)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from samsyn.intake.readers import Line, Reading, Refused, read
from samsyn.intake.readers.lines import SOFT_HYPHEN
from samsyn.intake.scoring.fields import FIELDS, choices, first_words, listed


class BadLabel(Exception):
    """A label that cannot be used; the text is the one sentence to show."""


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled text: where it stands, which groups it counts in, and what it holds (etikett).

    `documents` may be a list, or {"accept": [list, list]} where a text can fairly be split in several ways.
    """

    name: str
    strata: tuple[str, ...]
    source: dict[str, str]
    documents: Any


def load(place: Path) -> tuple[Label, ...]:
    """Return the labels in a file, or in every json file of a folder, by name; raise BadLabel for one unreadable."""
    files = sorted(place.glob("*.json")) if place.is_dir() else [place]
    if not files:
        raise BadLabel(f"Mappen {place} har inga etikettfiler. De ska sluta på .json.")
    return tuple(label for file in files for label in _labels(file))


def _labels(file: Path) -> Iterator[Label]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadLabel(f"Etikettfilen {file} är inte giltig JSON, rad {error.lineno}.") from None
    except (OSError, UnicodeDecodeError):
        raise BadLabel(f"Etikettfilen {file} går inte att läsa.") from None
    for one in told.get("labels", [told]) if isinstance(told, dict) else [told]:
        if not isinstance(one, dict) or not {"file", "documents"} <= one.keys():
            raise BadLabel(f"Etikettfilen {file} saknar file eller documents.")
        source = {"file": one["file"], **one.get("source", {})}
        strata = tuple(filter(None, [one.get("set", ""), *one.get("strata", [])]))
        yield Label(one["file"], strata, source, one["documents"])


# --- The text -------------------------------------------------------------------------------------------------------


def reading(label: Label, folder: Path) -> Reading:
    """Read the label's text, a file or a record of a jsonl file in the folder; raise BadLabel when it is not there."""
    source, path = label.source, folder / label.source["file"]
    try:
        if "key" not in source:
            return read(path.read_bytes(), path.name)
        text = _records(path, source["key"])[source["id"]][source["text"]]
        return read(text.encode(), f"{source['key']}.{source.get('as', 'txt')}")
    except OSError:
        raise BadLabel(f"Texten till {label.name} finns inte: {path}.") from None
    except KeyError:
        raise BadLabel(f"Texten till {label.name} finns inte i {path}.") from None
    except (Refused, ValueError) as error:
        raise BadLabel(f"Texten till {label.name} går inte att läsa. {error}") from None


@lru_cache(maxsize=4)
def _records(path: Path, key: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return {record[key]: record for record in records}


# --- Values told by line --------------------------------------------------------------------------------------------


def resolved(label: Label, lines: Sequence[Line]) -> list[list[dict[str, Any]]]:
    """Return the ways the text may be split, values told by line put in words; raise BadLabel for a field unknown.

    {"lines": "8-10,12"} becomes the words on those lines (of "page", else the first), from the word "from" where that
    is told; "starts" guards against a text that has moved. {"each": "8-10"} becomes a list with one item per line.
    """
    by_place = {(line.page, line.number): line.text for line in lines}
    ways: list[list[dict[str, Any]]] = [
        [_accepting(_resolve(document, by_place, label.name), label.name) for document in documents]
        for documents in choices(label.documents)
    ]
    for document in (document for documents in ways for document in documents):
        for name in document.keys() - {"quotes"}:
            _check(name, document[name], label.name)
    return ways


def _check(field: str, value: Any, name: str) -> None:
    """Raise BadLabel for a field unknown, or a value that is a word where objects belong or the other way round."""
    if not set(field.split("+")) <= FIELDS.keys():
        raise BadLabel(f"Etiketten {name} har fältet {field}, som inte finns.")
    right: type = dict if FIELDS[field.split("+", maxsplit=1)[0]].parts else str
    for item in (item for way in choices(value) for item in listed(way)):
        if any(not isinstance(one, right | None) for one in choices(item)):
            raise BadLabel(f"Etiketten {name} har ett värde av fel slag i {field}.")


def _accepting(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Move a document's `accept`, alternatives by path ("points.0.force"), to the values they are alternatives to."""
    for path, more in sorted(document.pop("accept", {}).items(), key=lambda pair: -pair[0].count(".")):
        *outer, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        within: Any = document
        try:
            for step in outer:
                within = within[step]
            within[last] = {"accept": [*choices(within[last]), *more]}
        except (LookupError, TypeError):
            raise BadLabel(f"Etiketten {name} godtar annat för {path}, som inte finns i den.") from None
    return document


def _resolve(value: Any, by_place: dict[tuple[int, int], str], name: str) -> Any:
    if isinstance(value, list):
        return [_resolve(item, by_place, name) for item in value]
    if not isinstance(value, dict):
        return value
    if "each" in value:
        return [re.sub(r"^\d+\.? ", "", text) for text in _texts(value, "each", by_place, name)]
    if "lines" in value:
        return _words(value, by_place, name)
    return {key: _resolve(item, by_place, name) for key, item in value.items()}


def _words(span: dict[str, Any], by_place: dict[tuple[int, int], str], name: str) -> str:
    text = " ".join(_texts(span, "lines", by_place, name)).replace(f"{SOFT_HYPHEN} ", "")
    start = text.find(span.get("from", ""))
    if start < 0 or not first_words(text, span.get("starts", "")):
        said = span.get("from") or span["starts"]
        raise BadLabel(f"Etiketten {name} pekar på rad {span['lines']}, där ”{said}” inte står.")
    return text[start:]


def _texts(span: dict[str, Any], key: str, by_place: dict[tuple[int, int], str], name: str) -> Iterator[str]:
    for part in span[key].split(","):
        first, _, last = part.partition("-")
        if not (first + last).isdigit():
            raise BadLabel(f"Etiketten {name} pekar på rad {span[key]}. Skriv till exempel 8-10,12.")
        for number in range(int(first), int(last or first) + 1):
            place = (span.get("page", 1), number)
            if place not in by_place:
                raise BadLabel(f"Etiketten {name} pekar på rad {number}, som inte finns.")
            yield by_place[place]
