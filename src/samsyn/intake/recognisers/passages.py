"""Lines of a page → passages: what the writer meant as one piece, without the layout's noise."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from samsyn.intake.readers.lines import SOFT_HYPHEN, Line
from samsyn.intake.recognisers import glued, headings, noise, pages
from samsyn.intake.recognisers.values import Quote
from samsyn.kit import diary

# One character for one, so that places in the cleaned text are places in the line.
_LOOKALIKES = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\f": " "}
)
_UNFINISHED = re.compile(
    r"(?:[,-]|\b(?:av|och|för|till|i|från|samt|med|att|om|på|eller|den|det|de|en|ett|som|vid|enligt|gällande|inom"
    r"|mellan|under|mot|kring|efter|utan|genom|hos|över|avseende|angående|sin|sina))$"
)
_ENDS = (".", ":", "?", "!", ";")
_COLUMNS = re.compile(r"\t|\S {3,}\S")
_LEAD = re.compile(
    r"(?:[A-ZÅÄÖ]|att föreslå)[^.:;]{1,200}"
    r"\b(?:beslutar|beslutade|beslöt|besluta|föreslår|föreslå|BESLUTAR|FÖRESLÅR)\b[^.:;]*$"
)
_MONTH = re.compile(
    r"\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b(?!-)")
LONGEST = 12_000  # no paragraph is longer
_RULE = re.compile(r"[\s_.\-–—=*•~]{3,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that runs over one or more lines (stycke); `marker` is its bullet or number, `gap` the empty
    lines before it."""

    text: str
    marker: str
    gap: int
    lines: tuple[Line, ...]
    offsets: tuple[int, ...]  # where each line's part begins in `text`
    leads: tuple[int, ...]  # where that part begins in the line

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """Return the quote of text[start:end], cut at the end of the line on which it starts."""
        place = max(0, bisect_right(self.offsets, start) - 1)
        line, offset, lead = self.lines[place], self.offsets[place], self.leads[place]
        line_end = self.offsets[place + 1] if place + 1 < len(self.offsets) else len(self.text)
        stop = line_end if end is None else min(end, line_end)
        return Quote(line.page, line.number, line.text[lead + start - offset : lead + stop - offset].strip())

    def part(self, start: int, end: int) -> "Passage":
        """Return text[start:end] as a passage of its own, quoted from the same lines."""
        first = max(0, bisect_right(self.offsets, start) - 1)
        offsets = (0, *(offset - start for offset in self.offsets[first + 1 :]))
        leads = (self.leads[first] + start - self.offsets[first], *self.leads[first + 1 :])
        return Passage(self.text[start:end], "", 0, self.lines[first:], offsets, leads)

    def same_line(self, start: int, needed: int) -> int:
        """Return `start`, or the beginning of the line on which `needed` stands when that is a later one."""
        return max(start, self.offsets[bisect_right(self.offsets, needed) - 1])


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of a text, and apart from them the lines that stood at the head or foot of pages (sidhuvuden)."""

    passages: tuple[Passage, ...]
    running: tuple[Passage, ...]


def lay_out(lines: Sequence[Line]) -> Layout:
    """Return the lines as passages: page heads and feet taken out, broken lines joined, bullets known.

    The latest layout is kept, since documents and claims are read from the same lines one after the other.
    """
    return _laid_out(tuple(lines))


@lru_cache(maxsize=1)
def _laid_out(lines: tuple[Line, ...]) -> Layout:
    texts = [_plain(line.text) for line in lines]
    paper = noise.places(lines, texts)
    width = _width(texts)
    tops = pages.heads(texts)
    kept: list[Passage] = []
    running = [_piece(lines[place], texts[place], 0) for place in sorted(paper)]
    gap = 0
    for place, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if place in paper or not text.strip() or (text[-1] in "_.-–—=*~ " and _RULE.fullmatch(text)):
            gap += 1
            continue
        pieces = _pieces(line, text, gap, tops[place].end if place in tops else 0)
        if place in tops and tops[place].again and pieces:
            running.append(pieces.pop(0))
        if pieces and kept and _goes_on(kept[-1], pieces[0], width):
            kept[-1] = _join(kept[-1], pieces.pop(0))
        kept += pieces
        gap = 0
    return Layout(tuple(passage for passage in kept if passage.text), tuple(running))


def _plain(text: str) -> str:
    return text.replace("\f", " ") if text.isascii() else text.translate(_LOOKALIKES)


def _pieces(line: Line, text: str, gap: int, top: int) -> list[Passage]:
    """Return the line's pieces: one, but for lines that a conversion glued together; the page's head is the first."""
    starts = glued.cuts(text)
    if top or len(text) >= pages.LONG:
        starts = sorted({*starts, *pages.cuts(text, page=bool(top)), *([top] if top else [])})
    if not starts:
        return [_piece(line, text, gap)]
    pieces = [
        _piece(line, text[:stop], gap if start == 0 else 1, start)
        for start, stop in zip([0, *starts], [*starts, len(text)], strict=True)
    ]
    return [piece for piece in pieces if not (starts and headings.is_noise(piece.text))]


def _piece(line: Line, text: str, gap: int, start: int = 0) -> Passage:
    hit = noise.MARKER.match(text, start)
    lead = hit.end() if hit else len(text) - len(text[start:].lstrip())
    return Passage(text[lead:].rstrip(), hit["marker"] if hit else "", gap, (line,), (0,), (lead,))


def _join(first: Passage, second: Passage) -> Passage:
    if not first.text:
        return replace(second, marker=first.marker, gap=first.gap)
    text = first.text
    if text.endswith(SOFT_HYPHEN) or _is_broken_word(text, second.text):
        text = text[:-1]
        if text[-2:] == second.text[:1] * 2:  # "till-" and "lägg" are "tillägg"
            text = text[:-1]
    elif not (
        text.endswith("-")
        and second.text[:1].islower()
        and not second.text.startswith(("och ", "samt ", "eller "))
    ):
        text += " "
    return Passage(
        text + second.text,
        first.marker,
        first.gap,
        first.lines + second.lines,
        (*first.offsets, len(text)),
        first.leads + second.leads,
    )


def _is_broken_word(text: str, following: str) -> bool:
    """Tell "kommun-/styrelsen" (broken) from "IT-/strategi" and "vård-/och" (written so)."""
    if not text.endswith("-") or not following[:1].islower():
        return False
    stem = text[-60:-1].rsplit(" ", 1)[-1]
    return stem.islower() and not following.startswith(("och ", "samt ", "eller "))


def _goes_on(last: Passage, piece: Passage, width: int) -> bool:
    """Tell whether the piece carries on the passage: the writer's line ended before the sentence did."""
    if not last.text:  # the number of a point, on a line of its own
        return not piece.marker
    if piece.marker or "\t" in piece.text or len(last.text) > LONGEST:
        return False
    before = last.lines[-1].text.rstrip()
    follows = _is_cited(before, piece) or before.endswith(SOFT_HYPHEN) or _is_dated(before, piece)
    if not follows:
        follows = (
            not before.endswith(_ENDS)
            and _is_unfinished(before, last, piece, width)
            and not _starts_anew(last, piece)
        )
    return follows and not (headings.kind_of(last.text) or headings.document_kind(last.text))


