"""Saved mail (eml, mbox) → letters: who wrote, when, what, and the files that came along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from samsyn.intake.readers.gate import Refused, check_size
from samsyn.intake.readers.lines import clean

_NEXT = re.compile(rb"^From .*\d{4}\s*$", re.MULTILINE)
MOST = 200
"""Letters in one file; more is somebody's whole mailbox."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a letter (bilaga)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was sent; `day` is None where it bears none (brev)."""

    name: str
    email: str
    subject: str
    day: date | None
    text: str
    attached: tuple[Attached, ...]


def letters(data: bytes, name: str) -> tuple[Letter, ...]:
    """Read one saved letter or a whole mbox; raises Refused, whose text is what to show the user."""
    check_size(len(data), name)
    parts = _parts(data) if data.startswith(b"From ") else [data]
    if len(parts) > MOST:
        raise Refused(f"Filen {name} har {len(parts)} brev. Spara ut bara svaren, högst {MOST} åt gången.")
    found = tuple(letter for part in parts if (letter := _letter(part)))
    if not found:
        raise Refused(f"Filen {name} har inget brev med avsändare. Spara brevet som eml och försök igen.")
    return found


def _parts(data: bytes) -> list[bytes]:
    starts = [hit.start() for hit in _NEXT.finditer(data)]
    return [
        data[data.find(b"\n", start) + 1 : stop].replace(b"\n>From ", b"\nFrom ")
        for start, stop in zip(starts, [*starts[1:], len(data)], strict=True)
    ]


def _letter(data: bytes) -> Letter | None:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    try:
        name, address = parseaddr(str(message.get("From", "")))
        body = message.get_body(("plain", "html"))
        text = str(body.get_content()) if body else ""
        subject, day = str(message.get("Subject", "")), _day(str(message.get("Date", "")))
        attached = tuple(_attached(message))
    except (LookupError, ValueError, TypeError, AttributeError):  # broken headers, unknown alphabets
        return None
    if "@" not in address:
        return None
    if body is not None and body.get_content_type() == "text/html":
        text = re.sub(r"<[^>]*>", " ", text)
    lines = "\n".join(clean(line) for line in text.splitlines())
    return Letter(clean(name) or address, address.casefold(), clean(subject), day, lines.strip(), attached)


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None


def _attached(message: EmailMessage) -> list[Attached]:
    found = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if part.get_filename() and isinstance(content, bytes):
            found.append(Attached(str(part.get_filename()), content))
    return found
