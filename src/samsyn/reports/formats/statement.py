"""The official letter with a draft answer to an inquiry, as docx in the house's own template (R83)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.shared import Mm

from samsyn.reports.formats.zips import timeless


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter says; `answers` are (heading, text), the questions among them (tjänsteskrivelse)."""

    municipality: str
    office: str
    body: str
    day: date
    number: str
    title: str
    last: date | None
    summary: str
    answers: Sequence[tuple[str, str]]
    plan: Sequence[tuple[str, date | None]]
    basis: Sequence[str]
    to: str
    by: str


def statement(letter: Letter, template: bytes | None = None) -> bytes:
    """Return the letter under the headings that an upload of it is read by; same letter, same bytes.

    A template gives its page head, foot and styles; its own text stays first.
    """
    document: Any = Document(io.BytesIO(template)) if template else Document()
    if template is None:
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        letter.title[:250],
        letter.office[:250],
        "sv-SE",
    )
    properties.last_modified_by, properties.comments = letter.office[:250], ""
    properties.created = properties.modified = datetime.combine(letter.day, time())
    _opening(document, letter)
    _matter(document, letter)
    _end(document, letter)
    made = io.BytesIO()
    document.save(made)
    return timeless(made.getvalue())


def _heading(document: Any, text: str, level: int) -> None:
    """Add a heading, in the template's own style where it has one."""
    name = f"Heading {level}"
    known = any(style.name == name for style in document.styles)
    paragraph = document.add_paragraph(text, style=name if known else None)
    if not known:
        paragraph.runs[0].bold = True


def _opening(document: Any, letter: Letter) -> None:
    head = (letter.office, "Tjänsteskrivelse", str(letter.day), letter.number)
    for line in filter(None, head):
        document.add_paragraph(line)
    last = f" Svar senast {letter.last}" if letter.last else ""
    _heading(document, f"Remiss: {letter.title}{last}", 1)
    _heading(document, "Sammanfattning", 2)
    _paragraphs(document, letter.summary)
    _heading(document, "Förslag till beslut", 2)
    document.add_paragraph(f"{letter.body} föreslås besluta")
    document.add_paragraph(f"1. {letter.body} godkänner förslaget till yttrande.")


def _matter(document: Any, letter: Letter) -> None:
    _heading(document, "Ärendet", 2)
    for heading, text in letter.answers:
        if heading:
            _heading(document, heading, 3)
        _paragraphs(document, text)


def _paragraphs(document: Any, text: str) -> None:
    """Add each line of a text as a paragraph; an empty text leaves a place to write."""
    for line in [line for line in text.splitlines() if line.strip()] or [""]:
        document.add_paragraph(line)


def _end(document: Any, letter: Letter) -> None:
    if letter.basis:
        _heading(document, "Beslutsunderlag", 2)
        for one in letter.basis:
            document.add_paragraph(one)
    if any(day for _, day in letter.plan):
        _heading(document, "Beslutsplanering", 2)
        for label, day in letter.plan:
            document.add_paragraph(f"{label} {day or ''}".strip())
    _heading(document, "Beslutet skickas till", 2)
    document.add_paragraph(letter.to)
    _heading(document, "Ansvariga", 2)
    document.add_paragraph(letter.by)
