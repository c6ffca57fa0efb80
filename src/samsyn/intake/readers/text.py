"""Plain text and Markdown, in whatever encoding an office saved it."""

import re

from samsyn.intake.readers.encoding import decode
from samsyn.intake.readers.lines import Line, number

_MARKDOWN = re.compile(r"^(#{1,6}\s+|>\s?)")


def read_text(data: bytes) -> tuple[Line, ...]:
    """Read plain text; line numbers are those of the file and a form feed starts no new page."""
    return number(_split(data))


def read_markdown(data: bytes) -> tuple[Line, ...]:
    """Read Markdown as its text: marks of headings, quotes and emphasis go, line numbers stay the file's."""
    return number([_plain(line) for line in _split(data)])


def _split(data: bytes) -> list[str]:
    text = decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _plain(line: str) -> str:
    return _MARKDOWN.sub("", line).replace("**", "").replace("__", "")
