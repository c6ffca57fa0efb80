"""Two audits with what became of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.audits import actions as audits
from samsyn.audits.models import Audit, Recommendation
from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town, board
from samsyn.kit.scales import Verdict

_VERDICTS = list(Verdict)
_ASSESSORS = ("auditors", "own", "city_office")


def review(town: Town, script: Script) -> None:
    """Write the audits into the script."""
    for row in read("audits")["audit"]:
        _audit(town, script, row)


def _audit(town: Town, script: Script, row: dict[str, Any]) -> None:
    day = script.ago(row["days"])
    answer_due = script.ago(row["answer_days"])
    script.add(day, partial(_open, town, row, day, answer_due))
    for one in row["recommendation"]:
        for code, *steps in one["verdicts"]:
            script.add(day, partial(_recommend, town, row["key"], one, code))
            for days, assessor, step in zip((row["days"], *row["followed"]), _ASSESSORS, steps, strict=True):
                script.add(
                    script.ago(days),
                    partial(_follow_up, town, row["key"], one["number"], code, assessor, step),
                )
    for nth, (number, code, text, due, done, *leans) in enumerate(row["measures"]):
        owner = [board(code)["director"], *board(code)["leaders"]][nth % 2]
        task = _Measure(
            town, (row["key"], number, code), text, owner, script.on - timedelta(days=due), *leans
        )
        script.add(script.ago(min(row["answer_days"] - 4, _opened(leans[0]) - 10)), task.plan)
        if done >= 0:
            script.add(script.ago(done), task.finish)


def _opened(case: str) -> int:
    """Return how many days ago the case that a measure waits for was opened; long ago where it waits for none."""
    return next((row["opened"] for row in read("cases")["case"] if row["key"] == case), 10_000)


def _open(town: Town, row: dict[str, Any], day: date, answer_due: date, *, at: datetime) -> None:
    audits.open_audit(
        by=town.strategist, at=at, body=town.bodies["REV"], title=row["title"], day=day, verdict=row["verdict"],
        answer_due=answer_due, case=town.cases[row["case"]],
    )  # fmt: skip


def _recommend(town: Town, key: str, one: dict[str, Any], code: str, *, at: datetime) -> None:
    audits.recommend(
        by=town.strategist, at=at, audit=_audit_of(town, key), number=one["number"], text=one["text"],
        body=town.bodies[code],
    )  # fmt: skip


def _audit_of(town: Town, key: str) -> Audit:
    return Audit.objects.get(case=town.cases[key])


def _recommendation(town: Town, key: str, number: int, code: str) -> Recommendation:
    return _audit_of(town, key).recommendations.get(number=number, body=town.bodies[code])


def _follow_up(
    town: Town, key: str, number: int, code: str, assessor: str, step: int, *, at: datetime
) -> None:
    audits.follow_up(
        by=town.strategist, at=at, recommendation=_recommendation(town, key, number, code), assessor=assessor,
        verdict=_VERDICTS[step],
    )  # fmt: skip


class _Measure:
    """One measure as the script goes on: planned, then done."""

    def __init__(
        self, town: Town, asked: tuple[str, int, str], text: str, owner: str, due: date, case: str,
        initiative: str = "",
    ) -> None:  # fmt: skip
        self._town, self._asked, self._text = town, asked, text
        self._owner, self._due, self._case, self._initiative = owner, due, case, initiative

    def plan(self, *, at: datetime) -> None:
        """Plan the measure, with the case it waits for or the initiative that carries it out."""
        initiative = self._town.initiatives.get(self._initiative)
        self._row = audits.plan_measure(
            by=self._town.strategist, at=at, text=self._text, owner=self._owner, due=self._due,
            recommendation=_recommendation(self._town, *self._asked),
            conditional_on=self._town.cases.get(self._case),
            initiative_number=initiative.number if initiative else None,
        )  # fmt: skip

    def finish(self, *, at: datetime) -> None:
        """Note that the measure is done."""
        audits.finish_measure(by=self._town.strategist, at=at, measure=self._row, done_on=at.date())
