"""Plain text and Markdown, in whatever encoding an office saved it."""

import re

from samsyn.intake.readers.encoding import decode
from samsyn.intake.readers.lines import Line, number

_MARKDOWN = re.compile(r"^(#{1,6}\s+|>\s?)")

_ROW = re.compile(r"\s{0,3}\|.*\|\s*$")
_RULE = re.compile(r"[\s|:-]+$")


def read_text(data: bytes) -> tuple[Line, ...]:
    """Read plain text; line numbers are those of the file and a form feed starts no new page."""
    return number(_split(data))


def read_markdown(data: bytes) -> tuple[Line, ...]:
    """Read Markdown as its text; line numbers stay the file's.

    Marks of headings, quotes and emphasis go, and cells of tables are parted by tabs.
    """
    return number([_plain(line) for line in _split(data)])


def _split(data: bytes) -> list[str]:
    text = decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _plain(line: str) -> str:
    if _ROW.match(line):
        line = (
            ""
            if _RULE.match(line)
            else "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        )
    return _MARKDOWN.sub("", line).replace("**", "").replace("__", "").strip("\t")
