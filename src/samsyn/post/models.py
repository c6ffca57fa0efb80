"""Outgoing mail, kept as it was sent."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """A mail to one address, queued with the change that caused it and sent after it is saved [utskick]."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    ref = models.CharField(max_length=120)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.subject


class SignedLink(models.Model):
    """A link that lets a guest into one thing, until a day; only its hash is kept [signerad länk]."""

    token_hash = models.CharField(max_length=64, unique=True)
    opens = models.CharField(max_length=120, db_index=True)
    until = models.DateField()
    made_at = models.DateTimeField()
    shut_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
