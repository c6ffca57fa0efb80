"""The address of a person's own calendar: another one, or none for a while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Person
from samsyn.organisation.queries import NotAllowed
from samsyn.oversight.models import CalendarLink


@transaction.atomic
def renew_calendar(*, by: Actor, at: datetime, person: Person) -> None:
    """Give a person another address of the own calendar; the one before leads nowhere from now on."""
    link = _own(by, at, person)
    link.turn, link.shut = link.turn + 1, False
    link.save()
    _tell(by, at, person, "fick en ny adress till sin kalender")


@transaction.atomic
def shut_calendar(*, by: Actor, at: datetime, person: Person) -> None:
    """Let the address of a person's own calendar lead nowhere, until the person asks for another."""
    link = _own(by, at, person)
    link.shut = True
    link.save()
    _tell(by, at, person, "stängde sin kalender")


def _own(by: Actor, at: datetime, person: Person) -> CalendarLink:
    if by.kind != "person" or by.id != person.pk:
        raise NotAllowed("Var och en sköter sin egen kalender.")
    link, _ = CalendarLink.objects.get_or_create(person=person, defaults={"changed_at": at})
    link.changed_at = at
    return link


def _tell(by: Actor, at: datetime, person: Person, what: str) -> None:
    record(
        by=by,
        at=at,
        verb="oversight.calendar",
        ref=Ref("Kalender"),
        sentence=f"{person.name} {what}.",
        body_id=None,
    )
