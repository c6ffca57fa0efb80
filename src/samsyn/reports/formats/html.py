"""A report as one page of HTML with its style within it, to open anywhere."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from samsyn.reports.charts import LIGHT, PAPER_STYLE
from samsyn.reports.formats.words import worded
from samsyn.reports.parts import Report

STYLE = Path(__file__).parents[2] / "web" / "static" / "report.css"


def render(report: Report) -> bytes:
    """Return the report as a page, the same bytes for the same report; paths into the site are left out."""
    style = STYLE.read_text(encoding="utf-8") + PAPER_STYLE.format(**LIGHT)
    context = {"report": worded(report), "style": mark_safe(style)}  # noqa: S308  our own style sheet
    return render_to_string("reports/standalone.html", context).encode()
