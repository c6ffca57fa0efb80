"""Writing oversight: traces from outside, and what goes to whom when the organisation changes."""

from samsyn.oversight.actions.gathering import Gathered, gather, note_signs
from samsyn.oversight.actions.moving import move
from samsyn.oversight.actions.reminding import remind
from samsyn.oversight.actions.spending import change_rule, place_centre, take_away_rule
from samsyn.oversight.actions.traces import NoReason, dismiss, match, note_trace, reopen
from samsyn.oversight.rules.matching import Sign

__all__ = [
    "Gathered",
    "NoReason",
    "Sign",
    "change_rule",
    "dismiss",
    "gather",
    "match",
    "move",
    "note_signs",
    "note_trace",
    "place_centre",
    "remind",
    "reopen",
    "take_away_rule",
]
