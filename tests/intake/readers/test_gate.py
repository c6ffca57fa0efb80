from __future__ import annotations

import re
import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import docx
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers.gate import MAX_BYTES, MB, Refused, gate

CONTENT_TYPES = b'<?xml version="1.0" encoding="UTF-8"?><Types/>'


def word(text: str = "Hej") -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ["Namn", "Nämnd"])
    book.close()
    return out.getvalue()


def office(parts: dict[str, bytes | tuple[bytes, int]]) -> bytes:
    """Return a zip of the parts; a piece with a count is repeated without ever lying in memory whole."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {"[Content_Types].xml": CONTENT_TYPES, **parts}.items():
            piece, count = part if isinstance(part, tuple) else (part, 1)
            with archive.open(name, "w") as target:
                for _ in range(count):
                    target.write(piece)
    return out.getvalue()


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def lying_bomb() -> bytes:
    """A part that says it is small and inflates to 120 MB."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(packed.compress(b"<a>" + b" " * MB) for _ in range(120)) + packed.flush()
    name = b"word/document.xml"
    head = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(data), 1000, len(name), 0)
    local = b"PK\x03\x04" + head + name + data
    ct = b"[Content_Types].xml"
    second = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, zlib.crc32(b"<a/>"), 4, 4, len(ct), 0)
    local2 = b"PK\x03\x04" + second + ct + b"<a/>"
    central = b"PK\x01\x02\x14\x00" + head + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    central += b"PK\x01\x02\x14\x00" + second + struct.pack("<HHHLL", 0, 0, 0, 0, len(local)) + ct
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 2, 2, len(central), len(local) + len(local2), 0)
    return local + local2 + central + end


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
XML_300_MB = (b"<p/>" * (MB // 4), 300)

BAD = [
    ("empty.txt", b"", "är tom"),
    ("empty.xlsx", b"", "är tom"),
    ("blank.csv", b"\xef\xbb\xbf \r\n\r\n", "tomma rader"),
    ("large.txt", b"a" * (MAX_BYTES + 1), "gränsen är 50 MB"),
    ("rapport.docx", pdf(), "innehåller en pdf"),
    ("rapport.pdf", word(), "Word-dokument"),
    ("rapport.xlsx", word(), "Word-dokument"),
    ("rapport.csv", sheet(), "kalkylblad"),
    ("rapport.docx", b"bara text", "ingen docx-fil"),
    ("arkiv.docx", office({"a.txt": b"a"}), "ett arkiv"),
    ("rapport.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "spara som docx"),
    ("rapport.xls", b"namn;budget", "spara som xlsx"),
    ("rapport.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    ("foto.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "en bild"),
    ("okand.xyz", b"text", "ändelsen .xyz"),
    ("README", b"text", "ingen filändelse"),
    ("bild.svg", b"<svg/>", "pdf med text"),
    ("bomb.docx", office({"word/document.xml": XML_300_MB}), "100 MB uppackad"),
    ("tat.docx", office({"word/document.xml": (b" " * MB, 40)}), "uppackad"),
    ("ljugande.docx", lying_bomb(), "skadad|uppackad"),
    ("manga.xlsx", office({f"xl/{n}.xml": b"" for n in range(2_100)}), "för många"),
    ("entitet.docx", office({"word/document.xml": ENTITY}), "DTD"),
    ("entitet.xlsx", office({"xl/workbook.xml": ENTITY.decode().encode("utf-16")}), "DTD"),
    ("entitet.xlsx", office({"xl/sheet": b"   " + ENTITY}), "DTD"),
    ("luft.docx", office({"word/document.xml": b" " * 300_000 + ENTITY}), "DTD"),
    ("bred.docx", office({"word/document.xml": ENTITY.decode().encode("utf-32-be")}), "DTD"),
    ("stordator.docx", office({"word/document.xml": ENTITY.decode().encode("cp037")}), "teckenkodning"),
    ("smyg.docx", office({"word/document.xml": b'<?xml version="1.0" encoding="UTF-7"?><w/>'}), "teckenkodning"),
    ("entitet.html", ENTITY, "DTD"),
    ("bild.html", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "DTD"),
    ("entitet.txt", ENTITY, "DTD"),
    ("binart.txt", bytes(range(256)) * 10, "inte läsbar text"),
    ("avkortad.xlsx", sheet()[:-40], "skadad"),
    ("trasig.docx", word().replace(b"PK\x01\x02", b"PK\x09\x09"), "skadad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "said"), BAD, ids=[f"{n}-{name}" for n, (name, _, _) in enumerate(BAD)]
)
def test_bad_files_get_one_swedish_sentence_on_what_and_one_on_what_to_do(
    name: str, data: bytes, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        gate(data, name)
    sentence = str(refused.value)
    assert re.search(said, sentence), sentence
    assert name in sentence
    assert sentence.endswith(".")


@pytest.mark.slow
def test_a_bomb_is_refused_without_filling_the_memory() -> None:
    bomb = office({"word/document.xml": XML_300_MB})
    tracemalloc.start()
    with pytest.raises(Refused):
        gate(bomb, "bomb.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * MB


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", word(), "docx"), ("A.DOCX", word(), "docx"), ("a.xlsx", sheet(), "xlsx"), ("a.pdf", pdf(), "pdf"),
        ("a.csv", b"a;b\r1;2", "csv"), ("a.tsv", b"a\tb", "csv"), ("a.txt", "Åtgärd".encode("utf-16"), "txt"),
        ("a.txt", "Åtgärd".encode("utf-16-le"), "txt"), ("a.txt", "Åtgärd".encode("cp1252"), "txt"),
        ("a.html", b"<!DOCTYPE html><p>Hej</p>", "html"), ("a.md", b"# Hej", "md"), ("a.ics", b"BEGIN:VCALENDAR", "ics"),
        ("a.json", b"{}", "json"), ("a.htm", b"<p>", "html"),
    ],
)  # fmt: skip
def test_good_files_pass(name: str, data: bytes, kind: str) -> None:
    assert gate(data, name) == kind


@given(
    st.binary(max_size=400),
    st.sampled_from(["a.docx", "a.xlsx", "a.pdf", "a.csv", "a.txt", "a.html", "a.json"]),
)
def test_any_bytes_pass_or_are_refused(data: bytes, name: str) -> None:
    try:
        assert gate(data, name) in name
    except Refused as refused:
        assert name in str(refused)  # noqa: PT017 - both outcomes are right, a third is not


@given(st.data())
def test_a_damaged_office_file_passes_or_is_refused(data: st.DataObject) -> None:
    broken = bytearray(word())
    for _ in range(data.draw(st.integers(1, 20))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert gate(bytes(broken), "a.docx") == "docx"
    except Refused as refused:
        assert "a.docx" in str(refused)  # noqa: PT017 - both outcomes are right, a third is not
