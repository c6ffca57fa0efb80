"""Who is to be asked how it goes, where to reach them, and what a link from such a mail opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from samsyn.kit.scales import Scale
from samsyn.organisation.models import Municipality, Person, RoleHolding
from samsyn.post.queries import declined, link_of, opened_by
from samsyn.register.models import Initiative, Phase, StatusRequest
from samsyn.register.queries.waiting import overdue
from samsyn.register.rules import NOTHING_NEW_COUNTS

KIND = "status"
"""The kind of mail, as one says no to it."""
OPENS = "register.status:"
PAPER = "register.paper:"
"""How what a link opens begins: one request to report on, or the paper of one that has been reported."""


class Unreached(Scale):
    """Why nobody is asked by mail how an initiative goes (ej nådd)."""

    NOBODY = "nobody", "Ingen kontakt angiven"
    UNKNOWN = "unknown", "Kontakten finns inte bland personerna"
    SEVERAL = "several", "Flera personer heter som kontakten"
    ADDRESS = "address", "Kontakten saknar adress"
    DECLINED = "declined", "Kontakten vill inte ha brev om läget"


def to_ask(municipality: Municipality, day: date, period: str) -> QuerySet[Initiative]:
    """Return the initiatives that wait for a report and nobody has been asked of in that period; no resting ones."""
    asked = StatusRequest.objects.filter(period=period).values("initiative_id")
    found = Initiative.objects.filter(overdue(day), municipality=municipality).exclude(pk__in=asked)
    return found.exclude(phase=Phase.RESTING.value).select_related("body").order_by("number")


def reporters(
    municipality: Municipality, found: Iterable[Initiative], day: date
) -> dict[int, Person | Unreached]:
    """Return by initiative whom to ask: its contact or else its owner, with a role that day; or why nobody."""
    rows = list(found)
    names = {name for one in rows for name in (one.contact.strip(), one.owner.strip()) if name}
    running = RoleHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    known = Person.objects.filter(municipality=municipality, erased_on=None, name__in=names)
    held = known.filter(roles__in=running).distinct().order_by("pk")
    people: dict[str, list[Any]] = defaultdict(list)
    for person in held.prefetch_related(Prefetch("roles", running, to_attr="running")):
        people[person.name].append(person)
    no = declined(KIND)
    return {one.pk: _whom(one, people, no) for one in rows}


def _whom(one: Initiative, people: dict[str, list[Any]], no: set[str]) -> Person | Unreached:
    """Return the first of contact and owner that can be reached, or why the first of them cannot."""
    named = [name for name in (one.contact.strip(), one.owner.strip()) if name]
    tried = [_person(people.get(name, []), one.body_id, no) for name in named]
    return next((who for who in tried if isinstance(who, Person)), tried[0] if tried else Unreached.NOBODY)


def _person(alike: list[Any], body_id: int, no: set[str]) -> Person | Unreached:
    """Return the one person of a name, among several the one at that body."""
    own = [one for one in alike if any(held.body_id == body_id for held in one.running)]
    found = own if len(alike) > 1 else alike
    if len(found) != 1:
        return Unreached.SEVERAL if alike else Unreached.UNKNOWN
    if not found[0].email:
        return Unreached.ADDRESS
    return Unreached.DECLINED if found[0].email.casefold() in no else found[0]


def quiet_days(initiative: Initiative, before: date) -> list[bool]:
    """Return whether all that was reported on each of the latest days before one was that nothing is new."""
    days = initiative.reports.filter(day__lt=before).order_by("-day").values("day")
    wrote = days.annotate(wrote=Count("pk", filter=Q(nothing_new=False)))[:NOTHING_NEW_COUNTS]
    return [one["wrote"] == 0 for one in wrote]


@dataclass(frozen=True, slots=True)
class Spent:
    """A link that opens nothing: `request` where it was one of ours, `why` is used, late or shut (förbrukad länk)."""

    why: str
    request: StatusRequest | None = None


def request_of(token: str, day: date) -> StatusRequest | None:
    """Return what a link lets its owner report on that day; none for what has been marked as secret since."""
    return _open(_request(opened_by(token, day), OPENS))


def reported_by(token: str, day: date) -> StatusRequest | None:
    """Return the reported request whose paper a link opens that day; none once it has been marked as secret."""
    return _open(_request(opened_by(token, day), PAPER))


def spent(token: str) -> Spent:
    """Return why a link opens nothing, to say what to do instead."""
    link = link_of(token)
    request = _request(link.opens, OPENS) if link else None
    if request is None or link is None:
        return Spent("shut")
    if request.report_id:
        return Spent("used", request)
    return Spent("late" if link.shut_at is None else "shut", request)


def _open(found: StatusRequest | None) -> StatusRequest | None:
    return None if found is None or found.initiative.secrecy_ground else found


def _request(opens: str, kind: str) -> StatusRequest | None:
    key = opens.removeprefix(kind)
    if not opens.startswith(kind) or not key.isdigit():
        return None
    found = StatusRequest.objects.select_related(
        "initiative__body", "initiative__municipality", "person", "report"
    )
    return found.filter(pk=key, person__erased_on=None).first()
