"""Letters, referrals, replies and audit papers: one document each."""

import re
from collections.abc import Sequence
from datetime import date

from samsyn.intake.recognisers import (
    audits,
    bodies,
    deadlines,
    decisions,
    entities,
    head,
    headings,
    sections,
)
from samsyn.intake.recognisers.documents import AUDITS, Part
from samsyn.intake.recognisers.minutes import summary, without_number, wrapped
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Document, Found
from samsyn.kit import dates, diary

_ANSWER_BY = re.compile(
    r"[ \t,.–(-]*(?:svar|remisstid|svarstid|yttrande)\b[^.]{0,20}\b(?:senast|till)\b", re.IGNORECASE
)
_HEAD = 25  # passages in which a letter says who writes, when and about what
_SIGNED = re.compile(r"\b(?:[Pp]å uppdrag av|[Ff]ör|[Ee]nligt uppdrag av)\s")
_PLACE_DATE = re.compile(r"^[A-ZÅÄÖ]\w{2,20}(?: den)? (?=\d|den )")


def read(part: Part, running: Sequence[Passage]) -> Document:
    """Return the letter as one document; what is asked of whom, proposed, recommended and found."""
    parts = sections.split(part.passages)
    opening = [passage for section in parts if section.kind == "head" for passage in section.passages]
    opening = opening[:_HEAD]
    labels = head.read(opening)
    title, line = _title(parts, opening, audit=part.kind.value in AUDITS)
    own = entities.own_numbers([*_labelled(opening), *([line] if line else [])])
    body = _body(part, parts, opening)
    audit = part.kind.value in AUDITS
    points = () if audit else decisions.points(parts, None, minutes=False, decides=part.decides)
    return Document(
        kind=part.kind,
        title=title,
        body=body,
        date=head.date(labels) or _lone_date(opening) or _signed_date(part.passages),
        dnr=own,
        references=entities.references(part.passages, own),
        summary=summary(parts),
        points=points,
        recipients=sections.found_items(parts, "recipients", "Står under rubriken för expediering"),
        for_statement=sections.found_items(parts, "for_statement", "Står under För yttrande till"),
        for_information=sections.found_items(parts, "for_information", "Står under För kännedom till"),
        basis=sections.found_items(parts, "basis", "Står under Beslutsunderlag"),
        hearing_steps=entities.hearing_steps(parts),
        deadlines=deadlines.deadlines(
            parts,
            line,
            decisions.passages_of(points, parts),
            deadlines.asked_in(parts),
            letter=audit or part.kind.value == "remiss",
        ),
        questions=entities.questions(part.passages) if _is_about_referral(part, title) else (),
        recommendations=audits.recommendations(part.passages) if audit else (),
        verdict=audits.verdict(part.passages) if audit else None,
        extension=entities.extension(part.passages),
    )


def _is_about_referral(part: Part, title: Found[str] | None) -> bool:
    return part.kind.value in ("remiss", "yttrande") or bool(
        title and re.search("remiss", title.value, re.IGNORECASE)
    )


def _labelled(opening: Sequence[Passage]) -> list[Passage]:
    """Return the head's lines that may carry the letter's own number: labelled, or a number alone."""
    return [passage for passage in opening if len(passage.text) <= 90 and not passage.marker]


def _body(part: Part, parts: Sequence[sections.Section], opening: Sequence[Passage]) -> Found[str] | None:
    if part.kind.value in AUDITS:
        return _auditors(part.passages)
    return decisions.lead_body(parts) or next(
        (
            Found(bodies.canonical(passage.text), passage.quote(), 0.8, "Namnet står ensamt i huvudet")
            for passage in opening
            if bodies.is_body(passage.text) or bodies.is_office(passage.text)
        ),
        None,
    )


def _auditors(passages: Sequence[Passage]) -> Found[str] | None:
    """Return the auditors who write: as they sign, but rather a name that says of which municipality."""
    signed = [passage for passage in passages if _SIGNED.search(passage.text) and len(passage.text) <= 120]
    named = [
        (passage, match) for passage in [*signed, *passages] if (match := bodies.find_auditors(passage.text))
    ]
    if not named:
        return None
    passage, match = next((one for one in named if " " in one[1].name), named[0])
    return Found(match.name, passage.quote(match.start, match.end), 0.85, "Revisorerna som skriver")


# --- title and date -------------------------------------------------------------------------------------------------

Title = tuple[Found[str] | None, Passage | None]


def _title(parts: Sequence[sections.Section], opening: Sequence[Passage], *, audit: bool) -> Title:
    """Return the title and its line: after a label, else the line after the kind, else the first that reads as one."""
    first = opening if audit else parts[0].passages[:_HEAD]
    candidates = [passage for passage in first if _may_be_title(passage)]
    after_kind = [passage for passage in candidates if _follows_kind(opening, passage)]
    subject = [passage for passage in candidates if headings.is_subject(passage.text)]
    for passage in [
        *_labelled_subject(opening),
        *(subject if audit else after_kind),
        *(after_kind if audit else subject),
        *(candidates if audit else reversed(candidates)),
    ]:
        label = headings.label_of(passage.text)
        span = without_number(passage.text, label[1] if label else 0)
        if span:
            start, end = span[0], _before_deadline(passage.text, span)
            whole = end == len(passage.text)
            text = " ".join([passage.text[start:end], *(wrapped(opening, passage) if whole else ())])
            return Found(text, passage.quote(start, end), 0.85, "Står som handlingens rubrik"), passage
    return None, None


def _labelled_subject(opening: Sequence[Passage]) -> list[Passage]:
    labels = [(passage, headings.label_of(passage.text)) for passage in opening]
    return [
        passage
        for passage, label in labels
        if label and label[0] == "subject" and passage.text[label[1] :].strip()
    ]


def _may_be_title(passage: Passage) -> bool:
    text = passage.text
    return (
        12 <= len(text) <= 260
        and not passage.marker
        and not text.endswith((".", ":", "?"))
        and "@" not in text
        and " " in text
        and not headings.label_of(text)
        and not headings.document_kind(text)
        and not bodies.is_body(text)
        and dates.parse(text) is None
        and not _PLACE_DATE.match(text)
        and diary.parse(text) is None
    )


def _follows_kind(opening: Sequence[Passage], passage: Passage) -> bool:
    place = opening.index(passage)
    return place > 0 and headings.document_kind(opening[place - 1].text) is not None


def _before_deadline(text: str, span: tuple[int, int]) -> int:
    start, end = span
    hit = _ANSWER_BY.search(text, start + 8, end)
    piece = text[start : hit.start() if hit else end].rstrip(" \t,.–(-")
    return start + len(piece)


def _lone_date(opening: Sequence[Passage]) -> Found[date] | None:
    for passage in opening:
        value = dates.parse(passage.text)
        if value and value.date and value.precision == "day":
            return Found(value.date, passage.quote(), 0.85, "Datumet står ensamt i huvudet")
    return None


def _signed_date(passages: Sequence[Passage]) -> Found[date] | None:
    """Return the day after the place at the foot of a letter ("Sundsala den 9 februari 2026")."""
    for passage in passages:
        hit = _PLACE_DATE.match(passage.text) if len(passage.text) <= 60 else None
        for match in dates.find(passage.text[hit.end() :]) if hit else ():
            if match.start == 0 and match.value.date:
                assert hit is not None
                quote = passage.quote(hit.end(), hit.end() + match.end)
                return Found(match.value.date, quote, 0.85, "Ort och datum vid underskriften")
    return None
