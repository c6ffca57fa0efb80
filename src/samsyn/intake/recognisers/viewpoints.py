"""An answer to a referral → what it says to each question and theme, and the viewpoints in it with their quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from samsyn.intake.readers.lines import Line
from samsyn.intake.recognisers import passages, sections
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Quote
from samsyn.kit.words import stems

# What stands around an answer and is no part of it.
AROUND = {"head", "summary", "proposal", "decision", "end", *sections.LISTS}
LONGEST_HEADING = 90
ALIKE = 0.7
"""Share of a question's words that a line must have to be that question."""

_STRONG = re.compile(
    r"\b(?:önska(?:r|s|de)|efterfråga(?:r|s)|bör|borde|förutsätter|föreslår(?! besluta)|begär|yrkar"
    r"|vill (?:\w+ ){0,2}(?:se|betona|påpeka|lyfta|understryka|framhålla|poängtera|ha)|måste|avstyrker|invänder"
    r"|kan (?:\w+ ){0,4}(?:tydliggöras|förtydligas|kompletteras))\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:saknar|saknas|otydlig\w*|oklar\w*|behöver|viktigt att|framgår inte|för lite|inte tillräckligt|risk(?:erar)? "
    r"|av (?:största|yttersta|stor) vikt)",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:välkomnar|ser (?:mycket )?positivt|ställer (?:\w+ ){0,2}(?:sig|oss) (?:bakom|positiv\w*)"
    r"|tillstyrker|instämmer|stödjer|stöder"
    r"|delar (?:den |de |förslagets |utredningens )?(?:problembild|bedömning|uppfattning|syn)\w*"
    r"|är (?:i grunden )?(?:en )?(?:bra|bra \w+|positivt|rimligt|god \w+)|(?:ger|har) en tydlighet)\b",
    re.IGNORECASE,
)
_PIVOT = re.compile(r",? (?:men|dock|däremot)\b(?= )", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:,? samt |, )(?=(?:hur|vilk\w+|varför|vad|när)\b)| och (?=(?:hur|varför|när) \w+ \w+)"
)
_GOES_ON = ("Detta ", "Det här ")
"""How a sentence begins that says more of what the one before it asks for."""
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”*])")


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One thing asked for or supported; `question` is the place of its question, from 0, None under none (synpunkt)."""

    text: str
    kind: str
    question: int | None
    theme: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a question and a heading, as it was written (avsnitt)."""

    question: int | None
    heading: str
    paragraphs: list[Passage] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the paragraphs with an empty line between them, list items with their mark."""
        return "\n\n".join(f"{one.marker} {one.text}".strip() for one in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer taken apart; `headed` tells whether the text had any headings to sort by (svar)."""

    parts: tuple[Part, ...]
    viewpoints: tuple[Viewpoint, ...]
    headed: bool
    summary: str


def answered(lines: Sequence[Line], questions: Sequence[str] = ()) -> Answered:
    """Return what the text answers to the questions, in its order; never raises, and no paragraph is lost."""
    split = sections.split(passages.lay_out(lines).passages)
    parts = tuple(_parts(split, questions))
    found = [one for part in parts for one in _viewpoints(part)]
    headed = any(part.heading or part.question is not None for part in parts)
    summary = [one.text for section in split if section.kind == "summary" for one in section.passages]
    return Answered(parts, tuple(found), headed, "\n\n".join(summary))


def _parts(split: Sequence[sections.Section], questions: Sequence[str]) -> list[Part]:
    told = [section for section in split if section.kind not in AROUND]
    wanted = [set(stems(question)) for question in questions]
    found = [Part(None, "")]
    for section in told or split:
        if section.heading and section.kind != "matter":
            found.append(Part(found[-1].question, _bare(section.heading.text)))
        for passage in section.passages:
            found += _opened(passage, wanted, found[-1])
    return [part for part in found if part.paragraphs or part.heading or part.question is not None]


def _opened(passage: Passage, wanted: Sequence[set[str]], current: Part) -> list[Part]:
    """Return the part that the passage opens; nothing when it belongs to the current one, where it is put."""
    place = _question(passage.text, wanted)
    if place is not None:
        return [Part(place, "")]
    if _is_heading(passage):
        return [Part(current.question, _bare(passage.text))]
    current.paragraphs.append(passage)
    return []


def _question(text: str, wanted: Sequence[set[str]]) -> int | None:
    """Return the place of the question that the line repeats, however it numbers it."""
    if len(text) > 400:
        return None
    words = set(stems(text))
    shares = [len(words & one) / len(one | words) if one else 0.0 for one in wanted]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= ALIKE else None


def _is_heading(passage: Passage) -> bool:
    text = passage.text
    if passage.marker or len(text) > LONGEST_HEADING or not text[:1].isupper():
        return False
    return text.endswith(":") or (not text.endswith((".", ",", ";", "?", "!")) and len(text.split()) <= 9)


def _bare(text: str) -> str:
    return text.rstrip(": ").strip()


def _viewpoints(part: Part) -> Iterator[Viewpoint]:
    for passage in part.paragraphs:
        pieces = list(_pieces(passage.text))
        strong = any(_STRONG.search(passage.text[start:stop]) for start, stop in pieces)
        before = ""
        for start, stop in pieces:
            kind = _kind(passage.text[start:stop], strong)
            if before == kind == "request" and passage.text.startswith(_GOES_ON, start):
                continue
            before = kind
            cut = _asked(passage.text, start, stop) if kind == "request" else [(start, stop)]
            for begin, end in cut if kind else ():
                text = passage.text[begin:end].strip(" ,")
                text = text[:1].upper() + text[1:]
                yield Viewpoint(text, kind, part.question, part.heading, passage.quote(start, stop))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Return where the sentences stand, one that turns ("…, men …") as two."""
    begin = 0
    for stop in [*(hit.start() for hit in _STOP.finditer(text)), len(text)]:
        pivot = _PIVOT.search(text, begin + 1, stop)
        if pivot and _SUPPORT.search(text, begin, pivot.start()) and pivot.start() > begin:
            yield begin, pivot.start()
            yield pivot.start(), stop
        else:
            yield begin, stop
        begin = stop + (len(text[stop:]) - len(text[stop:].lstrip()))


def _kind(sentence: str, strong: bool) -> str:
    """Return what a sentence does: asks for something, supports something, or neither.

    A sentence that tells of a lack asks for nothing more when the paragraph says what it wants.
    """
    if sentence.endswith(":"):  # it only says that a list comes
        return ""
    if _STRONG.search(sentence) or (not strong and _WEAK.search(sentence)):
        return "request"
    return "support" if _SUPPORT.search(sentence) else ""


def _asked(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the parts of a sentence that asks several things ("varför …, hur … samt när …")."""
    cue = _STRONG.search(text, start, stop)
    begin = cue.end() if cue else start
    found, last = [], start
    for hit in _ASKED.finditer(text, begin, stop):
        if min(len(text[last : hit.start()].split()), len(text[hit.end() : stop].split())) > 2:
            found.append((last, hit.start()))
            last = hit.end()
    return [*found, (last, stop)]
