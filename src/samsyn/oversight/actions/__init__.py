"""Writing oversight: traces from outside, and what goes to whom when the organisation changes."""

from samsyn.oversight.actions.calendar import renew_calendar, shut_calendar
from samsyn.oversight.actions.gathering import Gathered, gather, note_signs
from samsyn.oversight.actions.moving import call_off, move
from samsyn.oversight.actions.reminding import remind
from samsyn.oversight.actions.saving import SavingError, change_view, delete_view, save_view
from samsyn.oversight.actions.spending import change_rule, place_centre, take_away_rule
from samsyn.oversight.actions.surveying import SurveyError, answer_survey
from samsyn.oversight.actions.traces import NoReason, dismiss, mark_as_system, match, note_trace, reopen
from samsyn.oversight.rules.matching import Sign

__all__ = [
    "Gathered",
    "NoReason",
    "SavingError",
    "Sign",
    "SurveyError",
    "answer_survey",
    "call_off",
    "change_rule",
    "change_view",
    "delete_view",
    "dismiss",
    "gather",
    "mark_as_system",
    "match",
    "move",
    "note_signs",
    "note_trace",
    "place_centre",
    "remind",
    "renew_calendar",
    "reopen",
    "save_view",
    "shut_calendar",
    "take_away_rule",
]
