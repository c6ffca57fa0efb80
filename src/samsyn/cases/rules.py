"""Rules of the diary mirror: what makes two writings one, and what two sources of one decision add or contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from samsyn.kit.calendar import Term, last_day
from samsyn.kit.dates import parse as parse_date
from samsyn.kit.diary import find_decisions, parse
from samsyn.kit.series import find_series
from samsyn.kit.words import folded


def case_key(number: str) -> str:
    """Return what makes two writings of a diary number the same: code, year, running number, part of the case."""
    found = parse(number)
    return found.normal if found else number.strip().casefold()


def main_number(number: str) -> str:
    """Return the number of the case that a case is part of ("SLK-2024-00506:9"), or nothing when it is none's."""
    found = parse(number)
    return number.strip().rpartition(":")[0] if found and found.part is not None else ""


def reference_key(words: str) -> str:
    """Return what a reference waits for: a decision's day and §, a number in a public series, or a diary number."""
    if decisions := find_decisions(words):
        return decision_key(decisions[0].date, decisions[0].paragraph)
    if series := find_series(words):
        return series[0].key
    return case_key(words)


def decision_key(day: object, paragraph: str) -> str:
    """Return the key of a decision, apart from its body, whose name is written in many ways."""
    return f"{day} § {paragraph}"


COMPARED = {"text": "text", "force": "verkan", "to": "mottagare", "outcome": "utfall", "condition": "villkor"}
"""What two sources may contradict each other about in a decision point, in words for the screen."""


def difference_words(name: str) -> str:
    """Return what a difference is about, in words: "points.2.force" is the force of point 2."""
    _, _, rest = name.partition(".")
    order, _, compared = rest.partition(".")
    return f"punkt {order}, {COMPARED[compared]}" if compared else "rubriken"


@dataclass(frozen=True, slots=True)
class Merge:
    """What a second source does to a first: points to add, what to fill in, what the two say differently (jämförelse).

    `pairs` gives for each point that is said the place of the one that is held, None for one to add.
    """

    pairs: list[int | None]
    filled: dict[int, dict[str, str]] = field(default_factory=dict)
    differences: list[tuple[int, str, str, str]] = field(default_factory=list)


def merge(held: Sequence[Mapping[str, str]], said: Sequence[Mapping[str, str]]) -> Merge:
    """Return how the points of a second source go with those we hold; nothing held is ever overwritten."""
    pairs = _pairs([one["text"] for one in held], [one["text"] for one in said])
    found = Merge(pairs)
    for place, one in zip(pairs, said, strict=True):
        if place is not None:
            _compare(found, place, held[place], one)
    return found


def _pairs(held: Sequence[str], said: Sequence[str]) -> list[int | None]:
    """Return whom each goes with: first those with the same words, then the rest in the order they stand."""
    left = {place: folded(text) for place, text in enumerate(held)}
    pairs: list[int | None] = []
    for text in said:
        same = next((place for place, other in left.items() if other == folded(text)), None)
        if same is not None:
            del left[same]
        pairs.append(same)
    rest = iter(left)
    return [next(rest, None) if place is None else place for place in pairs]


def _compare(found: Merge, place: int, held: Mapping[str, str], said: Mapping[str, str]) -> None:
    for name, value in said.items():
        mine = held.get(name, "")
        if value and not mine:
            found.filled.setdefault(place, {})[name] = value
        elif name in COMPARED and value and folded(value) != folded(mine):
            found.differences.append((place, name, mine, value))


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the things that a well-founded decision rests on, and the question it answers (underlag)."""

    key: str
    label: str
    question: str


GROUNDS = (
    Asked("need", "Behov", "Vilket behov finns, och hos vem?"),
    Asked("alternatives", "Alternativ", "Vilka andra vägar har prövats, och varför valdes de bort?"),
    Asked("cost", "Kostnad", "Vad kostar det att införa och sedan varje år, och vem betalar?"),
    Asked("benefit", "Nytta", "Vad blir bättre, för vem, och hur ska det mätas?"),
    Asked("risk", "Risk", "Vad kan gå fel, och vad görs åt det?"),
    Asked("legal", "Juridik", "Vilka lagar och avtal gäller, och vem har prövat det?"),
    Asked("staff", "Berörd personal", "Vilka arbetstagare berörs, och när förhandlades eller informerades enligt MBL?"),
)  # fmt: skip
"""What a well-founded decision rests on, in the order it is read (R80, R81)."""


def founded(there: int, needless: int) -> str:
    """Return in a sentence how many grounds there are, and how many somebody has said aren't needed."""
    whole = len(GROUNDS)
    if there + needless == whole:
        return (
            "Alla underlag finns."
            if not needless
            else f"{there} av {whole} underlag finns, resten behövs inte."
        )
    more = f", {needless} behövs inte" if needless else ""
    return f"{there} av {whole} underlag finns{more}."


