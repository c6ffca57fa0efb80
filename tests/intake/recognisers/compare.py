"""Compares what was recognised with what is right, as leniently as the key's tolerances say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from samsyn.intake.readers.lines import Line

Json = dict[str, Any]
STRINGS = ("dnr", "references", "recipients", "for_statement", "for_information", "basis", "questions")
SCALARS = ("kind", "title", "body", "date", "paragraph", "adjusted", "verdict")
ROWS = ("points", "deadlines", "hearing_steps", "recommendations", "members")


@dataclass(frozen=True)
class Tolerance:
    """What the key of one file lets pass besides the right answer."""

    synonyms: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    also: Json = field(default_factory=dict)
    optional: Json = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    literal: tuple[str, ...] = ()


def tolerance(key: Json, name: str) -> Tolerance:
    rules = key.get("tolerance", {})
    own = rules.get("files", {}).get(name, {})
    return Tolerance(
        rules.get("synonyms", {}),
        own.get("also", {}),
        own.get("optional", {}),
        own.get("lines", {}),
        tuple(own.get("literal_may_fill", ())),
    )


def differences(right: Json, got: Json, allowed: Tolerance) -> list[str]:
    """Return one line for each field that is neither right nor tolerated."""
    wrong = [name for name in SCALARS if not _same(name, right[name], got[name], allowed)]
    wrong += [name for name in STRINGS if not _same_list(name, right[name], got[name], allowed)]
    wrong += [name for name in ROWS if not _same_rows(name, right[name], got[name], allowed)]
    if "summary" not in allowed.literal and _words(right["summary"]) != _words(got["summary"]):
        wrong.append("summary")
    if not _same_extension(right["extension"], got["extension"]):
        wrong.append("extension")
    return [f"{name}: {got[name]!r} but right is {right[name]!r}" for name in wrong]


def _same(name: str, right: Any, got: Any, allowed: Tolerance) -> bool:
    field_name = name.rpartition(".")[2]
    also = allowed.also.get(name, [])
    if isinstance(also, dict):
        also = also.get(right, [])
    near = allowed.synonyms.get(field_name, {}).get(right, []) if isinstance(right, str) else []
    if field_name == "text" and right and got:
        return str(got).rstrip(".") in right or right in str(got)
    return bool(got == right or got in also or got in near)


def _same_list(name: str, right: Sequence[str], got: Sequence[str], allowed: Tolerance) -> bool:
    extra = [one for one in got if one not in right and one not in allowed.optional.get(name, [])]
    return not extra and all(one in got for one in right)


def _same_rows(name: str, right: Sequence[Json], got: Sequence[Json], allowed: Tolerance) -> bool:
    optional = allowed.optional.get(name, [])
    kept = [row for row in got if row not in optional]
    return len(kept) == len(right) and all(
        all(_same_cell(f"{name}.{column}", value, other[column], allowed) for column, value in row.items())
        for row, other in zip(right, kept, strict=True)
    )


def _same_cell(name: str, right: Any, got: Any, allowed: Tolerance) -> bool:
    if isinstance(right, list):
        return len(right) == len(got) and all(
            _same(name, a, b, allowed) for a, b in zip(right, got, strict=True)
        )
    return _same(name, right, got, allowed)


def _same_extension(right: Json | None, got: Json | None) -> bool:
    if right is None or got is None:
        return right is got
    return all(got[name] == right[name] for name in ("status", "from", "to", "asked"))


def _words(text: str | None) -> str:
    return re.sub(r"\W+", " ", text or "").strip()


# --- quotes ---------------------------------------------------------------------------------------------------------


def quotes(mirror: Any) -> Iterator[Json]:
    """Yield every quote in the mirror of a document."""
    if (
        isinstance(mirror, dict)
        and set(mirror) == {"page", "line", "text"}
        and isinstance(mirror["line"], int)
    ):
        yield mirror
    elif isinstance(mirror, dict | list):
        for part in mirror.values() if isinstance(mirror, dict) else mirror:
            yield from quotes(part)


def loose_quotes(mirror: Any, lines: Sequence[Line]) -> list[Json]:
    """Return the quotes whose words do not stand on the line they name."""
    texts = {(line.page, line.number): line.text for line in lines}
    return [
        quote
        for quote in quotes(mirror)
        if not quote["text"] or quote["text"] not in texts.get((quote["page"], quote["line"]), "")
    ]


def misplaced(right: Json, got: Json, allowed: Tolerance) -> list[str]:
    """Return the fields whose quotes stand on other lines than the key's and its tolerance's."""
    wrong = []
    for name, mirror in right["quotes"].items():
        expected = {quote["line"] for quote in quotes(mirror)} | set(allowed.lines.get(name, ()))
        found = {quote["line"] for quote in quotes(got["quotes"].get(name, []))}
        if not found <= expected or (expected and not found and name != "viewpoints"):
            wrong.append(f"{name}: lines {sorted(found)} but right are {sorted(expected)}")
    return wrong
