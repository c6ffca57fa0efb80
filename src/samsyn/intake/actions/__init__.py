"""Writing intake: files received, values decided, rows filed."""

from samsyn.intake.actions.calendars import (
    CalendarRefused,
    calendar_lines,
    import_calendar,
    known_meetings,
    plans_meetings,
    table_lines,
)
from samsyn.intake.actions.importing import Imported, import_again, import_document
from samsyn.intake.actions.key_figures import import_key_figures
from samsyn.intake.actions.manual import fill_in
from samsyn.intake.actions.receiving import NoMunicipality, Received, choose_municipality, receive
from samsyn.intake.actions.reviewing import Decision, accept_alike, accept_sure, decide, decide_across
from samsyn.intake.actions.tables import TableRefused, import_table, run, save_profile
from samsyn.intake.actions.undoing import Undone, UndoRefused, undo
from samsyn.intake.actions.workbooks import BookRefused, Saved, receive_workbook, save_workbook

__all__ = [
    "BookRefused",
    "CalendarRefused",
    "Decision",
    "Imported",
    "NoMunicipality",
    "Received",
    "Saved",
    "TableRefused",
    "UndoRefused",
    "Undone",
    "accept_alike",
    "accept_sure",
    "calendar_lines",
    "choose_municipality",
    "decide",
    "decide_across",
    "fill_in",
    "import_again",
    "import_calendar",
    "import_document",
    "import_key_figures",
    "import_table",
    "known_meetings",
    "plans_meetings",
    "receive",
    "receive_workbook",
    "run",
    "save_profile",
    "save_workbook",
    "table_lines",
    "undo",
]
