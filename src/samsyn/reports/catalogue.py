"""Which reports there are, and the formats they come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow
from samsyn.reports import ks
from samsyn.reports.formats import docx, html, json, pdf, xlsx
from samsyn.reports.parts import Report

REPORTS: dict[str, Callable[[Municipality, date, dict[int, BodyRow] | None], Report]] = {"ks": ks.report}


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is made, its media type and how people name it (format)."""

    render: Callable[[Report], bytes]
    media_type: str
    label: str


FORMATS = {
    "pdf": Format(pdf.render, "application/pdf", "PDF"),
    "docx": Format(
        docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
    ),
    "xlsx": Format(xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "html": Format(html.render, "text/html; charset=utf-8", "Webbsida"),
    "json": Format(json.render, "application/json", "JSON"),
}


def file_name(report: Report, kind: str) -> str:
    """Return what a file with the report is called, such as ks-sundsala-2026-11-20.pdf."""
    return f"{report.key}-{report.code.lower()}-{report.as_of}.{kind}"
