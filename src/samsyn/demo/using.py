"""How Sundsala uses Samsyn: the views that people have saved, and what they say of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.oversight import actions


def use(town: Town, script: Script) -> None:
    """Write the saved views and the answers of the survey into the script."""
    for row in read("using")["view"]:
        script.add(script.ago(row["days"]), partial(_save, town, row))
    for code, answers in read("using")["survey"].items():
        script.add(script.ago(21), partial(_answer, town, code, answers))


def _answer(town: Town, code: str, answers: list[list[int]], **at: Any) -> None:
    """Let as many people of a board as there are answers give them."""
    body = town.bodies[code]
    people = {held.person_id: held.person for held in body.roles.select_related("person").order_by("pk")}
    for person, scores in zip(people.values(), answers, strict=False):
        try:
            actions.answer_survey(by=town.actors[person.name], **at, body=body, scores=scores)
        except actions.SurveyError:
            continue  # somebody with a role at two boards answers at one of them


def _save(town: Town, row: dict[str, Any], **at: Any) -> None:
    who = {"by": town.actors[row["by"]], **at}
    body = town.bodies.get(row.get("body", ""))
    actions.save_view(
        **who, municipality=town.municipality, name=row["name"], address=row["address"], shared=row["shared"],
        body=body,
    )  # fmt: skip
