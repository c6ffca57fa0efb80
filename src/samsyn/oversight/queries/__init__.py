"""Reading oversight: coverage, sums, deviations, what changed, what waits, and the red thread."""

from __future__ import annotations

from samsyn.oversight.queries.coverage import Reported, Tally, Trend, month_ends, reported, trend
from samsyn.oversight.queries.events import Unanswered, happened, last_meeting, open_acts, unanswered
from samsyn.oversight.queries.overview import BoardRow, Overview, Range, Share, overview
from samsyn.oversight.queries.scope import Adopted, Lens, Minimum, filled, in_force, known, meets
from samsyn.oversight.queries.totals import Gain, Money, Spent

__all__ = [
    "Adopted", "BoardRow", "Gain", "Lens", "Minimum", "Money", "Overview", "Range", "Reported", "Share",
    "Spent", "Tally", "Trend", "Unanswered", "filled", "happened", "in_force", "known", "last_meeting", "meets",
    "month_ends", "open_acts", "overview", "reported", "trend", "unanswered",
]  # fmt: skip
