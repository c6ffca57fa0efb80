"""Reading the diary mirror: the list of cases, one case with all that belongs to it, and tasks that wait."""

from samsyn.cases.queries.casefile import (
    CaseFile,
    Decided,
    Filed,
    Linked,
    Part,
    TaskRow,
    case_file,
    paragraph,
    tasks,
)
from samsyn.cases.queries.listing import (
    Activity,
    CaseListing,
    CaseRow,
    CaseSelection,
    activity,
    addresses,
    listing,
    naming,
    open_about,
    recorded,
    seen_items,
    waiting_tasks,
)

__all__ = [
    "Activity", "CaseFile", "CaseListing", "CaseRow", "CaseSelection", "Decided", "Filed", "Linked", "Part", "TaskRow",
    "activity", "addresses", "case_file", "listing", "naming", "open_about", "paragraph", "recorded", "seen_items",
    "tasks", "waiting_tasks",
]  # fmt: skip
