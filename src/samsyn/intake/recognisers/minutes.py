"""Minutes and extracts: one document per §."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from samsyn.intake.recognisers import (
    bodies,
    commissions,
    deadlines,
    decisions,
    entities,
    head,
    headings,
    sections,
    verdicts,
)
from samsyn.intake.recognisers.documents import Part
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Document, Found
from samsyn.kit import diary

_ABOUT_AUDIT = re.compile(r"gransk|revisor|revision", re.IGNORECASE)


def read(part: Part, running: Sequence[Passage]) -> tuple[Document, ...]:
    """Return one document per §, each with the facts of the meeting; one without § when no § is found."""
    starts = _starts(part.passages)
    opening = part.passages[: starts[0]] if starts else part.passages
    meeting = _meeting(part, opening, running)
    if not starts:
        return (replace(meeting, title=None),)
    stops = [*starts[1:], len(part.passages)]
    items = [_item(part.passages[start:stop], meeting) for start, stop in zip(starts, stops, strict=True)]
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


def _starts(passages: Sequence[Passage]) -> list[int]:
    """Return where each § begins; its line in the table of contents or repeated on the next page opens nothing."""
    heads = [
        (place, diary.paragraph_head(passage.text))
        for place, passage in enumerate(passages)
        if not passage.marker
    ]
    found = [(place, one.number) for place, one in heads if one]
    last = {number: place for place, number in found}
    stops = [place for place, _ in found[1:]] + [len(passages)]
    kept = [
        (place, number)
        for (place, number), stop in zip(found, stops, strict=False)
        if last[number] == place or _has_text(passages[place + 1 : stop])
    ]
    before = ["", *(number for _, number in kept)]
    return [place for (place, number), earlier in zip(kept, before, strict=False) if number != earlier]


def _has_text(passages: Sequence[Passage]) -> bool:
    return any(headings.kind_of(passage.text) for passage in passages)


def _meeting(part: Part, opening: Sequence[Passage], running: Sequence[Passage]) -> Document:
    labels = head.read([*opening, *running])
    return Document(
        kind=part.kind,
        body=_named(opening, running),
        date=head.date(labels),
        adjusted=head.adjusted(labels) or head.unadjusted(labels, opening),
        members=head.members(labels),
    )


def _named(opening: Sequence[Passage], running: Sequence[Passage]) -> Found[str] | None:
    """Return the body whose name stands alone in the head, or in a page head such as "Servicenämndens protokoll"."""
    for passage in [*opening, *running]:
        if bodies.is_body(passage.text):
            name = bodies.canonical(passage.text)
            return Found(name, passage.quote(), 0.95, "Organets namn står ensamt i huvudet")
    for passage in running:
        for match in bodies.find(passage.text) if "protokoll" in passage.text.casefold() else ():
            return Found(
                match.name, passage.quote(match.start, match.end), 0.85, "Organets namn står i sidhuvudet"
            )
    return None


def _item(passages: Sequence[Passage], meeting: Document) -> Document:
    parts = sections.split(passages)
    top = parts[0].passages
    number = diary.paragraph_head(top[0].text)
    assert number is not None
    own = entities.own_numbers(top)
    title = _title(top, number)
    body = meeting.body or decisions.lead_body(parts) or _by_code(top[0], number)
    points = decisions.points(parts, body, minutes=True)
    audit = bool(title and _ABOUT_AUDIT.search(title.value))
    return replace(
        meeting,
        title=title,
        body=body,
        dnr=own,
        references=entities.references(passages, own),
        paragraph=Found(
            number.number, top[0].quote(number.start, number.end), 0.98, "Står i paragrafens rubrik"
        ),
        summary=summary(parts),
        points=points,
        recipients=sections.found_items(parts, "recipients", "Står under rubriken för expediering"),
        for_statement=sections.found_items(parts, "for_statement", "Står under För yttrande till"),
        for_information=sections.found_items(parts, "for_information", "Står under För kännedom till"),
        basis=sections.found_items(parts, "basis", "Står under Beslutsunderlag"),
        hearing_steps=entities.hearing_steps(parts),
        deadlines=deadlines.deadlines(
            parts,
            top[0],
            decisions.passages_of(points, parts),
            None,
            prose="addressed",
            carried=commissions.responsible(points, parts),
        ),
        commissions=commissions.commissions(points, parts),
        verdict=verdicts.verdict(passages) if audit else None,
        extension=entities.extension(passages),
    )


def _by_code(passage: Passage, number: diary.ParagraphHead) -> Found[str] | None:
    if not number.body:
        return None
    start = passage.text.find(number.body)
    return Found(number.body, passage.quote(start, start + len(number.body)), 0.8, "Organets kod står före §")


def _title(top: Sequence[Passage], number: diary.ParagraphHead) -> Found[str] | None:
    """Return the title on the § line without its diary number, else from the first line below that is no number."""
    for passage, start in [(top[0], number.end), *((passage, 0) for passage in top[1:4])]:
        span = without_number(passage.text, start)
        if span and not (start == 0 and headings.label_of(passage.text)):
            text = " ".join([passage.text[slice(*span)], *wrapped(top, passage)])
            return Found(text, passage.quote(*span), 0.95, "Står efter § i rubriken")
    return None


def wrapped(passages: Sequence[Passage], first: Passage) -> Iterator[str]:
    """Yield the lines on which a title set in large type goes on: right below a full one, and no number or label."""
    start = passages.index(first)
    for before, passage in zip(passages[start : start + 4], passages[start + 1 : start + 5], strict=False):
        if passage.gap or passage.marker or len(before.text) < 22 or passage.text.endswith((".", "?", ":")):
            return
        if headings.label_of(passage.text) or diary.parse(passage.text) or bodies.is_body(passage.text):
            return
        yield passage.text


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
