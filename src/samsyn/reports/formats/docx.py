"""A report as a Word document with real headings, header rows and page numbers, to go on working in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from samsyn.reports.formats.pdf import picture
from samsyn.reports.formats.words import worded
from samsyn.reports.formats.zips import timeless
from samsyn.reports.parts import Report

INK, GREY, ACCENT = RGBColor(0x28, 0x2C, 0x2E), RGBColor(0x57, 0x5E, 0x62), RGBColor(0x14, 0x50, 0x5C)
FONT = "Calibri"
"""Where the document is opened, this is there; Source Sans 3 seldom is."""
LINE, WIDEST = 174, 30
"""The line's length in millimetres, and the characters of a text that a column makes room for."""


def render(report: Report) -> bytes:
    """Return the report as docx, the same bytes for the same report; it is dated by its as-of day."""
    words, document = worded(report), Document()
    _set_up(document, report)
    _head(document, words)
    for block in words["blocks"]:
        DRAW[block["kind"]](document, block)
    _footer(document, words)
    made = io.BytesIO()
    document.save(made)
    return timeless(made.getvalue())


def _set_up(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(15), Mm(16)
    properties, day = document.core_properties, datetime.combine(report.as_of, time())
    properties.title, properties.author, properties.language = report.title, report.municipality, "sv-SE"
    properties.last_modified_by, properties.comments, properties.revision = report.municipality, "", 1
    properties.created = properties.modified = day
    _style(document, "Normal", 9.5, INK, bold=False, after=3)
    _style(document, "Heading 1", 20, INK, bold=True, after=2)
    _style(document, "Heading 2", 12, INK, bold=True, after=3)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _style(document: Any, name: str, size: float, colour: RGBColor, *, bold: bool, after: float) -> None:
    style = document.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), bold, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]  # a theme font would win over the named one
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(after), 1.0


def _head(document: Any, words: dict[str, Any]) -> None:
    facts = " · ".join(f"{fact['label']}: {fact['text']}" for fact in words["facts"])
    sender = document.add_paragraph()
    sender.add_run(words["municipality"]).bold = True
    _grey(sender, f"  {words['office']}    {facts}")
    document.add_heading(words["title"], level=1)
    _grey(document.add_paragraph(), words["lead"])


def _grey(paragraph: Any, text: str, size: float = 8.5) -> None:
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.size = GREY, Pt(size)


def _mark(paragraph: Any, mark: str) -> None:
    if mark:
        run = paragraph.add_run(f"\u202f{mark}")
        run.font.superscript, run.font.color.rgb = True, GREY


def _statement(document: Any, block: dict[str, Any]) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(8)
    for piece in block["runs"]:
        run = paragraph.add_run(piece["text"])
        run.bold, run.font.size = piece["strong"], Pt(14)


def _key_numbers(document: Any, block: dict[str, Any]) -> None:
    table = document.add_table(rows=1, cols=len(block["items"]))
    for cell, item in zip(table.rows[0].cells, block["items"], strict=True):
        label = cell.paragraphs[0]
        label.add_run(item["label"]).bold = True
        _mark(label, item["mark"])
        value = cell.add_paragraph().add_run(item["value"])
        value.bold, value.font.size = True, Pt(18)
        _grey(cell.add_paragraph(), item["note"])


def _decisions(document: Any, block: dict[str, Any]) -> None:
    document.add_heading("Förslag till beslut", level=2)
    for point in block["points"]:
        document.add_paragraph(point, style="List Number")


def _points(document: Any, block: dict[str, Any]) -> None:
    document.add_heading(block["title"], level=2)
    for item in block["items"]:
        document.add_paragraph(item, style="List Bullet")
    if not block["items"]:
        document.add_paragraph(block["empty"])


def _titled_table(document: Any, block: dict[str, Any]) -> None:
    document.add_heading(block["title"], level=2)
    _table(document, block)


