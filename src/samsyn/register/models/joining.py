"""Boards that take part in another board's initiative."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Body

from .initiatives import Initiative


class Participation(models.Model):
    """That a board takes part in another's initiative, from and until when, and its own need [deltagande]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="participations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    need = models.TextField("Nämndens behov", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    """The first day it no longer takes part."""
    history = Versions()

    class Meta:
        ordering = ["valid_from", "pk"]
