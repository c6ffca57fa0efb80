"""Writing oversight: traces from outside, and what goes to whom when the organisation changes."""

from samsyn.oversight.actions.calendar import renew_calendar, shut_calendar
from samsyn.oversight.actions.moving import call_off, move
from samsyn.oversight.actions.reminding import remind
from samsyn.oversight.actions.traces import match, note_trace

__all__ = ["call_off", "match", "move", "note_trace", "remind", "renew_calendar", "shut_calendar"]
