"""The official letter that asks for a new version of a governing document to be adopted, as docx (R03)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm

from samsyn.governance.rules import Change
from samsyn.reports.formats.zips import timeless

TITLES = {"new": "ny", "gone": "borttagen", "moved": "flyttad", "changed": "ändrad"}


def proposal(
    *, municipality: str, day: date, title: str, label: str, before: str, changes: Sequence[Change],
    decider: str = "Kommunstyrelsen",
) -> bytes:  # fmt: skip
    """Return the letter with its headings, what the decider is to decide and every changed clause as an appendix.

    New words are underlined and those that go are struck through. The same version gives the same bytes that day.
    """
    document = Document()
    _set_up(document, municipality, day, f"Antagande av {title} {label}")
    changed = [change for change in changes if change.kind != "same"]
    document.add_paragraph(f"{municipality}\nTjänsteskrivelse\n{day}")
    document.add_heading(f"Antagande av {title}, version {label}", level=1)
    document.add_heading("Sammanfattning", level=2)
    document.add_paragraph(_summary(title, label, before, changed))
    document.add_heading("Förslag till beslut", level=2)
    document.add_paragraph(f"{decider} föreslås besluta").runs[0].italic = True
    for point in points(title, label, before, decider):
        document.add_paragraph(point, style="List Number")
    document.add_heading("Ärendet", level=2)
    document.add_paragraph("Skriv här varför versionen behövs och hur den har beretts.")
    document.add_heading("Beslutsunderlag", level=2)
    document.add_paragraph(f"{title}, version {label}", style="List Bullet")
    document.add_paragraph("Bilaga: Ändringar klausul för klausul", style="List Bullet")
    _appendix(document, before, changed)
    made = io.BytesIO()
    document.save(made)
    return timeless(made.getvalue())


def _set_up(document: Any, municipality: str, day: date, title: str) -> None:
    section, properties = document.sections[0], document.core_properties
    section.page_width, section.page_height = Mm(210), Mm(297)
    properties.title, properties.author, properties.language = title, municipality, "sv-SE"
    properties.last_modified_by, properties.comments = municipality, ""
    properties.created = properties.modified = datetime.combine(day, time())


def _summary(title: str, label: str, before: str, changed: Sequence[Change]) -> str:
    if not before:
        return f"{title} version {label} är den första versionen. Den har {len(changed)} klausuler."
    kinds = [change.kind for change in changed]
    counts = ", ".join(f"{kinds.count(kind)} {word}" for kind, word in _COUNTED.items() if kind in kinds)
    return f"Version {label} ersätter version {before}. Ändringar: {counts or 'inga'}."


_COUNTED = {"new": "nya", "changed": "ändrade", "moved": "flyttade", "gone": "borttagna"}


def points(title: str, label: str, before: str, decider: str) -> list[str]:
    """Return the proposed decision, point by point."""
    adopted = f"{decider} antar {title}, version {label}, att gälla från och med [dag]."
    return [adopted, f"Version {before} upphör att gälla samma dag."] if before else [adopted]


def _appendix(document: Any, before: str, changed: Sequence[Change]) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("Bilaga: Ändringar klausul för klausul", level=2)
    if before:
        document.add_paragraph("Understruket är nytt. Genomstruket utgår.")
    for change in changed:
        document.add_heading(f"{change.number} ({TITLES[change.kind]})", level=3)
        paragraph = document.add_paragraph()
        for piece in change.pieces:
            run = paragraph.add_run(piece.text)
            run.underline, run.font.strike = piece.kind == "new", piece.kind == "gone"
