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
FONTS = Path(__file__).parents[2] / "web" / "static" / "vendor" / "fonts"


def render(report: Report) -> bytes:
    """Return the report as a tagged PDF, the same bytes for the same report and fonts; dated by its as-of day."""
    made = end_of(report.as_of) - timedelta(seconds=1)
    found: bytes = typst.compile(
        str(TEMPLATE),
        sys_inputs={"report": json.dumps(worded(report), ensure_ascii=False)},
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=int(made.timestamp()),
    )
    return found
