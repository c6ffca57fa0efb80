"""Reading money: what an initiative has from whom, year by year."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from samsyn.history.queries import rows
from samsyn.money.models import BudgetLine
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class LineRow:
    """An initiative's money from one source in one year, in the currency's hundredths (budgetrad)."""

    source: str
    year: int
    currency: str
    budget: int | None
    forecast: int | None
    outcome: int | None
    decided: bool
    decision: str


def funded(year: int, source: str, as_of: date | None) -> QuerySet[Any]:
    """Return the ids of the initiatives that have SEK from a source that year; without a source, from any."""
    found = rows(BudgetLine, as_of).filter(year=year, currency="SEK").exclude(initiative_id=None)
    return (found.filter(source=source) if source else found).values("initiative_id")


def lines(access: Access, initiative_id: int, as_of: date | None) -> list[LineRow]:
    """Return an initiative's budget lines that the reader may see, by source and year."""
    found = rows(BudgetLine, as_of).filter(visible(access, "money"), initiative_id=initiative_id)
    names = (field.name for field in fields(LineRow))
    return [LineRow(*values) for values in found.order_by("source", "year", "id").values_list(*names)]
