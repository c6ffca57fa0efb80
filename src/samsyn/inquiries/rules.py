"""Rules of asking: who has answered, who is late, and the sentence that says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samsyn.kit.scales import Scale


class Answered(Scale):
    """Where a recipient stands with its reply (svarsläge)."""

    IN_TIME = "in_time", "Svarade i tid"
    LATE = "late", "Svarade sent"
    WAITING = "waiting", "Inte svarat än"
    MISSING = "missing", "Svar saknas"


def answered(replied_on: date | None, deadline: date | None, day: date) -> Answered:
    """Return where a recipient stands on a day; without a deadline nobody is late (R41)."""
    if replied_on and replied_on <= day:
        return Answered.LATE if deadline and replied_on > deadline else Answered.IN_TIME
    return Answered.MISSING if deadline and deadline < day else Answered.WAITING


def days_late(replied_on: date | None, deadline: date | None, day: date) -> int:
    """Return how many days after the deadline the reply came, or how long it has been missing; 0 in time."""
    end = replied_on if replied_on and replied_on <= day else day
    return max(0, (end - deadline).days) if deadline else 0


RULE = (30, 14, 3)
"""Days before the last day that remind of it, where nothing else is said."""


class BadRule(ValueError):
    """What cannot be read as days; the text is the sentence for the screen."""


def reminder_rule(text: str) -> tuple[int, ...]:
    """Return the days before the last day that remind, the earliest first; raises BadRule."""
    parts = text.replace("/", ",").replace(" ", ",").split(",")
    days = [part for part in parts if part]
    if not all(day.isascii() and day.isdigit() and 0 < len(day) <= 3 for day in days):
        raise BadRule(
            f"”{text[:40]}” är inga dagar. Skriv antal dagar före sista svarsdag, till exempel 30, 14, 3."
        )
    return tuple(sorted({int(day) for day in days}, reverse=True))


def last_day(own: date | None, shared: date | None) -> date | None:
    """Return the day to answer by: a recipient's own after more time was granted, else the inquiry's."""
    return own or shared


def reminder_days(rule: Sequence[int], sent_on: date | None, last: date | None) -> list[date]:
    """Return the days to remind on, in order, none on or before the day it was sent."""
    days = sorted(last - timedelta(days=before) for before in set(rule)) if last else []
    return [day for day in days if sent_on is None or day > sent_on]


def reminded(rule: Sequence[int], sent_on: date | None, last: date | None, since: date, day: date) -> bool:
    """Return whether a day to remind on lies after one day and no later than another, as a digest gathers them."""
    return any(since < one <= day for one in reminder_days(rule, sent_on, last))


def extended(last: date | None, asked: date, new: date | None = None) -> date | None:
    """Return the last day that granting more time gives, the day asked for or another; None when it is no later."""
    day = new or asked
    return day if last is None or day > last else None


def next_reminder(
    rule: Sequence[int], sent_on: date | None, last: date | None, day: date, replied_on: date | None = None
) -> date | None:
    """Return the next day to remind on, that day included; nobody who has answered is reminded."""
    if replied_on and replied_on <= day:
        return None
    return next((one for one in reminder_days(rule, sent_on, last) if one >= day), None)


def margin(steps: Iterable[date | None], last: date | None) -> int | None:
    """Return how many days a plan leaves between its last step and the last day; negative when it ends too late.

    None where no step has a day or there is no last day (R45).
    """
    days = [day for day in steps if day]
    return (last - max(days)).days if days and last else None


def margin_words(days: int | None) -> str:
    """Return the margin as the page says it."""
    if days is None:
        return "Ingen dag för beslut än"
    if days < 0:
        return f"{-days} {'dag' if days == -1 else 'dagar'} för sent"
    return f"{days} {'dags' if days == 1 else 'dagars'} marginal"


def out_of_order(steps: Sequence[date | None]) -> bool:
    """Return whether a step of a plan has an earlier day than one before it."""
    days = [day for day in steps if day]
    return days != sorted(days)


def planned(days_before: Sequence[int], meeting: date) -> list[date]:
    """Return the days of a template's steps, counted back from the meeting that decides."""
    return [meeting - timedelta(days=before) for before in days_before]


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply as the choice of the valid one needs it: its number and whether the body has decided it (svar)."""

    number: int
    decided: bool


def valid(sent: Iterable[Sent]) -> int | None:
    """Return the number of the valid reply of several: the last with a decision, else the last; None of none."""
    found = sorted(sent, key=lambda one: (one.decided, one.number))
    return found[-1].number if found else None


def year_days(text: str) -> tuple[tuple[int, int], ...]:
    """Return the (month, day) pairs of ``02-15,09-15``, in the year's order; raises BadRule."""
    found = set()
    for part in text.replace(" ", "").split(","):
        try:
            day = date.fromisoformat(f"2001-{part}")
        except ValueError as unread:
            raise BadRule(
                f"”{text[:40]}” är inga dagar på året. Skriv månad och dag, till exempel 02-15, 09-15."
            ) from unread
        found.add((day.month, day.day))
    return tuple(sorted(found))


