"""What every action on an inquiry asks first and tells afterwards."""

from __future__ import annotations

from datetime import date, datetime

from samsyn.history.actions import record
from samsyn.history.models import Act
from samsyn.inquiries.models import Inquiry, Recipient
from samsyn.inquiries.queries.handling import answering_body
from samsyn.inquiries.rules import last_day
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.queries import NotAllowed, access_for, require
from samsyn.organisation.rules import Access, Thing, Verb, handles


class InquiryError(Exception):
    """An inquiry cannot be handled like that; the text is the sentence for the screen."""


def ref_of(inquiry: Inquiry) -> Ref:
    """Return how an inquiry is referred to: its case's number, else its title."""
    return Ref((inquiry.case.number if inquiry.case else inquiry.title)[:120])


def title_of(inquiry: Inquiry) -> str:
    """Return what a letter calls an inquiry: its title, of a secret one its number only (R85)."""
    return str(ref_of(inquiry)) if inquiry.secrecy_ground else inquiry.title


def require_sender(by: Actor, inquiry: Inquiry, at: datetime) -> None:
    """Raise NotAllowed unless the actor writes for the body that asks; who has oversight may ask a board (R29)."""
    verb: Verb = "ask" if inquiry.kind == "question" else "write"
    require(by, verb, Thing("inquiry", inquiry.municipality_id, inquiry.body_id), swedish_day(at))


def require_own(by: Actor, recipient: Recipient, at: datetime, access: Access | None = None) -> None:
    """Raise NotAllowed unless the actor is one of the recipient's own, or the guest that its link let in (R46)."""
    if by.kind == "guest":
        if by.id != recipient.pk or recipient.body_id is not None:
            raise NotAllowed("Länken gäller en annan remiss.")
        return
    access = access or access_for(by, swedish_day(at))
    mine = handles(access, recipient.inquiry.municipality_id)
    body = None if access.unrestricted else answering_body(recipient, swedish_day(at))
    if not access.unrestricted and (body is None or body.pk not in mine):
        raise NotAllowed(f"Svaret skrivs av {recipient.name}s egna handläggare.")


def require_either(by: Actor, recipient: Recipient, at: datetime) -> None:
    """Raise NotAllowed unless the actor is one of the recipient's own or writes for the body that asks."""
    inquiry, body = recipient.inquiry, answering_body(recipient, swedish_day(at))
    if body is None or body.pk not in handles(access_for(by, swedish_day(at)), inquiry.municipality_id):
        require(by, "write", Thing("inquiry", inquiry.municipality_id, inquiry.body_id), swedish_day(at))


def require_open(recipient: Recipient) -> None:
    """Raise InquiryError when what is asked has been taken back."""
    if recipient.inquiry.withdrawn_on:
        raise InquiryError(f"Remissen drogs tillbaka {recipient.inquiry.withdrawn_on}. Inget svar behövs.")


def tell(by: Actor, at: datetime, verb: str, about: Inquiry | Recipient, sentence: str, why: str = "") -> Act:
    """Record an act on an inquiry or on one recipient's part of it, and return it."""
    inquiry = about.inquiry if isinstance(about, Recipient) else about
    owner = (about.body_id if isinstance(about, Recipient) else None) or inquiry.body_id
    return record(
        by=by, at=at, verb=f"inquiries.{verb}", ref=ref_of(inquiry), sentence=sentence, why=why, body_id=owner,
        secret=bool(inquiry.secrecy_ground),
    )  # fmt: skip


def due(recipient: Recipient) -> date | None:
    """Return the day that a recipient has to answer by."""
    return last_day(recipient.deadline, recipient.inquiry.deadline)
