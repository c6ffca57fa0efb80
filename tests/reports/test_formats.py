"""Each format of a made-up report: the same bytes always, readable by others, nothing run as code."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile

import pypdfium2
import pytest
from docx import Document
from python_calamine import CalamineWorkbook
from tests.reports.sample import REPORT

from samsyn.reports.catalogue import FORMATS
from samsyn.reports.formats.json import checksum
from samsyn.reports.formats.pdf import TYPEFACES

PDF = FORMATS["pdf"].render(REPORT)
SPACES = re.compile(r"\s+")


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return SPACES.sub(" ", " ".join(page.get_textpage().get_text_bounded() for page in pages))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_clock_leaves_no_trace(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, now = FORMATS[kind].render(REPORT), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 90_000)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(now + 90_000))
    assert FORMATS[kind].render(REPORT) == first


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_files_in_a_zip_are_dated_by_no_clock(kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS[kind].render(REPORT))) as made:
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-20T00:00:00Z" in made.read("docProps/core.xml")


def test_pdf_is_accessible_swedish_and_dated_by_its_day() -> None:
    assert b"pdfuaid:part>1<" in PDF
    assert b"/Lang" in PDF
    assert b"(sv-SE)" in PDF or b"sv-SE" in PDF
    assert b"2026-11-20T22:59:59" in PDF


@pytest.mark.skipif(not TYPEFACES.is_dir(), reason="make setup has not put the typefaces there")
def test_pdf_is_set_in_our_typeface() -> None:
    names = set(re.findall(rb"/FontName ?/\w+\+([\w-]+)", PDF))
    assert {name.split(b"-")[0] for name in names} == {b"SourceSans3"}


def test_pdf_has_two_pages_numbered_with_day_and_checksum() -> None:
    assert len(pypdfium2.PdfDocument(PDF)) == 2
    mark = checksum(REPORT)[:8]
    for page in (1, 2):
        assert f"Sida {page} av 2" in text_of(PDF)
    assert text_of(PDF).count(f"Läget per 2026-11-20 · kontrollsumma {mark[:4]} {mark[4:]}") == 2


def test_pdf_never_reads_texts_as_markup() -> None:
    assert "=1+1" in text_of(PDF)
    assert "#let *x* [y]" in text_of(PDF)


def test_swedish_figures_with_zero_nothing_and_withheld_told_apart() -> None:
    text = text_of(PDF)
    for shown in (
        "97,2",
        "−0,4",
        "76 %",
        "21 dagar",
        "198,7 mnkr",
        "Uppgift saknas",
        "Sekretess: OSL 19 kap. 3 §",
    ):
        assert shown in text


def test_figures_on_paper_are_those_in_json() -> None:
    made = json.loads(FORMATS["json"].render(REPORT))
    money = made["tables"]["money"]
    assert [row["budget_ore"] for row in money] == [9_720_000_000, 5_200_000_000, 0]
    paper = text_of(PDF)
    for row in made["tables"]["boards"]:
        assert f"{row['body']} {row['coverage']} %" in paper or row["coverage"] is None
    assert made["checksum"] == checksum(REPORT)


def test_xlsx_has_a_sheet_each_and_text_stays_text() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(FORMATS["xlsx"].render(REPORT)))
    assert book.sheet_names[-2:] == ["Definitioner", "Källor"]
    deviations = book.get_sheet_by_name("Fem avvikelser").to_python()
    assert deviations[1][0] == "=1+1"
    sources = book.get_sheet_by_name("Källor").to_python()
    assert [row[0] for row in sources[1:]] == ["1", "2", "3", "4"]


def test_docx_has_headings_header_rows_and_page_numbers() -> None:
    document = Document(io.BytesIO(FORMATS["docx"].render(REPORT)))
    headings = [p.text for p in document.paragraphs if p.style and (p.style.name or "").startswith("Heading")]
    assert headings[:3] == ["Uppsikt över digitaliseringen", "Förslag till beslut", "Läget per nämnd"]
    boards = document.tables[1]
    assert boards.cell(1, 0).text == "Socialnämnden"
    assert "w:tblHeader" in boards.rows[0]._tr.xml
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Läget per 2026-11-20")
    assert "NUMPAGES" in footer._p.xml
    assert 'descr="Budget, utfall' in document.element.xml


def test_html_stands_alone_without_script_or_links_out() -> None:
    page = FORMATS["html"].render(REPORT).decode()
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert set(re.findall(r'href="([^"]*)"', page)) <= {f"#kalla-{mark}" for mark in range(1, 10)}
