"""Reading saved views: one's own and those that others have shared."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samsyn.organisation.models import Municipality
from samsyn.organisation.rules import Access
from samsyn.oversight.models import SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view as somebody sees it (sparad vy)."""

    id: int
    name: str
    address: str
    shared: str
    board: str | None
    owner: str
    mine: bool

    @property
    def whose(self) -> str:
        """Return whom it is shared with, and by whom where that is somebody else."""
        where = {"own": "Bara jag", "board": self.board or ""}.get(self.shared, "Hela kommunen")
        return where if self.mine else f"{where}, av {self.owner}"


def seen_by(access: Access, municipality: Municipality) -> QuerySet[SavedView]:
    """Return the views that somebody sees: own ones, those of boards where a role is held, those for everybody."""
    person = access.actor.id if access.actor.kind == "person" else None
    boards = [held.body_id for held in access.held if held.body_id is not None]
    found = Q(shared="municipality") | Q(shared="board", body_id__in=boards) | Q(person_id=person or 0)
    return SavedView.objects.filter(found, municipality=municipality)


def saved_views(access: Access, municipality: Municipality, path: str = "") -> list[ViewRow]:
    """Return the views that somebody sees, of one page or of all, by name."""
    found = seen_by(access, municipality)
    if path:
        found = found.filter(Q(address=path) | Q(address__startswith=f"{path}?"))
    columns = ("id", "name", "address", "shared", "body__name", "person__name", "person_id")
    rows = found.order_by("name", "pk").values_list(*columns)
    return [
        ViewRow(key, name, address, shared, board, owner, person == access.actor.id)
        for key, name, address, shared, board, owner, person in rows
    ]
