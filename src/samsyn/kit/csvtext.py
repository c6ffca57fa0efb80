"""Text in csv that no spreadsheet takes for a formula, and that comes back as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

Value = str | int | Decimal | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet calculate or run a cell, the wide forms of Asian keyboards included."""


def cell(value: Value) -> str:
    """Return a value as csv text; numbers stay bare, text that could be a formula gets an apostrophe before it.

    OWASP ASVS 5.0 V1.2.10. Text that starts with an apostrophe gets one more, so `plain` always gives back what was
    written.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return "'" + value if value.startswith((*DANGEROUS, "'")) else value


def plain(text: str) -> str:
    """Return the text that `cell` wrote, without the apostrophe that guards it."""
    return text[1:] if text.startswith(tuple("'" + first for first in (*DANGEROUS, "'"))) else text


def written(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return rows as csv: semicolons as Swedish Excel expects, RFC 4180 quotes and line ends, UTF-8 with its mark."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
