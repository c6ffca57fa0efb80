"""What initiatives should give, and what they were seen to give."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions

from .initiatives import Initiative

MONEY = "öre"
"""The unit of benefits that are counted in money."""


class Benefit(models.Model):
    """A gain that somebody in the line owns and will measure, per year, low, likely and high [nytta]."""

    KINDS = [
        ("efficiency", "Inre effektivitet"),
        ("service", "Service till invånare"),
        ("quality", "Kvalitet"),
        ("legal", "Lagkrav"),
        ("risk", "Minskad risk"),
        ("democracy", "Demokrati och delaktighet"),
        ("environment", "Arbetsmiljö"),
    ]
    ECONOMIES = [
        ("budget", "Sänker budgeten"),
        ("time", "Frigör tid"),
        ("avoided", "Undviker en kostnad"),
    ]
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="benefits")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KINDS)
    economy = models.CharField(max_length=10, choices=ECONOMIES, blank=True)
    """What it does to the economy; empty when it does nothing to it, or nobody has said."""
    unit = models.CharField(max_length=60)
    baseline = models.CharField(max_length=120, blank=True)
    low = models.BigIntegerField(null=True)
    likely = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    owner = models.CharField(max_length=120, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    """The day it is measured next."""
    history = Versions()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low=None) | models.Q(low__lte=models.F("high")),
                name="benefit_range_in_order",
            )
        ]

    @property
    def in_money(self) -> bool:
        """Return whether the range is counted in öre a year."""
        return self.unit == MONEY

    @property
    def shown_unit(self) -> str:
        """Return the unit as people write it: thousands of kronor for money."""
        return "tkr" if self.in_money else self.unit


class Measurement(models.Model):
    """What a benefit was measured to be a year, in its own unit (öre for money); never changed after [mätning]."""

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="measurements")
    day = models.DateField()
    value = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["benefit", "-day"])]
