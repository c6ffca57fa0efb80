"""The numbered clauses of a governing document, from its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samsyn.intake.readers.lines import Line
from samsyn.intake.recognisers import passages
from samsyn.intake.recognisers.passages import Passage

_NUMBERED = re.compile(
    r"(?:§ ?)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}(?: ?[a-z](?=[. ]))?)[.)]?\s+(?P<rest>\S.*)?"
)
_CONTENTS = re.compile(r"(?:\.{3,}|\t|\s{3,})\s*\d{1,3}$")
_VERSION = re.compile(r"\bversion\s+(?P<label>\d{1,2}(?:\.\d{1,2}){0,2})\b", re.IGNORECASE)
HEADING = 90
"""A line up to this long that does not end as a sentence can be a heading."""


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause as it stands in the file, and the line it begins on (klausul)."""

    number: str
    heading: str
    text: str
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Steering:
    """What a file says it is, and its clauses (styrdokument i fil)."""

    title: str
    label: str
    clauses: tuple[FoundClause, ...]


def steering(lines: Sequence[Line]) -> Steering:
    """Return the title, the version it says it is ("" when it says none) and the clauses in order.

    A clause begins at a numbered heading ("3.2 Ansvar"); where none is numbered, headings count 1, 2, 3. What stands
    before the first is no clause. A table of contents is passed over.
    """
    found = [one for one in passages.lay_out(lines).passages if not _CONTENTS.search(one.text)]
    title = next((one.text for one in found if len(one.text) > 3), "")
    label = next((hit["label"] for one in found[:12] if (hit := _VERSION.search(one.text))), "")
    clauses = tuple(_numbered(found)) or tuple(_headed(found[1:]))
    return Steering(title, label, clauses)


def _numbered(found: Sequence[Passage]) -> Iterator[FoundClause]:
    clause: FoundClause | None = None
    for one in found:
        started = _start(one, clause)
        if started:
            if clause:
                yield clause
            clause = started
        elif clause:
            clause = _more(clause, one)
    if clause:
        yield clause


def _start(one: Passage, before: FoundClause | None) -> FoundClause | None:
    """Return the clause that a passage opens: its number follows the one before, or belongs under it."""
    whole = f"{one.marker} {one.text}".strip()
    hit = _NUMBERED.match(whole)
    if not hit or not hit["rest"] or not _follows(before.number if before else "", hit["number"]):
        return None
    rest = hit["rest"]
    headed = len(rest) <= HEADING and not rest.endswith((".", ";", ",", ":"))
    line = one.lines[0]
    return FoundClause(
        hit["number"].strip(), rest if headed else "", "" if headed else rest, line.page, line.number
    )


def _follows(before: str, number: str) -> bool:
    """Tell whether a number can come next: 3.1 after 3 or 3.0, 3.2 after 3.1, 4 after 3.2; a list's 1. can't."""
    if not before:
        return number.split(".", maxsplit=1)[0] in ("0", "1")
    old, new = before.split("."), number.split(".")
    if new[: len(old)] == old:
        return len(new) == len(old) + 1 and new[-1] in ("0", "1")
    depth = len(new) - 1
    return depth < len(old) and new[:depth] == old[:depth] and _next(old[depth], new[depth])


def _next(old: str, new: str) -> bool:
    if old.isdigit() and new.isdigit():
        return int(new) == int(old) + 1
    return new > old and len(new) <= len(old) + 2


def _more(clause: FoundClause, one: Passage) -> FoundClause:
    words = f"{one.marker} {one.text}".strip()
    return replace(clause, text=f"{clause.text}\n{words}".strip())


def _headed(found: Sequence[Passage]) -> Iterator[FoundClause]:
    clause: FoundClause | None = None
    count = 0
    for place, one in enumerate(found):
        if _is_heading(found, place):
            if clause:
                yield clause
            count += 1
            clause = FoundClause(str(count), one.text, "", one.lines[0].page, one.lines[0].number)
        elif clause:
            clause = _more(clause, one)
    if clause:
        yield clause


def _is_heading(found: Sequence[Passage], place: int) -> bool:
    one = found[place]
    short = not one.marker and len(one.text) <= HEADING and one.text[:1].isupper()
    prose = place + 1 < len(found) and len(found[place + 1].text) > len(one.text)
    return short and prose and not one.text.endswith((".", ";", ",", ":"))
