"""Lines that belong to the paper and not to the text: page numbers, signature feet, heads that return on every page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from samsyn.intake.readers.lines import Line
from samsyn.intake.recognisers import bodies, headings
from samsyn.kit import diary

EDGE_LINES = 6
MARKER = re.compile(
    r"\s{0,60}(?P<marker>[-–—•·*▪●○◦■□►▶➢➤‣✓\uf0a7\uf0b7\uf0d8]|\d{1,3}[.)]|[a-z][.)]|att(?=\s\s)|\d{1,2}(?=\s{1,4}att\b))(?=\s|$)\s{0,60}"
)
_DECIDES = re.compile(r"\b(?:beslutar|beslöt|beslutade|föreslår)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d-])\d+(?![\d-]*-\d)")
_PAGE_MARK = re.compile(
    r"(?:^|\s)(?:sid(?:a|an)?\.? ?|blad ?)?\d{1,3} ?(?:\(\d{1,3}\)|av \d{1,3})\s*$"
    r"|protokoll|sammanträdesdatum|\bblad\b|^\W*sid",
    re.IGNORECASE,
)


def stands_alone(text: str) -> bool:
    """Tell whether the line is a heading, a label or opens a §."""
    return (
        headings.kind_of(text) is not None
        or diary.paragraph_head(text) is not None
        or headings.label_of(text) is not None
    )


def places(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Return the places of lines that belong to the paper: page numbers, signature feet, repeated heads."""
    noise = {place for place, text in enumerate(texts) if text and headings.is_noise(text.strip())}
    sheets = _pages(lines)
    if len(sheets) > 1:
        noise |= _repeated(sheets, texts)
    else:
        noise |= _headed(texts)
    return noise | {place for found in noise for place in _beside(found, noise, lines, texts)}


def _beside(place: int, noise: set[int], lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """A body's name above "Protokoll nr 4" at the top of a page, and the day below it, belong to the page's head."""
    if not texts[place].strip().casefold().startswith("protokoll"):
        return set()
    found = set()
    above, below = _written(place, -1, texts), _written(place, 1, texts)
    if above is not None and bodies.is_body(texts[above].strip()) and _tops_page(above, noise, lines, texts):
        found.add(above)
    label = headings.label_of(texts[below].strip()) if below is not None else None
    if below is not None and label and label[0] == "when":
        found.add(below)
    return found


def _tops_page(place: int, noise: set[int], lines: Sequence[Line], texts: Sequence[str]) -> bool:
    above = _written(place, -1, texts)
    return (
        above is None or above in noise or "\f" in lines[place].text or lines[above].page != lines[place].page
    )


def _written(place: int, step: int, texts: Sequence[str]) -> int | None:
    """Return the nearest place with text in that direction, at most four lines away."""
    near = range(place + step, place + 5 * step, step)
    return next((spot for spot in near if 0 <= spot < len(texts) and texts[spot].strip()), None)


def _pages(lines: Sequence[Line]) -> list[list[int]]:
    pages: list[list[int]] = []
    current = None
    for place, line in enumerate(lines):
        if line.page != current or line.text.startswith("\f"):
            pages.append([])
            current = line.page
        pages[-1].append(place)
    return pages


def _repeated(pages: list[list[int]], texts: Sequence[str]) -> set[int]:
    edges = [_edge(page, texts) for page in pages]
    seen = Counter(key for edge in edges for key in set(edge.values()))
    limit = max(2, round(0.4 * len(pages)))
    found = {place for edge in edges for place, key in edge.items() if seen[key] >= limit}
    return {place for place in found if not stands_alone(texts[place]) and not _says(texts[place].strip())}


_SENTENCE = re.compile(
    r"\w{3,}(?:\)|\d)?[.:]\s+[A-ZÅÄÖ]\w+ [a-zåäö]|[a-zåäö]{2,} [a-zåäö]{2,} .*[a-zåäö\d]\.$"
)


def _says(text: str) -> bool:
    """Tell text from a page head: a lead ("Nämnden beslutar") that stands at one place on each page, a sentence."""
    return _DECIDES.search(text) is not None or (len(text) > 30 and _SENTENCE.search(text) is not None)


def _edge(page: list[int], texts: Sequence[str]) -> dict[int, str]:
    written = [place for place in page if texts[place].strip()]
    places = dict.fromkeys(written[:EDGE_LINES] + written[-EDGE_LINES:])
    return {place: _key(texts[place]) for place in places if not MARKER.match(texts[place])}


def _key(text: str) -> str:
    """Return what a page head shares with the next page's: the words and days, not the page numbers."""
    return _NUMBER.sub("#", " ".join(text.split()))


def _headed(texts: Sequence[str]) -> set[int]:
    """Return the heads of pages in a text that has lost where pages end; the first of each stays in the text."""
    written = [place for place, text in enumerate(texts) if text.strip()]
    groups: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(written):
        text = texts[place].strip()
        if (
            len(text) <= 140
            and _may_mark(text)
            and _PAGE_MARK.search(text)
            and not diary.paragraph_head(text)
        ):
            groups[_key(text)].append(index)
    found: set[int] = set()
    for marks in groups.values():
        if len(marks) > 1:
            found |= {written[index] for index in _block(marks, written, texts)}
    return found


def _may_mark(text: str) -> bool:
    return text[-1] in ")0123456789" or any(
        word in text.casefold() for word in ("protokoll", "sammanträdesdatum", "blad", "sid")
    )


def _block(marks: Sequence[int], written: Sequence[int], texts: Sequence[str]) -> set[int]:
    """Return the lines that stand at the same distance from marks that return, but for the first of each."""
    found: set[int] = set()
    for step in range(-4, 5):
        rows: dict[str, list[int]] = defaultdict(list)
        for mark in marks:
            if 0 <= mark + step < len(written):
                text = texts[written[mark + step]].strip()
                if (
                    _key(text) != "#"
                    and not headings.kind_of(text)
                    and not _says(text)
                    and not diary.paragraph_head(text)
                    and not MARKER.match(text)
                ):
                    rows[_key(text)].append(mark + step)
        for row in rows.values():
            if len(row) >= max(2, len(marks) // 2):
                found |= set(row[1:])
    paged = any(re.search(r"\d ?\(\d", texts[written[mark]]) for mark in marks)
    beside = any(re.search(r"\d{4}-\d\d-\d\d", texts[written[index]]) for index in found)
    return found if paged or beside else set()
