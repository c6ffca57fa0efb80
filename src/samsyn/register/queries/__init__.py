"""Reading the register: the list, one initiative, and what waits for a report."""

from samsyn.register.queries.benefits import BenefitLine, benefits_of
from samsyn.register.queries.dossier import (
    Compliance,
    InitiativeFacts,
    MilestoneRow,
    ReportRow,
    SystemRow,
    dossier,
    estimates,
    milestones,
    reports,
    systems_of,
)
from samsyn.register.queries.joining import also_where, taking_part
from samsyn.register.queries.listing import (
    PAGE,
    SORTS,
    InitiativeRow,
    Listing,
    Selection,
    costs,
    every,
    listing,
    refs,
)
from samsyn.register.queries.requirements import documented, filled, meets
from samsyn.register.queries.waiting import drafts, waiting

__all__ = [
    "PAGE",
    "SORTS",
    "BenefitLine",
    "Compliance",
    "InitiativeFacts",
    "InitiativeRow",
    "Listing",
    "MilestoneRow",
    "ReportRow",
    "Selection",
    "SystemRow",
    "also_where",
    "benefits_of",
    "costs",
    "documented",
    "dossier",
    "drafts",
    "estimates",
    "every",
    "filled",
    "listing",
    "meets",
    "milestones",
    "refs",
    "reports",
    "systems_of",
    "taking_part",
    "waiting",
]