def rounds(
    days: Sequence[tuple[int, int]], lead: int, start: date, end: date | None, today: date
) -> list[tuple[date, date]]:
    """Return the rounds to have been sent by a day, as (sent, last day), each sent `lead` days before its last day.

    A round belongs to the period where its last day lies in it; what would be sent before it began is sent then.
    """
    found = []
    for year in range(start.year, today.year + 2):
        for month, day in days:
            last = date(year, month, day)
            sent = max(start, last - timedelta(days=lead))
            if start <= last and (end is None or last < end) and sent <= today:
                found.append((sent, last))
    return found


def field_problem(kind: str, text: str) -> str:
    """Return the sentence for a field that is not filled in as its kind asks, or nothing."""
    text = text.strip()
    if not text or kind == "text":
        return ""
    if kind == "number" and not _NUMBER.fullmatch(text):
        return f"”{text[:40]}” är inget tal. Skriv det med siffror, till exempel 12,5."
    if kind == "yes_no" and text.casefold() not in ("ja", "nej"):
        return "Svara ja eller nej."
    if kind == "day":
        try:
            date.fromisoformat(text)
        except ValueError:
            return f"”{text[:40]}” är inget datum. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2027-01-11."
    return ""


_VERSION = re.compile(r"[\s,(_-]*\b(?:version|ver\.?|v\.?)\s?(?P<label>\d+(?:\.\d+)*)\)?", re.IGNORECASE)


def version_in(title: str) -> tuple[str, str]:
    """Return a document's title without its version, and the version; nothing where the title tells none (R47)."""
    found = _VERSION.search(title)
    if not found:
        return title.strip(), ""
    return (title[: found.start()] + title[found.end() :]).strip(), found["label"]


_OUTSIDER = re.compile(r"(?P<name>[^<>@;,]+?)(?:[\s,;]*<?(?P<email>[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+)>?)?")


def outsider(line: str) -> tuple[str, str]:
    """Return name and e-mail address of ``Facket <facket@exempel.se>``, the address being optional; raises BadRule."""
    found = _OUTSIDER.fullmatch(line.strip())
    if not found:
        raise BadRule(
            f"”{line.strip()[:60]}” går inte att läsa. Skriv namn och e-post, till exempel Facket <facket@exempel.se>."
        )
    return found["name"].strip(), found["email"] or ""


_UNIT = re.compile(r"(?P<name>[^()]+?)\s*\((?P<body>[^()]+)\)")


def unit(line: str) -> tuple[str, str]:
    """Return a unit and the body it lies under, of ``IT-enheten (Kommunstyrelsen)``; raises BadRule."""
    found = _UNIT.fullmatch(line.strip())
    if not found:
        raise BadRule(
            f"”{line.strip()[:60]}” saknar nämnd. Skriv den inom parentes, till exempel IT-enheten (Kommunstyrelsen)."
        )
    return found["name"].strip(), found["body"].strip()


_NUMBER = re.compile(r"[-−]?\d[\d \u00a0]*(?:[.,]\d+)?")


def clause_named(words: str, clauses: Sequence[tuple[int, str, str]]) -> int | None:
    """Return the key of the clause that the words name, of (key, number, label): its label, else a number that only
    one of them has; None for none (R44).
    """
    said = words.strip().casefold()
    whole = [key for key, _, label in clauses if label.casefold() == said]
    first = said.removeprefix("klausul ").split(" ", 1)[0]
    numbered = [key for key, number, _ in clauses if number.casefold() == first]
    found = whole or numbered
    return found[0] if len(found) == 1 else None
