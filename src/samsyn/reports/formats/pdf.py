"""A report as PDF/UA-1, set by typst; texts go in as data and are never read as markup."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import typst
from pypdfium2 import PdfDocument

from samsyn.kit.periods import end_of
from samsyn.reports.formats.words import worded
from samsyn.reports.parts import NewPage, Report

TEMPLATE = Path(__file__).with_name("report.typ")
PICTURE = b"""#set page(width: 640pt, height: auto, margin: 0pt)
#set text(font: ("Source Sans 3", "Libertinus Serif"))
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""
ROOM = ("1", "0.7", "0.4")
"""Air between rows and sections, from what the eye likes to what still reads."""
TYPEFACES = Path(__file__).parents[2] / "web" / "static" / "vendor" / "fonts"
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[TYPEFACES] if TYPEFACES.is_dir() else [])
"""Those that `make setup` puts there; without them the ones typst carries, never the machine's own."""


def render(report: Report) -> bytes:
    """Return the report as a tagged PDF, the same bytes for the same report and fonts; dated by its as-of day.

    It is set closer, step by step, until it holds in the pages it is made for.
    """
    words = json.dumps(worded(report), ensure_ascii=False)
    made = int((end_of(report.as_of) - timedelta(seconds=1)).timestamp())
    meant = 1 + sum(isinstance(block, NewPage) for block in report.blocks)
    for room in ROOM:
        data = _set(words, room, made)
        if len(PdfDocument(data)) <= meant:
            break
    return data


def _set(words: str, room: str, made: int) -> bytes:
    return typst.compile(
        TEMPLATE,
        sys_inputs={"report": words, "room": room},
        font_paths=FONTS,
        pdf_standards="ua-1",
        timestamp=made,
    )


def picture(svg: str) -> bytes:
    """Return an SVG as PNG with our fonts, for formats that hold no SVG."""
    return typst.compile(
        PICTURE,
        sys_inputs={"svg": svg},
        font_paths=FONTS,
        format="png",
        ppi=200,
    )
