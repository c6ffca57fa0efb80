"""Word files: paragraphs and tables in the order they stand."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.lines import Line, number

Listed = tuple[str, str]
"""A list of Word's and the level in it."""


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
    counts: Counter[Listed] = Counter()
    styles = _listed_styles(document)
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            yield from _rows(block)
        else:
            yield _mark(document, _listed(block._p.pPr) or styles.get(block._p.style), block.text, counts)


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


def _mark(document: WordDocument, listed: Listed | None, text: str, counts: Counter[Listed]) -> str:
    """Return a paragraph's text with its number or bullet before it."""
    if listed is None or not text.strip():
        return text
    if _format(document, *listed) == "bullet":
        return f"- {text}"
    counts[listed] += 1
    return f"{counts[listed]}. {text}"


def _listed_styles(document: WordDocument) -> dict[str | None, Listed]:
    """Return the lists that styles belong to by the style's id, the default style as None; looked up once per file."""
    found: dict[str | None, Listed] = {}
    for style in document.styles.element.findall(qn("w:style")):
        listed = _listed(style.pPr) if style.get(qn("w:type")) == "paragraph" else None
        if listed:
            found[style.get(qn("w:styleId"))] = listed
            if style.get(qn("w:default")) in ("1", "true", "on"):
                found[None] = listed
    return found


def _listed(properties: Any) -> Listed | None:
    """Return (list, level) that a paragraph's or style's properties name."""
    listed: Any = properties.numPr if properties is not None else None
    if listed is None or listed.numId is None:
        return None
    return str(listed.numId.val), str(listed.ilvl.val if listed.ilvl is not None else 0)


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
