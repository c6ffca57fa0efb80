"""What somebody may mean by what they type in the search box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from samsyn.kit.diary import DiaryKey, find_decisions, parse
from samsyn.kit.series import find_series

_INITIATIVE = re.compile(r"I-?(\d{1,9})", re.IGNORECASE)
_AUDIT = re.compile(r"G-?(\d{1,9})", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"(?P<body>[^\W\d_][^§\d]{0,60}?)?\s*§\s*(?P<paragraph>\d{1,4}[a-z]?)(?:\s*[/,]\s*(?P<year>\d{4}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A § as somebody remembers it: body, year and day when they are said (paragraf)."""

    number: str
    body: str = ""
    year: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """The exact things that a text may name; at most one of them is set (avsikt)."""

    initiative: int | None = None
    audit: int | None = None
    case: DiaryKey | None = None
    paragraph: Paragraph | None = None
    series: str = ""


def meant(text: str) -> Meant:
    """Return the one exact thing that the whole text names, or nothing but words (R54)."""
    plain = " ".join(text.split())
    if found := _INITIATIVE.fullmatch(plain):
        return Meant(initiative=int(found[1]))
    if found := _AUDIT.fullmatch(plain):
        return Meant(audit=int(found[1]))
    for decided in find_decisions(plain):
        return Meant(paragraph=Paragraph(decided.paragraph.split("/")[0], decided.body, day=decided.date))
    if found := _PARAGRAPH.fullmatch(plain):
        year = int(found["year"]) if found["year"] else None
        return Meant(paragraph=Paragraph(found["paragraph"], (found["body"] or "").strip(), year))
    for public in find_series(plain):
        return Meant(series=public.key) if str(public).casefold() == plain.casefold() else Meant()
    number = parse(plain) or parse(plain.upper())
    return Meant(case=number.key) if number else Meant()
