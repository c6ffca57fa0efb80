"""Who is to be asked how it goes, where to reach them, and what a link from such a mail opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from samsyn.kit.scales import Scale
from samsyn.organisation.models import Municipality, Person, RoleHolding
from samsyn.post.models import Unsubscription
from samsyn.post.queries import link_of, opened_by
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
    UNKNOWN = "unknown", "Kontakten är ingen känd person"
    SEVERAL = "several", "Flera heter som kontakten"
    ADDRESS = "address", "Kontakten saknar adress"
    DECLINED = "declined", "Kontakten vill inte ha brev"


def to_ask(municipality: Municipality, day: date, period: str) -> QuerySet[Initiative]:
    """Return the initiatives that wait for a report and nobody has been asked of in that period; no resting ones."""
    asked = StatusRequest.objects.filter(period=period).values("initiative_id")
    found = Initiative.objects.filter(overdue(day), municipality=municipality).exclude(pk__in=asked)
    return found.exclude(phase=Phase.RESTING.value).select_related("body").order_by("number")


def reporters(
    municipality: Municipality, found: Iterable[Initiative], day: date
) -> dict[int, Person | Unreached]:
    """Return whom to ask of each, its contact or else its owner with a role that day, or why nobody; one query."""
    rows = list(found)
    names = {name for one in rows for name in _named(one)}
    running = Q(valid_to=None) | Q(valid_to__gt=day)
    declined = Unsubscription.objects.filter(kind=KIND).annotate(low=Lower("address"))
    no = declined.filter(low=Lower(OuterRef("person__email")))
    held = RoleHolding.objects.filter(running, valid_from__lte=day, person__name__in=names)
    held = held.filter(person__municipality=municipality, person__erased_on=None).select_related("person")
    alike: dict[str, dict[Person, _Known]] = defaultdict(dict)
    for one in held.annotate(declined=Exists(no)).order_by("person_id"):
        known = alike[one.person.name].setdefault(one.person, _Known(one.declined, set()))
        known.bodies.add(one.body_id)
    return {one.pk: _whom(one, alike) for one in rows}


class _Known(NamedTuple):
    declined: bool
    bodies: set[int | None]


def _named(one: Initiative) -> list[str]:
    return [name for name in (one.contact.strip(), one.owner.strip()) if name]


def _whom(one: Initiative, alike: dict[str, dict[Person, _Known]]) -> Person | Unreached:
    """Return the first of contact and owner that can be reached, or why the first of them cannot."""
    tried = [_person(alike.get(name, {}), one.body_id) for name in _named(one)]
    return next((who for who in tried if isinstance(who, Person)), tried[0] if tried else Unreached.NOBODY)


def _person(alike: dict[Person, _Known], body_id: int) -> Person | Unreached:
    """Return the one person of a name, among several the one at that body."""
    own = [person for person, known in alike.items() if body_id in known.bodies]
    found = own if len(alike) > 1 else list(alike)
    if len(found) != 1:
        return Unreached.SEVERAL if alike else Unreached.UNKNOWN
    if not found[0].email:
        return Unreached.ADDRESS
    return Unreached.DECLINED if alike[found[0]].declined else found[0]


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


def still_asked(asked: StatusRequest) -> int:
    """Return how many other initiatives the same person was asked of in the period and has not reported."""
    return StatusRequest.objects.filter(person=asked.person_id, period=asked.period, report=None).count()


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
