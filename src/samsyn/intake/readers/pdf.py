"""Pdf files that carry text: their lines page by page."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise

import pypdfium2

from samsyn.intake.readers.columns import text_by_columns
from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.lines import SOFT_HYPHEN, Line, number
from samsyn.intake.readers.png import grey_png

# pdfium joins a word that was broken at a line's end and leaves one of these where the hyphen stood.
_BROKEN = re.compile("[\ufffe\x02]")
_CONJUNCTION = re.compile(r"(?:och|samt|eller)\b")

SHOWN, SCANNED = 150, 300
"""Dots to the inch in a page's picture: enough for people, enough for text recognition."""
_LONGEST_SIDE = 3600


class NoText(Refused):
    """A pdf whose pages are pictures: somebody has to read it."""


def read_pdf(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Read the text of every page, lines numbered from 1 on each, and warn of pages that have none.

    A file that only its owner's password protects opens like any other. Raises Refused when the file is damaged or asks
    for a password, NoText when it holds no text at all (a scanned paper).
    """
    with _opened(data, name) as document:
        pages = [number(_lines(text), page) for page, text in enumerate(_texts(document), start=1)]
    empty = [str(place) for place, lines in enumerate(pages, start=1) if not any(line.text for line in lines)]
    if len(empty) == len(pages):
        raise NoText(
            f"Filen {name} är inskannad och har ingen text. "
            "Kör textigenkänning (OCR) på den, eller registrera för hand."
        )
    warnings = (f"Sidan {', '.join(empty)} i {name} har ingen text och är inte läst.",) if empty else ()
    return tuple(line for lines in pages for line in lines), warnings


def page_count(data: bytes, name: str) -> int:
    """Return how many pages a pdf has; raises Refused when it cannot be opened."""
    with _opened(data, name) as document:
        return len(document)


def page_picture(data: bytes, name: str, page: int, dots: int = SHOWN) -> bytes:
    """Return a page, counted from 1, as a grey png of so many dots to the inch; raises Refused when there is none."""
    with _opened(data, name) as document:
        if not 1 <= page <= len(document):
            raise Refused(f"Filen {name} har ingen sida {page}.")
        sheet = document[page - 1]
        scale = min(dots / 72, _LONGEST_SIDE / max(1, *sheet.get_size()))
        bitmap = sheet.render(scale=scale, grayscale=True)
        return grey_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        why = (
            "är krypterad. Spara en kopia utan lösenord"
            if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
            else "är skadad och kan inte öppnas. Spara en ny pdf"
        )
        raise Refused(f"Filen {name} {why} och försök igen.") from error


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        text_page = page.get_textpage()
        yield text_by_columns(text_page) or text_page.get_text_bounded()
        text_page.close()
        page.close()


def _lines(text: str) -> list[str]:
    """Return the page's lines as they stood on paper, broken words broken again so that lines keep their length."""
    return [
        piece
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for piece in _pieces(line)
    ]


def _pieces(line: str) -> list[str]:
    pieces = _BROKEN.split(line)
    return [
        piece + ("-" if _CONJUNCTION.match(following) else SOFT_HYPHEN)
        for piece, following in pairwise(pieces)
    ] + pieces[-1:]
