"""The review pair: marked lines to the left, numbered cards to the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.intake.models import Proposal, Upload
from samsyn.intake.rules import LABELS, SURE

PARTS = {
    "name": "Namn", "party": "Parti", "role": "Roll", "capacity": "Egenskap", "text": "Text", "force": "Verkan",
    "by": "Av", "to": "Till", "body": "Organ", "date": "Datum", "precision": "Noggrannhet", "who": "Vem",
    "adjuster": "Utses till", "status": "Läge", "asked": "Begärt", "from": "Från",
}  # fmt: skip

PASSAGES = frozenset({"summary", "points", "questions", "recommendations", "viewpoints", "deadlines"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value, as shown and as corrected (del av värde)."""

    key: str
    label: str
    value: str
    long: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal on the review page (förslag)."""

    number: int
    label: str
    proposal: Proposal
    parts: tuple[Part, ...]
    verdict: str
    error: str
    sure: bool

    @property
    def main(self) -> str:
        """Return the value's main words: its text, name or body, or the value itself."""
        named = {part.key: part.value for part in self.parts}
        return next((named[key] for key in ("text", "name", "body") if key in named), self.parts[0].value)

    @property
    def quoted(self) -> bool:
        """Return whether the value is a passage of the document, shown in the document's voice."""
        return self.proposal.field in PASSAGES

    @property
    def facts(self) -> list[Part]:
        """Return the other parts that hold anything."""
        hidden = {"", self.main, "day"}
        return [part for part in self.parts if part.key not in ("", "force") and part.value not in hidden]

    @property
    def force(self) -> str:
        """Return a decision point's force, which is shown large: a wrong one is a wrong public statement."""
        return next((part.value for part in self.parts if part.key == "force"), "")


def cards(proposals: list[Proposal], posted: Mapping[str, str], errors: Mapping[int, str]) -> list[Card]:
    """Return the cards in the document's order, with what the reviewer had typed kept."""
    return [
        _card(number, proposal, posted, errors.get(proposal.pk, ""))
        for number, proposal in enumerate(proposals, 1)
    ]


def _card(number: int, proposal: Proposal, posted: Mapping[str, str], error: str) -> Card:
    value = proposal.value if proposal.corrected is None else proposal.corrected
    name = f"value-{proposal.pk}"
    pairs = value.items() if isinstance(value, dict) else [("", value)]
    parts = tuple(
        Part(key, PARTS.get(key, key), posted.get(f"{name}-{key}" if key else name) or shown, len(shown) > 80)
        for key, shown in ((key, _shown(part)) for key, part in pairs)
    )
    verdict = posted.get(f"verdict-{proposal.pk}") or ("" if proposal.state == "open" else proposal.state)
    return Card(number, LABELS[proposal.field], proposal, parts, verdict, error, proposal.confidence >= SURE)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "justerare" if value else ""
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the document with the numbers of the cards that quote it (rad)."""

    page: int
    number: int
    text: str
    cards: tuple[int, ...]
    first_on_page: bool


def lines(upload: Upload, proposals: list[Proposal]) -> list[ShownLine]:
    """Return the document's lines with the cards that rest on each."""
    marks: dict[tuple[int | None, int | None], list[int]] = {}
    for number, proposal in enumerate(proposals, 1):
        marks.setdefault((proposal.page, proposal.line), []).append(number)
    shown, page = [], 0
    for at, number, text in upload.lines:
        shown.append(ShownLine(at, number, text, tuple(marks.get((at, number), ())), at != page and at > 1))
        page = at
    return shown
