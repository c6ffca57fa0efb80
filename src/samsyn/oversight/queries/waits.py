"""What waits for somebody: read the same way by the page Att göra, the daily digest and the own calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from samsyn.cases.models import Commission
from samsyn.cases.queries import waiting_tasks
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Access, Thing
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
