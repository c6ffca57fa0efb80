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
