"""Outgoing mail, kept as it was sent."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """A mail to one address, queued with the change that caused it and sent after it is saved [utskick]."""

    STATES = [
        ("queued", "I kö"),
        ("sending", "Skickas"),
        ("sent", "Skickat"),
        ("failed", "Gick inte att skicka"),
    ]
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    ref = models.CharField(max_length=120)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=STATES, default="queued")
    tried_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    unsubscribe = models.CharField(max_length=600, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"])]

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
    holder = models.CharField(max_length=64, blank=True)
    """The hash of what the browser carries that first wrote through it; no other is let in."""


class Unsubscription(models.Model):
    """A kind of mail that somebody does not want [avanmälan]."""

    KINDS = [
        ("digest", "Sammandrag av det som väntar, högst ett om dagen"),
        ("asked", "Nya remisser och frågor"),
        ("reminder", "Påminnelser från den som frågar"),
        ("status", "Frågor om läget"),
        ("feedback", "Återkoppling på det ni har svarat"),
    ]
    address = models.EmailField()
    kind = models.CharField(max_length=12, choices=KINDS)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "kind"], name="unsubscribed_once")]
