"""What decision bodies need to know in new areas: short briefs, and who has had them."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.steering import Clause
from samsyn.organisation.models import Body, Municipality


class Brief(models.Model):
    """What a decision body needs to know in an area, on at most a page; written anew as a new row [kunskapsblad]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=80)
    day = models.DateField()
    text = models.TextField()
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="briefs")
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["area", "-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "area", "day"], name="brief_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.day}"


class Briefing(models.Model):
    """That a body went through a brief on a day, who led it and how many of its members were there [genomgång]."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="briefings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    led_by = models.CharField(max_length=200, blank=True)
    present = models.PositiveSmallIntegerField()
    members = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["brief", "body", "day"], name="briefed_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(members=None) | models.Q(present__lte=models.F("members")),
                name="no_more_present_than_members",
            ),
        ]
