"""Rules of intake: from a recognised document to values that a person can say yes to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from samsyn.intake.recognisers.values import Document, Found, Point, Quote, as_json
from samsyn.kit.words import folded

SURE = 0.8
"""From this confidence on a value counts as sure: `--accept` and "Godta alla säkra" take it."""
LIKELY = 0.5
"""From this confidence on a value is likely; below it is uncertain."""
PICTURED = 0.7
"""The most that a value can be trusted whose text was read from a picture: never sure by itself."""

LABELS = {
    "kind": "Slag av handling",
    "title": "Rubrik",
    "body": "Organ",
    "date": "Datum",
    "dnr": "Diarienummer",
    "references": "Hänvisning",
    "paragraph": "Paragraf",
    "adjusted": "Justering",
    "members": "Närvarande",
    "summary": "Sammanfattning",
    "points": "Beslutspunkt",
    "recipients": "Beslutet skickas till",
    "for_statement": "För yttrande till",
    "for_information": "För kännedom till",
    "basis": "Beslutsunderlag",
    "hearing_steps": "Beredningssteg",
    "deadlines": "Svar senast",
    "questions": "Fråga",
    "viewpoints": "Synpunkt",
    "reply_stance": "Ställningstagande",
    "recommendations": "Rekommendation",
    "verdict": "Bedömning",
    "extension": "Anstånd",
    "commissions": "Uppdrag",
    "next_body": "Går vidare till",
    "votes": "Omröstning",
    "reservations": "Reservation",
    "statements": "Särskilt yttrande",
    "conflicts": "Jäv",
    "adjournments": "Ajournering",
}
_PRIMARY = {
    "points": "text",
    "hearing_steps": "body",
    "deadlines": "text",
    "recommendations": "text",
    "commissions": "text",
    "viewpoints": "text",
}
_ANSWER = re.compile(r"(?:svar på|remissvar|yttrande)\b", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"\b([A-ZÅÄÖ][a-zåäöé]+(?:[ -][A-ZÅÄÖ][a-zåäö]+)?) (kommun|stad)s?\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """A value waiting for somebody's yes: a whole item such as a decision point, with its main quote (förslag)."""

    field: str
    value: Any
    quote: Quote | None
    confidence: float
    reason: str


def drafts(document: Document) -> Iterator[Draft]:
    """Return the values of a document item by item, in the document's own order of fields."""
    plain = as_json(document)
    for part in fields(document):
        found = getattr(document, part.name)
        if isinstance(found, tuple):
            for item, value in zip(found, plain[part.name], strict=True):
                yield _draft(part.name, item, value)
        elif found is not None:
            yield _draft(part.name, found, plain[part.name])


def _draft(name: str, item: Any, value: Any) -> Draft:
    if isinstance(item, Found):
        return Draft(name, value, item.quote, item.confidence, item.reason)
    main: Found[Any] = getattr(item, _PRIMARY[name])
    leaves = [leaf for leaf in _leaves(item) if leaf is not None]
    return Draft(name, value, main.quote, min(leaf.confidence for leaf in leaves), main.reason)


def _leaves(item: Any) -> Iterator[Found[Any]]:
    for part in fields(item):
        leaf = getattr(item, part.name)
        if isinstance(leaf, Found):
            yield leaf
        elif isinstance(leaf, tuple):
            yield from leaf
        elif is_dataclass(leaf):
            yield from _leaves(leaf)


def collect(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return accepted (field, value) pairs as one document: lists for what may stand several times."""
    document: dict[str, Any] = {}
    for name, value in values:
        if name in SINGLE:
            document[name] = value
        else:
            document.setdefault(name, []).append(value)
    return document


def confirmed(decided: Iterable[tuple[str, str, Any]]) -> dict[str, Any]:
    """Return what people have said of one document, from (field, state, right value) triples in order.

    A field is told when each of its values has been decided: what was rejected is left out of it, so a field where
    nothing was right is an empty list, or None where there can be one value only.
    """
    found: dict[str, Any] = {}
    waiting: set[str] = set()
    for name, state, value in decided:
        if state == "open":
            waiting.add(name)
        elif name in SINGLE:
            found[name] = None if state == "rejected" else value
        else:
            found.setdefault(name, []).extend([] if state == "rejected" else [value])
    return {name: value for name, value in found.items() if name not in waiting}


def answers(values: dict[str, Any]) -> bool:
    """Return whether a document answers a referral: it says so, takes a stance, or its own last day stands in it."""
    kind, own = values.get("kind") or "", folded(values.get("body") or "")
    due = (folded(deadline.get("who") or "") for deadline in values.get("deadlines", []))
    told = kind == "yttrande" or _ANSWER.match(values.get("title") or "")
    return bool(
        told or values.get("reply_stance") or (own and own in due and not kind.startswith("protokoll"))
    )


def asks(values: dict[str, Any]) -> bool:
    """Return whether a document asks others for an answer: a referral, a decision to send one, a letter with a day."""
    if answers(values):
        return False
    due = any(deadline.get("date") for deadline in values.get("deadlines", []))
    what = any(values.get(name) for name in ("questions", "for_statement", "recommendations"))
    sent = any(point["force"] == "remitterar" for point in values.get("points", []))
    return values.get("kind") == "remiss" or sent or (due and what)


def typed_point(text: str, force: str) -> dict[str, Any]:
    """Return a decision point that a person typed, in the shape of one that was read; what wasn't typed is None."""
    empty = {part.name: None for part in fields(Point)}
    return {**empty, "text": text, "force": force, "for_own_part": False}


SINGLE = frozenset(
    {
        "kind",
        "title",
        "body",
        "date",
        "paragraph",
        "adjusted",
        "summary",
        "verdict",
        "extension",
        "next_body",
        "reply_stance",
    }
)


def named_municipality(texts: Iterable[str]) -> str | None:
    """Return the municipality that a text names most often ("Lunds kommun"), or None when it names none."""
    found = Counter(
        match.group(0).removesuffix("s") for text in texts for match in _MUNICIPALITY.finditer(text)
    )
    return found.most_common(1)[0][0] if found else None
