"""The daily digest: one mail a person and day at most, of what waits and why it is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from samsyn.history.actions import record
from samsyn.inquiries.actions import due, title_of
from samsyn.kit.actors import Actor
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Municipality, Person
from samsyn.organisation.queries import access_for, bodies
from samsyn.organisation.rules import Access
from samsyn.oversight.models import Reminded
from samsyn.oversight.queries.waits import own_benefits, own_reports, own_tasks, parts_to_tell
from samsyn.oversight.rules import TOLD_AT_MOST, dues_to_tell, starts_week
from samsyn.post.actions import queue
from samsyn.post.models import Unsubscription

KIND = "digest"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a person is told on a day: lines of text, and how many things there are (sammandrag)."""

    lines: list[str]
    things: int


@transaction.atomic
def remind(*, by: Actor, at: datetime, municipality: Municipality, day: date) -> list[str]:
    """Queue the digests of a day and return to whom; a second time the same day nobody gets another (R29, R49).

    One goes out when something reaches 14, 3 or 0 days to its last day, once a week when it is late, and on the first
    working day of the week when reports wait; never on free days, and never to who has said no.
    """
    told: list[str] = []
    known: dict[Any, Digest] = {}
    names = {key: body.name for key, body in bodies(municipality, None).items()}
    for person in _people(municipality, day):
        found = _digest(person, day, names, known)
        if found is None:
            continue
        Reminded.objects.create(person=person, day=day, things=found.things, at=at)
        many = f"{found.things} saker väntar" if found.things > 1 else "En sak väntar"
        rest = [f"Allt som väntar: {settings.ADDRESS}/att-gora/"]
        queue(
            at=at, to=person.email, subject=f"{many} på dig i Samsyn", text="\n".join([*found.lines, *rest]),
            ref=Ref(f"Påminnelse {day}"), later=True, kind=KIND,
        )  # fmt: skip
        told.append(person.email)
    if told:
        sentence = f"{len(told)} påminnelser lades i kö för {day}."
        record(
            by=by,
            at=at,
            verb="oversight.remind",
            ref=Ref(f"Påminnelser {day}"),
            sentence=sentence,
            body_id=None,
        )
    return told


def _people(municipality: Municipality, day: date) -> list[Person]:
    """Return those with a task in the municipality and an address, who want mail and have had none that day."""
    holds = Q(roles__valid_from__lte=day) & (Q(roles__valid_to=None) | Q(roles__valid_to__gt=day))
    found = Person.objects.filter(holds, municipality=municipality).exclude(email="").distinct()
    found = found.exclude(email__in=Unsubscription.objects.filter(kind=KIND).values("address"))
    return list(found.exclude(pk__in=Reminded.objects.filter(day=day).values("person")).order_by("pk"))


def _digest(person: Person, day: date, names: dict[int, str], known: dict[Any, Digest]) -> Digest | None:
    """Return what a person is told, None when nothing has reached its day; `known` tells what each role is told."""
    access = access_for(Actor("person", person.pk, person.name), day)
    if access.held not in known:
        known[access.held] = _tasks(access, person, day, names)
    found = [
        known[access.held],
        _parts(access, person, day),
        *(_weekly(access, person, day) if starts_week(day) else []),
    ]
    things = sum(one.things for one in found)
    lines = [line for one in found for line in one.lines]
    if things > len(lines):
        lines.append(f"Och {things - len(lines)} till.\n")
    return Digest(lines, things) if things else None


def _tasks(access: Access, person: Person, day: date, names: dict[int, str]) -> Digest:
    """Return the tasks due within a fortnight or late, when one of them has reached a day that is told of."""
    dues = dues_to_tell(day)
    tasks = own_tasks(access, person.municipality)
    if not dues or not tasks.filter(due__in=dues).exists():
        return Digest([], 0)
    near = tasks.filter(due__lte=max(dues))
    lines = [
        _task(one.pk, one.decided_by, one.text, one.secrecy_ground, one.due, names[one.body_id])
        for one in near[:TOLD_AT_MOST]
    ]
    return Digest(lines, near.count())


def _weekly(access: Access, person: Person, day: date) -> list[Digest]:
    return [_reports(access, person, day), _benefits(access, person, day)]


def _benefits(access: Access, person: Person, day: date) -> Digest:
    waiting = own_benefits(access, person.municipality, day).filter(initiative__secrecy_ground="")
    lines = [
        f"Mät nyttan {one.title} för {one.initiative.ref}, {one.initiative.title}.\n"
        f"  Du för att nyttan är din eller din nämnds. "
        f"{settings.ADDRESS}/initiativ/{one.initiative.ref}/nyttor/{one.pk}/\n"
        for one in waiting.select_related("initiative")[:TOLD_AT_MOST]
    ]
    return Digest(lines, waiting.count())


def _parts(access: Access, person: Person, day: date) -> Digest:
    """Return the referrals and questions to the person's boards that have reached a day to remind of, or are late."""
    found = parts_to_tell(access, person.municipality, day)
    lines = [
        f"{title_of(one.inquiry)}, svar senast {due(one)}.\n"
        f"  Du för att {one.name} är tillfrågad. {settings.ADDRESS}/remisser/uppgift/{one.pk}/\n"
        for one in found[:TOLD_AT_MOST]
    ]
    return Digest(lines, len(found))


def _reports(access: Access, person: Person, day: date) -> Digest:
    waiting = own_reports(access, person.municipality, day)
    lines = [
        f"Lägesrapport för {one.ref}{'' if one.secrecy_ground else f', {one.title}'}.\n"
        f"  Du för att initiativet är ditt eller din nämnds. {settings.ADDRESS}/initiativ/{one.number}/\n"
        for one in waiting[:TOLD_AT_MOST]
    ]
    return Digest(lines, waiting.count())


def _task(key: int, decided_by: str, text: str, secret: str, due: date | None, board: str) -> str:
    """Return a task with what, why you, and the address to answer at; a secret one is named by its number only."""
    what = "" if secret else f" {text[:1].upper()}{text[1:200]}"
    return (
        f"{decided_by}, svar senast {due}.{what}\n"
        f"  Du för att du svarar för {board}. {settings.ADDRESS}/arenden/uppdrag/{key}/svara/\n"
    )
