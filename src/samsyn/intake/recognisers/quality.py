"""Whether a text is Swedish as people write it, or what a broken font or a bad text recognition left of it."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from samsyn.intake.readers.lines import Line
from samsyn.kit.diary import paragraph_head

TABLE = Path(__file__).with_name("swedish.json")
"""Common words, letters' shares and trigrams, counted from our own texts by tools/language.py."""

ENOUGH = 150
"""Trigrams from which on a text can be judged by its words and letters: some 25 words."""
SOME = 30
"""Trigrams from which on plain nonsense is told from Swedish."""
LEAST_SWEDISH = 0.70
"""Share of known trigrams plus half the share of common words; real minutes have 0.80 and more, nonsense 0.25."""
LEAST_SWEDISH_SHORT = 0.45
MOST_ODD = 0.02
"""Share of characters that no Swedish text holds: private ones, control characters, the sign for "unreadable"."""
MOST_SWAPPED = 0.05
"""Share of words with 0, 1 or 5 among their letters."""
LEAST_LETTER = 0.15
"""A common letter's share in the text, as part of its share in Swedish."""
LETTERS_COUNTED = 400
"""Letters from which on one that hardly occurs must have been lost."""
COMMON_LETTER = 0.03
LEAST_SIGNS = 0.5
"""Share of § among all that stands where a § belongs."""

_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_ODD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SWAPPED = re.compile(r"[^\W\d_][015]+[^\W\d_]|^[015]{1,2}[^\W\d_]{2,}$|[^\W\d_]{3,}[01]+$")
_SIGN = re.compile(r"(?:^|[\s(])§{1,2}\s?\d")
_LOST_SIGN = re.compile(
    r"(?:^|\b[A-ZÅÄÖ]{2,4} )(?:[$&ß¤]{1,2}|\ufffd)\s?\d{1,3}\b|^(?:S|SS|5|8)\s\d{1,3}\s+[A-ZÅÄÖ]"
)


def words(text: str) -> list[str]:
    """Return the words of a line in small letters; numbers and addresses are none, letters and digits mixed are."""
    return [word for word in _WORD.findall(_ADDRESS.sub(" ", text).casefold()) if not word.isdigit()]


def trigrams(word: str) -> list[str]:
    """Return the runs of three letters in a word, its edges as spaces."""
    edged = f" {word} "
    return [edged[place : place + 3] for place in range(len(edged) - 2)]


def distrust(lines: Sequence[Line]) -> str:
    """Return in a Swedish sentence why the text cannot be trusted, or nothing when it can or is too short to tell."""
    texts = [line.text for line in lines if line.text.strip()]
    every = [word for text in texts for word in words(text)]
    return _odd(texts) or _foreign(every) or _swapped(every) or _letter_lost(every) or _signs_lost(texts)


def distrusted_pages(lines: Sequence[Line]) -> dict[int, str]:
    """Return the pages whose text cannot be trusted, and why."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return {page: reason for page, there in pages.items() if (reason := distrust(there))}


@cache
def _table() -> dict[str, Any]:
    table = json.loads(TABLE.read_text("utf-8"))
    return {**table, "words": frozenset(table["words"]), "trigrams": frozenset(table["trigrams"])}


def _odd(texts: Sequence[str]) -> str:
    odd, every = (sum(map(count, texts)) for count in (lambda text: len(_ODD.findall(text)), len))
    return "Många tecken är oläsliga." if odd > max(2, MOST_ODD * every) else ""


def _foreign(every: Sequence[str]) -> str:
    table = _table()
    parts = [part for word in every for part in trigrams(word)]
    if len(parts) < SOME:
        return ""
    known = sum(part in table["trigrams"] for part in parts) / len(parts)
    common = sum(word in table["words"] for word in every) / len(every)
    least = LEAST_SWEDISH if len(parts) >= ENOUGH else LEAST_SWEDISH_SHORT
    return "Orden liknar inte svenska." if known + common / 2 < least else ""


def _swapped(every: Sequence[str]) -> str:
    swapped = sum(bool(_SWAPPED.search(word)) for word in every)
    return "Siffror står i stället för bokstäver." if swapped > max(3, MOST_SWAPPED * len(every)) else ""


def _letter_lost(every: Sequence[str]) -> str:
    """Tell of a letter that must stand in a text of this length and hardly does; å, ä and ö count as one."""
    letters = Counter(letter for word in every for letter in word)
    if letters.total() < LETTERS_COUNTED:
        return ""
    expected = {one: share for one, share in _table()["letters"].items() if share >= COMMON_LETTER}
    lost = [one for one, share in expected.items() if letters[one] < LEAST_LETTER * share * letters.total()]
    if not any(letters[one] for one in "åäö"):
        return "Bokstäverna å, ä och ö saknas."
    return f"Bokstaven {lost[0]} saknas nästan helt." if lost else ""


def _signs_lost(texts: Sequence[str]) -> str:
    """Tell of § read as something else, where it is not so alike that the reading of headings sees it all the same."""
    kept = sum(len(_SIGN.findall(text)) for text in texts)
    lost = sum(bool(_LOST_SIGN.search(text)) and paragraph_head(text) is None for text in texts)
    return "Paragraftecknen (§) är fel lästa." if kept < LEAST_SIGNS * (kept + lost) else ""
