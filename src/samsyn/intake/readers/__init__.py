"""Bytes of a file → lines of text or tables (läsare). No Django, no database."""

from dataclasses import dataclass
from typing import Literal

from samsyn.intake.readers.csv import read_csv
from samsyn.intake.readers.docx import read_docx
from samsyn.intake.readers.gate import Refused, check_size, gate
from samsyn.intake.readers.html import read_html
from samsyn.intake.readers.lines import Line
from samsyn.intake.readers.pdf import NoText, page_count, page_picture, read_pdf
from samsyn.intake.readers.sie import read_sie
from samsyn.intake.readers.tables import Row, Table
from samsyn.intake.readers.text import read_markdown, read_text
from samsyn.intake.readers.xlsx import read_xlsx

__all__ = [
    "Line",
    "NoText",
    "Reading",
    "Refused",
    "Row",
    "Table",
    "check_size",
    "page_count",
    "page_picture",
    "read",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held: lines of a document or tables, and what the reader wants to say (läsning)."""

    kind: Literal["document", "table"]
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Reading:
    """Read a file by what its bytes are; nothing opens it before the gate has let it in.

    Raises Refused, whose text is what to show the user, for every file that cannot be read.
    """
    kind = gate(data, name)
    if kind == "xlsx":
        return Reading("table", tables=read_xlsx(data, name))
    if kind in ("csv", "sie"):
        return Reading("table", tables=(read_csv(data, name) if kind == "csv" else read_sie(data, name),))
    if kind == "pdf":
        lines, warnings = read_pdf(data, name)
        return _document(lines, name, warnings)
    if kind == "docx":
        return _document(read_docx(data, name), name)
    if kind == "html":
        return _document(read_html(data), name)
    if kind in ("txt", "md"):
        return _document(read_markdown(data) if kind == "md" else read_text(data), name)
    raise Refused(
        f"Filen {name} är varken en handling eller en tabell. Lägg in den som docx, pdf, txt, csv eller xlsx."
    )


def _document(lines: tuple[Line, ...], name: str, warnings: tuple[str, ...] = ()) -> Reading:
    if not any(line.text.strip() for line in lines):
        raise Refused(f"Filen {name} har ingen text. Kontrollera att du valde rätt fil.")
    return Reading("document", lines=lines, warnings=warnings)