def _table(document: Any, block: dict[str, Any]) -> None:
    if not block["rows"]:
        document.add_paragraph(block["empty"])
        return
    rows = [*block["rows"], block["total"]] if block["total"] else block["rows"]
    table = document.add_table(rows=1, cols=len(block["columns"]))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _rules(table)
    widths = _widths(block["columns"], rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, column, width in zip(table.rows[0].cells, block["columns"], widths, strict=True):
        _heading(cell, column, width)
    _once(table.rows[0], "w:tblHeader")
    # Written as they stand in the file: cell by cell, thousands of rows take a quarter of a minute.
    lines = "".join(_line(values, widths, block["columns"]) for values in rows)
    for line in parse_xml(f"<w:body {nsdecls('w')}>{lines}</w:body>"):
        table._tbl.append(line)
    if block["note"]:
        _grey(document.add_paragraph(), block["note"])


def _widths(columns: list[dict[str, Any]], rows: list[list[dict[str, Any]]]) -> list[Any]:
    """Return how broad each column is set: by its longest word and, up to a limit, its longest text."""
    needs = []
    for place, column in enumerate(columns):
        texts = [column["label"] + column["mark"], *(row[place]["text"] for row in rows)]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        needs.append(max(word + 3, min(max(map(len, texts)), WIDEST) + 2))
    return [Mm(LINE * need / sum(needs)) for need in needs]


def _heading(cell: Any, column: dict[str, Any], width: Any) -> None:
    cell.width, paragraph = width, cell.paragraphs[0]
    run = paragraph.add_run(column["label"])
    run.bold, run.font.size, run.font.color.rgb = True, Pt(8.5), GREY
    _mark(paragraph, column["mark"])
    _aligned(paragraph, number=column["number"])


def _line(values: list[dict[str, Any]], widths: list[Any], columns: list[dict[str, Any]]) -> str:
    """Return a row that stays on one page, its first cell strong, its numbers to the right."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width.twips}"/></w:tcPr><w:p><w:pPr><w:spacing w:after="20"/>'
        f"{RIGHT if column['number'] else ''}</w:pPr>{_run(value['text'], STRONG if place == 0 else '')}"
        f"{_run(value['under'], SMALL, '<w:br/>') if value['under'] else ''}</w:p></w:tc>"
        for place, (value, width, column) in enumerate(zip(values, widths, columns, strict=True))
    )
    return f'<w:tr><w:trPr><w:cantSplit w:val="true"/></w:trPr>{cells}</w:tr>'


STRONG, RIGHT = "<w:rPr><w:b/></w:rPr>", '<w:jc w:val="right"/>'
SMALL = f'<w:rPr><w:color w:val="{GREY}"/><w:sz w:val="17"/></w:rPr>'
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _run(text: str, look: str, before: str = "") -> str:
    """Return a stretch of text, its line breaks kept, without the characters that XML cannot hold."""
    lines = escape(_UNWRITABLE.sub("", text)).split("\n")
    told = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{look}{before}{told}</w:r>"


def _aligned(paragraph: Any, *, number: bool) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _rules(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in {"val": "single", "sz": "4", "space": "0", "color": "D9DCDD"}.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for edge, twentieths in (("left", "50"), ("right", "90")):  # of a point; Word's own are 108
        space = OxmlElement(f"w:{edge}")
        space.set(qn("w:w"), twentieths)
        space.set(qn("w:type"), "dxa")
        margins.append(space)
    table._tbl.tblPr.append(borders)
    table._tbl.tblPr.append(margins)


def _once(row: Any, property_name: str) -> None:
    """Switch on a property of a row: that it heads each page, or stays on one."""
    switch = OxmlElement(property_name)
    switch.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(switch)


def _chart(document: Any, block: dict[str, Any]) -> None:
    document.add_heading(block["title"], level=2)
    _grey(document.add_paragraph(), block["note"])
    shape = document.add_picture(io.BytesIO(picture(block["svg"])), width=Mm(LINE))
    shape._inline.docPr.set("descr", block["alt"])
    for edge in ("distT", "distB", "distL", "distR"):  # left out, some programs put space around
        shape._inline.set(edge, "0")
    _table(document, block["table"])


def _beside(document: Any, block: dict[str, Any]) -> None:
    _titled_table(document, block["left"])
    _points(document, block["right"])


def _new_page(document: Any, block: dict[str, Any]) -> None:
    ending = document.add_paragraph()
    ending.paragraph_format.space_after = Pt(0)
    ending.add_run().add_break(WD_BREAK.PAGE)


def _footnotes(document: Any, block: dict[str, Any]) -> None:
    document.add_heading(block["title"], level=2)
    for text in block["definitions"]:
        _grey(document.add_paragraph(), text)
    paragraph = document.add_paragraph()
    for source in block["sources"]:
        _mark(paragraph, source["mark"])
        _grey(paragraph, f" {source['text']} ")


def _footer(document: Any, words: dict[str, Any]) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    _grey(paragraph, f"Läget per {words['as_of']} · kontrollsumma {words['checksum']} · Sida ")
    _number(paragraph, "PAGE")
    _grey(paragraph, " av ")
    _number(paragraph, "NUMPAGES")


def _number(paragraph: Any, name: str) -> None:
    """Add a field that Word fills in: the page's number or how many there are."""
    code = OxmlElement("w:instrText")
    code.text = name
    for part in (_field_mark("begin"), code, _field_mark("separate"), _field_mark("end")):
        run = paragraph.add_run()
        run.font.color.rgb, run.font.size = GREY, Pt(8.5)
        run._r.append(part)


def _field_mark(kind: str) -> Any:
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part


DRAW: dict[str, Callable[[Any, dict[str, Any]], None]] = {
    "statement": _statement, "key_numbers": _key_numbers, "decisions": _decisions, "table": _titled_table,
    "chart": _chart, "points": _points, "beside": _beside, "new_page": _new_page, "footnotes": _footnotes,
}  # fmt: skip