@dataclass(frozen=True, slots=True)
class MinutesDates:
    """The days that follow a meeting: `adjusted` and `noticed` are recorded, the others computed (protokollets dagar).

    Adjustment within 14 days and notice by the second day after it (kommunallagen 8 kap. 9–13 §§); the notice stays for
    three weeks, which is the time to appeal (13 kap.). A last day to appeal that is no working day is the next one.
    """

    adjust_by: date
    notice_by: date
    appeal_until: date
    final_from: date
    adjusted: date | None
    noticed: date | None


def minutes_dates(day: date, adjusted: date | None = None, noticed: date | None = None) -> MinutesDates:
    """Return the days that follow a meeting on `day`, from what is recorded and else from the last days there are."""
    adjust_by = day + timedelta(days=14)
    notice_by = (adjusted or adjust_by) + timedelta(days=2)
    appeal_until = last_day(noticed or notice_by, (Term(3, "weeks"),))
    return MinutesDates(
        adjust_by, notice_by, appeal_until, appeal_until + timedelta(days=1), adjusted, noticed
    )


def recorded_day(text: str) -> date | None:
    """Return the day that minutes were adjusted, None where they say anything else ("ej justerat")."""
    found = parse_date(text)
    return found.date if found and found.precision == "day" else None


PLANNED = ("body", "day", "time", "hand_in_by", "agenda_by", "place", "cancelled")
"""What a planned meeting's row holds, in order."""
HEADERS = {
    "body": ("nämnd", "organ", "instans"), "hand_in_by": ("lämna", "inlämn", "stopp", "handlingar"),
    "agenda_by": ("kallelse", "utskick"), "cancelled": ("inställ",), "place": ("plats", "lokal"),
    "day": ("dag", "datum", "sammantr"), "time": ("tid", "klock"),
}  # fmt: skip
"""The words that a column's header is known by, the most telling first."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting as a calendar plans it, its body in the calendar's words (planerat sammanträde)."""

    body: str
    day: date
    time: str = ""
    hand_in_by: date | None = None
    agenda_by: date | None = None
    place: str = ""
    cancelled: bool = False


class BadRow(ValueError):
    """A row of a calendar that cannot be understood, told in a Swedish sentence."""


def planned_columns(header: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, by the words of the header; body and day are needed."""
    found: dict[str, int] = {}
    for name, words in HEADERS.items():
        for place, title in enumerate(header):
            if place not in found.values() and any(word in title.casefold() for word in words):
                found[name] = place
                break
    return found


def planned_text(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of meetings as lines with semicolons, one a meeting; raises BadRow without body or day."""
    places = planned_columns(header)
    if not {"body", "day"} <= set(places):
        raise BadRow("Tabellen saknar en kolumn för nämnd eller en för dag.")
    lines = (
        [row[places[name]] if name in places and places[name] < len(row) else "" for name in PLANNED]
        for row in rows
    )
    return "\n".join(";".join(cell.replace(";", ",").strip() for cell in line) for line in lines if any(line))


def planned_meetings(text: str) -> list[Planned]:
    """Read lines such as "KS;2027-01-13;09:00;2026-12-28"; raises BadRow with the line that cannot be understood."""
    lines = ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    return [_planned(number, [cell.strip() for cell in line.split(";")]) for number, line in lines]


def _planned(number: int, cells: list[str]) -> Planned:
    body, day, time, hand_in, agenda, place, cancelled = [*cells, *[""] * 7][:7]
    held = _day(number, day)
    if not body or held is None:
        raise BadRow(f"Rad {number}: skriv nämnd och dag, till exempel KS;2027-01-13.")
    hand_in_by, agenda_by = _day(number, hand_in), _day(number, agenda)
    if any(before and before > held for before in (hand_in_by, agenda_by)):
        raise BadRow(
            f"Rad {number}: sista dag för inlämning eller kallelse ligger efter sammanträdet {held}."
        )
    return Planned(
        body,
        held,
        time[:5],
        hand_in_by,
        agenda_by,
        place[:200],
        cancelled.casefold() in ("ja", "x", "inställt", "1"),
    )


def _day(number: int, text: str) -> date | None:
    found = parse_date(text[:10]) or parse_date(text) if text else None
    if text and (found is None or found.precision != "day"):
        raise BadRow(f"Rad {number}: ”{text[:30]}” är ingen dag. Skriv den som 2027-01-13.")
    return found.date if found else None
