"""Calendars are written as they are read, in short lines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit.ics import BadCalendar, Event, read, write

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TEXT = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120).map(str.strip)


@given(TEXT, TEXT, st.dates(date(1990, 1, 1), date(2099, 1, 1)), st.booleans())
def test_what_is_written_is_read_back_and_lines_are_short(
    title: str, place: str, day: date, cancelled: bool
) -> None:
    text = write("Sundsala", [Event("1@x", day, title, place, cancelled=cancelled)], NOW)
    (found,) = read(text)
    assert (found.title, found.place, found.day, found.cancelled) == (title, place, day, cancelled)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_universal_time_is_told_in_swedish_time() -> None:
    event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270113T233000Z\nSUMMARY:KS\nEND:VEVENT\nEND:VCALENDAR\n"
    assert [(one.day, one.time) for one in read(event)] == [(date(2027, 1, 14), "00:30")]


@pytest.mark.parametrize(
    "text", ["Hej", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20271313\nEND:VEVENT\nEND:VCALENDAR"]
)
def test_what_is_no_calendar_is_told(text: str) -> None:
    with pytest.raises(BadCalendar):
        read(text)
