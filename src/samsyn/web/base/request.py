"""The request as every page sees it, with who acts and as of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from samsyn.kit.actors import Actor
from samsyn.organisation.models import Municipality, User
from samsyn.organisation.queries import BodyRow
from samsyn.organisation.rules import Access, Thing, allowed


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in a request: the actor, the rights, the municipality and the board acted for (agerande)."""

    actor: Actor
    access: Access
    municipality: Municipality | None
    body: BodyRow | None
    choices: tuple[BodyRow, ...]
    bodies: dict[int, BodyRow]

    @property
    def administers(self) -> bool:
        """Return whether the actor may change the municipality's bodies, people and roles."""
        here = self.municipality
        return here is not None and allowed(self.access, "administer", Thing("organisation", here.pk, None))


class Request(HttpRequest):
    """A request that has passed the middleware.

    `as_of` is None for today; `board` is the body acted for (`body` is the raw bytes, as everywhere in Django);
    `personas` are the accounts to choose between in the demo.
    """

    access: Access
    actor: Actor
    acting: Acting
    as_of: date | None
    today: date
    municipality: Municipality
    personas: list[User]
    board: BodyRow | None
    htmx: HtmxDetails
