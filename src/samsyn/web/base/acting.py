"""Who acts: the signed-in user's person with its roles, or nobody."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Min, When

from samsyn.kit.actors import Actor
from samsyn.organisation.models import User
from samsyn.organisation.queries import BodyRow, access_for, bodies
from samsyn.organisation.rules import Access, Role
from samsyn.web.base.request import Acting

NOBODY = Acting(Actor("guest", None, ""), Access(Actor("guest", None, "")), None, None, (), {})


def personas() -> list[User]:
    """Return the accounts that a visitor of the demo may act as, the default one first."""
    users = User.objects.filter(person__roles__isnull=False, is_active=True)
    first = Min(Case(When(person__roles__role=Role.CITY_OFFICE.value, then=0), default=1))
    return list(users.select_related("person__municipality").annotate(first=first).order_by("first", "pk"))


def acting_for(user: User, wanted: int | None, today: date) -> Acting:
    """Return who the user acts as today; `wanted` is the id of the chosen board, if one is chosen."""
    person = user.person
    if person is None:
        return NOBODY
    actor = Actor("person", person.pk, person.name)
    access = access_for(actor, today)
    everything = bodies(person.municipality, None)
    choices = _choices(access, everything)
    chosen = next((body for body in choices if body.id == wanted), choices[0] if choices else None)
    return Acting(actor, access, person.municipality, chosen, choices, everything)


def _choices(access: Access, everything: dict[int, BodyRow]) -> tuple[BodyRow, ...]:
    """Return the boards a person may act for; a role in the whole municipality acts for its executive board."""
    found = [everything[held.body_id] for held in access.held if held.body_id in everything]
    if any(held.body_id is None for held in access.held):
        found += [body for body in everything.values() if body.kind == "executive"]
    return tuple(dict.fromkeys(found))
