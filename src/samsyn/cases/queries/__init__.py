"""Reading the diary mirror: the list of cases, one case with all that belongs to it, and tasks that wait."""

from samsyn.cases.queries.casefile import (
    CaseFile,
    Decided,
    Filed,
    Founded,
    Onward,
    TaskRow,
    case_file,
    filed,
    paragraph,
    tasks,
)
from samsyn.cases.queries.links import FORWARD, Linked, Sight, links
from samsyn.cases.queries.listing import (
    Activity,
    CaseListing,
    CaseRow,
    CaseSelection,
    activity,
    address_of,
    addresses,
    listing,
    naming,
    open_about,
    recorded,
    seen_items,
    waiting_tasks,
)
from samsyn.cases.queries.parts import Part

__all__ = [
    "FORWARD", "Activity", "CaseFile", "CaseListing", "CaseRow", "CaseSelection", "Decided", "Filed", "Founded",
    "Linked", "Onward", "Part", "Sight", "TaskRow", "activity", "address_of", "addresses", "case_file", "filed",
    "links", "listing", "naming", "open_about", "paragraph", "recorded", "seen_items", "tasks", "waiting_tasks",
]  # fmt: skip
