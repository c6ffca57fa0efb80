"""What an answer to a referral asks for and supports, sentence by sentence, under its questions and themes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from samsyn.intake.recognisers import headings, terms, wishes
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.sections import Section
from samsyn.intake.recognisers.values import Found, Viewpoint
from samsyn.kit.words import folded

_READ = ("head", "matter", "assessment", "other", "questions")
_ANSWERS = ("assessment", "other", "questions")
# Headings that say that an opinion follows, not what about.
_PLAIN_HEADING = re.compile(
    r"bedömning|synpunkt|övervägande|slutsats|ställningstagande|yttrande|remissvar|motivering|^svar\b",
    re.IGNORECASE,
)
_REST = re.compile(r"övrig|allmän", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:vidare|också|även|dessutom|därtill|därutöver)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:Detta|Denna|Dessa) (?:bör|ska|behöver|måste)\b|Det (?:bör|ska|behöver|måste) [\w-]+as(?: ut)?\W*$"
)
_LIST = re.compile(r"(?::|\batt|\bmed|\batt:)$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the answer we are: under which question and theme, and whether this is its answer proper (läge)."""

    question: int | None = None
    theme: str | None = None
    answering: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """One viewpoint of a paragraph, by where its words stand (funnen synpunkt)."""

    kind: Literal["request", "support"]
    start: int
    end: int
    sentence: int
    strong: bool = True


def viewpoints(
    parts: Sequence[Section], questions: Sequence[Found[str]], writer: str, *, reply: bool
) -> tuple[Viewpoint, ...]:
    """Return the requests and supports in the document's order; the summary is read only when nothing else is said.

    `reply` says that all of the document is the answer; otherwise what stands under a question or a heading is.
    """
    numbers = {folded(one.value): number for number, one in enumerate(questions, 1)}
    said = wishes.subject(writer)
    place = _Place(answering=reply)
    found: list[Viewpoint] = []
    for section in parts:
        answers = section.passages if section.kind in _READ else _from_question(section, numbers)
        if answers:
            place = _under(section, place, reply=reply) if section.kind in _READ else place
            for here, passage, lead in _placed(answers, place, numbers):
                place = here
                found += _in(passage, lead, here, said)
    if found:
        return tuple(found)
    told = [passage for section in parts if section.kind == "summary" for passage in section.passages]
    return tuple(one for passage in told for one in _in(passage, None, _Place(), said))


def _from_question(section: Section, numbers: dict[str, int]) -> Sequence[Passage]:
    """Return what follows the first question in a summary: there the answers begin without a heading."""
    asked = [at for at, one in enumerate(section.passages) if folded(one.text) in numbers]
    return section.passages[asked[0] :] if asked and section.kind == "summary" else ()


def _under(section: Section, place: _Place, *, reply: bool) -> _Place:
    """Return the place below a section's heading: its theme, or none where the heading only says what follows."""
    if section.heading is None:
        return replace(place, theme=None)
    answering = reply or section.kind in _ANSWERS
    if section.kind == "matter":
        return _Place(None, None, answering)
    return replace(_headed(section.heading, place), answering=answering)


def _headed(heading: Passage, place: _Place) -> _Place:
    """Return the place below a theme's heading; "Övrigt" leaves the question it follows."""
    question = None if _REST.match(heading.text) else place.question
    return _Place(question, _theme(heading), answering=True)


def _theme(heading: Passage) -> str | None:
    title = heading.text.rstrip(" :")
    return None if _PLAIN_HEADING.search(title) else title


def _placed(
    passages: Sequence[Passage], place: _Place, numbers: dict[str, int]
) -> Iterator[tuple[_Place, Passage, Passage | None]]:
    """Yield each paragraph with its place, and for an item of a list the words that lead it in."""
    lead: Passage | None = None
    for at, passage in enumerate(passages):
        number = numbers.get(folded(passage.text)) if passage.text.endswith("?") else None
        if number:
            place, lead = _Place(number, None, True), None
        elif _is_theme(passages, at):
            place, lead = _headed(passage, place), None
        else:
            if not passage.marker:
                lead = passage if _LIST.search(passage.text) else None
            yield place, passage, lead if passage.marker else None


