"""Somebody signed in with a role, for the tests of pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.test import Client

from samsyn.kit.actors import command_line
from samsyn.organisation import actions
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.rules import Role

AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
_numbers = count(1)


def municipality() -> Municipality:
    """Return Sundsala, founded when it is not there."""
    return actions.found_municipality(by=command_line(), at=AT, code="2199", name="Sundsala kommun")


def signed_in(role: Role, body: Body | None = None) -> Client:
    """Return a client signed in as somebody who holds a role, in the whole of Sundsala or at one of its bodies."""
    number = next(_numbers)
    who: dict[str, Any] = {"by": command_line(), "at": AT}
    person = actions.add_person(**who, municipality=municipality(), name=f"Person {number}")
    actions.give_role(**who, person=person, role=role, body=body, valid_from=date(2020, 1, 1))
    client = Client()
    client.force_login(actions.open_account(**who, person=person, username=f"person{number}", password=None))
    return client
