"""How a recipient handles an inquiry: its steps to a decision, and more time where that is needed."""

from __future__ import annotations

from django.db import models

from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.inquiries.models.sending import Recipient
from samsyn.organisation.models import Body, Municipality


class PlanTemplate(models.Model):
    """A step that a body's matters go through, and how many days before its meeting [beslutsplansmall]."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    body_words = models.CharField(max_length=160, blank=True)
    days_before = models.PositiveSmallIntegerField(default=0)
    history = Versions()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["body", "order"], name="template_step_once")]

    def __str__(self) -> str:
        return self.label


class PlanStep(models.Model):
    """A step of a recipient's way to its decision on the answer, with its day [beslutsplanering]."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="plan")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    body_words = models.CharField(max_length=160, blank=True)
    day = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["recipient", "order"], name="plan_step_once")]

    def __str__(self) -> str:
        return self.label


class Extension(models.Model):
    """More time to answer, as asked for and as granted or refused; `granted` is None until then [anstånd]."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="extensions")
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=120)
    asked_day = models.DateField()
    why = models.TextField(blank=True)
    old_day = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    new_day = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    history = Versions()

    class Meta:
        ordering = ["asked_on", "pk"]


class LetterTemplate(models.Model):
    """The municipality's own Word file that official letters are written in, with its head and styles [mall]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    added_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
