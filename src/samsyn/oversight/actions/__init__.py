"""Writing oversight: traces from outside, and what goes to whom when the organisation changes."""

from samsyn.oversight.actions.moving import move
from samsyn.oversight.actions.reminding import remind
from samsyn.oversight.actions.saving import SavingError, change_view, delete_view, save_view
from samsyn.oversight.actions.traces import match, note_trace

__all__ = [
    "SavingError",
    "change_view",
    "delete_view",
    "match",
    "move",
    "note_trace",
    "remind",
    "save_view",
]
