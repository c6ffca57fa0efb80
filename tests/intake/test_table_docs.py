"""The page on tables names what the code knows."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from samsyn.intake.recognisers.tables import Profile
from samsyn.intake.recognisers.tables.dates import SHAPES
from samsyn.intake.recognisers.tables.profiles import FIELDS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "tables.md").read_text()


def named(after: str) -> list[str]:
    """Return the names in the paragraph that starts with some words."""
    return re.findall(r"`([^`]+)`", PAGE.split(after)[1].split("\n\n")[0])


def test_every_field_date_shape_and_key_is_described() -> None:
    assert sorted(named("Fields: ")) == sorted(FIELDS)
    assert named("Date shapes: ") == list(SHAPES)
    table = PAGE.split("| Key | Meaning |")[1].split("\n\n")[0]
    keys = re.findall(
        r"`([^`]+)`", " ".join(row.split("|")[1] for row in table.splitlines() if row.count("|") > 2)
    )
    assert sorted(keys) == sorted(field.name for field in fields(Profile))
