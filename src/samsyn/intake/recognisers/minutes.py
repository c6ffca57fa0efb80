"""Minutes and extracts: one document per §."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from samsyn.intake.recognisers import (
    bodies,
    commissions,
    deadlines,
    decisions,
    entities,
    floor,
    head,
    headings,
    paragraphs,
    sections,
    verdicts,
)
from samsyn.intake.recognisers.documents import Part
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Document, Found
from samsyn.kit import diary

_OPENING = 60  # passages in which minutes say whose they are
_TOP = 8  # passages below a § within which its number may stand
_NO_TITLES = ("decision", "proposal", "summary", "recipients", "basis")
_HEADS_MINUTES = re.compile(
    r"protokoll|sammanträde|\d{4}-\d\d-\d\d|\b(?:19|20)\d\d\b|\d ?\(\d+\)", re.IGNORECASE
)
_NUMBERED = "Står i paragrafens rubrik"
_COLUMN = re.compile(r"\t| {3,}")
_ABOUT_AUDIT = re.compile(r"gransk|revisor|revision", re.IGNORECASE)


def read(part: Part, running: Sequence[Passage]) -> tuple[Document, ...]:
    """Return one document per §, each with the facts of the meeting; one without § when no § is found."""
    named = _named(part.passages[:_OPENING], running)
    starts = [one.place for one in paragraphs.starts(part.passages, named.value if named else None)]
    opening = part.passages[: starts[0]] if starts else part.passages
    meeting = _meeting(part, opening, running)
    if not starts:
        return (replace(meeting, title=None),)
    stops = [*starts[1:], len(part.passages)]
    apart = paragraphs.titles_apart(part.passages)
    items = [
        _item(part.passages[start:stop], meeting, apart) for start, stop in zip(starts, stops, strict=True)
    ]
    return tuple(items if meeting.body else _one_body(items))


def _one_body(items: Sequence[Document]) -> list[Document]:
    """A meeting is one body's: when every § that names a deciding body names the same, it is all the others' too."""
    named = [item.body for item in items if item.body]
    if len({found.value for found in named}) != 1:
        return list(items)
    shared = replace(
        named[0], confidence=0.75, reason="Samma protokoll, där en annan paragraf nämner organet"
    )
    return [item if item.body else replace(item, body=shared) for item in items]


def _meeting(part: Part, opening: Sequence[Passage], running: Sequence[Passage]) -> Document:
    labels = head.read([*opening, *running])
    return Document(
        kind=part.kind,
        body=head.body(labels) or _named(opening, running),
        date=head.date(labels) or head.lone_date([*opening[:_OPENING], *running]),
        adjusted=head.adjusted(labels)
        or head.stated(part.passages, own=False)
        or head.unadjusted(labels, opening),
        members=head.members(labels),
        adjournments=floor.paused(opening),
    )


def _named(opening: Sequence[Passage], running: Sequence[Passage]) -> Found[str] | None:
    """Return the body whose name stands alone in the head, or in a page head such as "Servicenämndens protokoll"."""
    places = [*opening[:_OPENING], *running]
    for passage, below in zip(places, [*places[1:], None], strict=False):
        first = _COLUMN.split(passage.text, maxsplit=1)[0]
        if bodies.is_body(first):
            name = bodies.canonical(first)
            committee = _committee(below, name)
            if committee and below:
                return Found(committee, below.quote(), 0.9, "Organets namn står i huvudet på två rader")
            return Found(name, passage.quote(0, len(first)), 0.95, "Organets namn står ensamt i huvudet")
    for passage in places:
        label = headings.label_of(passage.text)
        if (
            len(passage.text) > 110
            or (label and label[0] not in ("body", "when"))
            or passage.text.endswith(".")
        ):
            continue
        text = passage.text.capitalize() if passage.text.isupper() else passage.text
        for match in bodies.find(text) if _HEADS_MINUTES.search(text) else ():
            reason = "Organets namn står i protokollets huvud"
            return Found(match.name, passage.quote(match.start, match.end), 0.85, reason)
    return None


def _committee(below: Passage | None, board: str) -> str | None:
    """Return "Kommunstyrelsens arbetsutskott" for "Kommunstyrelsen" with "Arbetsutskottet" on the next line."""
    word = below.text.casefold().strip() if below and len(below.text) <= 40 and below.gap <= 1 else ""
    if not re.fullmatch(r"[a-zåäö-]{2,25}utskott(?:et)?", word) or "utskott" in board:
        return None
    return f"{board}s {word.removesuffix('et')}"


def _item(passages: Sequence[Passage], meeting: Document, apart: Mapping[str, Passage]) -> Document:
    number = diary.paragraph_head(passages[0].text) or diary.weak_head(passages[0].text)
    assert number is not None
    title, titled = _title(passages[:4], number)
    parts = sections.split(passages, first=titled + 1, minutes=True)
    top = parts[0].passages
    own = entities.own_numbers(top[:_TOP])
    title = title or _title_apart(apart.get(number.number))
    body = meeting.body or decisions.lead_body(parts) or _by_code(top[0], number)
    points = decisions.points(parts, body, minutes=True)
    tasks = commissions.Reader(points, parts)
    audit = bool(title and _ABOUT_AUDIT.search(title.value))
    return replace(
        _told(passages, parts, meeting),
        title=title,
        body=body,
        dnr=own,
        references=entities.references(passages, own),
        paragraph=Found(number.number, top[0].quote(number.start, number.end), 0.98, _NUMBERED),
        summary=summary(parts),
        points=points,
        deadlines=deadlines.deadlines(
            parts,
            top[0],
            decisions.passages_of(points, parts),
            None,
            prose="answers" if audit else "addressed",
            carried=tasks.who,
        ),
        commissions=tasks.commissions,
        verdict=verdicts.verdict(passages) if audit else None,
        next_body=decisions.next_body(points, parts),
    )


def _told(passages: Sequence[Passage], parts: Sequence[sections.Section], meeting: Document) -> Document:
    """Return the meeting with this §'s lists and what happened at it: votes, reservations, statements, conflicts."""
    told = floor.heard(parts)
    return replace(
        meeting,
        adjusted=head.stated(passages, own=True) or meeting.adjusted,
        extension=entities.extension(passages),
        recipients=sections.found_items(parts, "recipients", "Står under rubriken för expediering"),
        for_statement=sections.found_items(parts, "for_statement", "Står under För yttrande till"),
        for_information=sections.found_items(parts, "for_information", "Står under För kännedom till"),
        basis=sections.found_items(parts, "basis", "Står under Beslutsunderlag"),
        hearing_steps=entities.hearing_steps(parts),
        votes=floor.votes(told),
        reservations=floor.reservations(told),
        statements=floor.statements(told),
        conflicts=floor.conflicts(told),
        adjournments=(*meeting.adjournments, *floor.adjournments(told)),
    )


