"""Passages → sections under their headings, and the lists that stand in some of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from samsyn.intake.recognisers import addressees, bodies, headings, leads
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found
from samsyn.kit import diary

ADDRESS_LISTS = ("for_statement", "for_information", "addressed")
LISTS = (*ADDRESS_LISTS, "recipients", "basis", "hearing")
PROSE = ("summary", "matter", "assessment")
_ON_LINE = (
    "decision",
    "reservation",
    "statement",
    "conflict",
    "adjournment",
)  # headings with their text after a colon
# A signature's day, a seal, a page's foot.
_STAMP = re.compile(
    r"^(?:verifikat|signera[dt]|undertecknat|digitalt|elektroniskt|dokumentet är|dag för|sid(?:a|an)?\.? \d|bilaga\b)"
    r"|\bjustera(?:d|t|s)\b|signatur|\bsign\b|utdragsbestyrkande|\d\d:\d\d|^\W*$|^\d{4}-\d\d-\d\d$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer)\b", re.IGNORECASE)
_MEMBER = re.compile(r"\([A-ZÅÄÖ]\w{0,4}\)$")
_NEXT_PAPER = re.compile(r", (?=[A-ZÅÄÖ])")
_RULE = re.compile(r"\|[\s|:-]+")
_CELL = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_DECIDED = ("decision", "proposal", "hearing", "recommendations")

_COUNT = re.compile(r"(\d{1,3}) (?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it until the next (avsnitt); the first has kind "head" and no heading."""

    kind: str
    heading: Passage | None
    passages: tuple[Passage, ...]


def split(passages: Sequence[Passage], *, first: int = 0, minutes: bool = False) -> tuple[Section, ...]:
    """Return the sections in order; what follows a list of addressees without belonging to it is a new "head".

    The first passages ("first" of them) are no headings. In minutes a lead with points below it opens a decision
    though no heading says so.
    """
    kinds: list[tuple[str, Passage | None, list[Passage]]] = [("head", None, [])]
    for place, passage in enumerate(passages):
        kind = headings.kind_of(passage.text) if not passage.marker and place >= first else None
        current, _, inside = kinds[-1]
        inline = headings.inline_heading(passage.text) if not passage.marker and place >= first else None
        if inline and inline[0] in LISTS:
            listed = (
                _papers(passage, inline[1]) if inline[0] == "basis" else _between(passage, ", ", inline[1])
            )
            kinds.append((inline[0], passage, listed))
        elif inline and minutes and inline[0] in _ON_LINE:
            kinds.append((inline[0], passage, [passage.part(inline[1], len(passage.text))]))
        elif minutes and current not in _DECIDED and leads.opens_decision(passages, place):
            kinds.append(("decision", passage, [passage]))
        elif kind:
            kinds.append((kind, passage, []))
        elif inside and _closes(current, inside, passage):
            kinds.append(("head", None, [passage]))
        elif current in PROSE and _is_heading(passages, place):
            kinds.append(("other", passage, []))
        else:
            inside.append(passage)
    return tuple(Section(kind, heading, tuple(inside)) for kind, heading, inside in kinds)


def of(sections: Sequence[Section], *kinds: str) -> list[Section]:
    """Return the sections of these kinds, in order."""
    return [section for section in sections if section.kind in kinds]


def items(section: Section) -> list[Passage]:
    """Return a list section's entries: its marked lines, or all its lines when none is marked."""
    marked = [passage for passage in section.passages if passage.marker]
    return _counted(section.passages) or marked or _rows(section.passages)


def _counted(passages: Sequence[Passage]) -> list[Passage]:
    """Return the entries of a list that counts without a stop ("36 Skolverket"), however its lines were joined."""
    found: list[Passage] = []
    numbers: list[int] = []
    for passage in passages:
        hits = [(start, hit) for start in passage.offsets if (hit := _COUNT.match(passage.text, start))]
        stops = [start for start, _ in hits[1:]] + [len(passage.text)]
        numbers += [int(hit[1]) for _, hit in hits]
        found += [
            passage.part(hit.end(), len(passage.text[:stop].rstrip()))
            for (_, hit), stop in zip(hits, stops, strict=False)
        ]
    rising = all(after == before + 1 for before, after in pairwise(numbers))
    return found if len(found) > 2 and rising and len(found) >= len(passages) else []


_PURPOSE = re.compile(r"[\s,(–-]+för (?P<why>kännedom|yttrande|svar)\)?$")
_BY_PURPOSE = {"kännedom": "for_information", "yttrande": "for_statement", "svar": "for_statement"}


def found_items(sections: Sequence[Section], kind: str, reason: str) -> tuple[Found[str], ...]:
    """Return the entries under every heading of this kind, each once, quoted by its line.

    An addressee whose own line says what for ("Kommunstyrelsen för kännedom") goes there, whatever the heading is.
    """
    kinds = {kind, "recipients", *ADDRESS_LISTS} if kind in ("recipients", *ADDRESS_LISTS) else {kind}
    found = {}
    for section in sections:
        for entry in _entries(section) if section.kind in kinds else ():
            hit = _PURPOSE.search(entry.text) if section.kind != "basis" else None
            name = entry.text[: hit.start()] if hit else entry.text
            if name and (_BY_PURPOSE[hit["why"]] if hit else section.kind) == kind:
                found[name] = Found(name, entry.quote(0, len(entry.text)), 0.95, reason)
    return tuple(found.values())


