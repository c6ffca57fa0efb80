"""What is decided on delegation, and the legal advice that was asked for."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions

from .initiatives import Initiative


class DelegationDecision(models.Model):
    """What somebody decided on a board's behalf, to be told to the board at its next meeting [delegationsbeslut]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="delegated")
    day = models.DateField()
    what = models.CharField(max_length=300)
    amount = models.BigIntegerField()
    by = models.CharField(max_length=120)
    rule = models.CharField(max_length=120)
    reported_on = models.DateField(null=True, blank=True)
    reported_paragraph = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()
    history = Versions()

    class Meta:
        ordering = ["-day", "-pk"]


class LegalAdvice(models.Model):
    """A legal question about an initiative to the common function, when it is needed and the answer [juridiskt råd]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="advice")
    question = models.TextField("Fråga")
    asked_by = models.CharField(max_length=120)
    asked_on = models.DateField()
    needed_by = models.DateField("Svar behövs", null=True, blank=True)
    answer = models.TextField("Svar", blank=True)
    answered_by = models.CharField("Vem svarade", max_length=120, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["-asked_on", "-pk"]
