"""When Sundsala's bodies meet the coming year, what the secretaries have sent, and a few tasks without order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from samsyn.cases import actions as cases
from samsyn.cases.models import Item
from samsyn.cases.rules import Planned
from samsyn.demo.script import Script
from samsyn.demo.town import Town, boards
from samsyn.kit.calendar import add_workdays, is_workday
from samsyn.kit.words import folded

EVERY = {"KSAU": (14, 21, "08:30"), "KS": (28, 28, "13:00"), "KF": (45, 35, "18:00")}
"""First meeting in so many days, days between them and time; the boards meet every sixth week or so at nine."""
SUMMER = (7, 8)
LATE = (
    ("BUN", 400, 95, "Redovisa vilka e-tjänster som saknar ansvarig ägare"),
    ("TN", 220, 20, "Ta fram en plan för avveckling av det äldre ärendesystemet"),
    ("SN", 150, -3, "Återkomma med nyttan av den gemensamma inloggningen"),
    ("KFN", 120, -25, "Lämna förslag till taxa för bokningstjänsten"),
)
"""Board, days since the decision, days late, task; a last one without a day comes by itself."""


def plan(town: Town, script: Script) -> None:
    """Write the year's meetings, late tasks and sent decisions into the script."""
    script.add(script.ago(45), partial(_calendar, town, script.on))
    for nth, (code, since, late, text) in enumerate(LATE):
        day = script.ago(since)
        due = script.on - timedelta(days=late)
        script.add(day, partial(_task, town, code, day, due, text, str(31 + nth)))
    text = "Pröva om fler nämnder ska delas in i kontaktcentret"
    script.add(script.ago(90), partial(_task, town, "SN", script.ago(90), None, text, "58"))
    script.add(script.ago(2), partial(_send, town))


def _calendar(town: Town, on: date, *, at: datetime) -> None:
    for nth, code in enumerate([*EVERY, *(code for code in boards() if code not in EVERY)]):
        first, step, time = EVERY.get(code, (5 + nth * 3 % 31, 42, "09:00"))
        body = town.bodies[code]
        days = (on + timedelta(days=first + step * turn) for turn in range((365 - first) // step + 1))
        rows = [_meeting(body.name, day, nth, time) for day in days if day.month not in SUMMER]
        by = town.secretary(code)
        names = {folded(body.name): body}
        cases.plan_meetings(
            by=by, at=at, meetings=rows, bodies=names, source=f"Sammanträdestider {on.year + 1}"
        )


def _meeting(name: str, day: date, nth: int, time: str) -> Planned:
    """Return a meeting on the board's own weekday, or the nearest working day after it."""
    day += timedelta(days=(1 + nth % 3 - day.weekday()) % 7)
    while not is_workday(day):
        day += timedelta(days=1)
    place = "Stadshuset" if time != "09:00" else ""
    cancelled = nth == 4 and day.month in (2, 3)
    return Planned(name, day, time, add_workdays(day, -12), add_workdays(day, -5), place, cancelled)


def _task(
    town: Town, code: str, day: date, due: date | None, text: str, paragraph: str, *, at: datetime
) -> None:
    cases.commission(
        by=town.strategist, at=at, body=town.bodies[code], decided_by=f"KS § {paragraph}/{day.year}", decided_on=day,
        text=text, due=due,
    )  # fmt: skip


def _send(town: Town, *, at: datetime) -> None:
    """Note most decisions as sent and some as received; the latest ones still lie there."""
    found = Item.objects.filter(dispatches__isnull=False, cases__secrecy_ground="").distinct()
    for nth, item in enumerate(found.select_related("meeting__body").order_by("-meeting__day", "pk")[3:15]):
        rows = list(item.dispatches.order_by("pk").values_list("pk", flat=True))
        by = (
            town.strategist
            if item.meeting.body.short_name == "REV"
            else town.secretary(item.meeting.body.short_name)
        )
        day = item.meeting.day + timedelta(days=8)
        cases.note_sent(by=by, at=at, item=item, rows=rows[: len(rows) - nth % 2], day=day)
        cases.note_sent(by=by, at=at, item=item, rows=rows[:1], day=day + timedelta(days=2), receipt=True)
        if nth % 3:
            cases.note_notice(by=by, at=at, meeting=item.meeting, day=day)
