"""Word files: paragraphs and tables in the order they stand."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.lines import Line, number


def read_docx(data: bytes, name: str) -> tuple[Line, ...]:
    """Read the page head once, then paragraphs and table rows in order; cells are separated by tabs.

    Numbers and bullets that Word sets by itself are written out before their paragraph.
    Raises Refused when the file is no readable Word document.
    """
    try:
        document = docx.Document(BytesIO(data))
        texts = [*_heads(document), *_body(document)]
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes python-docx, lxml and zipfile raise of every kind
        raise Refused(
            f"Filen {name} är skadad och kan inte läsas som ett Word-dokument. "
            "Öppna den i Word, spara om den och försök igen."
        ) from error
    return number([line for text in texts for line in text.split("\n")])


def _heads(document: WordDocument) -> Iterator[str]:
    for section in document.sections:
        for head in (section.first_page_header, section.header):
            if not head.is_linked_to_previous:
                yield from (paragraph.text for paragraph in head.paragraphs if paragraph.text.strip())
                yield from (row for table in head.tables for row in _rows(table))
        return


def _body(document: WordDocument) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            yield from _rows(block)
        else:
            yield _mark(document, block, counts) + block.text


def _rows(table: WordTable) -> Iterator[str]:
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in _once(row.cells)]
        yield "\t".join(cells).rstrip("\t") if any(cells) else ""


def _once(cells: Any) -> list[Any]:
    """A merged cell is listed once for every column it spans; keep it once."""
    seen: dict[int, Any] = {}
    for cell in cells:
        seen.setdefault(id(cell._tc), cell)
    return list(seen.values())


def _mark(document: WordDocument, paragraph: Paragraph, counts: Counter[tuple[str, str]]) -> str:
    numbering = _numbering(paragraph)
    if numbering is None or not paragraph.text.strip():
        return ""
    if _format(document, *numbering) == "bullet":
        return "- "
    counts[numbering] += 1
    return f"{counts[numbering]}. "


def _numbering(paragraph: Paragraph) -> tuple[str, str] | None:
    """Return (list, level) that the paragraph or its style belongs to."""
    style = paragraph.style
    for properties in (paragraph._p.pPr, style.element.pPr if style is not None else None):
        listed: Any = properties.numPr if properties is not None else None
        if listed is not None and listed.numId is not None:
            return str(listed.numId.val), str(listed.ilvl.val if listed.ilvl is not None else 0)
    return None


def _format(document: WordDocument, number_id: str, level: str) -> str:
    """Return Word's name for the list's marks ("decimal", "bullet" …)."""
    try:
        numbering = document.part.numbering_part.element
    except NotImplementedError:  # python-docx, where the file has lists but nothing on how they look
        return "decimal"
    for one in numbering.iter(qn("w:num")):
        if one.get(qn("w:numId")) == number_id:
            abstract = one.find(qn("w:abstractNumId")).get(qn("w:val"))
            return _level_format(numbering, abstract, level)
    return "decimal"


def _level_format(numbering: Any, abstract: str, level: str) -> str:
    for one in numbering.iter(qn("w:abstractNum")):
        if one.get(qn("w:abstractNumId")) == abstract:
            for step in one.iter(qn("w:lvl")):
                form = step.find(qn("w:numFmt"))
                if step.get(qn("w:ilvl")) == level and form is not None:
                    return str(form.get(qn("w:val")))
    return "decimal"