def _title_apart(passage: Passage | None) -> Found[str] | None:
    if passage is None:
        return None
    return Found(
        passage.text, passage.quote(), 0.7, "Står i en spalt för sig, lika många rubriker som nummer"
    )


def _by_code(passage: Passage, number: diary.ParagraphHead) -> Found[str] | None:
    if not number.body:
        return None
    start = passage.text.find(number.body)
    return Found(
        bodies.by_code(number.body),
        passage.quote(start, start + len(number.body)),
        0.8,
        "Organets kod står före §",
    )


def _title(top: Sequence[Passage], number: diary.ParagraphHead) -> tuple[Found[str] | None, int]:
    """Return the title and its place: on the § line without its number, else the first line below that is none.

    A heading that surely opens a section ("Beslut") is no title; one that may be either ("Information") is.
    """
    for place, passage in enumerate(top):
        label = headings.label_of(passage.text) if place else None
        start = (label[1] if label and label[0] == "subject" else 0) if place else number.end
        span = without_number(passage.text, start)
        sentence = passage.text.endswith(".") and len(passage.text) > 110
        if place and (sentence or headings.kind_of(passage.text) in _NO_TITLES):
            break
        if span and not (place and (passage.marker or (label and label[0] != "subject"))):
            rest = passage.text[span[1] :].strip()
            whole = [passage.text[slice(*span)] + "-" * (rest == "-"), *wrapped(top, passage)]
            text = _BROKEN.sub("", " ".join(whole)).rstrip("-")
            return Found(text, passage.quote(*span), 0.95, "Står efter § i rubriken"), place
    return None, 0


def wrapped(passages: Sequence[Passage], first: Passage) -> Iterator[str]:
    """Yield the lines on which a title set in large type goes on: right below a full one, and no number or label."""
    start = passages.index(first)
    for before, passage in zip(passages[start : start + 4], passages[start + 1 : start + 5], strict=False):
        if passage.gap or passage.marker or len(before.text) < 22 or passage.text.endswith((".", "?", ":")):
            return
        number = diary.parse(passage.text.strip(" ()"))
        if (
            number
            or _NUMBER_LABEL.match(passage.text)
            or headings.label_of(passage.text)
            or bodies.is_body(passage.text)
        ):
            return
        if headings.kind_of(passage.text) or passage.text.startswith("att "):
            return
        yield passage.text


_BROKEN = re.compile(
    r"(?<=[a-zåäö]{2})[-\u00ad] (?!och |samt |eller )(?=[a-zåäö])"
)  # a word broken at a line's end
_NUMBER_LABEL = re.compile(r"(?:dnr|diarie-?(?:nr|nummer)|ärende-?(?:nr|nummer))\b[.:]?", re.IGNORECASE)
# A number of which the text has lost the end ("Dnr 2015/ Rubrik") is no part of the title.
_LOST_NUMBER = re.compile(
    rf"{_NUMBER_LABEL.pattern}\s*(?:[A-ZÅÄÖ]{{1,5}}[ /-]?)?(?:(?:19|20)\d\d[/:.-]?)?\s*", re.IGNORECASE
)
_LABELS = re.compile(
    r"(?:\b(?:dnr|diarienr|diarienummer|ärendenummer|ärendenr|ärende nr)\b[.:]?|\()\s*$", re.IGNORECASE
)


def without_number(text: str, start: int) -> tuple[int, int] | None:
    """Return the span from `start` without the diary numbers and labels at its ends; None when nothing is left."""
    end = len(text)
    for match in diary.find(text, bare=True):
        if match.start < start:
            continue
        before = _LABELS.sub("", text[start : match.start])
        if not re.search(r"\w", before):
            start = match.end
        elif not re.search(r"\w{3}", text[match.end :]):
            end = start + len(before)
            break
    lost = _LOST_NUMBER.match(text, start)
    if lost and lost.end() <= end and not diary.find(lost.group()):
        start = lost.end()
    while start < end and not (text[start].isalnum() or text[start] in "\"”»'"):
        start += 1
    piece = text[start:end].rstrip(" \t-–:,(")
    return (start, start + len(piece)) if re.search(r"[^\W\d_]{2}", piece) else None


def summary(parts: Sequence[sections.Section]) -> Found[str] | None:
    """Return the whole section under Sammanfattning, quoted by its first line."""
    for section in sections.of(parts, "summary"):
        if section.passages:
            text = "\n".join(f"{p.marker} {p.text}" if p.marker else p.text for p in section.passages)
            return Found(text, section.passages[0].quote(), 0.95, "Står under Sammanfattning")
    return None
