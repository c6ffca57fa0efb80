"""Words of a text as they are searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import snowballstemmer

_WORD = re.compile(r"[\w§]+")
_stemmer = snowballstemmer.stemmer("swedish")


def stems(text: str) -> list[str]:
    """Return the Swedish stems of the words in a text, in order, lower case."""
    return [str(stem) for stem in _stemmer.stemWords(_WORD.findall(text.casefold()))]


def folded(text: str) -> str:
    """Return a title without case, spacing and punctuation, for comparing two writings of one name."""
    return " ".join(_WORD.findall(text.casefold()))


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: a, b och c."""
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def swedish_word(docstring: str | None) -> str:
    """Return the Swedish word that ends a model's docstring; rows that only join two others are links."""
    told = re.search(r"\[([^\[\]]+)\]\.$", docstring or "")
    return told.group(1) if told else "koppling"
