"""The words of the demo: titles, people and texts, all invented."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """Read one of the tables in this folder, such as "bodies"."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
