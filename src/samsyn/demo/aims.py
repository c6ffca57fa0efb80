"""What Sundsala wants to reach: programmes with goals, indicators with outcomes, and verdicts on the goals."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import FOUNDED, SETUP, Town
from samsyn.governance import actions
from samsyn.governance.models import ASSESSORS, Goal, GoverningDocument, Indicator
from samsyn.kit.periods import SWEDEN
from samsyn.kit.scales import Verdict

JUDGED = (330, 25)
"""Days before the demo's day when goals are judged; the first time a step lower."""
STEPS = list(Verdict)


def found(town: Town, script: Script) -> None:
    """Add the goals that initiatives serve, before any programme."""
    at = datetime.combine(script.ago(FOUNDED), time(7, 45), SWEDEN)
    for row in _goals():
        if not row.get("idle"):
            one = actions.set_goal(by=SETUP, at=at, municipality=town.municipality, title=row["title"])
            town.goals.append(one)


def aim(town: Town, script: Script) -> None:
    """Write the programmes, their outcomes and the verdicts on their goals into the script."""
    for row in read("goals")["programme"]:
        script.add(script.ago(row["days"]), partial(_decide, town, script, row))
    for nth, row in enumerate(_goals()):
        for measured in row.get("indicator", ()):
            for back, value in measured["outcomes"]:
                year = script.on.year - back
                day = min(script.ago(12), script.on.replace(year=year + 1, month=2, day=10 + nth))
                script.add(max(day, script.ago(1280)), partial(_measure, town, row, measured, year, value))
        for days, lower in zip(JUDGED, (1, 0), strict=True):
            script.add(script.ago(days - nth), partial(_judge, town, row, lower))


def _goals() -> list[dict[str, Any]]:
    return [goal for row in read("goals")["programme"] for goal in row["goal"]]


def _decide(town: Town, script: Script, row: dict[str, Any], *, at: datetime) -> None:
    """Put in a programme as it is decided, with its goals and how they are measured."""
    here = town.municipality
    who: dict[str, Any] = {"by": town.strategist, "at": at}
    body, paragraph = row.get("decision", ("", ""))
    document = GoverningDocument.objects.filter(municipality=here, title=row.get("document", "")).first()
    programme = actions.set_programme(
        **who, municipality=here, title=row["title"], document=document, body=town.bodies[row["body"]],
        decided_body=body, decided_paragraph=paragraph, decided_on=at.date() if body else None,
        case_number=row.get("case", ""), valid_from=at.date() if body else None,
    )  # fmt: skip
    for order, given in enumerate(row["goal"], 1):
        one = actions.set_goal(
            **who, municipality=here, title=given["title"], programme=programme, order=order,
            goal=Goal.objects.filter(municipality=here, title=given["title"]).first(),
            body=town.bodies.get(given.get("body", "")), description=given.get("description", ""),
        )  # fmt: skip
        for measured in given.get("indicator", ()):
            _indicate(who, script.on.year, one, measured)


def _indicate(who: dict[str, Any], year: int, goal: Goal, row: dict[str, Any]) -> None:
    (since, baseline), (until, target) = row["baseline"], row["target"]
    actions.set_indicator(
        **who, goal=goal, title=row["title"], unit=row["unit"], direction=row.get("direction", "up"),
        source=row["source"], baseline=Decimal(baseline), baseline_year=year - since, target=Decimal(target),
        target_year=year - until,
    )  # fmt: skip


def _measure(
    town: Town, goal: dict[str, Any], row: dict[str, Any], year: int, value: str, *, at: datetime
) -> None:
    found = Indicator.objects.select_related("goal").get(
        goal__municipality=town.municipality, goal__title=goal["title"], title=row["title"]
    )
    actions.note_outcome(
        by=town.strategist, at=at, indicator=found, year=year, value=Decimal(value), source=row["source"]
    )


def _judge(town: Town, row: dict[str, Any], lower: int, *, at: datetime) -> None:
    goal = Goal.objects.get(municipality=town.municipality, title=row["title"])
    for (assessor, _), said in zip(ASSESSORS, row.get("verdicts", ("",) * 3), strict=True):
        if said:
            verdict = STEPS[max(0, STEPS.index(Verdict(said)) - lower)]
            actions.judge_goal(by=town.strategist, at=at, goal=goal, assessor=assessor, verdict=verdict)
