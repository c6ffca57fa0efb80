"""The one shape in which text leaves every document reader."""

import unicodedata
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
# What layout programs put in text to steer the look of it; none of it is words.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), None)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document (rad): `number` counts from 1 through the page (pdf) or file, empty lines included."""

    page: int
    number: int
    text: str


def clean(text: str) -> str:
    """Return the line composed (NFC), without invisible characters and with soft hyphens only at its end."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).rstrip()
    if SOFT_HYPHEN in text:
        broken = text.endswith(SOFT_HYPHEN)
        text = text.replace(SOFT_HYPHEN, "") + (SOFT_HYPHEN if broken else "")
    return text


def number(texts: list[str], page: int = 1) -> tuple[Line, ...]:
    """Return the texts as lines of one page, numbered from 1."""
    return tuple(Line(page, place, clean(text)) for place, text in enumerate(texts, start=1))
