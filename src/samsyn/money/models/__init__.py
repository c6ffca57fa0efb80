"""Whose money: budget, forecast and outcome, the ledger's own rows, and what marks them as digitalisation."""

from samsyn.money.models.budget import BudgetLine
from samsyn.money.models.ledger import CostCentre, LedgerEntry, SpendingRule

__all__ = ["BudgetLine", "CostCentre", "LedgerEntry", "SpendingRule"]
