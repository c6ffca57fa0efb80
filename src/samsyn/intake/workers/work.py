"""What is done with a file in a reading process: read it, judge its text, recognise it, picture its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from samsyn.intake.readers import NoText, Reading, page_count, page_picture, read
from samsyn.intake.readers.book import read_book
from samsyn.intake.readers.lines import Line, number
from samsyn.intake.readers.pdf import SCANNED
from samsyn.intake.recognisers import recognise
from samsyn.intake.recognisers.claims import Claim, claims
from samsyn.intake.recognisers.quality import distrust, distrusted_pages
from samsyn.intake.recognisers.values import Document

LEAST_PICTURED = 60
"""Letters that pages read as pictures must give; stains and lines give a few."""
PICTURES_ONLY = "Sidorna är bilder utan text."


@dataclass(frozen=True, slots=True)
class Understood:
    """A file that was read and what was recognised in it (läst fil).

    `distrust` says why the text cannot be trusted, and then nothing was recognised; `pages` is how many pages can
    be pictured instead. `pictured` is whether the text was itself read from pictures.
    """

    reading: Reading
    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    distrust: str = ""
    pages: int = 0
    pictured: bool = False


def understand(data: bytes, name: str, _page: int = 0) -> Understood:
    """Read a file and recognise it, unless its text cannot be trusted; raises Refused."""
    try:
        reading = read(data, name)
    except NoText:
        return Understood(Reading("document"), distrust=PICTURES_ONLY, pages=page_count(data, name))
    if reading.kind == "table":
        return Understood(reading)
    answer = _judged(reading, name)
    pictured = answer.distrust and name.lower().endswith(".pdf")
    return replace(answer, pages=page_count(data, name)) if pictured else answer


def understand_pictured(data: bytes, name: str, _page: int = 0) -> Understood:
    """Recognise text that was read from pictures: UTF-8, a form feed between pages."""
    lines: tuple[Line, ...] = ()
    for page, text in enumerate(data.decode().split("\f"), start=1):
        lines += number(text.split("\n"), page)
    told = (f"Texten i {name} är läst ur bilder av sidorna. Jämför med originalet.",)
    reading = Reading("document", lines, warnings=told)
    if sum(letter.isalpha() for line in lines for letter in line.text) < LEAST_PICTURED:
        return Understood(reading, distrust="Knappt någon text hittades.", pictured=True)
    return replace(_judged(reading, name), pictured=True)


def _judged(reading: Reading, name: str) -> Understood:
    """Recognise what can be trusted of a document: all pages, those that can be trusted, or nothing."""
    if reason := distrust(reading.lines):
        return Understood(reading, distrust=reason)
    bad = distrusted_pages(reading.lines)
    told = tuple(
        f"Texten på sidan {page} i {name} går inte att lita på och är inte tolkad: {reason}"
        for page, reason in bad.items()
    )
    good = tuple(line for line in reading.lines if line.page not in bad)
    return Understood(replace(reading, warnings=reading.warnings + told), recognise(good), claims(good))


WORK: dict[str, Callable[[bytes, str, int], Any]] = {
    "read": understand,
    "read_pictured": understand_pictured,
    "book": read_book,
    "picture": page_picture,
    "scan": partial(page_picture, dots=SCANNED),
}
