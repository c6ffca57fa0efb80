"""Queueing and sending mail; signed links that let a guest in."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import Counter
from datetime import date, datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.post.models import Message, SignedLink, Unsubscription
from samsyn.post.queries import hash_of, opened_by

SALT = "samsyn.unsubscribe"

NOBODY = "borttagen@example.invalid"
"""The address of mail to somebody who has been erased."""


STALE = timedelta(minutes=15)
"""How long a mail may be on its way before it is taken to have been cut off; far longer than a mail server may take."""
TRIES = 5
TOO_OLD = timedelta(days=14)
"""Mail that has lain longer than this is not news any more; it stays in the queue."""


def queue(
    *, at: datetime, to: str, subject: str, text: str, ref: Ref, kind: str = "", later: bool = False
) -> Message | None:
    """Queue a mail and send it once the change around it is saved; it stays queued where no mail server answers.

    One for `later` waits for `deliver`. One of a `kind` tells how to stop that kind, and none is queued to who has.
    """
    stop = ""
    if kind:
        if declined(to, kind):
            return None
        stop = f"{settings.ADDRESS}/avanmalan/{unsubscribe_token(to, kind)}/"
        text = f"{text.rstrip()}\n\nInga fler brev av det här slaget: {stop}\n"
    message = Message.objects.create(
        to=to, subject=subject[:200], text=text, ref=ref, queued_at=at, unsubscribe=stop
    )
    if settings.SENDS_MAIL and not later:
        transaction.on_commit(lambda: send(message), robust=True)
    return message


def declined(address: str, kind: str) -> bool:
    """Return whether mail of a kind has been stopped for an address."""
    return Unsubscription.objects.filter(address__iexact=address, kind=kind).exists()


def declined_kinds(address: str) -> set[str]:
    """Return the kinds of mail that have been stopped for an address."""
    return set(Unsubscription.objects.filter(address__iexact=address).values_list("kind", flat=True))


def send(message: Message) -> None:
    """Send a queued mail and mark it sent; raises what the mail server answers."""
    if _claim(message, timezone.now()):
        _attempt(message, get_connection())


def deliver(*, at: datetime, limit: int = 1000) -> Counter[str]:
    """Send what is queued, one mail at a time over one connection; return how many were sent and how many failed.

    A mail is claimed before and marked after, each saved at once: stopped at any moment nothing is lost, and only the
    one on its way may come twice. Raises OSError when the mail server does not answer at all.
    """
    counts: Counter[str] = Counter()
    Message.objects.filter(state="sending", tried_at__lt=at - STALE).update(state="queued")
    fresh = Message.objects.filter(state="queued", queued_at__gte=at - TOO_OLD).order_by("id")
    waiting = list(fresh.values_list("pk", flat=True)[:limit])
    if not waiting:
        return counts
    with get_connection() as connection:
        for key in waiting:
            message = Message.objects.get(pk=key)
            if _claim(message, timezone.now()):
                counts[_sent(message, connection)] += 1
    return counts


def _sent(message: Message, connection: Any) -> str:
    try:
        _attempt(message, connection)
    except SMTPServerDisconnected:
        connection.close()
        connection.open()
        return "failed"
    except (SMTPException, ValueError):
        return "failed"
    return "sent"


def _claim(message: Message, now: datetime) -> bool:
    """Take a queued mail for sending, unless somebody else has."""
    mine = Message.objects.filter(pk=message.pk, state="queued")
    return mine.update(state="sending", tried_at=now, attempts=F("attempts") + 1) == 1


def _attempt(message: Message, connection: Any) -> None:
    message.refresh_from_db()
    try:
        _mail(message, connection).send()
    except Exception as problem:
        message.state = "failed" if message.attempts >= TRIES else "queued"
        message.problem = str(problem)[:300]
        message.save(update_fields=["state", "problem"])
        raise
    message.state, message.sent_at, message.problem = "sent", timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "problem"])


def _mail(message: Message, connection: Any) -> EmailMessage:
    """Return the mail; its id is always the same, so that a mailbox can tell one that came twice."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<samsyn-{message.pk}-{message.queued_at:%Y%m%d%H%M%S}@{domain}>"}
    if message.unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{message.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }  # fmt: skip
    return EmailMessage(
        message.subject, message.text, None, [message.to], connection=connection, headers=headers
    )


def unsubscribe_token(address: str, kind: str) -> str:
    """Return the signed word that stops mail of a kind to an address."""
    return signing.dumps([address, kind], salt=SALT)


def read_token(token: str) -> tuple[str, str] | None:
    """Return the address and kind of a signed word, None for one that was not signed here."""
    try:
        address, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return address, kind


def unsubscribe(*, token: str, at: datetime) -> str | None:
    """Stop mail of a kind to the address in a signed word; return the address, None for a false word."""
    if (found := read_token(token)) is None:
        return None
    address, kind = found
    Unsubscription.objects.get_or_create(address=address, kind=kind, defaults={"made_at": at})
    return address


def resubscribe(*, address: str, kind: str) -> None:
    """Let mail of a kind come to an address again."""
    Unsubscription.objects.filter(address__iexact=address, kind=kind).delete()


@transaction.atomic
def make_link(*, opens: str, until: date, at: datetime, shut: bool = True) -> str:
    """Make a signed link to one thing, open through a day, and return its token; those before it are shut, if asked."""
    signed = salted_hmac("samsyn.post.link", f"{opens}|{until}|{at.isoformat()}", algorithm="sha256")
    token = urlsafe_b64encode(signed.digest()).decode().rstrip("=")
    if shut:
        SignedLink.objects.filter(opens=opens, shut_at=None).update(shut_at=at)
    SignedLink.objects.get_or_create(
        token_hash=hash_of(token), defaults={"opens": opens, "until": until, "made_at": at}
    )
    return token


@transaction.atomic
def open_link(*, token: str, at: datetime, holder: str = "") -> str | None:
    """Return what a token opens today, noting the first time; None for one that is unknown, shut, too old or another's.

    `holder` is what the browser carries; a link that is held opens for its holder only.
    """
    link = SignedLink.objects.filter(token_hash=hash_of(token), shut_at=None).first()
    if link is None or swedish_day(at) > link.until or (link.holder and link.holder != hash_of(holder)):
        return None
    if link.opened_at is None:
        link.opened_at = at
        link.save(update_fields=["opened_at"])
    return link.opens


def hold_link(*, token: str, holder: str) -> None:
    """Let a link open for the browser that first wrote through it and no other, so that it may not be passed on."""
    if holder:
        SignedLink.objects.filter(token_hash=hash_of(token), holder="").update(holder=hash_of(holder))


def use_link(*, token: str, at: datetime) -> str | None:
    """Shut a link for good and return what it opened; None for one that opens nothing, or that was used meanwhile."""
    found = opened_by(token, swedish_day(at))
    mine = SignedLink.objects.filter(token_hash=hash_of(token), shut_at=None)
    return found if found and mine.update(shut_at=at) else None


@transaction.atomic
def forget_address(*, address: str) -> None:
    """Take an address away from the mail that went to it, and let what waits for it wait for nobody (R28)."""
    if address:
        mine = Message.objects.filter(to__iexact=address)
        mine.filter(sent_at=None).delete()
        mine.update(to=NOBODY)
