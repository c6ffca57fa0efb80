"""What the visitor may do with initiatives; pages ask to leave out controls, actions ask again."""

from __future__ import annotations

from samsyn.organisation.queries import BodyRow, NotAllowed, may
from samsyn.organisation.rules import Thing
from samsyn.web.base.request import Request


def writable(request: Request, bodies: dict[int, BodyRow]) -> list[BodyRow]:
    """Return the bodies that the visitor may write initiatives for, none when an earlier day is shown."""
    if request.as_of is not None:
        return []
    return [
        body
        for body in bodies.values()
        if may(request.access, "write", Thing("initiative", request.municipality.pk, body.id))
    ]


def today_only(request: Request) -> None:
    """Raise NotAllowed, with a sentence for the screen, when an earlier day is shown."""
    if request.as_of is not None:
        raise NotAllowed(f"Du ser läget {request.as_of}. Gå till i dag för att ändra något.")
