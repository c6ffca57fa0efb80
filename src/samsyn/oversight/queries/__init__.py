"""Reading oversight: coverage, sums, deviations, what changed, what waits, and the red thread."""

from __future__ import annotations

from samsyn.oversight.queries.coverage import Reported, Tally, Trend, month_ends, reported, trend
from samsyn.oversight.queries.events import Unanswered, happened, last_meeting, open_acts, unanswered
from samsyn.oversight.queries.overview import BoardRow, Overview, Range, Share, overview
from samsyn.oversight.queries.scope import Lens, known
from samsyn.oversight.queries.totals import Gain, Money, Spent

__all__ = [
    "BoardRow", "Gain", "Lens", "Money", "Overview", "Range", "Reported", "Share",
    "Spent", "Tally", "Trend", "Unanswered", "happened", "known", "last_meeting",
    "month_ends", "open_acts", "overview", "reported", "trend", "unanswered",
]  # fmt: skip
