"""The letters to those who answered an inquiry: how each of their viewpoints has been handled (R44).

As docx, and as the plain text of a mail.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.shared import Mm

from samsyn.inquiries.queries.compiling import Compilation, Respondent, ViewpointRow
from samsyn.kit.words import listed
from samsyn.reports.formats.zips import timeless
from samsyn.reports.wording import long_date


def letter_name(one: Compilation, who: Respondent) -> str:
    """Return what a letter is called as a file."""
    name = "".join(
        "-" if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in who.name
    )
    return f"{name[:120].strip(' .')} {one.id}-{who.id}.docx"


def letter(municipality: str, one: Compilation, who: Respondent, day: date) -> bytes:
    """Return the letter to one respondent: each viewpoint with its words, the outcome, why, and the clause changed.

    The same bytes for the same compilation that day.
    """
    said = [row for row in one.viewpoints if row.recipient.id == who.id]
    document = Document()
    title = "Så har era synpunkter hanterats"
    _set_up(document, municipality, day, title)
    document.add_paragraph(f"{municipality}\n{day}\n{one.number}".strip())
    document.add_paragraph(f"Till {who.name}")
    document.add_heading(title, level=1)
    document.add_paragraph(_opening(one, who, said))
    headed = dict(one.questions)
    current: int | None = -1
    for row in said:
        if row.question != current:
            current = row.question
            document.add_heading(headed.get(current or 0, "Allmänt"), level=2)
        _viewpoint(document, row)
    made = io.BytesIO()
    document.save(made)
    return timeless(made.getvalue())


def mail_text(municipality: str, one: Compilation, who: Respondent) -> str:
    """Return the letter to one respondent as the text of a mail."""
    said = [row for row in one.viewpoints if row.recipient.id == who.id]
    return "\n\n".join([f"Till {who.name}", _opening(one, who, said), *map(_lines, said), municipality])


def letters(municipality: str, one: Compilation, day: date) -> bytes:
    """Return a zip with the letter to everyone who has answered."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as pack:
        for who in one.respondents:
            if who.reply_id:
                pack.writestr(ZipInfo(letter_name(one, who)), letter(municipality, one, who, day))
    return made.getvalue()


def _lines(row: ViewpointRow) -> str:
    words = f"”{row.quote or row.text}” ({row.source})"
    if row.disposed is None:
        return f"{words}\nVäntar på svar."
    clause = f" Ändring i klausul {row.disposed.clause}." if row.disposed.clause else ""
    return f"{words}\n{row.disposed.label}. {row.disposed.why}".rstrip() + clause


def _set_up(document: Any, municipality: str, day: date, title: str) -> None:
    section, properties = document.sections[0], document.core_properties
    section.page_width, section.page_height = Mm(210), Mm(297)
    properties.title, properties.author, properties.language = title, municipality, "sv-SE"
    properties.last_modified_by, properties.comments = municipality, ""
    properties.created = properties.modified = datetime.combine(day, time())


def _opening(one: Compilation, who: Respondent, said: list[ViewpointRow]) -> str:
    came = f" Ert svar kom {long_date(who.replied_on)}." if who.replied_on else ""
    if not said:
        return f"Tack för svaret på {one.title}.{came} Vi har inte läst ut några synpunkter ur det."
    counted = [row.disposed.label.lower() if row.disposed else "väntar på svar" for row in said]
    told = [f"{counted.count(word)} {word}" for word in dict.fromkeys(counted)]
    return f"Tack för svaret på {one.title}.{came} Vi läste {len(said)} synpunkter ur det: {listed(told)}."


def _viewpoint(document: Any, row: ViewpointRow) -> None:
    kind = "Ni stödjer" if row.kind == "support" else "Ni önskar"
    heading = f"{kind}{f' · {row.theme}' if row.theme else ''}"
    document.add_heading(heading, level=3)
    quote = document.add_paragraph()
    quote.add_run(f"”{row.quote or row.text}”").italic = True
    quote.add_run(f" ({row.source})")
    if row.disposed is None:
        document.add_paragraph("Väntar på svar.")
        return
    answer = document.add_paragraph()
    answer.add_run(f"{row.disposed.label}. ").bold = True
    answer.add_run(row.disposed.why)
    if row.disposed.clause:
        document.add_paragraph(f"Ändring i klausul {row.disposed.clause}.")
