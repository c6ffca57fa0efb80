"""What Sundsala's city office does with the viewpoints on its referral: some moved, about half answered."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.inquiries import actions
from samsyn.inquiries.models import Viewpoint


def compile_answers(town: Town, script: Script) -> None:
    """Write moves and answers into the script."""
    data = read("compiling")
    for row in data["moved"]:
        script.add(script.ago(row["days"]), partial(_move, town, row))
    for row in data["answered"]:
        script.add(script.ago(row["days"]), partial(_dispose, town, row))


def _viewpoints(town: Town, words: list[str]) -> list[Viewpoint]:
    case = town.cases[read("inquiry")["case"]]
    found = Viewpoint.objects.filter(reply__recipient__inquiry__case=case).order_by("pk")
    joined = found.select_related(
        "reply__recipient__inquiry__municipality", "reply__recipient__inquiry__case"
    )
    return [one for one in joined if any(part in one.text for part in words)]


def _move(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    actions.move(by=town.strategist, at=at, viewpoints=_viewpoints(town, row["words"]), theme=row["theme"])


def _dispose(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    actions.dispose(
        by=town.strategist, at=at, viewpoints=_viewpoints(town, row["words"]), outcome=row["outcome"],
        why=row["why"], clause=row["clause"],
    )  # fmt: skip
