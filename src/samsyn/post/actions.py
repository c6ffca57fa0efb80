"""Queueing and sending mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from samsyn.kit.refs import Ref
from samsyn.post.models import Message


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
