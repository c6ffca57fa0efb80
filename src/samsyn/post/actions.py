"""Queueing and sending mail; signed links that let a guest in."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.post.models import Message, SignedLink

NOBODY = "borttagen@example.invalid"
"""The address of mail to somebody who has been erased."""


def queue(*, at: datetime, to: str, subject: str, text: str, ref: Ref) -> Message:
    """Queue a mail and send it once the change around it is saved; it stays queued where no mail server answers."""
    message = Message.objects.create(to=to, subject=subject, text=text, ref=ref, queued_at=at)
    if settings.SENDS_MAIL:
        transaction.on_commit(lambda: send(message), robust=True)
    return message


def send(message: Message) -> None:
    """Send a queued mail and mark it sent; raises what the mail server answers."""
    send_mail(message.subject, message.text, None, [message.to])
    message.sent_at = timezone.now()
    message.save(update_fields=["sent_at"])


@transaction.atomic
def make_link(*, opens: str, until: date, at: datetime) -> str:
    """Make a signed link to one thing, open through a day, and return its token; those made before it are shut."""
    signed = salted_hmac("samsyn.post.link", f"{opens}|{until}|{at.isoformat()}", algorithm="sha256")
    token = urlsafe_b64encode(signed.digest()).decode().rstrip("=")
    SignedLink.objects.filter(opens=opens, shut_at=None).update(shut_at=at)
    SignedLink.objects.create(token_hash=hash_of(token), opens=opens, until=until, made_at=at)
    return token


@transaction.atomic
def open_link(*, token: str, at: datetime) -> str | None:
    """Return what a token opens today, noting the first time; None for one that is unknown, shut or too old."""
    link = SignedLink.objects.filter(token_hash=hash_of(token), shut_at=None).first()
    if link is None or swedish_day(at) > link.until:
        return None
    if link.opened_at is None:
        link.opened_at = at
        link.save(update_fields=["opened_at"])
    return link.opens


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def forget_address(*, address: str) -> None:
    """Take an address away from the mail that went to it, and let what waits for it wait for nobody (R28)."""
    if address:
        mine = Message.objects.filter(to__iexact=address)
        mine.filter(sent_at=None).delete()
        mine.update(to=NOBODY)
