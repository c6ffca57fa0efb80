"""Calendars as RFC 5545 writes them: all-day events out, meetings in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from samsyn.kit.periods import SWEDEN

WIDTH = 75
"""Octets that a line may have before it is folded."""


class BadCalendar(Exception):
    """A text that is no calendar, told in a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a calendar (kalenderhändelse); `time` is "09:00" or empty for a whole day."""

    uid: str
    day: date
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False
    time: str = ""


def write(name: str, events: Iterable[Event], stamp: datetime) -> str:
    """Return a calendar of whole days, in lines of at most 75 octets."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Samsyn//Samsyn//SV", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]  # fmt: skip
    for event in events:
        lines += _lines(event, stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _lines(event: Event, stamp: datetime) -> list[str]:
    told = {"LOCATION": event.place, "DESCRIPTION": event.text}
    return [
        "BEGIN:VEVENT", f"UID:{_escaped(event.uid)}", f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}", *(f"{name}:{_escaped(text)}" for name, text in told.items() if text),
        *([f"URL:{event.url}"] if event.url else []), *(["STATUS:CANCELLED"] if event.cancelled else []), "END:VEVENT",
    ]  # fmt: skip


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> str:
    """Fold a line between characters, never inside one."""
    parts, width = [""], 0
    for letter in line:
        size = len(letter.encode())
        if width + size > WIDTH:
            parts.append(" ")
            width = 1
        parts[-1] += letter
        width += size
    return "\r\n".join(parts)


def read(text: str) -> list[Event]:
    """Return the events of a calendar; raises BadCalendar when it is none or an event has no day."""
    if "BEGIN:VCALENDAR" not in text:
        raise BadCalendar("Filen är ingen kalender: den börjar inte med BEGIN:VCALENDAR.")
    found: list[Event] = []
    held: dict[str, str] | None = None
    for name, value in _properties(text):
        if (name, value) == ("BEGIN", "VEVENT"):
            held = {}
        elif (name, value) == ("END", "VEVENT") and held is not None:
            found.append(_event(held))
            held = None
        elif held is not None:
            held.setdefault(name, value)
    return found


def _properties(text: str) -> Iterator[tuple[str, str]]:
    """Yield the properties, unfolded and without their parameters; a local time is taken for Swedish."""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        head, _, value = line.partition(":")
        yield head.partition(";")[0].upper(), value.strip()


def _event(held: dict[str, str]) -> Event:
    title, begins = _plain(held.get("SUMMARY", "")), held.get("DTSTART", "")
    try:
        moment = _moment(begins)
    except ValueError:
        raise BadCalendar(f"”{title}” saknar läsbar dag i kalendern.") from None
    if "RRULE" in held:
        raise BadCalendar(f"”{title}” upprepas efter en regel. Spara kalendern med varje tillfälle för sig.")
    return Event(
        held.get("UID", ""), moment.date(), title, _plain(held.get("LOCATION", "")),
        _plain(held.get("DESCRIPTION", "")), cancelled=held.get("STATUS", "").upper() == "CANCELLED",
        time=f"{moment:%H:%M}" if "T" in begins else "",
    )  # fmt: skip


def _moment(text: str) -> datetime:
    """Read "20270113", "20270113T090000" or that with Z for universal time; raises ValueError for anything else."""
    bare = text.removesuffix("Z")
    zone = UTC if bare != text else SWEDEN
    form = "%Y%m%dT%H%M%S" if "T" in bare else "%Y%m%d"
    return datetime.strptime(bare, form).replace(tzinfo=zone).astimezone(SWEDEN)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda hit: "\n" if hit[1] in "nN" else hit[1], text)
