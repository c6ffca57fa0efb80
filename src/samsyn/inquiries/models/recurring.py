"""What comes back every year: the rows that rounds of reporting are made from."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models import GoverningDocument
from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Owned

FIELD_KINDS = [("text", "Text"), ("number", "Tal"), ("day", "Datum"), ("yes_no", "Ja eller nej")]


class Instruction(Owned):
    """What bodies shall report to `body` each year, and by which days [rapporteringsanvisning]."""

    KINDS = [("plan", "Planering"), ("follow_up", "Uppföljning")]
    document = models.ForeignKey(
        GoverningDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=KINDS)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    # The last days of a year as "02-15,09-15"; a round is sent `lead_days` before each.
    days = models.CharField(max_length=80)
    lead_days = models.PositiveSmallIntegerField(default=60)
    bodies = models.ManyToManyField(Body, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "title"], name="instruction_titled_once")]

    def __str__(self) -> str:
        return self.title


class InstructionField(models.Model):
    """One field that a round of reporting asks for [rapportfält]."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="fields")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=FIELD_KINDS, default="text")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["instruction", "order"], name="field_ordered_once")]
