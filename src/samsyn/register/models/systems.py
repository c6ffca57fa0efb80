"""The IT systems in use, who uses them and what builds on them, and what is planned for them each year."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Municipality, Owned, Unit

from .deliveries import BaseDelivery
from .initiatives import Initiative


class System(Owned):
    """An IT system in use, with the body that answers for it [system]."""

    LEVELS = [(0, "0 Försumbar"), (1, "1 Måttlig"), (2, "2 Betydande"), (3, "3 Allvarlig")]
    """What it would mean if the information got out, was wrong or could not be reached."""
    name = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.CharField(max_length=120, blank=True)
    business_lead = models.CharField(max_length=120, blank=True)
    it_lead = models.CharField(max_length=120, blank=True)
    managed_object = models.CharField(max_length=120, blank=True)
    """The object that it is managed within, with its business and IT leads."""
    supplier = models.CharField(max_length=120, blank=True)
    contract_end = models.DateField(null=True, blank=True)
    contract_plan = models.CharField(max_length=300, blank=True)
    """What is to happen when the contract ends."""
    yearly_cost = models.BigIntegerField(null=True)
    users = models.PositiveIntegerField(null=True, blank=True)
    confidentiality = models.PositiveSmallIntegerField(null=True, blank=True, choices=LEVELS)
    integrity = models.PositiveSmallIntegerField(null=True, blank=True, choices=LEVELS)
    availability = models.PositiveSmallIntegerField(null=True, blank=True, choices=LEVELS)
    classified_on = models.DateField(null=True, blank=True)
    common = models.BooleanField(default=False)
    delivery = models.ForeignKey(
        BaseDelivery, on_delete=models.PROTECT, null=True, blank=True, related_name="systems"
    )
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    retired_on = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SystemUse(models.Model):
    """That an initiative builds on or changes a system [systemanvändning]."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="system_uses")
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "system"], name="system_used_once")]


class BoardUse(models.Model):
    """That a body uses a system, how many there do, and for what [nyttjande]."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="board_uses")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    users = models.PositiveIntegerField(null=True, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    history = Versions()


class ObjectPlan(models.Model):
    """What is to be done with an object or a system in a year: goals, changes, money, who decided [objektplan]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    managed_object = models.CharField(max_length=120)
    """The object, or the system's name where it has none."""
    year = models.PositiveSmallIntegerField()
    goals = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    budget = models.BigIntegerField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        ordering = ["-year", "managed_object"]
