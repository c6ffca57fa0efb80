"""The own calendar: a signed link, and the days that it tells of."""

from __future__ import annotations

from datetime import date, timedelta

from django.core import signing

from samsyn.inquiries.queries.handling import own_recipients
from samsyn.inquiries.rules import last_day
from samsyn.kit.actors import Actor
from samsyn.kit.ics import Event
from samsyn.organisation.models import Person
from samsyn.organisation.queries import access_for
from samsyn.oversight.models import CalendarLink
from samsyn.oversight.queries.waits import own_reports, own_tasks
from samsyn.register.queries.waiting import DUE_DAYS

SALT = "samsyn.calendar"
MOST = 500
"""Events of a kind that a calendar tells of, the earliest first."""


def feed_token(person_id: int) -> str:
    """Return the word in the address of a person's calendar, nothing while the person keeps it shut.

    It leads there until the person asks for another.
    """
    link = CalendarLink.objects.filter(person=person_id).first()
    if link and link.shut:
        return ""
    key = f"{person_id}-{link.turn}" if link and link.turn else str(person_id)
    return signing.Signer(salt=SALT).sign(key).replace(":", ".")


def reader_of(token: str) -> Person | None:
    """Return whose calendar a word leads to, None for one that was not signed here or has been replaced or shut."""
    try:
        key = signing.Signer(salt=SALT).unsign(token.replace(".", ":")).partition("-")[0]
    except signing.BadSignature:
        return None
    if feed_token(int(key)) != token:
        return None
    return Person.objects.select_related("municipality").filter(pk=key).first()


def own_events(person: Person, today: date) -> tuple[list[Event], list[int]]:
    """Return a person's last days as events, and the bodies whose meetings go with them; roles count as of today."""
    access = access_for(Actor("person", person.pk, person.name), today)
    open_only = own_tasks(access, person.municipality).filter(secrecy_ground="").exclude(due=None)
    events = [
        Event(f"task-{one.pk}@samsyn", one.due, f"Svara på {one.decided_by}", text=one.text)
        for one in open_only[:MOST] if one.due
    ]  # fmt: skip
    asked = own_recipients(access, person.municipality, today).filter(
        replied_on=None, inquiry__withdrawn_on=None, inquiry__closed_on=None, inquiry__secrecy_ground=""
    )
    for part in asked[:MOST]:
        if last := last_day(part.deadline, part.inquiry.deadline):
            events.append(
                Event(f"inquiry-{part.pk}@samsyn", last, f"Svara på {part.inquiry.title}", text=part.name)
            )
    reports = own_reports(access, person.municipality, today).filter(secrecy_ground="")
    for one in reports[:MOST]:
        due = one.reported_on + timedelta(days=DUE_DAYS) if one.reported_on else today
        events.append(Event(f"report-{one.pk}@samsyn", due, f"Lägesrapport {one.ref}", text=one.title))
    return events, sorted({held.body_id for held in access.held if held.body_id})
