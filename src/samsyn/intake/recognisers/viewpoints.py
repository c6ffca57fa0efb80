"""An answer to a referral → what it says to each question and theme, and the viewpoints in it with their quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from samsyn.intake.readers.lines import Line
from samsyn.intake.recognisers import opinions, passages, sections
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Quote
from samsyn.kit.words import stems

# What stands around an answer and is no part of it.
AROUND = {"head", "summary", "proposal", "decision", "end", *sections.LISTS}
LONGEST_HEADING = 90
ALIKE = 0.7
"""Share of a question's words that a line must have to be that question."""


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


def answered(lines: Sequence[Line], questions: Sequence[str] = (), writer: str | None = None) -> Answered:
    """Return what the text answers to the questions, in its order; never raises, and no paragraph is lost.

    `writer` is the name of the one that answers, where it is known."""
    split = sections.split(passages.lay_out(lines).passages)
    parts = tuple(_parts(split, questions))
    found = [one for part in parts for one in _viewpoints(part, writer)]
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


def _viewpoints(part: Part, writer: str | None) -> Iterator[Viewpoint]:
    for kind, words in opinions.in_paragraphs(part.paragraphs, writer):
        if words.quote:
            text = words.value[:1].upper() + words.value[1:]
            yield Viewpoint(text, kind, part.question, part.heading, words.quote)
