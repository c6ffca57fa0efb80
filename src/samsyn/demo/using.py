"""How Sundsala uses Samsyn: the views that people have saved."""

from __future__ import annotations

from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.oversight import actions


def use(town: Town, script: Script) -> None:
    """Write the saved views into the script."""
    for row in read("using")["view"]:
        script.add(script.ago(row["days"]), partial(_save, town, row))


def _save(town: Town, row: dict[str, Any], **at: Any) -> None:
    who = {"by": town.actors[row["by"]], **at}
    body = town.bodies.get(row.get("body", ""))
    actions.save_view(
        **who, municipality=town.municipality, name=row["name"], address=row["address"], shared=row["shared"],
        body=body,
    )  # fmt: skip
