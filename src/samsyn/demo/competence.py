"""How Sundsala's decision bodies get to know: briefs and who has had them, what cases rest on, legal questions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.cases import actions as cases
from samsyn.demo.data import read
from samsyn.demo.script import Script
from samsyn.demo.town import Town
from samsyn.governance import actions as governance
from samsyn.governance.models import Brief, Clause
from samsyn.register import actions as register
from samsyn.register.models import Initiative, LegalAdvice

_BY_KEY = {"platform": "BUN", "booking": "KFN"}
"""Whose secretary writes what a case rests on, where it isn't the executive's."""


def know(town: Town, script: Script) -> None:
    """Write briefs, briefings, what cases rest on and legal questions into the script."""
    told = read("competence")
    briefs: dict[str, list[Brief]] = {}
    for row in told["brief"]:
        script.add(script.ago(row["days"]), partial(_write, town, briefs, row))
    for row in told["briefings"]["rows"]:
        script.add(script.ago(row[3]), partial(_hold, town, briefs, row, script.ago(row[3])))
    for row in told["grounds"]["rows"]:
        script.add(script.ago(row[1]), partial(_ground, town, row, script.ago(row[1])))
    for row in told["advice"]["rows"]:
        question = _Question(town, row, script.ago(row[2]) + timedelta(days=row[3]) if row[3] else None)
        script.add(script.ago(row[2]), question.ask)
        if row[5] >= 0:
            script.add(script.ago(row[2] - row[5]), question.answer)


def _write(town: Town, briefs: dict[str, list[Brief]], row: dict[str, Any], *, at: datetime) -> None:
    title, number = row.get("clause", ("", ""))
    found = Clause.objects.filter(version__document__title=title, number=number)
    written = governance.write_brief(
        by=town.strategist, at=at, municipality=town.municipality, area=row["area"], text=row["text"],
        clause=found.select_related("version__document").order_by("-version__valid_from").first(),
    )  # fmt: skip
    briefs.setdefault(row["area"], []).append(written)


def _hold(town: Town, briefs: dict[str, list[Brief]], row: list[Any], day: date, *, at: datetime) -> None:
    area, which, code, _, present, members, led_by = row
    governance.hold_briefing(
        by=town.secretary(code), at=at, brief=briefs[area][which], body=town.bodies[code], day=day,
        present=present, members=members, led_by=led_by,
    )  # fmt: skip


def _ground(town: Town, row: list[Any], day: date, *, at: datetime) -> None:
    key, _, item, needed, answer, place = row
    cases.note_ground(
        by=town.secretary(_BY_KEY.get(key, "KS")), at=at, case=town.cases[key], item=item, answer=answer,
        place=place, day=day, needed=needed,
    )  # fmt: skip


class _Question:
    """A legal question as the script goes on: asked, perhaps answered."""

    def __init__(self, town: Town, row: list[Any], needed: date | None) -> None:
        self._town, self._row, self._needed = town, row, needed
        self._advice: LegalAdvice | None = None

    def ask(self, *, at: datetime) -> None:
        """Ask it about one of the board's initiatives."""
        code, nth, _, _, question, *_ = self._row
        mine = Initiative.objects.filter(body=self._town.bodies[code], draft=False, secrecy_ground="")
        self._advice = register.ask_advice(
            by=self._town.strategist, at=at, initiative=mine.order_by("number")[nth], question=question,
            needed_by=self._needed,
        )  # fmt: skip

    def answer(self, *, at: datetime) -> None:
        """Store the answer."""
        assert self._advice
        register.give_advice(
            by=self._town.strategist,
            at=at,
            advice=self._advice,
            answer=self._row[6],
            answered_by="Kommunjuristen",
        )
