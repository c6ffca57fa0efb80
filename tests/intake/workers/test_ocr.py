"""Scanned pages: read by tesseract where it is installed, judged like any text, never sure; else told what to install."""

from __future__ import annotations

import json

import pytest
import typst
from tests.intake.papers import SAMPLES, TYPST

from samsyn.intake.workers import ocr, understand
from samsyn.intake.workers.shared import pool

needs_tesseract = pytest.mark.skipif(
    not ocr.tesseract(), reason="skipped: tesseract with Swedish (tesseract-ocr-swe) is not installed"
)
TEXT = (SAMPLES / "protokollsutdrag-ksau.txt").read_text("utf-8")


def scanned(text: str, blur: str = "") -> bytes:
    """Return a pdf whose only page is a picture of the text."""
    sheet = typst.compile(TYPST.encode(), sys_inputs={"lines": json.dumps(text.split("\n"))})
    assert isinstance(sheet, bytes)
    image = f"#set page(margin: 0mm)\n#image(bytes(json(bytes(sys.inputs.dots))), width: 100%)\n{blur}"
    made = typst.compile(
        image.encode(), sys_inputs={"dots": json.dumps(list(pool().ask("scan", sheet, "a.pdf", 1)))}
    )
    assert isinstance(made, bytes)
    return made


@needs_tesseract
@pytest.mark.slow
def test_a_scanned_page_is_read_and_says_that_it_was() -> None:
    found = understand(scanned(TEXT), "skan.pdf")
    assert (found.distrust, found.pages, found.pictured) == ("", 1, True)
    (document,) = found.documents
    assert document.kind.value == "protokollsutdrag"
    assert document.paragraph
    assert document.paragraph.value == "41"
    assert [number.value for number in document.dnr] == ["KS-2026-233"]
    assert "är läst ur bilder" in found.reading.warnings[0]


@needs_tesseract
@pytest.mark.slow
def test_a_picture_of_nonsense_goes_to_a_person() -> None:
    found = understand(scanned(TEXT.translate(str.maketrans("aeinorst", "xqzwkvjg"))), "skan.pdf")
    assert found.documents == ()
    assert found.distrust.startswith("Sidorna är bilder utan text. Inte heller textigenkänning hjälpte:")


@needs_tesseract
def test_a_picture_without_text_goes_to_a_person() -> None:
    found = understand(scanned("KS"), "skan.pdf")
    assert (found.documents, found.pages) == ((), 1)
    assert found.distrust.endswith("Inte heller textigenkänning hjälpte: Knappt någon text hittades.")


def test_without_tesseract_the_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    found = understand(scanned("Ett"), "skan.pdf")
    assert found.distrust == f"Sidorna är bilder utan text. {ocr.INSTALL}"
    assert "tesseract-ocr-swe" in found.distrust


def test_an_ocr_layer_of_rubbish_is_told_from_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")
    rubbish = " ".join("trn" + "lI1|"[number % 4] * 3 + "xq" for number in range(300))
    layer = f"#place(top, block(width: 100%, text(size: 4pt, fill: white)[{rubbish}]))"
    found = understand(scanned(TEXT, layer), "skan.pdf")
    assert found.documents == ()
    assert (found.pages, found.distrust.split(".")[0]) == (1, "Orden liknar inte svenska")
