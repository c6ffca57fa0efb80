"""Traces that something is going on, whether anybody documented it or not."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Owned


class Trace(Owned):
    """A sign from outside the register of an initiative: a budget row, a decision, a purchase, a system [spår]."""

    KINDS = [
        ("budget", "Budget"),
        ("minutes", "Protokoll"),
        ("procurement", "Upphandling"),
        ("system", "Systemregister"),
    ]
    kind = models.CharField(max_length=12, choices=KINDS)
    origin = models.CharField(max_length=160)
    title = models.CharField(max_length=300)
    amount = models.BigIntegerField(null=True, blank=True)
    seen_on = models.DateField()
    initiative_number = models.PositiveIntegerField(null=True, blank=True)
    history = Versions()

    class Meta:
        indexes = [models.Index(fields=["municipality", "body", "initiative_number"])]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "origin"], name="trace_once_per_origin")
        ]
