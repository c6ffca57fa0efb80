"""Where a reference leads: the page that shows the thing and what it is called there."""

from __future__ import annotations

import re

from samsyn.cases.rules import case_key
from samsyn.kit.diary import parse

_FORMS = (
    ("register:initiative", re.compile(r"I-(\d{1,9})")),
    ("audits:audit", re.compile(r"G-(\d{1,9})")),
    ("audits:audit", re.compile(r"R-(\d{1,9})\.\d+")),
    ("governance:version", re.compile(r"Styrdokument (\d{1,9})")),
    ("inquiries:inquiry", re.compile(r"Remiss (\d{1,9})")),
)


def address(ref: str) -> tuple[str, int | str] | None:
    """Return the name of the page that shows what a reference names, and its key there; None where there is none.

    A decision has no page of its own; its case has.
    """
    for page, form in _FORMS:
        if found := form.fullmatch(ref):
            return page, int(found[1])
    return ("cases:case", case_key(ref)) if parse(ref) else None
