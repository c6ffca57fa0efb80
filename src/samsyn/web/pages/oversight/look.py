"""How the visitor looks at the municipality."""

from __future__ import annotations

from samsyn.oversight.queries import Lens
from samsyn.web.base.request import Request


def lens(request: Request) -> Lens:
    """Return how the visitor looks at the municipality: with which rights and as of which day."""
    named = request.acting.bodies if request.as_of is None else None
    return Lens(request.municipality, request.today, request.as_of, request.access, named)
