"""Last days, more time, holidays and reminders agree with walking through the days one by one."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.kit.test_calendar import free, slow_last_day

from samsyn.inquiries.rules import (
    Answered,
    answered,
    days_late,
    extended,
    last_day,
    next_reminder,
    reminded,
)
from samsyn.kit.calendar import Term, Unit, previous_workday
from samsyn.kit.calendar import last_day as by_law

COUNT = 17 * int(os.environ.get("SAMSYN_EXAMPLES", "20"))
"""A few hundred combinations; more than 100,000 under `make prove`."""
DAY = timedelta(days=1)
UNITS: tuple[Unit, ...] = ("days", "weeks", "months", "workdays")
MOST = {"days": 60, "weeks": 8, "months": 3, "workdays": 40}


@dataclass
class Asked:
    """Something asked by a day: how long it may take, more time as asked for and given, and when it was answered."""

    sent: date
    terms: list[Term]
    rule: list[int]
    # (the day it is decided, the day asked for, another day given instead, whether it was granted)
    asked: list[tuple[date, date, date | None, bool]] = field(default_factory=list)
    replied: date | None = None
    day: date = date.min


def one_of_many(seed: int) -> Asked:
    """Return a combination: half of them get more time once or twice, some of that is refused or no later."""
    dice = Random(seed)
    sent = date(2020, 1, 1) + timedelta(days=dice.randrange(4000))
    units = [dice.choice(UNITS) for _ in range(dice.randint(1, 2))]
    found = Asked(
        sent,
        [Term(dice.randint(1, MOST[unit]), unit) for unit in units],
        dice.sample(range(60), dice.randint(0, 4)),
    )
    for _ in range(dice.choice((0, 0, 1, 2))):
        when = sent + timedelta(days=dice.randrange(120))
        wanted = when + timedelta(days=dice.randrange(90))
        other = wanted + timedelta(days=dice.randint(-30, 30)) if dice.random() < 0.3 else None
        found.asked.append((when, wanted, other, dice.random() < 0.7))
    found.asked.sort()
    found.replied = sent + timedelta(days=dice.randrange(200)) if dice.random() < 0.4 else None
    found.day = sent + timedelta(days=dice.randrange(1, 220))
    return found


def fast(one: Asked) -> tuple[date, Answered, int, date | None, bool]:
    """Return the last day, the standing, days late, the next reminder and whether a digest tells, by the rules."""
    shared, own = by_law(one.sent, one.terms), None
    for when, wanted, other, granted in one.asked:
        if when <= one.day and granted:
            own = extended(last_day(own, shared), wanted, other) or own
    last = last_day(own, shared)
    assert last
    return (
        last, answered(one.replied, last, one.day), days_late(one.replied, last, one.day),
        next_reminder(one.rule, one.sent, last, one.day, one.replied),
        reminded(one.rule, one.sent, last, previous_workday(one.day), one.day),
    )  # fmt: skip


def slow(one: Asked) -> tuple[date, Answered, int, date | None, bool]:
    """Return the same by going through the days one by one."""
    last, day = slow_last_day(one.sent, one.terms), one.sent
    while day <= one.day:
        for when, wanted, other, granted in one.asked:
            given = other if other else wanted
            if when == day and granted and given > last:
                last = given
        day += DAY
    came = one.replied is not None and one.replied <= one.day
    late, day = 0, last
    end = one.replied if came and one.replied else one.day
    while day < end:
        day += DAY
        late += 1
    standing = Answered.LATE if late else Answered.IN_TIME
    if not came:
        standing = Answered.MISSING if late else Answered.WAITING
    return last, standing, late, *_reminders(one, last, came=came)


def _reminders(one: Asked, last: date, *, came: bool) -> tuple[date | None, bool]:
    """Return the next day that reminds, and whether one has been since the last working day before."""
    reminds = {day for day in (last - timedelta(days=before) for before in one.rule) if day > one.sent}
    upcoming, day = None, one.day
    while upcoming is None and day <= last and not came:
        upcoming = day if day in reminds else None
        day += DAY
    told, day = one.day in reminds, one.day - DAY
    while free(day):
        told = told or day in reminds
        day -= DAY
    return upcoming, told


def test_random_combinations_agree_with_walking_day_by_day() -> None:
    for seed in range(COUNT):
        one = one_of_many(seed)
        assert fast(one) == slow(one), one