def _entries(section: Section) -> list[Passage]:
    """Return a list's entries; a line with names between commas, semicolons or "och" is a list by itself."""
    found = [entry for entry in items(section) if entry.text]
    if section.kind == "basis":
        return found
    return [piece for entry in found for piece in _names_apart(entry, lone=len(found) == 1)]


def _names_apart(entry: Passage, *, lone: bool) -> list[Passage]:
    """Return the names on a line, each apart; the line as it is when what stands between them is part of a name."""
    if "; " in entry.text:
        return _between(entry, "; ", 0)
    text = entry.text.rstrip(" .")
    pieces = _between(entry.part(0, len(text)), ", ", 0) if lone and ", " in text else []
    short = bool(pieces) and all(len(piece.text) <= 70 for piece in pieces)
    if short and (len(pieces) > 2 or all(_is_name(piece.text) for piece in pieces)):
        last = pieces.pop()
        spans = addressees.parts(last.text)
        return [*pieces, *([last.part(*span) for span in spans] if len(spans) > 1 else [last])]
    if lone and len(text) <= addressees.LONGEST and (" och " in text or " samt " in text):
        spans = addressees.parts(text)
        return [entry.part(*span) for span in spans] if len(spans) > 1 else [entry]
    return [entry]


def _is_name(text: str) -> bool:
    whole = bodies.names_one(text) or bodies.find_group(text) or bodies.find_auditors(text)
    return bool(whole) or (bodies.is_office(text) and not text.endswith(("enheten", "avdelningen")))


def _between(passage: Passage, mark: str, start: int) -> list[Passage]:
    pieces = []
    for words in passage.text[start:].split(mark):
        pieces.append(passage.part(start, start + len(words)))
        start += len(words) + len(mark)
    return pieces


def _papers(passage: Passage, start: int) -> list[Passage]:
    """Return the papers between commas on a line; a day or a version after a comma belongs to its paper."""
    starts = [start, *(hit.end() for hit in _NEXT_PAPER.finditer(passage.text, start))]
    ends = [*(place - 2 for place in starts[1:]), len(passage.text)]
    return [passage.part(*place) for place in zip(starts, ends, strict=True)]


def _rows(found: Sequence[Passage]) -> list[Passage]:
    """Return the entries; of a table drawn with bars the longest cell of each row, without its head."""
    rules = {place for place, entry in enumerate(found) if _RULE.fullmatch(entry.text)}
    kept = [entry for place, entry in enumerate(found) if not {place, place + 1} & rules]
    return [_widest(entry) if entry.text.startswith("|") else entry for entry in kept]


def _widest(row: Passage) -> Passage:
    cells = [hit.span() for hit in _CELL.finditer(row.text) if any(map(str.isalpha, hit.group()))]
    return row.part(*max(cells, key=lambda cell: cell[1] - cell[0])) if cells else row


def _closes(kind: str, inside: Sequence[Passage], passage: Passage) -> bool:
    """Tell whether the passage no longer belongs to the list that stands `inside` the section."""
    if kind in ADDRESS_LISTS:
        told = passage.text.endswith(".") or len(passage.text) > 90 or headings.is_subject(passage.text)
        return not passage.marker and (told or (passage.gap > 0 and not bodies.is_addressee(passage.text)))
    if kind == "recipients" and (_is_sentence(passage) or _stands_apart(inside, passage)):
        return True
    if kind in ("recipients", "hearing"):
        return len(passage.text) > 160 and not passage.marker
    return kind == "basis" and bool(inside[-1].marker) and not passage.marker and passage.gap > 0


def _stands_apart(inside: Sequence[Passage], passage: Passage) -> bool:
    """Tell what stands below a list of recipients without being one: signatures, stamps, the next thing's number."""
    text = passage.text
    if passage.marker:
        return False
    if _STAMP.search(text) or diary.weak_head(text) or _NUMBERED.match(text):
        return True
    wider = passage.gap > max(piece.gap for piece in inside)
    return wider and not (bodies.is_addressee(text) or _MEMBER.search(text))


def _is_sentence(passage: Passage) -> bool:
    """Tell what ends a list of recipients: a sentence, or the place where somebody signs."""
    text = passage.text
    label = headings.label_of(text)
    signs = label is not None and label[0] in ("secretary", "signed", "adjusted", "when")
    return not passage.marker and (signs or (text.endswith(".") and text.count(" ") > 4))


def _is_heading(passages: Sequence[Passage], place: int) -> bool:
    """A short line without an end, between a finished sentence and a long piece of text, is a heading unknown to us."""
    passage, before = passages[place], passages[place - 1] if place else None
    after = passages[place + 1] if place + 1 < len(passages) else None
    return (
        passage.gap > 0
        and not passage.marker
        and len(passage.text) <= 70
        and passage.text[:1].isupper()
        and not passage.text.endswith((".", ",", ":", ";", "?", "!"))
        and before is not None
        and before.text.endswith((".", ":"))
        and after is not None
        and len(after.text) >= 80
    )
