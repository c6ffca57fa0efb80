"""Word files: order, tables, lists that Word numbers by itself."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest

from samsyn.intake.readers import Refused, read


def word() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Sundsala kommun"
    document.add_paragraph("Protokollsutdrag")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Plats", "Kommunhuset"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Hela bredden"
    for style, words in (("List Number", "Ett"), ("List Number", "Två"), ("List Bullet", "Punkt")):
        document.add_paragraph(words, style=style)
    document.add_paragraph("Rad ett\nrad två")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def test_head_paragraphs_tables_and_lists_in_order() -> None:
    assert [line.text for line in read(word(), "utdrag.docx").lines] == [
        "Sundsala kommun",
        "Protokollsutdrag",
        "Plats\tKommunhuset",
        "Hela bredden",
        "1. Ett",
        "2. Två",
        "- Punkt",
        "Rad ett",
        "rad två",
    ]


def test_cut_off_file_is_refused_with_what_to_do() -> None:
    data = word()
    with pytest.raises(Refused, match=r"utdrag\.docx .*(Öppna|Spara|spara|Hämta)"):
        read(data[: len(data) // 2], "utdrag.docx")


def test_lists_in_a_file_that_does_not_say_how_they_look_are_numbered() -> None:
    with zipfile.ZipFile(BytesIO(word())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name != "word/numbering.xml"}
    relations = "word/_rels/document.xml.rels"
    parts[relations] = b"<Relationship ".join(
        part for part in parts[relations].split(b"<Relationship ") if b"numbering.xml" not in part
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    lines = [line.text for line in read(data.getvalue(), "brev.docx").lines]
    assert [line for line in lines if line.endswith(("Ett", "Två"))] == ["1. Ett", "2. Två"]
