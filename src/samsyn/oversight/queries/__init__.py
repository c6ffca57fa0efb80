"""Reading oversight: coverage, sums, deviations, what changed, what waits, and the red thread."""

from __future__ import annotations

from samsyn.oversight.queries.address import address
from samsyn.oversight.queries.board import Lack, TraceRow, board_traces, lacking
from samsyn.oversight.queries.coverage import Reported, Spending, Tally, Trend, month_ends, reported, trend
from samsyn.oversight.queries.drawing import Edge, Missing, Node, Thread
from samsyn.oversight.queries.events import (
    Unanswered,
    happened,
    last_meeting,
    open_acts,
    secretary,
    unanswered,
)
from samsyn.oversight.queries.goals import Aims, GoalLine, Serving, aims, goal_line, serving
from samsyn.oversight.queries.overview import BoardRow, Overview, Range, Share, overview
from samsyn.oversight.queries.scope import Lens, known
from samsyn.oversight.queries.standing import Gap, Standing, standing
from samsyn.oversight.queries.strip import Knot, case_strip, initiative_strip
from samsyn.oversight.queries.thread import NoSuchRef, things_of_case, thread
from samsyn.oversight.queries.totals import Gain, Money, Spent
from samsyn.oversight.queries.watch import all_deviations
from samsyn.oversight.queries.way import UNREAD

__all__ = [
    "UNREAD",
    "Aims",
    "BoardRow",
    "Edge",
    "Gain",
    "Gap",
    "GoalLine",
    "Knot",
    "Lack",
    "Lens",
    "Missing",
    "Money",
    "NoSuchRef",
    "Node",
    "Overview",
    "Range",
    "Reported",
    "Serving",
    "Share",
    "Spending",
    "Spent",
    "Standing",
    "Tally",
    "Thread",
    "TraceRow",
    "Trend",
    "Unanswered",
    "address",
    "aims",
    "all_deviations",
    "board_traces",
    "case_strip",
    "goal_line",
    "happened",
    "initiative_strip",
    "known",
    "lacking",
    "last_meeting",
    "month_ends",
    "open_acts",
    "overview",
    "reported",
    "secretary",
    "serving",
    "standing",
    "things_of_case",
    "thread",
    "trend",
    "unanswered",
]  # fmt: skip
