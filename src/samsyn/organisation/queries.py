"""Bodies as of a day, and who may do and see what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Func, Q

from samsyn.history.queries import rows
from samsyn.kit.actors import Actor, command_line
from samsyn.organisation.models import Administration, Body, Municipality, Person, RoleHolding, User
from samsyn.organisation.rules import Access, Held, Kind, Role, Thing, Verb, allowed, scopes

OPEN = Access(command_line(), unrestricted=True)
"""What the command line and every report reads: all rows that are not marked secret."""


class SwedishOrder(Func):
    """Sort by a text column as Swedish dictionaries do: å, ä, ö last, capitals beside small letters."""

    template = "%(expressions)s COLLATE swedish"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Return the same by PostgreSQL's own Swedish collation."""
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "sv-x-icu"')


class NotAllowed(PermissionDenied):
    """The actor lacks the right; the text is the sentence for the screen."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body as it was called on a day (organ)."""

    id: int
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    municipality_id: int
    confirmed: bool

    @property
    def code(self) -> str:
        """Return the short name, or the whole where there is none."""
        return self.short_name or self.name


def administrations(municipality: Municipality) -> dict[str, int]:
    """Return the id of the body that each administration works for, by its name in small letters."""
    found = Administration.objects.filter(body__municipality=municipality)
    return {name.casefold(): body for name, body in found.values_list("name", "body_id")}


def bodies(municipality: Municipality, as_of: date | None) -> dict[int, BodyRow]:
    """Return the municipality's bodies by id, named as they were by the end of a day."""
    fields = ("id", "name", "short_name", "kind", "parent_id", "municipality_id", "confirmed")
    found = rows(Body, as_of).filter(municipality_id=municipality.pk).order_by("name")
    return {values[0]: BodyRow(*values) for values in found.values_list(*fields)}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the roles held today or later, in words, and the name to sign in with (person)."""

    id: int
    name: str
    title: str
    email: str
    username: str | None
    roles: tuple[str, ...]


def people(
    municipality: Municipality, today: date, words: str, order: Sequence[str], window: slice
) -> tuple[list[PersonRow], int]:
    """Return a window of the people with every word in order, without roles that have ended, and how many they are."""
    found = Person.objects.filter(municipality=municipality)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(email__icontains=word))
    swedish = found.annotate(swedish=SwedishOrder("name")).order_by(*order)
    cut = list(swedish.values_list("pk", "name", "title", "email", "account__username")[window])
    still = Q(valid_to=None) | Q(valid_to__gt=today)
    roles = defaultdict(list)
    for held in RoleHolding.objects.filter(still, person__in=[row[0] for row in cut]).select_related("body"):
        where = held.body.name if held.body else "hela kommunen"
        later = f" från {held.valid_from}" if held.valid_from > today else ""
        roles[held.person_id].append(f"{held.get_role_display()}, {where}{later}")
    listed = [
        PersonRow(pk, name, title, email, username, tuple(roles[pk]))
        for pk, name, title, email, username in cut
    ]
    return listed, found.count()


def account(email: str) -> User | None:
    """Return the account that is signed in to with an e-mail address, whatever its capitals."""
    same = Q(username__iexact=email) | Q(email__iexact=email)
    return User.objects.filter(same).select_related("person").first()


def access_for(actor: Actor, on: date) -> Access:
    """Return an actor with the roles held that day; people get theirs from role holdings, guests none."""
    if actor.kind == "cli":
        return Access(actor, unrestricted=True)
    if actor.kind != "person" or actor.id is None:
        return Access(actor)
    holdings = RoleHolding.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), person_id=actor.id, valid_from__lte=on
    )
    return Access(actor, tuple(Held(Role(h.role), h.municipality_id, h.body_id) for h in holdings))


def thing(kind: Kind, row: Any) -> Thing:
    """Return what the policy sees of an owned row."""
    return Thing(kind, row.municipality_id, row.body_id, bool(row.secrecy_ground))


def may(access: Access, verb: Verb, what: Thing) -> bool:
    """Return whether the actor may do that to that thing; pages ask only to leave out controls."""
    return allowed(access, verb, what)


def require(by: Actor, verb: Verb, what: Thing, on: date) -> None:
    """Raise NotAllowed, with a sentence for the screen, unless the actor may do that to that thing on that day."""
    if not allowed(access_for(by, on), verb, what):
        owner = Body.objects.filter(pk=what.body_id).first() if what.body_id else None
        whose = f"{owner.name}s nämndsekreterare" if owner else "Kommunens administratör"
        raise NotAllowed(f"Du kan läsa men inte ändra här. {whose} kan ge dig rätt.")


def visible(access: Access, kind: Kind) -> Q:
    """Return the filter that leaves the rows of a kind that the actor may read; nothing granted, nothing seen."""
    if access.unrestricted:
        return Q(secrecy_ground="")
    found = Q(pk__in=[])
    for scope in scopes(access, "read", kind):
        part = Q(municipality_id=scope.municipality_id)
        if scope.body_id is not None:
            part &= Q(body_id=scope.body_id)
        if not scope.secret:
            part &= Q(secrecy_ground="")
        found |= part
    return found


def visible_on(access: Access, kind: Kind, model: Any, as_of: date | None) -> Q:
    """Return the filter for a model's rows as of a day; what is secret today is hidden on earlier days too (R85)."""
    now = visible(access, kind)
    return now if as_of is None else now & ~Q(id__in=model.objects.exclude(now).values("id"))
