"""How a commission stands, as every list of commissions shows it."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.cases.queries.commissions import CommissionRow, Standing
from samsyn.web.base.marks import chip
from samsyn.web.base.tags import days

LABELS: dict[Standing, str] = {
    "overdue": "Försenat", "open": "I tid", "undated": "Utan dag", "answered": "Besvarat",
}  # fmt: skip
TONES = {"overdue": "bad", "open": "info", "undated": "warn", "answered": "good"}


def standing(row: CommissionRow, day: date) -> SafeString:
    """Return how a commission stands on a day as a mark, with how late it is and how often it was reminded of."""
    late, stands = row.late(day), row.standing(day)
    more = f"{days(late)} sent" if late else "Bereds" if row.in_preparation else ""
    if row.reminders and stands == "overdue":
        more = f"{more}, påmint {row.reminders} ggr"
    return format_html('{}<span class="under">{}</span>', chip(TONES[stands], LABELS[stands]), more)
