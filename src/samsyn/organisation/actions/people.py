"""Writing people, their roles and accounts, and the municipality's own numbers."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.organisation.actions.bodies import require_administrator
from samsyn.organisation.models import Body, Municipality, Person, RoleHolding, Series, User
from samsyn.organisation.rules import Role


@transaction.atomic
def add_person(
    *, by: Actor, at: datetime, municipality: Municipality, name: str, title: str = "", email: str = ""
) -> Person:
    """Add a person."""
    require_administrator(by, municipality, at)
    record(by=by, at=at, verb="organisation.add_person", ref=Ref(name), sentence=f"{name} lades upp.")
    return Person.objects.create(municipality=municipality, name=name, title=title, email=email)


@transaction.atomic
def give_role(
    *,
    by: Actor,
    at: datetime,
    person: Person,
    role: Role,
    body: Body | None,
    valid_from: date,
    valid_to: date | None = None,
    decided_by: DecisionRef | None = None,
) -> RoleHolding:
    """Give a person a role at a body, or in the whole municipality, for a time, by a decision."""
    require_administrator(by, person.municipality, at)
    where = body.name if body else person.municipality.name
    sentence = f"{person.name} är {role.label.lower()} i {where} från {valid_from}."
    record(by=by, at=at, verb="organisation.give_role", ref=Ref(person.name), sentence=sentence)
    decided = decided_by or DecisionRef("", None, "")
    return RoleHolding.objects.create(
        person=person, role=role.value, municipality=person.municipality, body=body, valid_from=valid_from,
        valid_to=valid_to, decided_body=decided.body, decided_on=decided.day, decided_paragraph=decided.paragraph,
    )  # fmt: skip


@transaction.atomic
def open_account(*, by: Actor, at: datetime, person: Person, username: str, password: str | None) -> User:
    """Open an account for a person; without a password it can be used in demo mode only."""
    require_administrator(by, person.municipality, at)
    record(
        by=by,
        at=at,
        verb="organisation.open_account",
        ref=Ref(person.name),
        sentence=f"{person.name} fick ett konto.",
    )
    return User.objects.create_user(username=username, email=person.email, password=password, person=person)


@transaction.atomic
def appoint_administrator(
    *, by: Actor, at: datetime, municipality: Municipality, name: str, email: str, password: str
) -> User:
    """Add a person who administers and, to be able to work from the start, is the city office; open the account."""
    person = add_person(by=by, at=at, municipality=municipality, name=name, email=email)
    for role in (Role.ADMINISTRATOR, Role.CITY_OFFICE):
        give_role(by=by, at=at, person=person, role=role, body=None, valid_from=swedish_day(at))
    return open_account(by=by, at=at, person=person, username=email, password=password)


@transaction.atomic
def take_numbers(municipality: Municipality, prefix: str, count: int = 1) -> range:
    """Take the next numbers of a series for good and return them; a gap is possible, a repeat is not."""
    Series.objects.get_or_create(municipality=municipality, prefix=prefix)
    series = Series.objects.select_for_update().get(municipality=municipality, prefix=prefix)
    series.last += count
    series.save()
    return range(series.last - count + 1, series.last + 1)
