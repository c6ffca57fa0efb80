"""Text of municipal documents → proposals with the quoted words behind each (igenkännare). No Django, no database."""

from collections.abc import Sequence

from samsyn.intake.readers.lines import Line
from samsyn.intake.recognisers import documents, letters, minutes, passages
from samsyn.intake.recognisers.values import (
    Document,
    Extension,
    Found,
    Member,
    Point,
    Quote,
    Recommendation,
    as_json,
    proposals,
)

__all__ = [
    "Document",
    "Extension",
    "Found",
    "Member",
    "Point",
    "Quote",
    "Recommendation",
    "as_json",
    "proposals",
    "recognise",
]


def recognise(lines: Sequence[Line]) -> tuple[Document, ...]:
    """Return the documents in the text, minutes as one per §; what the text does not say is None or empty.

    Never raises on odd text; every value but an unknown kind carries a quote that stands on its line.
    """
    layout = passages.lay_out(lines)
    found: list[Document] = []
    for part in documents.split(layout.passages, layout.running):
        if part.kind.value in documents.MINUTES:
            found += minutes.read(part, part.running)
        else:
            found.append(letters.read(part, part.running))
    return tuple(found)
