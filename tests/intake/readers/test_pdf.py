"""Pdf files: lines page by page, broken words, and papers that were only photographed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst
from tests.shared_data import shared

from samsyn.intake.readers import Refused, read
from samsyn.intake.recognisers import recognise

FILES = Path(__file__).with_name("files")


def paper(body: str) -> bytes:
    made = typst.compile(f'#set page(width: 120mm, height: 80mm)\n#set text(lang: "sv")\n{body}'.encode())
    assert isinstance(made, bytes)
    return made


def test_lines_are_numbered_on_each_page() -> None:
    lines = read(paper("Ett på ön \\ Två\n#pagebreak()\nTre"), "brev.pdf").lines
    assert [(line.page, line.number, line.text) for line in lines if line.text] == [
        (1, 1, "Ett på ön"),
        (1, 2, "Två"),
        (2, 1, "Tre"),
    ]


def test_page_without_text_is_told() -> None:
    reading = read(paper("Ett\n#pagebreak()\n#rect()\n#pagebreak()\nTre"), "brev.pdf")
    assert reading.warnings == ("Sidan 2 i brev.pdf har ingen text och är inte läst.",)


def test_scanned_paper_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"skan\.pdf är inskannad.*OCR"):
        read(paper("#rect(width: 50mm, height: 50mm)"), "skan.pdf")


def test_cut_off_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"brev\.pdf .*(Spara|Hämta)"):
        read(paper("Ett")[:400], "brev.pdf")


def test_only_a_password_to_open_keeps_a_file_closed() -> None:
    """Read the same sentence, encrypted by qpdf 11.3 in both ways.

    losenord.pdf: qpdf --encrypt hemligt hemligt 256 --
    skrivskydd.pdf: qpdf --encrypt "" hemligt 128 --use-aes=y --extract=n --modify=none --
    """
    with pytest.raises(Refused, match=r"losenord\.pdf är krypterad\. Spara en kopia utan lösenord"):
        read((FILES / "losenord.pdf").read_bytes(), "losenord.pdf")
    lines = read((FILES / "skrivskydd.pdf").read_bytes(), "skrivskydd.pdf").lines
    assert [line.text for line in lines if line.text] == ["Socialnämnden beslutar att bygga bron."]


def test_broken_words_come_together_again() -> None:
    text = (
        "#set par(justify: true)\n#set text(hyphenate: true)\n== Sammanfattning\nNämnden ser över "
        + "kommunstyrelseförvaltningens digitaliseringsarbete " * 6
    )
    (document,) = recognise(read(paper(text), "brev.pdf").lines)
    assert document.summary is not None
    assert document.summary.value.count("kommunstyrelseförvaltningens digitaliseringsarbete") == 6


def test_real_audit_reports_give_at_least_the_known_recommendations() -> None:
    folder = shared("data/goteborg-revision")
    for report in json.loads((folder / "rekommendationer.json").read_text("utf-8")):
        name = report["pdf"]
        (document,) = recognise(read((folder / "pdf" / name).read_bytes(), name).lines)
        found = {(letters(one.to[0].value), letters(one.text.value)[:50]) for one in document.recommendations}
        for known in report["rekommendationer"]:
            start = letters(known["text"])
            assert any(text in start for _, text in found), known


def letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())
