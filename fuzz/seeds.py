"""Write what fuzzing starts from, out of the product's own sample documents: fuzz/seeds.py FOLDER"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import typst
import xlsxwriter

from samsyn.intake.readers import read

SAMPLES = Path(__file__).resolve().parent.parent / "src" / "samsyn" / "demo" / "samples"
TABLE = (
    'Nr;Namn;Nämnd;Total budget tkr;Slut\n1;E-arkiv;Miljönämnden;4 200;2026\n2;"Två; delar";;1,5;2026-12-31\n'
)

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "docx": f'!<w:document xmlns:w="{_WORD}"><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
    "</w:numPr></w:pPr><w:r><w:t>§ 41 Beslut</w:t><w:br/><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dnr"
    "</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr/></w:body></w:document>",
    "xlsx": f'!<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    f'</workbook>\n<worksheet xmlns="{_SHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Namn</t></is></c>'
    '<c r="B1"><v>44196.5</v></c></row></sheetData></worksheet>',
    "pdf": "!BT /F 12 Tf 1 0 0 1 72 700 Tm (Beslut) Tj 0 -14 Td [(Dnr) -200 (KS-2026-1)] TJ ET 300 0 0 300 0 0 cm",
}


def main(folder: Path) -> None:
    """Write a folder of seeds for each target."""
    for file in sorted(SAMPLES.iterdir()):
        if file.suffix == ".json":
            continue
        data = file.read_bytes()
        text = "\n".join(line.text for line in read(data, file.name).lines)
        put(folder, "recognise", file.stem, text.encode())
        put(folder, "txt", file.stem, text.encode("cp1252", errors="replace"))
        put(folder, "md", file.stem, f"# **{text}**".encode())
        put(folder, "html", file.stem, ("<ol><li>" + text.replace("\n", "</li><li>") + "</ol>").encode())
        put(folder, "pdf", file.stem, typst.compile(text.replace("#", "").replace("@", "").encode()))
        if file.suffix == ".docx":
            put(folder, "docx", file.stem, data)
    for name, encoding in (("utf8", "utf-8"), ("mac", "mac-roman"), ("wide", "utf-16")):
        put(folder, "csv", name, TABLE.encode(encoding))
    put(folder, "xlsx", "bok", workbook())
    for target, part in PARTS.items():
        put(folder, target, "del", part.encode())


def put(folder: Path, target: str, name: str, data: bytes) -> None:
    """Write one seed."""
    (folder / target).mkdir(parents=True, exist_ok=True)
    (folder / target / name).write_bytes(data)


def workbook() -> bytes:
    """Return a small workbook."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row, line in enumerate(TABLE.splitlines()):
        sheet.write_row(row, 0, line.split(";"))
    book.close()
    return file.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
