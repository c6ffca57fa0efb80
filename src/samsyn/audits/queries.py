"""Reading audits: what was found, what is asked of whom, and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samsyn.audits.models import Audit, Measure, Recommendation
from samsyn.history.queries import rows
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What is done about a recommendation, with the recommendation and its audit (åtgärd)."""

    text: str
    owner: str
    due: date | None
    done_on: date | None
    number: int
    asked: str
    addressee: str
    audit_number: int
    audit_title: str
    verdict: str


def measures_of(
    access: Access, municipality: Municipality, initiative_number: int, as_of: date | None
) -> list[MeasureRow]:
    """Return the measures that an initiative carries out, with what the auditors asked for."""
    found = rows(Measure, as_of).filter(initiative_number=initiative_number)
    measures = list(found.values_list("recommendation_id", "text", "owner", "due", "done_on"))
    if not measures:
        return []
    wanted = rows(Recommendation, as_of).filter(
        visible(access, "audit"), municipality_id=municipality.pk, id__in=[row[0] for row in measures]
    )
    asked = {row[0]: row[1:] for row in wanted.values_list("id", "number", "text", "addressee", "audit_id")}
    judged = rows(Audit, as_of).filter(visible(access, "audit"), id__in=[row[3] for row in asked.values()])
    audits = {row[0]: row[1:] for row in judged.values_list("id", "number", "title", "verdict")}
    return [
        MeasureRow(*values, *asked[key][:3], *audits[asked[key][3]])
        for key, *values in measures
        if key in asked and asked[key][3] in audits
    ]
