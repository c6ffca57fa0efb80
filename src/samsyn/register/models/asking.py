"""Who was asked how it goes, and what came of it."""

from __future__ import annotations

from django.db import models

from samsyn.organisation.models import Person

from .initiatives import Initiative, StatusReport


class StatusRequest(models.Model):
    """That somebody was asked by mail how an initiative goes, once a period, and the report it gave [lägesfråga]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="status_requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    asked_at = models.DateTimeField()
    report = models.OneToOneField(
        StatusReport, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "period"], name="asked_once_a_period")]
        indexes = [models.Index(fields=["person", "period"])]
