"""Who answers for what in Sundsala: its matrix, a double from two documents, and what boards ask."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.governance import actions as governance
from samsyn.governance.actions import Holder
from samsyn.governance.models import Activity, Clause, Responsibility
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef


def answer(town: Town, script: Script) -> None:
    """Write the responsibility matrix and the questions about it into the script."""
    told = read("responsibility")
    for title, area, clause, days, letters in told["activity"]:
        script.add(script.ago(days), partial(_place, town, title, area, clause, letters))
    script.add(script.ago(told["double"]["days"]), partial(_double, town, told["double"]))
    for row in told["question"]:
        questions: list[Any] = []
        script.add(script.ago(row["asked"]), partial(_ask, town, row, questions))
        if "answered" in row:
            script.add(script.ago(row["answered"]), partial(_answer, town, row, questions))
            script.add(script.ago(row["changed"]), partial(_change, town, row, questions))


def _clause(town: Town, place: str) -> Clause | None:
    """Return a clause by its document's kind and number, in the newest version there is so far."""
    kind, _, number = place.partition(" ")
    found = Clause.objects.filter(
        version__document__municipality=town.municipality, version__document__kind=kind, number=number
    )
    return found.select_related("version__document").order_by("-version_id").first()


def _activity(town: Town, title: str) -> Activity:
    return Activity.objects.select_related("municipality").get(municipality=town.municipality, title=title)


def _give(
    town: Town, activity: Activity, letter: str, who: str, clause: Clause | None, at: datetime, **more: Any
) -> Responsibility:
    version = clause.version if clause else None
    decided = (
        DecisionRef(version.decided_body, version.decided_on, version.decided_paragraph) if version else None
    )
    return governance.place(
        by=town.strategist, at=at, activity=activity, letter=letter, valid_from=swedish_day(at), clause=clause,
        holder=Holder(role=who[1:]) if who.startswith("=") else Holder(town.bodies[who]),
        decided_by=decided or governance.NOBODY, **more,
    )  # fmt: skip


def _place(town: Town, title: str, area: str, place: str, letters: list[str], *, at: datetime) -> None:
    clause = _clause(town, place)
    activity = governance.add_activity(
        by=town.strategist, at=at, municipality=town.municipality, title=title, area=area, clause=clause
    )
    for letter, _, who in (one.partition(" ") for one in letters):
        _give(town, activity, letter, who, clause, at)


def _double(town: Town, row: dict[str, Any], *, at: datetime) -> None:
    _give(
        town, _activity(town, row["title"]), "A", row["body"], _clause(town, row["clause"]), at, disputed=True
    )


def _ask(town: Town, row: dict[str, Any], questions: list[Any], *, at: datetime) -> None:
    asked = governance.ask(
        by=town.secretary(row["body"]), at=at, body=town.bodies[row["body"]], text=row["text"],
        activity=_activity(town, row["activity"]),
    )  # fmt: skip
    questions.append(asked)


def _answer(town: Town, row: dict[str, Any], questions: list[Any], *, at: datetime) -> None:
    governance.answer_question(by=town.strategist, at=at, question=questions[0], text=row["answer"])


def _change(town: Town, row: dict[str, Any], questions: list[Any], *, at: datetime) -> None:
    clause = _clause(town, row["clause"])
    given = _give(town, _activity(town, row["activity"]), "A", f"={row['holder']}", clause, at)
    governance.lead_to(by=town.strategist, at=at, question=questions[0], clause=clause, responsibility=given)
