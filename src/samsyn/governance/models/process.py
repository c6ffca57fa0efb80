"""What a version asks of an initiative."""

from __future__ import annotations

from django.db import models

from samsyn.governance.models.steering import Version


class Requirement(models.Model):
    """A fact that the model asks of an initiative; the minimum ones make it documented [minimikrav]."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="requirements")
    field = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    clause = models.CharField(max_length=20)
    tab = models.CharField(max_length=20, default="styrning")
    minimum = models.BooleanField(default=True)

    class Meta:
        ordering = ["clause", "pk"]

    def __str__(self) -> str:
        return self.label
