"""What waits for somebody in the register: reports to make, drafts to finish, and who saved last."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access, Role
from samsyn.register.models import ENDED, Initiative

KEEPERS = frozenset({Role.OFFICER, Role.SYSTEM_OWNER, Role.SECRETARY, Role.DIRECTOR})
"""Roles that look after all that their body does; a project leader looks after what bears the own name."""
DUE_DAYS = 30


def waiting(access: Access, municipality: Municipality, today: date) -> QuerySet[Initiative]:
    """Return the reader's initiatives with no report in the last 30 days, oldest report first (R84)."""
    return _mine(access, municipality).filter(overdue(today)).order_by("reported_on", "number")


def overdue(today: date) -> Q:
    """Return the filter for what waits for a report: going on, and with none in the last 30 days."""
    old = Q(reported_on=None) | Q(reported_on__lt=today - timedelta(days=DUE_DAYS))
    return old & Q(draft=False) & ~Q(phase__in=[phase.value for phase in ENDED])


def drafts(access: Access, municipality: Municipality) -> QuerySet[Initiative]:
    """Return the reader's half-finished initiatives, newest first."""
    return _mine(access, municipality).filter(draft=True).order_by("-number")


def saved_on(ids: Collection[int]) -> dict[int, datetime]:
    """Return when each of those initiatives was last saved."""
    versions = (
        Initiative.history.filter(id__in=ids).order_by().values("id").annotate(last=Max("history_date"))
    )
    return dict(versions.values_list("id", "last"))


def kept_bodies(access: Access) -> list[int]:
    """Return the bodies all of whose initiatives the reader looks after."""
    return [held.body_id for held in access.held if held.role in KEEPERS and held.body_id]


def _mine(access: Access, municipality: Municipality) -> QuerySet[Initiative]:
    name = access.actor.name
    mine = Q(contact=name) | Q(owner=name) if name else Q(pk__in=[])
    return Initiative.objects.filter(
        mine | Q(body_id__in=kept_bodies(access)), visible(access, "initiative"), municipality=municipality
    )
