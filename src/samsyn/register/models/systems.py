"""The IT systems in use, and what builds on them."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Owned, Unit

from .initiatives import Initiative


class System(Owned):
    """An IT system in use, with the body that answers for it [system]."""

    name = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.CharField(max_length=120, blank=True)
    supplier = models.CharField(max_length=120, blank=True)
    contract_end = models.DateField(null=True, blank=True)
    yearly_cost = models.BigIntegerField(null=True)
    common = models.BooleanField(default=False)
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
