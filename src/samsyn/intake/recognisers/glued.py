"""Lines that a conversion glued together: columns, a heading and its text, the points of a list."""

import re
from collections.abc import Iterator

from samsyn.intake.recognisers import headings

LONG = 120
_COLUMN = re.compile(r"(?<=\S)(?<!^att)(?<!\satt)(?: {3,}|\t {2,})(?=\S)")
_HEADING_FIRST = re.compile(
    r"(?P<words>(?:[A-ZÅÄÖ][\w-]{2,30})(?: [a-zåäö-]{1,20}){0,5}) (?=[A-ZÅÄÖ][a-zåäö]|I [a-zåäö]|1\.)"
)
_PROPOSAL_LAST = re.compile(
    r"(?<=\S) (?=Förslag till beslut (?:I [^.:]{5,120}:|[A-ZÅÄÖ][^.:]{3,120} föreslås))"
)
_LABEL = re.compile(
    r"(?<=\S) (?=(?:Utfärdat|Diarienummer|Ärendenummer|Dnr|Sammanträdesdatum|Datum):? ?[A-ZÅÄÖ\d])"
)
_FIRST_POINT = re.compile(r"(?:^|: |\b[A-ZÅÄÖ]\w+ )(?=1\. )")
_NEXT_POINT = re.compile(r"(?<=[.\w]) (?=(?P<number>\d{1,2})\. [A-ZÅÄÖ\d])")


def cuts(text: str) -> list[int]:
    """Return where new pieces begin within the line, in order; none for a line as its writer set it."""
    if len(text) < 40:
        if not _may_have_columns(text):
            return []
        return [hit.end() for hit in [_COLUMN.search(text)] if hit and headings.kind_of(text[: hit.start()])]
    found = {*_columns(text), *_headings(text), *_points(text)}
    return sorted(found - {0})


def _may_have_columns(text: str) -> bool:
    return "   " in text or "\t  " in text


def _columns(text: str) -> Iterator[int]:
    columns = list(_COLUMN.finditer(text)) if _may_have_columns(text) else []
    if not columns or headings.label_of(text):
        return
    yield from (hit.end() for hit in columns)
    yield from (hit.end() for hit in _LABEL.finditer(text))


def _headings(text: str) -> Iterator[int]:
    """Yield where the text under a heading begins; only on long lines, a short one may be a title ("Beslut KS …")."""
    last = _PROPOSAL_LAST.search(text) if "Förslag till beslut" in text else None
    start = last.end() if last else 0
    if last:
        yield start
    if len(text) <= LONG and not text.endswith(":"):
        return
    hit = _HEADING_FIRST.match(text, start)
    if hit and headings.kind_of(hit["words"]):
        yield hit.end()


def _points(text: str) -> Iterator[int]:
    """Yield where the second and later points begin in "1. … 2. … 3. …"."""
    start = _FIRST_POINT.search(text) if len(text) >= LONG and "1. " in text else None
    if not start:
        return
    expected = 2
    for hit in _NEXT_POINT.finditer(text, start.end()):
        if int(hit["number"]) == expected:
            yield hit.end()
            expected += 1
