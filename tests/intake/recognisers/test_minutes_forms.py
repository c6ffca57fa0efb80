"""Minutes in the forms of many municipalities: each text is ours, after a form seen in use."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.intake.recognisers import compare

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, Point, as_json, recognise

FORMS = sorted((Path(__file__).parent / "forms").glob("*.toml"))


def point(one: Point) -> str:
    """Return a point as "force|by|to|outcome|words"; "egen" for the body's own part, "villkor" when conditional."""
    force = [one.force.value, *["egen"] * one.for_own_part, *["villkor"] * bool(one.condition)]
    parts = [found.value if found else "" for found in (one.by, one.to, one.outcome)]
    return "|".join([" ".join(force), *parts, one.text.value])


def simple(document: Document, name: str) -> Any:
    value = getattr(document, name, ())
    if name == "points":
        return [point(one) for one in value]
    if name == "forces":
        return [one.force.value for one in document.points]
    if name == "votes":
        return [
            f"{v.value.yes}-{v.value.no}-{'' if v.value.abstain is None else v.value.abstain}" for v in value
        ]
    if name == "members":
        people = [found.value for found in value]
        return [
            "|".join(
                str(part or "")
                for part in (one.name, one.party, one.role, one.capacity, one.paragraphs, one.replaces)
            )
            for one in people
        ]
    if isinstance(value, tuple):
        return [found.value for found in value]
    return as_json(document)[name]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form(path: Path) -> None:
    form = tomllib.loads(path.read_text("utf-8"))
    lines = number(form["text"].strip("\n").split("\n"))
    found = recognise(lines)
    got = [
        {name: simple(one, name) for name in right}
        for one, right in zip(found, form["documents"], strict=False)
    ]
    assert got == form["documents"]
    assert len(found) == len(form["documents"])
    for one in found:
        assert compare.loose_quotes(as_json(one)["quotes"], lines) == []
