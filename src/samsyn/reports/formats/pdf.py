"""A report as PDF/UA-1, set by typst; texts go in as data and are never read as markup."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import typst

from samsyn.kit.periods import end_of
from samsyn.reports.formats.words import worded
from samsyn.reports.parts import Report

TEMPLATE = Path(__file__).with_name("report.typ")
PICTURE = b"""#set page(width: 640pt, height: auto, margin: 0pt)
#set text(font: ("Source Sans 3", "Libertinus Serif"))
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""
TYPEFACES = Path(__file__).parents[2] / "web" / "static" / "vendor" / "fonts"
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[TYPEFACES] if TYPEFACES.is_dir() else [])
"""Those that `make setup` puts there; without them the ones typst carries, never the machine's own."""


def render(report: Report) -> bytes:
    """Return the report as a tagged PDF, the same bytes for the same report and fonts; dated by its as-of day."""
    made = end_of(report.as_of) - timedelta(seconds=1)
    return typst.compile(
        TEMPLATE,
        sys_inputs={"report": json.dumps(worded(report), ensure_ascii=False)},
        font_paths=FONTS,
        pdf_standards="ua-1",
        timestamp=int(made.timestamp()),
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
