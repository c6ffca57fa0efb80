"""The forums of Sundsala: what stands on their agendas, and the meetings that forgot it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from samsyn.demo.data import read
from samsyn.demo.script import Script, workday
from samsyn.demo.town import Town
from samsyn.governance.models import Obligation
from samsyn.kit.periods import swedish_day
from samsyn.planning import actions as planning
from samsyn.planning.models import Forum, StandingItem

SINCE = 700


def meet(town: Town, script: Script) -> None:
    """Write the forums with their meetings, held and to come, into the script."""
    for row in read("forums")["forum"]:
        held: dict[str, Any] = {}
        script.add(script.ago(SINCE), partial(_found, town, row, held))
        for title, digital, days in row["standing"]:
            script.add(script.ago(min(days, SINCE)), partial(_stand, town, held, title, digital))
        for nth in range(row["count"]):
            day = script.ago(row["first"] + nth * row["every"])
            script.add(day, partial(_hold, town, row, held, nth))
        coming = workday(script.on + timedelta(days=row["every"] - row["first"]))
        script.add(script.ago(5), partial(_plan, town, row, held, coming))
    script.add(script.ago(4), partial(_count, town))


def _found(town: Town, row: dict[str, Any], held: dict[str, Any], *, at: datetime) -> None:
    who: dict[str, Any] = {"by": town.strategist, "at": at}
    held["forum"] = planning.add_forum(
        **who, body=town.bodies[row["body"]], name=row["name"], kind=row["kind"], chair=row["chair"]
    )
    for code in row["members"]:
        planning.add_member(**who, forum=held["forum"], body=town.bodies[code])


def _stand(town: Town, held: dict[str, Any], title: str, digital: bool, *, at: datetime) -> None:
    planning.set_standing(
        by=town.strategist, at=at, forum=held["forum"], title=title, digital=digital, valid_from=swedish_day(at)
    )  # fmt: skip


def _hold(town: Town, row: dict[str, Any], held: dict[str, Any], nth: int, *, at: datetime) -> None:
    """Hold a meeting: its standing items but for those forgotten, a topic of its own, and who was there."""
    who: dict[str, Any] = {"by": town.secretary(row["body"]), "at": at}
    meeting = planning.plan_meeting(**who, forum=held["forum"], day=swedish_day(at), place=row["place"])
    if nth in row["silent"]:
        return
    for item in StandingItem.objects.filter(forum=held["forum"]):
        if not (item.digital and nth in row["skip"]):
            outcome = row["outcomes"][nth % len(row["outcomes"])] if item.digital else ""
            planning.add_topic(**who, meeting=meeting, standing=item, outcome=outcome)
    planning.add_topic(**who, meeting=meeting, title=row["topics"][nth % len(row["topics"])])
    there = [code for place, code in enumerate(row["members"]) if (nth * 5 + place * 3) % 7 > place % 3]
    present = [town.bodies[code] for code in there]
    planning.note_minutes(**who, meeting=meeting, minutes=f"Anteckningar {meeting.day}", present=present)


def _plan(town: Town, row: dict[str, Any], held: dict[str, Any], day: date, *, at: datetime) -> None:
    by = town.secretary(row["body"])
    planning.plan_meeting(by=by, at=at, forum=held["forum"], day=day, place=row["place"])


def _count(town: Town, *, at: datetime) -> None:
    """Let the administrations' latest forum show that they take part in one."""
    forum = Forum.objects.get(municipality=town.municipality, kind="dialogue")
    meeting = next(one for one in forum.meetings.all() if one.attendance.exists())
    duty = Obligation.objects.filter(clause__heading="Forum", what__startswith="delta").first()
    if duty:
        planning.count_as_evidence(by=town.strategist, at=at, meeting=meeting, obligation=duty)
