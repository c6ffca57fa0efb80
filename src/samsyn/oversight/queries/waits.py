"""What waits for somebody: read the same way by the page Att göra, the daily digest and the own calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from samsyn.cases.models import Commission
from samsyn.cases.queries import waiting_tasks
from samsyn.inquiries.models import Recipient
from samsyn.inquiries.queries.handling import own_recipients
from samsyn.inquiries.rules import last_day, reminded, reminder_rule
from samsyn.kit.calendar import previous_workday
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Access, Thing, handles
from samsyn.oversight.rules import dues_to_tell
from samsyn.register.models import Initiative
from samsyn.register.queries import waiting
from samsyn.register.queries.benefits import to_measure


def own_boards(access: Access, municipality: Municipality) -> list[int]:
    """Return the boards whose tasks from decisions the reader looks after."""
    held = {holding.body_id for holding in access.held if holding.body_id}
    return sorted(key for key in held if may(access, "write", Thing("case", municipality.pk, key)))


def own_tasks(access: Access, municipality: Municipality) -> QuerySet[Commission]:
    """Return the tasks that the reader's boards have not answered, the earliest last day first."""
    return waiting_tasks(access, municipality, own_boards(access, municipality))


def own_benefits(access: Access, municipality: Municipality, today: date) -> QuerySet[Any]:
    """Return the reader's benefits that wait for measuring, the earliest day first."""
    return to_measure(access, municipality, today)


def own_reports(access: Access, municipality: Municipality, today: date) -> QuerySet[Initiative]:
    """Return the reader's initiatives that wait for a report, oldest report first."""
    return waiting(access, municipality, today)


def parts_to_tell(access: Access, municipality: Municipality, day: date) -> list[Recipient]:
    """Return what the reader's boards are asked and have reached a day to remind of since the last working day, or
    have been late with for whole weeks; nothing on free days."""
    late = dues_to_tell(day)
    if not late or not handles(access, municipality.pk):
        return []
    since = previous_workday(day)
    open_ones = own_recipients(access, municipality, day).filter(
        replied_on=None, inquiry__withdrawn_on=None, inquiry__closed_on=None
    )
    return [one for one in open_ones.select_related("inquiry__case") if _reached(one, since, day, late)]


def _reached(one: Recipient, since: date, day: date, late: frozenset[date]) -> bool:
    last = last_day(one.deadline, one.inquiry.deadline)
    if last is None:
        return False
    rule = reminder_rule(one.inquiry.reminders)
    return reminded(rule, one.inquiry.sent_on, last, since, day) or (last < day and last in late)
