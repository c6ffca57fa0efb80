"""Erasing a person's own data, so that what the municipality has decided still stands (R28)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.actions.bodies import require_administrator
from samsyn.organisation.actions.reorganising import Refused
from samsyn.organisation.models import Person, User
from samsyn.organisation.rules import erased_name, erasing_objection


@transaction.atomic
def erase_person(*, by: Actor, at: datetime, person: Person, why: str) -> None:
    """Take away a person's name, title, address and account for good, and end the roles that day (R28).

    The roles stay with their periods under a name that tells nobody. Acts, reports and minutes keep the name they
    were written with: they are public records, and the chain of acts would not hold otherwise. Raises Refused.
    """
    require_administrator(by, person.municipality, at)
    own = by.kind == "person" and by.id == person.pk
    if sentence := erasing_objection(person.name, person.erased_on, why, own=own):
        raise Refused(sentence)
    today = swedish_day(at)
    name = erased_name(person.pk)
    record(
        by=by, at=at, verb="organisation.erase_person", ref=Ref(name), why=why.strip(),
        sentence=f"Personuppgifterna för {name[0].lower()}{name[1:]} togs bort.",
    )  # fmt: skip
    User.objects.filter(person=person).delete()
    running = person.roles.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    running.filter(valid_from__lte=today).update(valid_to=today)
    running.filter(valid_from__gt=today).update(valid_to=F("valid_from"))
    person.name, person.title, person.email, person.erased_on = name, "", "", today
    person.save()
