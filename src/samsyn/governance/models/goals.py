"""What the municipality wants to reach: programmes of goals, how they are measured and how far they have come."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.following import ASSESSORS
from samsyn.governance.models.steering import GoverningDocument
from samsyn.history.versions import Versions
from samsyn.kit.scales import Scale, Verdict
from samsyn.organisation.models import Body, Municipality


class Programme(models.Model):
    """Goals that were decided together, for a time, and the body that answers for them [program]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    document = models.ForeignKey(
        GoverningDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    decided_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    history = Versions()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "title"], name="programme_titled_once")
        ]

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    """A goal that the council set, for initiatives to serve [mål]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    order = models.PositiveSmallIntegerField(default=0)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class KeyFigure(models.Model):
    """A key figure of Kolada's catalogue, to choose for an indicator; the same for every municipality [nyckeltal]."""

    key = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class Direction(Scale):
    """Which way an indicator should go (riktning)."""

    UP = "up", "Ska öka"
    DOWN = "down", "Ska minska"


class Indicator(models.Model):
    """How a goal is measured: from which value, to which, by when [indikator]."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="indicators")
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices(), default="up")
    key_figure = models.CharField(max_length=12, blank=True)
    """The key in Kolada's catalogue, where it is one of those."""
    baseline = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    history = Versions()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Outcome(models.Model):
    """What an indicator was in a year or a quarter of it; never changed: a later row for the time counts [utfall]."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="outcomes")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(default=0)
    """1–4, or 0 for the whole year."""
    value = models.DecimalField(max_digits=16, decimal_places=3)
    source = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()


class GoalVerdict(models.Model):
    """How far a goal is reached, as somebody judged it on a day; never changed [målbedömning]."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="verdicts")
    assessor = models.CharField(max_length=12, choices=ASSESSORS)
    verdict = models.CharField(max_length=30, choices=Verdict.choices())
    day = models.DateField()
    note = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
