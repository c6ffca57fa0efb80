"""The fields that are scored, and when two writings of a value are the same (docs/reference/evaluate.md)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from samsyn.intake.recognisers.bodies import canonical
from samsyn.kit import dates, diary
from samsyn.kit.words import folded

Alike = Callable[[Any, Any], float]
SAME = 0.8
"""How alike an expected and a found value must be to count as the same."""
_NUMBERED = re.compile(r"^\W*(?:(?:\d{1,2}|[a-zåäö])[.)])?\s*")
_PARAGRAPH = re.compile(r"§ ?(\d+)")


def choices(value: Any) -> list[Any]:
    """Return the values a label accepts: those under `accept`, else the value itself."""
    return value["accept"] if isinstance(value, dict) and set(value) == {"accept"} else [value]


def listed(value: Any) -> list[Any]:
    """Return a field's values: none for null, one for a single value, else the list's."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def words(text: str) -> list[str]:
    """Return the words of a text without case, punctuation or the number that opens a list item."""
    return folded(_NUMBERED.sub("", text.replace("-", " "))).split()


def first_words(text: str, start: str) -> bool:
    """Tell whether the text begins with these words."""
    return words(text)[: len(words(start))] == words(start)


def exact(expected: Any, found: Any) -> float:
    """Compare codes, days and numbers; "§ 7" and "7" are the same."""
    return float(_bare(expected) == _bare(found))


def text(expected: str, found: str) -> float:
    """Compare running text by its words; a label that ends in "…" is only its beginning."""
    if expected.endswith("…"):
        return float(first_words(found, expected[:-1]))
    left, right = Counter(words(expected)), Counter(words(found))
    both = left.total() + right.total()
    return 2 * (left & right).total() / both if both else float(expected.strip() == found.strip())


def within(expected: str, found: str) -> float:
    """Compare who or what is named in a sentence: the shorter writing stands in the longer."""
    left, right = Counter(words(expected)), Counter(words(found))
    shorter = min(left.total(), right.total())
    return (left & right).total() / shorter if shorter else float(expected.strip() == found.strip())


def name(expected: str, found: str) -> float:
    """Compare bodies and addressees by the name a heading would give them."""
    return float(folded(canonical(expected)) == folded(canonical(found)))


def names(expected: Any, found: Any) -> float:
    """Compare addressees as sets."""
    return float(_names(expected) == _names(found))


def mark(expected: str, found: str) -> float:
    """Compare diary numbers by their normal form, decisions by day and §, other marks by their words."""
    return float(_mark(expected) == _mark(found))


def grade(expected: str, found: str) -> float:
    """Compare verdicts; wording may follow on the grade."""
    return float(first_words(found, expected))


def term(expected: Any, found: Any) -> float:
    """Compare a day to be done or reported by: the day, and its precision where the label tells it."""
    told = [part for part in ("date", "precision") if part in expected]
    return float(all(found.get(part) in choices(expected[part]) for part in told))


def deadline(expected: Any, found: Any) -> float:
    """Compare deadlines by day; those without a calendar day by the words the label tells, else by precision."""
    days = choices(expected.get("date"))
    if found.get("date") or None not in days:
        return float(found.get("date") in days)
    if "text" in expected:
        return best(within, expected["text"], found["text"])[0]
    return exact(expected.get("precision"), found.get("precision"))


def on(*parts: str, alike: Alike = exact) -> Alike:
    """Return a comparison of objects by these parts."""
    return lambda expected, found: min(
        best(alike, expected.get(part), found.get(part))[0] if expected.get(part) is not None else 0.0
        for part in parts
    )


def best(alike: Alike, expected: Any, found: Any) -> tuple[float, Any]:
    """Return how alike the nearest accepted value is, and that value."""
    told = [one for one in choices(expected) if one is not None]
    return max(((alike(one, found), one) for one in told), key=lambda pair: pair[0], default=(0.0, None))


def _bare(value: Any) -> Any:
    return value.strip(" §").casefold() if isinstance(value, str) else value


def _names(value: Any) -> frozenset[str]:
    return frozenset(folded(canonical(one)) for one in listed(value) if one)


def _mark(value: str) -> Any:
    paragraph, days = _PARAGRAPH.search(value), dates.find(value)
    if paragraph and days:
        return days[0].value.date, paragraph[1]
    numbers = diary.find(value, bare=True)
    return numbers[0].number.key if numbers else folded(value)


@dataclass(frozen=True, slots=True)
class Field:
    """How a field's values are told to be the same, and what is scored inside those that are (fält)."""

    alike: Alike
    parts: Mapping[str, Alike] = field(default_factory=dict)


FIELDS: dict[str, Field] = {
    "kind": Field(exact),
    "title": Field(text),
    "body": Field(name),
    "date": Field(exact),
    "paragraph": Field(exact),
    "dnr": Field(mark),
    "references": Field(mark),
    "adjusted": Field(exact),
    "members": Field(
        on("name", alike=text),
        {"party": exact, "role": text, "capacity": exact, "adjuster": exact, "paragraphs": text, "replaces": text},
    ),
    "summary": Field(text),
    "points": Field(
        on("text", alike=text),
        {"force": exact, "by": name, "to": name, "outcome": exact, "condition": within, "for_own_part": exact},
    ),
    "recipients": Field(name),
    "for_statement": Field(name),
    "for_information": Field(name),
    "basis": Field(text),
    "hearing_steps": Field(on("body", alike=name), {"date": exact}),
    "deadlines": Field(deadline, {"precision": exact, "who": names}),
    "questions": Field(text),
    "viewpoints": Field(on("text", alike=within), {"question": exact, "theme": text, "stance": exact}),
    "reply_stance": Field(exact),
    "recommendations": Field(on("text", alike=text), {"to": names}),
    "verdict": Field(grade),
    "extension": Field(on("status"), {"by": name, "asked": exact, "from": exact, "to": exact}),
    "commissions": Field(on("text", alike=text), {"to": names, "due": term, "report_back": term}),
    "next_body": Field(name),
    "votes": Field(on("yes", "no"), {"abstain": exact}),
    "reservations": Field(within),
    "statements": Field(within),
    "conflicts": Field(within),
    "adjournments": Field(text),
}  # fmt: skip
