"""What the visitor looks at: the municipality as of the chosen day, with the bodies as they were called."""

from __future__ import annotations

from dataclasses import replace

from samsyn.organisation.queries import BodyRow, bodies
from samsyn.oversight.queries import Lens
from samsyn.web.base.request import Request


def named(request: Request) -> dict[int, BodyRow]:
    """Return the municipality's bodies by id; those of today are at hand already, those of a day are read once."""
    if request.as_of is None:
        return request.acting.bodies
    kept: dict[int, BodyRow] | None = vars(request).get("named")
    if kept is None:
        kept = vars(request)["named"] = bodies(request.municipality, request.as_of)
    return kept


def body_choices(bodies: dict[int, BodyRow], asked: str) -> list[tuple[str, str]]:
    """Return the bodies for a filter, by code; the one asked for keeps the writing it was asked by, code or number."""
    return [(asked if asked == str(body.id) else body.code, body.name) for body in bodies.values()]


def lens(request: Request) -> Lens:
    """Return the lens that one thing and what belongs to it is read through."""
    return Lens(request.municipality, request.today, request.as_of, request.access, named(request))


def open_lens(request: Request) -> Lens:
    """Return the lens of the overview: no secret rows, so that its figures are the same for every reader (R85)."""
    return replace(lens(request), access=replace(request.access, open_only=True))
