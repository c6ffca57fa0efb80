"""Writing saved views: a name for an address, shared or not, changed and deleted by who made it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import NotAllowed, access_for
from samsyn.oversight.models import SavedView

PLACES = ("/initiativ/", "/portfolj/", "/uppsikt/")
"""Where the pages lie whose addresses can be saved."""
LONGEST = 2000


class SavingError(ValueError):
    """A view that can't be saved so; its message says why, in Swedish."""


@transaction.atomic
def save_view(
    *, by: Actor, at: datetime, municipality: Municipality, name: str, address: str, shared: str = "own",
    body: Body | None = None,
) -> SavedView:  # fmt: skip
    """Give an address a name, for oneself, for a board one has a role at, or for the whole municipality (R12).

    Raises SavingError when the name is empty or taken or the address isn't one that can be saved.
    """
    if by.kind != "person" or by.id is None:
        raise NotAllowed("Logga in för att spara en vy.")
    view = SavedView(municipality=municipality, person_id=by.id, address=address, saved_at=at)
    return _set(view, by, at, name, shared, body, f"sparade vyn {name.strip()}")


@transaction.atomic
def change_view(
    *, by: Actor, at: datetime, view: SavedView, name: str, shared: str, body: Body | None = None
) -> SavedView:
    """Give a view of one's own another name or share it otherwise; raises SavingError as `save_view` does."""
    _require_own(by, view)
    return _set(view, by, at, name, shared, body, f"ändrade vyn {view.name}")


@transaction.atomic
def delete_view(*, by: Actor, at: datetime, view: SavedView) -> None:
    """Take away a view of one's own; what it showed stays."""
    _require_own(by, view)
    _tell(by, at, view, f"tog bort vyn {view.name}")
    view.delete()


def _set(
    view: SavedView, by: Actor, at: datetime, name: str, shared: str, body: Body | None, what: str
) -> SavedView:
    taken = SavedView.objects.filter(person_id=view.person_id, name=name.strip()).exclude(pk=view.pk).exists()
    if sentence := _objection(name.strip(), view.address, taken):
        raise SavingError(sentence)
    if shared not in dict(SavedView.SHARED) or (shared == "board" and body is None):
        raise SavingError("Välj vem vyn delas med. Med en nämnd delar du genom att agera för den.")
    if shared == "board" and body is not None:
        _require_role(by, body, at)
    view.name, view.shared, view.body = name.strip(), shared, body if shared == "board" else None
    view.save()
    _tell(by, at, view, what)
    return view


def _objection(name: str, address: str, taken: bool) -> str:
    """Return an empty string, or the sentence that says why a view can't be saved and what to do."""
    if not name:
        return "Skriv ett namn på vyn, till exempel Försenade i socialtjänsten."
    if len(name) > 80:
        return "Namnet är för långt. Korta det till högst 80 tecken."
    if taken:
        return f"Du har redan en vy som heter {name}. Ge den här ett annat namn."
    if not address.startswith(PLACES) or len(address) > LONGEST:
        return (
            "Det går att spara vyer av Initiativ, Portfölj och Uppsikt. Öppna en av dem och spara därifrån."
        )
    return ""


def _tell(by: Actor, at: datetime, view: SavedView, what: str) -> None:
    """Record the act; that of a view of one's own is nobody else's."""
    record(
        by=by, at=at, verb="oversight.saved_view", ref=Ref(f"Vy {view.pk}"), sentence=f"{by.name} {what}.",
        body_id=view.body_id, secret=view.shared == "own",
    )  # fmt: skip


def _require_own(by: Actor, view: SavedView) -> None:
    if by.kind != "person" or by.id != view.person_id:
        raise NotAllowed(f"Vyn {view.name} ändras av den som gjorde den. Spara den under ett eget namn.")


def _require_role(by: Actor, body: Body, at: datetime) -> None:
    held = access_for(by, swedish_day(at)).held
    if not any(one.body_id == body.pk or (one.body_id is None and body.kind == "executive") for one in held):
        raise NotAllowed(f"Du har ingen roll i {body.name}. Dela vyn med en nämnd som du arbetar i.")
