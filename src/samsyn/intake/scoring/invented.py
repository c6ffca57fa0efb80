"""Values that stand nowhere in the text: no quote on its line, or a value its line doesn't give (påhitt)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from samsyn.intake.readers import Line
from samsyn.intake.scoring.fields import SAME, words
from samsyn.intake.scoring.score import Document, Mistake, Outcome, Tally
from samsyn.kit import dates

WINDOW = 60
"""How many lines a value may go on for after the line its quote opens on."""
CODES = {
    "kind", "force", "outcome", "precision", "verdict", "adjusted", "extension", "votes", "members", "for_own_part",
    "reply_stance",
}  # fmt: skip
"""Fields whose value is a word of ours: only their quote can be checked."""
DAYS = {"date"}
NAMES = {"body", "by", "to", "who", "recipients", "for_statement", "for_information", "next_body"}
UNQUOTED = {"kind", "for_own_part", "question", "theme", "stance"}
"""A kind may follow from the whole of the text; a viewpoint's question and heading are known by where it stands."""


def invented(document: Document, lines: Sequence[Line]) -> Outcome:
    """Return, per field, the values whose quote does not stand on its line or whose line does not give them."""
    outcome, places = Outcome(), {(line.page, line.number): at for at, line in enumerate(lines)}
    for name, value in document.items():
        if name == "quotes":
            continue
        for path, one, quote in _leaves(name, value, document["quotes"].get(name)):
            if not _given(path.rpartition(".")[2], one, quote, lines, places):
                outcome.add(_one(path, one))
    return outcome


def _one(path: str, value: Any) -> Outcome:
    outcome = Outcome()
    outcome.tallies[path] = Tally(invented=1)
    outcome.mistakes = [Mistake(path, "står i texten", value)]
    return outcome


def _leaves(path: str, value: Any, quote: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield each value with its field and quote; what is quoted as a whole is one value."""
    if value is None or value == []:
        return
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _leaves(path, item, quote[at] if isinstance(quote, list) else None)
    elif isinstance(value, dict) and not _is_quote(quote):
        for key, item in value.items():
            yield from _leaves(f"{path}.{key}", item, quote.get(key) if quote else None)
    else:
        yield path, value, quote


def _is_quote(quote: Any) -> bool:
    return (
        isinstance(quote, dict)
        and {"page", "line", "text"} == quote.keys()
        and isinstance(quote["line"], int)
    )


def _given(
    name: str, value: Any, quote: Any, lines: Sequence[Line], places: dict[tuple[int, int], int]
) -> bool:
    if quote is None:
        return name in UNQUOTED
    at = places.get((quote["page"], quote["line"]))
    if at is None:
        return False
    window = [line.text for line in lines[at : at + WINDOW]]
    if not 0 <= _squeezed(" ".join(window)).find(_squeezed(quote["text"])) <= len(_squeezed(window[0])):
        return False
    return name in CODES or _derived(name, value, window, lines)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _derived(name: str, value: Any, window: list[str], lines: Sequence[Line]) -> bool:
    if name in DAYS:
        return _is_day_of(date.fromisoformat(value), " ".join(" ".join(window[:3]).split()), lines)
    if name in NAMES and _is_name_in(str(value), " ".join(window[:4])):
        return True
    near = _squeezed(" ".join(window))
    known = [_squeezed(word) in near for word in words(str(value))]
    return sum(known) >= SAME * len(known)


def _is_day_of(day: date, text: str, lines: Sequence[Line]) -> bool:
    """Tell whether the words give the day; a year they leave out must stand somewhere in the text."""
    for match in dates.find(text):
        told = match.value.date
        if told and (told == day or (match.value.precision != "day" and told.year == day.year)):
            return True
        if told is None and re.search(rf"\b0?{day.day}\b", match.value.raw):
            return any(str(day.year) in line.text for line in lines)
    return False


def _is_name_in(name: str, text: str) -> bool:
    """Tell whether the words name this body: the stem of its longest word, or an abbreviation with its first letter."""
    longest = max(words(name), key=len, default="")
    if _squeezed(longest[:6]) in _squeezed(text):
        return True
    return any(short.startswith(name[:1].upper()) for short in re.findall(r"\b[A-ZÅÄÖ]{2,5}\b", text))
