"""What initiatives should give."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions

from .initiatives import Initiative


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
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="benefits")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KINDS)
    unit = models.CharField(max_length=60)
    baseline = models.CharField(max_length=120, blank=True)
    low = models.BigIntegerField(null=True)
    likely = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    owner = models.CharField(max_length=120, blank=True)
    measured_on = models.DateField(null=True, blank=True)
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
        return self.unit == "öre"
