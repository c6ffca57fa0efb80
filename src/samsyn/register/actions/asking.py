"""Asking by mail how it goes, with a link for each initiative that is good for one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import State
from samsyn.organisation.models import Municipality, Person
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing
from samsyn.post.actions import make_link, queue
from samsyn.register.models import Initiative, StatusRequest
from samsyn.register.queries.asking import KIND, OPENS, Unreached, reporters, to_ask
from samsyn.register.rules import period_of

LINK_DAYS = timedelta(days=30)
"""How long a link to report by opens."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who was asked now, by address and number of initiatives, and what nobody could be asked of (fråga om läget)."""

    period: str
    asked: tuple[tuple[str, int], ...]
    unreached: tuple[tuple[Initiative, Unreached], ...]


def ask_status(
    *, by: Actor, at: datetime, municipality: Municipality, day: date, every: str = "month"
) -> Asking:
    """Queue one mail a period to each who has reports to make, with a link for each initiative.

    A person at a time is saved whole: stopped at any moment, the same call goes on with the others, and nobody is
    asked twice. What nobody can be asked of is returned with why.
    """
    require(by, "ask", Thing("initiative", municipality.pk, None), swedish_day(at))
    period = period_of(day, every)
    waiting = {one.pk: one for one in to_ask(municipality, day, period)}
    theirs: dict[Person, list[Initiative]] = defaultdict(list)
    unreached: list[tuple[Initiative, Unreached]] = []
    for key, who in reporters(municipality, waiting.values(), day).items():
        if isinstance(who, Unreached):
            unreached.append((waiting[key], who))
        else:
            theirs[who].append(waiting[key])
    counts = [(person.email, _ask(by, at, person, mine, period)) for person, mine in theirs.items()]
    return Asking(period, tuple(one for one in counts if one[1]), tuple(unreached))


@transaction.atomic
def _ask(by: Actor, at: datetime, person: Person, mine: Sequence[Initiative], period: str) -> int:
    """Ask one person of all that waits, unless that was done in the period; return of how many."""
    Person.objects.select_for_update().get(pk=person.pk)
    asked = StatusRequest.objects.filter(period=period)
    if asked.filter(person=person).exists():
        return 0
    done = set(asked.filter(initiative__in=mine).values_list("initiative_id", flat=True))
    left = [one for one in mine if one.pk not in done]
    lines = [_line(at, person, one, period) for one in left]
    if not lines:
        return 0
    ref = Ref(f"Läget {period}")
    queue(
        at=at, to=person.email, subject=_subject(left), text=_text(person, lines, at), ref=ref, kind=KIND, later=True
    )  # fmt: skip
    sentence = f"{person.name} fick frågan hur det går, för {len(left)} initiativ."
    record(by=by, at=at, verb="register.ask_status", ref=ref, sentence=sentence)
    return len(left)


def _line(at: datetime, person: Person, one: Initiative, period: str) -> str:
    """Write down that an initiative is asked of and return its lines; a secret one has no link and no name (R85)."""
    earlier = one.reported_on
    last = f"Senaste rapporten är från {earlier}." if earlier else "Ingen rapport har lämnats än."
    asked = StatusRequest.objects.create(initiative=one, person=person, period=period, asked_at=at)
    if one.secrecy_ground:
        return f"{one.ref}, sekretessmarkerat\n  Logga in och rapportera: {settings.ADDRESS}/initiativ/{one.ref}/lage/"
    token = make_link(opens=f"{OPENS}{asked.pk}", until=swedish_day(at) + LINK_DAYS, at=at)
    state = f" {State(one.state).label}." if earlier else ""
    return f"{one.ref} {one.title}\n  {last}{state}\n  {settings.ADDRESS}/lage/{token}/"


def _subject(mine: Sequence[Initiative]) -> str:
    if len(mine) > 1:
        return f"Hur går det? {len(mine)} initiativ väntar på en rad från dig"
    one = mine[0]
    return f"Hur går det med {one.ref if one.secrecy_ground else ' '.join(str(one).split())}?"


def _text(person: Person, lines: Sequence[str], at: datetime) -> str:
    until = swedish_day(at) + LINK_DAYS
    return "\n\n".join(
        [
            f"Hej {person.name}!",
            "Tre fält, en minut. Är inget nytt räcker ett klick. Du behöver inget lösenord, och får genast "
            "ett färdigt underlag till nämnden att ladda ner.",
            *lines,
            f"Varje länk är din egen. Den gäller för en rapport, till och med {until}. Skicka den inte vidare.",
            "Du får brevet för att du står som kontakt eller projektägare.",
        ]
    )  # fmt: skip
