"""Whose money: budget, forecast and outcome per initiative, source and year."""

from __future__ import annotations

from django.db import models

from samsyn.history.versions import Versions
from samsyn.organisation.models import Owned
from samsyn.register.models import Initiative, Source


class BudgetLine(Owned):
    """Money for one initiative (or a body's share without one) from one source in one year, in öre [budgetrad]."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=10, choices=Source.choices())
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3, default="SEK")
    budget = models.BigIntegerField(null=True)
    forecast = models.BigIntegerField(null=True)
    outcome = models.BigIntegerField(null=True)
    decided = models.BooleanField(default=True)
    decision = models.CharField(max_length=60, blank=True)
    history = Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "source", "year", "currency"], name="budget_line_once"
            )
        ]
        indexes = [models.Index(fields=["municipality", "year", "body"])]
