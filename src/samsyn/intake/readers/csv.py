"""Reads csv in any separator, encoding and line ending, also turned on its side."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from samsyn.intake.readers.encoding import decode
from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.tables import Row, Table, build

SEPARATORS = ";,\t|"
LONGEST_LINE = 5_000_000
"""Letters in one line; a line of nothing but separators would be millions of cells."""

_LONE_RETURN = re.compile(r"\r(?!\n)")
_DECLARED = re.compile(r"\"?sep=(?P<separator>[,;\t|])\"?\r?\n")


def read_csv(data: bytes, name: str) -> Table:
    """Read a csv file into one table; rows carry the line they start on.

    A lone carriage return ends a row where the file has no line feeds and is part of a cell where it has.
    Raises Refused where a quotation mark is never closed or nothing is filled in.
    """
    text = decode(data)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if any(len(line) > LONGEST_LINE for line in _lines(text)):
        raise Refused(
            f"En rad i {name} är orimligt lång. Kontrollera att filen är en tabell och försök igen."
        )
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    stand_in = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    text = _LONE_RETURN.sub(stand_in, text)
    separator = _separator(text)
    text = _DECLARED.sub("\n", text, count=1) if _DECLARED.match(text) else text
    lines = (
        Row(line, tuple(cell.replace(stand_in, "\r") for cell in cells))
        for line, cells in _records(text, separator, name)
    )
    table = build(name, lines)
    if table is None:
        raise Refused(f"Filen {name} har inga ifyllda rader. Kontrollera att du valde rätt fil.")
    return table


def _records(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line where the record starts, cells)."""
    reader = csv.reader(_lines(text), delimiter=separator)
    start = following = 1
    for cells in reader:
        start, following = following, reader.line_num + 1
        yield start, cells
    if _left_open(text, separator, start):
        raise Refused(
            f"I {name} öppnas ett citattecken på rad {start} som aldrig stängs. Rätta det och försök igen."
        )


def _left_open(text: str, separator: str, line: int) -> bool:
    """Return whether the record that starts on a line ends inside quotation marks."""
    last = list(islice(_lines(text), line - 1, None))
    try:
        list(csv.reader(last, delimiter=separator, strict=True))
    except csv.Error as error:
        return str(error).startswith("unexpected end of data")
    return False


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their line feeds, one at a time."""
    start = 0
    while (end := text.find("\n", start) + 1) > 0:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def _separator(text: str) -> str:
    """Return the separator that gives the most rows of one width: the file's own word (sep=;) first."""
    if declared := _DECLARED.match(text):
        return declared["separator"]
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[bool, float, int]:
    """Return whether quotation marks fit, the share of rows of the commonest width, and that width."""
    reader = csv.reader(_lines(text), delimiter=separator)
    widths = Counter(len(cells) for cells in islice(reader, 100) if cells)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if width < 2:
        return False, 0.0, 0
    return _well_quoted(text, separator), count / widths.total(), width


def _well_quoted(text: str, separator: str) -> bool:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        return all(True for _ in islice(reader, 100))
    except csv.Error:
        return False
