"""The register of commissions: what decisions have asked of bodies, and how it went (R31, R57)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, get_args

from django.db.models import F, Q

from samsyn.cases.models import Commission
from samsyn.cases.rules import case_key
from samsyn.history.queries import rows
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access

Standing = Literal["overdue", "open", "undated", "answered"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


@dataclass(frozen=True, slots=True)
class CommissionRow:
    """A commission as recorded on a day (uppdrag)."""

    id: int
    decided_by: str
    decided_on: date
    text: str
    body_id: int
    due: date | None
    due_text: str
    report_back: date | None
    report_back_text: str
    answered_on: date | None
    answered_by: str
    answer: str
    answer_source: str
    reminders: int
    in_preparation: bool
    case_key: str | None

    def standing(self, day: date) -> Standing:
        """Return how it stands on a day."""
        if self.answered_on and self.answered_on <= day:
            return "answered"
        if self.due is None:
            return "undated"
        return "overdue" if self.due < day else "open"

    def late(self, day: date) -> int:
        """Return how many days past its last day it is or was answered, 0 when in time or undated."""
        return max(0, ((self.answered_on or day) - self.due).days) if self.due else 0


def given_by(decision: str, case_number: str) -> Q:
    """Return the filter for what a decision gave, or any decision in a case by its diary number (R31)."""
    mine = Q(decided_by=decision) if decision else Q(pk__in=[])
    return mine | Q(case__key=case_key(case_number)) if case_number else mine


def commissions(
    access: Access, municipality: Municipality, as_of: date | None, which: Q | None = None
) -> list[CommissionRow]:
    """Return the commissions the reader may see, all or those of a filter, the earliest last day first."""
    found = rows(Commission, as_of).filter(
        which or Q(), visible_on(access, "case", Commission, as_of), municipality_id=municipality.pk
    )
    names = [field.name for field in fields(CommissionRow)][:-1]
    ordered = found.order_by(F("due").asc(nulls_last=True), "decided_on", "id")
    return [CommissionRow(*values) for values in ordered.values_list(*names, F("case__key"))]
