"""Bodies as of a day, and who may do and see what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Func, IntegerField, Min, Q, When

from samsyn.history.queries import rows
from samsyn.kit.actors import Actor, command_line
from samsyn.kit.words import folded
from samsyn.organisation.models import (
    Administration,
    Body,
    BodyAlias,
    Municipality,
    Person,
    RoleHolding,
    User,
)
from samsyn.organisation.rules import Access, Held, Kind, Role, Thing, Verb, allowed, group, scopes

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
    start: date | None = None
    end: date | None = None

    def there(self, day: date) -> bool:
        """Return whether it exists on a day."""
        return exists(self.start, self.end, day)

    @property
    def code(self) -> str:
        """Return the short name, or the whole where there is none."""
        return self.short_name or self.name


def other_names(municipality: Municipality, on: date) -> dict[str, int]:
    """Return the ids of bodies by their folded aliases that day and by the names of their offices; one query.

    One that another body has taken over is found by its old name too: it is an alias from the day it ended.
    """
    offices = Administration.objects.filter(body__municipality=municipality)
    begun, going = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
    aliases = BodyAlias.objects.filter(begun, going, body__municipality=municipality).order_by()
    found = aliases.values_list("name", "body_id").union(offices.order_by().values_list("name", "body_id"))
    return {folded(name): body for name, body in found}


def bodies(municipality: Municipality, as_of: date | None) -> dict[int, BodyRow]:
    """Return the municipality's bodies by id, named as they were by the end of a day."""
    own = ("id", "name", "short_name", "kind", "parent_id", "municipality_id", "confirmed")
    fields = (*own, "valid_from", "valid_to")
    found = rows(Body, as_of).filter(municipality_id=municipality.pk).order_by("name")
    return {values[0]: BodyRow(*values) for values in found.values_list(*fields)}


def bodies_by_name(municipality: Municipality, on: date | None = None) -> dict[str, Body]:
    """Return the municipality's bodies by folded name, short name, name of an administration, or alias valid that day.

    A body's own name goes before another's short name, that before an administration's, and that before an alias;
    only the name of a body that did not exist that day goes last. Three queries.
    """
    found = Body.objects.filter(municipality=municipality).prefetch_related("administrations").order_by("pk")
    there = [body for body in found if exists(body.valid_from, body.valid_to, on)]
    offices = {folded(office.name): body for body in there for office in body.administrations.all()}
    short = {folded(body.short_name): body for body in there if body.short_name}
    gone = {folded(body.name): body for body in found}
    return gone | _aliases(municipality, on) | offices | short | {folded(body.name): body for body in there}


def _aliases(municipality: Municipality, on: date | None) -> dict[str, Body]:
    found = BodyAlias.objects.filter(body__municipality=municipality).select_related("body")
    valid = (one for one in found.order_by("-pk") if exists(one.valid_from, one.valid_to, on))
    return {one.key: one.body for one in valid}


def exists(start: date | None, end: date | None, on: date | None) -> bool:
    """Return whether a day lies in a period that is open where an end is missing; no day lies in every period."""
    return on is None or ((start is None or start <= on) and (end is None or on < end))


def in_group(
    municipality: Municipality,
    words: str,
    on: date,
    *,
    sender: Body | None = None,
    named: Collection[int] = (),
) -> list[Body]:
    """Return the boards that a group's words mean on a day, by name; nothing where the words do not tell (R50).

    The sender is no recipient of its own, nor is the board whose committee it is. "Övriga" leaves out those named.
    """
    which = group(words)
    if not which:
        return []
    boards = Body.objects.filter(municipality=municipality, confirmed=True, kind__in=("executive", "board"))
    left_out = {sender.pk, sender.parent_id} if sender else set()
    left_out |= set(named) if which == "övriga" else set()
    return [
        body
        for body in boards.order_by("name")
        if body.pk not in left_out
        and exists(body.valid_from, body.valid_to, on)
        and not (sender and sender.kind == "committee" and sender.name.startswith(f"{body.name}s "))
    ]


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
    found = Person.objects.filter(municipality=municipality, erased_on=None)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(email__icontains=word))
    still = Q(roles__valid_to=None) | Q(roles__valid_to__gt=today)
    ranks = Case(
        *(When(roles__role=role.value, then=role.step) for role in Role), output_field=IntegerField()
    )
    swedish = found.annotate(swedish=SwedishOrder("name"), rank=Min(ranks, filter=still)).order_by(*order)
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


def secretaries(body: Body, day: date) -> list[str]:
    """Return the addresses of those who are a body's secretaries on a day, in order."""
    held = RoleHolding.objects.filter(body=body, role=Role.SECRETARY.value, valid_from__lte=day)
    now = held.filter(Q(valid_to=None) | Q(valid_to__gt=day)).exclude(person__email="")
    return sorted(set(now.values_list("person__email", flat=True)))


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


def may_reorganise(access: Access, municipality: Municipality) -> bool:
    """Return whether the actor is the city office or administers the municipality."""
    what = Thing("organisation", municipality.pk, None)
    return allowed(access, "write", what) or allowed(access, "administer", what)


def require_reorganising(by: Actor, municipality: Municipality, on: date) -> None:
    """Raise NotAllowed unless the actor may change the organisation on that day."""
    if not may_reorganise(access_for(by, on), municipality):
        raise NotAllowed("Organisationen ändras av stadskontoret eller kommunens administratör.")


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
