"""Who may decide what, by which decision, and how much may be decided by delegation."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.steering import Version
from samsyn.history.versions import Versions
from samsyn.kit.scales import Risk
from samsyn.organisation.models import Municipality


class RuleSet(models.Model):
    """The rules of who decides, in force by a decision, with the frame for quick decisions [beslutsordning]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_body = models.CharField(max_length=120)
    decided_on = models.DateField(null=True, blank=True)
    decided_paragraph = models.CharField(max_length=20)
    case_number = models.CharField(max_length=60, blank=True)
    margin = models.PositiveSmallIntegerField(default=10)
    delegate = models.CharField(max_length=120, blank=True)
    most = models.BigIntegerField(null=True, blank=True)
    frame = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    history = Versions()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "label"], name="rules_labelled_once"),
            models.UniqueConstraint(
                fields=["municipality"], condition=models.Q(valid_to=None), name="one_set_of_rules_open_ended"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="rules_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class DecisionRule(models.Model):
    """One rule of who decides, by amount, reach, risk and principle; the first that fits counts [beslutsregel]."""

    REACHES = [("one", "En nämnd"), ("several", "Flera"), ("all", "Hela kommunen")]
    ruleset = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="rules")
    order = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Version.LEVELS)
    body = models.CharField(max_length=120, blank=True)
    amount_from = models.BigIntegerField(null=True, blank=True)
    below = models.BigIntegerField(null=True, blank=True)
    reaches = models.CharField(max_length=40, blank=True)
    risk = models.CharField(max_length=8, choices=Risk.choices(), blank=True)
    principle = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["ruleset", "order"], name="rule_ordered_once")]
