"""Writing oversight: traces from outside, and what goes to whom when the organisation changes."""

from samsyn.oversight.actions.moving import call_off, move
from samsyn.oversight.actions.reminding import remind
from samsyn.oversight.actions.traces import match, note_trace

__all__ = ["call_off", "match", "move", "note_trace", "remind"]
