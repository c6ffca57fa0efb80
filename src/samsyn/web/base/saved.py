"""The saved views of the page that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.oversight.models import SavedView
from samsyn.oversight.queries.saved import ViewRow, saved_views
from samsyn.web.base.request import Request

NOT_KEPT = ("per", "page", "as")


@dataclass(frozen=True, slots=True)
class Saved:
    """The views of a page, the address as it would be saved, and whom it can be shared with (sparade vyer)."""

    rows: list[ViewRow]
    address: str

    @property
    def shared(self) -> list[tuple[str, str]]:
        """Return whom a view can be shared with."""
        return SavedView.SHARED


def saved(request: Request) -> Saved | None:
    """Return the views of this page that the visitor sees; None for who is not signed in."""
    if request.acting.municipality is None:
        return None
    return Saved(saved_views(request.access, request.municipality, request.path), address_of(request))


def address_of(request: Request) -> str:
    """Return the page's address without the day, the page of the table and the file format."""
    words = request.GET.copy()
    for name in NOT_KEPT:
        words.pop(name, None)
    return f"{request.path}?{words.urlencode()}" if words else request.path
