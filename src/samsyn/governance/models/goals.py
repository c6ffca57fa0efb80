"""What the municipality wants to reach."""

from __future__ import annotations

from django.db import models

from samsyn.organisation.models import Municipality


class Goal(models.Model):
    """A goal that the council set, for initiatives to serve [mål]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