def _is_theme(passages: Sequence[Passage], at: int) -> bool:
    """Tell a short line of its own over a paragraph; a sentence that opens a list is none."""
    passage, after = passages[at], passages[at + 1] if at + 1 < len(passages) else None
    title = passage.text.rstrip(" :")
    return (
        not passage.marker
        and 3 <= len(title) <= headings.LONGEST
        and title[:1].isupper()
        and not title.endswith((".", ",", ";", "?", "!", "att"))
        and ". " not in title
        and (passage.gap > 0 or passage.text.endswith(":"))
        and after is not None
        and not after.marker
        and len(after.text) > len(title)
        and after.text.endswith((".", ":"))
        and not wishes.tells(title)
    )


def in_paragraphs(
    paragraphs: Sequence[Passage], writer: str | None
) -> Iterator[tuple[Literal["request", "support"], Found[str]]]:
    """Yield what paragraphs that are an answer ask for and support, list items under the words that lead them in."""
    said, place = wishes.subject(writer), _Place(answering=True)
    lead: Passage | None = None
    for passage in paragraphs:
        if not passage.marker:
            lead = passage if _LIST.search(passage.text) else None
        for one in _in(passage, lead if passage.marker else None, place, said):
            yield one.stance, one.text


def _in(passage: Passage, lead: Passage | None, place: _Place, said: re.Pattern[str]) -> Iterator[Viewpoint]:
    """Yield the viewpoints of one paragraph, or of one item under words that ask or support."""
    led = wishes.kind(lead.text, said, answering=place.answering) if lead else None
    if led and len(passage.text) >= 8:
        whole = [_Wish(led[0], 0, len(passage.text), 0)]
    else:
        whole = _settled(passage, list(_wishes(passage, place, said)))
    for wish in whole:
        text = wishes.bare(passage.text, wish.start, wish.end)
        if text[1] > text[0]:
            start = passage.same_line(wish.sentence, wish.start)
            quote = passage.quote(start, wish.end)
            words = Found(passage.text[slice(*text)], quote, 0.8, wishes.REASONS[wish.kind])
            yield Viewpoint(place.question, place.theme, wish.kind, words)


def _wishes(passage: Passage, place: _Place, said: re.Pattern[str]) -> Iterator[_Wish]:
    for start, end in terms.sentences(passage):
        sentence = passage.text[start:end]
        if _LIST.search(sentence) or wishes.retells(sentence):
            continue
        named = bool(said.search(sentence))
        for begin, stop in wishes.clauses(sentence):
            clause = sentence[begin:stop]
            found = wishes.kind(clause, said, answering=place.answering, inherits=named and begin > 0)
            if found is None:
                continue
            spans = wishes.asks(clause) if found[0] == "request" else [(0, len(clause))]
            for first, last in spans:
                yield _Wish(found[0], start + begin + first, start + begin + last, start, found[1])


def _settled(passage: Passage, found: list[_Wish]) -> list[_Wish]:
    """Return the paragraph's viewpoints: what is only lacking gives way to the request that concludes from it, and a
    sentence that goes on about the one before is part of it."""
    kept: list[_Wish] = []
    for at, wish in enumerate(found):
        later = found[at + 1 :]
        if not wish.strong and any(_concludes(passage, wish, one) for one in later):
            continue
        last = kept[-1] if kept else None
        if last and _goes_on(passage, last, wish):
            kept[-1] = replace(last, end=wish.end)
        else:
            kept.append(_with_what(passage, wish))
    return kept


def _with_what(passage: Passage, wish: _Wish) -> _Wish:
    """Return a request that only says "Det behöver redas ut" together with the sentence that says what."""
    if wish.start != wish.sentence or not _GOES_ON.match(passage.text[wish.sentence : wish.end]):
        return wish
    before = [start for start, _ in terms.sentences(passage) if start < wish.sentence]
    return replace(wish, start=before[-1], sentence=before[-1]) if before else wish


def _concludes(passage: Passage, lack: _Wish, later: _Wish) -> bool:
    if later.kind != "request" or not later.strong:
        return False
    sentence = passage.text[later.sentence : later.end]
    return later.sentence == lack.sentence or "därför" in sentence.casefold()


def _goes_on(passage: Passage, last: _Wish, wish: _Wish) -> bool:
    """Tell whether the sentence explains the one before: a support with no word that adds, "Detta bör …" a request."""
    if last.kind != wish.kind or wish.sentence == last.sentence:
        return False
    words = passage.text[wish.sentence : wish.end]
    between = passage.text[last.end : wish.sentence].strip(" .")
    if between:
        return False
    return bool(_GOES_ON.match(words)) if wish.kind == "request" else not _ADDS.search(words[:80])
