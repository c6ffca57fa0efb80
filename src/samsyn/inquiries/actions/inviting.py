"""Letting in those without an account: a signed link to one recipient's part of one inquiry (R46)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from samsyn.inquiries.actions.guard import InquiryError, due, ref_of, require_sender, tell, title_of
from samsyn.inquiries.models import Recipient
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.post.actions import make_link, queue

LEEWAY = timedelta(days=30)
"""How long after its last day a recipient's link still opens: a late answer is kept."""
OPENS = "inquiries.recipient:"


def opens(recipient: Recipient) -> str:
    """Return what a link to that recipient's part opens."""
    return f"{OPENS}{recipient.pk}"


def another_link(recipient: Recipient, at: datetime) -> str:
    """Return the whole address of one more link to an outsider's part; those before it go on opening it."""
    until = max(due(recipient) or swedish_day(at), swedish_day(at)) + LEEWAY
    token = make_link(opens=opens(recipient), until=until, at=at, shut=False)
    return f"{settings.ADDRESS}/svar/{token}/"


@transaction.atomic
def invite(*, by: Actor, at: datetime, recipient: Recipient, address: Callable[[str], str]) -> str:
    """Make a link for an outsider, shut the ones before it and queue it by mail; return the link's token.

    `address` turns a token into a whole web address. The link opens until a month after the last day.
    """
    require_sender(by, recipient.inquiry, at)
    if recipient.body_id is not None:
        raise InquiryError(f"{recipient.name} svarar inloggad och behöver ingen länk.")
    inquiry = recipient.inquiry
    until = max(due(recipient) or swedish_day(at), swedish_day(at)) + LEEWAY
    token = make_link(opens=opens(recipient), until=until, at=at)
    tell(by, at, "invite", inquiry, f"{recipient.name} fick en länk att svara med, som gäller till {until}.")
    if recipient.email:
        last = f" Svara senast {due(recipient)}." if due(recipient) else ""
        text = (
            f"{inquiry.body.name} frågar er: {title_of(inquiry)}.{last}\n\n"
            f"Öppna och svara här, utan konto: {address(token)}\n\nLänken är er egen och gäller till {until}."
        )
        queue(
            at=at,
            to=recipient.email,
            subject=f"Remiss: {title_of(inquiry)}"[:200],
            text=text,
            ref=ref_of(inquiry),
            kind="asked",
        )
    return token
