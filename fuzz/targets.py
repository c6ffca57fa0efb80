"""Fuzz one reader, or the recogniser: fuzz/targets.py NAME [libFuzzer's own arguments]

Any exception but Refused ends the run and leaves the input in a file.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO

import atheris

with atheris.instrument_imports(include=["samsyn", "csv", "html", "docx", "zipfile"]):
    from samsyn.intake.readers import Refused, read
    from samsyn.intake.readers.lines import number
    from samsyn.intake.recognisers import as_json, recognise
    from samsyn.intake.recognisers.quality import distrust

READERS = ("txt", "md", "html", "csv", "docx", "xlsx", "pdf")
TYPES = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/%b" ContentType="application/vnd.openxmlformats-officedocument.%b.main+xml"/></Types>"""
RELATIONS = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%b" Target="%b"/></Relationships>"""
PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>endobj
4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
5 0 obj<</Length %d>>stream
%b
endstream endobj
trailer<</Root 1 0 R>>"""


def wrapped(kind: str, data: bytes) -> bytes:
    """Return a file of the kind whose inner part is the data, so that it is let in by the gate."""
    if kind == "docx":
        parts = {"word/document.xml": data}
        main, what = b"word/document.xml", b"wordprocessingml.document"
    elif kind == "xlsx":
        book, _, sheet = data.partition(b"\n")
        parts = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}
        parts["xl/_rels/workbook.xml.rels"] = RELATIONS % (b"worksheet", b"worksheets/sheet1.xml")
        main, what = b"xl/workbook.xml", b"spreadsheetml.sheet"
    else:
        return PDF % (len(data), data) if kind == "pdf" else data
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES % (main, what))
        archive.writestr("_rels/.rels", RELATIONS % (b"officeDocument", main))
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def reader(kind: str) -> Callable[[bytes], None]:
    """Return what reads bytes as a file of that kind; those that begin with ! are put inside one first."""

    def one(data: bytes) -> None:
        try:
            read(wrapped(kind, data[1:]) if data.startswith(b"!") else data, f"fil.{kind}")
        except Refused:
            return

    return one


def recogniser(data: bytes) -> None:
    """Recognise text: UTF-8, a form feed between pages."""
    lines = tuple(
        line
        for page, text in enumerate(data.decode(errors="replace").split("\f"), start=1)
        for line in number(text.split("\n"), page)
    )
    distrust(lines)
    for document in recognise(lines):
        as_json(document)


TARGETS = {kind: reader(kind) for kind in READERS} | {"recognise": recogniser}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