def _is_unfinished(before: str, last: Passage, piece: Passage, width: int) -> bool:
    """Tell a line that ended where the paper did: the next goes on in small letters, or the line is a full one."""
    if not piece.text[:1].islower():
        return not piece.gap and width < 140 and len(before) >= 0.8 * width and not _COLUMNS.search(before)
    if piece.lines[0].page != last.lines[-1].page:
        return True
    unfinished = not piece.gap and bool(_UNFINISHED.search(before))
    return piece.gap <= 4 and (unfinished or len(before) >= (60 if piece.gap else 38))


def _is_cited(before: str, piece: Passage) -> bool:
    """Tell a § that a sentence refers to across a line break ("den 15 maj,/§ 41") from one that opens."""
    return before.endswith((",", " och", " den")) and piece.text.startswith("§") and not piece.gap


def _is_dated(before: str, piece: Passage) -> bool:
    """Tell a day that stands on the line after its word ("senast den/21 mars 2019"), or a name after a long line's."""
    if piece.gap:
        return False
    dated = piece.text[:1].isdigit() and re.search(r"\b(?:den|senast)$", before)
    dated = dated or (_YEAR.match(piece.text) and _MONTH.search(before))
    named = piece.text[:1].isupper() and len(before) >= 60
    return bool(dated or (named and re.search(r"\b(?:till|av|från|hos|och|samt)$", before)))


def _starts_anew(last: Passage, piece: Passage) -> bool:
    heads = noise.stands_alone(piece.text) or diary.paragraph_head(last.text) is not None
    return heads or _opens_point(last, piece)


def _opens_point(last: Passage, piece: Passage) -> bool:
    if not piece.text.startswith("att "):
        return len(last.text) <= 60 and last.text.endswith(" att") and bool(_LEAD.match(last.text))
    return last.text.startswith("att ") or (len(last.text) <= 240 and bool(_LEAD.match(last.text)))


def _width(texts: Sequence[str]) -> int:
    lengths = sorted(len(text) for text in texts if text.strip())
    return lengths[int(len(lengths) * 0.95)] if lengths else 0
