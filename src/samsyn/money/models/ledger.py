"""Rows of ledgers and invoice lists, whose they are, and the rules that mark spending on digitalisation."""

from __future__ import annotations

from django.db import models

from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Municipality


class CostCentre(models.Model):
    """A cost centre as ledgers name it, and the board it is; nobody's until somebody says so [kostnadsställe]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=80, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="cost_centre_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class SpendingRule(models.Model):
    """What marks rows of a ledger as spending on digitalisation, or as an exception, with why [utgiftsregel]."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    include = models.BooleanField(default=True)
    accounts = models.CharField(max_length=500, blank=True)
    suppliers = models.CharField(max_length=1000, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    why = models.CharField(max_length=500)
    decision = models.CharField(max_length=60, blank=True)
    history = Versions()

    def __str__(self) -> str:
        return self.title


class LedgerEntry(models.Model):
    """A row of a ledger or a list of invoices as it was imported, in öre [bokföringsrad]."""

    KINDS = [("ledger", "Redovisning"), ("invoice", "Leverantörsfaktura")]
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=KINDS)
    key = models.CharField(max_length=32)
    """The same in every export that the row is in."""
    voucher = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    account = models.CharField(max_length=12, blank=True)
    account_name = models.CharField(max_length=80, blank=True)
    centre = models.ForeignKey(CostCentre, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    activity = models.CharField(max_length=120, blank=True)
    project = models.CharField(max_length=40, blank=True)
    project_name = models.CharField(max_length=80, blank=True)
    supplier = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField()
    group = models.CharField(max_length=140)
    who = models.CharField(max_length=120, blank=True)
    search = models.CharField(max_length=300, blank=True)
    # Which rule decided, and what it said.
    rule = models.ForeignKey(SpendingRule, on_delete=models.SET_NULL, null=True, related_name="+")
    digital = models.BooleanField(default=False)
    counted = models.BooleanField(default=True)
    """False for an invoice of a month whose ledger is in too for its board: it is in there already."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="ledger_entry_once")]
        indexes = [
            # Holds all that sums are made of, so that the rows themselves need not be read.
            models.Index(
                fields=["municipality", "counted", "body", "year", "rule", "digital", "amount"],
                name="ledger_spending",
            ),
            models.Index(fields=["municipality", "body", "period", "kind"], name="ledger_period"),
        ]
