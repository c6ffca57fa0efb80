"""The review pair: marked lines to the left, numbered cards to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.intake.models import Proposal, Upload
from samsyn.intake.rules import LABELS, SURE
from samsyn.web.pages.intake.forms import named
from samsyn.web.pages.intake.shape import PRECISIONS, Part, parts

PASSAGES = frozenset(
    {
        "summary", "points", "questions", "recommendations", "viewpoints", "deadlines", "commissions", "votes",
        "reservations", "statements", "conflicts", "adjournments",
    }
)  # fmt: skip
LARGE = ("force", "outcome")
"""Parts of a decision point that are shown large: a wrong one is a wrong public statement."""


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal to answer, `doable` by the visitor, like so many others that wait (förslag)."""

    number: int
    label: str
    proposal: Proposal
    parts: tuple[Part, ...]
    verdict: str
    error: str
    sure: bool
    doable: bool = False
    alike: int = 0

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
    def shows_quote(self) -> bool:
        """Return whether the document's own words say more than the value itself."""
        return self.proposal.text.strip().casefold() not in self.main.casefold()

    @property
    def facts(self) -> list[Part]:
        """Return the other parts that hold anything; that a date is a day goes without saying."""
        rest = [part for part in self.parts if part.key and part.key not in LARGE and part.value]
        return [part for part in rest if part.value not in (self.main, PRECISIONS["day"])]

    @property
    def large(self) -> list[str]:
        """Return a decision point's force and outcome."""
        return [part.value for part in self.parts if part.key in LARGE and part.value]

    @property
    def before(self) -> str:
        """Return what stood there before somebody corrected it, or nothing."""
        if self.proposal.corrected is None:
            return ""
        read = {
            part.key: part.value for part in parts(self.proposal.field, self.proposal.value, lambda _: None)
        }
        return ", ".join(
            read.get(part.key) or "tomt" for part in self.parts if read.get(part.key) != part.value
        )


def cards(
    proposals: Sequence[Proposal], posted: Mapping[str, str], errors: Mapping[int, str], doable: bool = False
) -> list[Card]:
    """Return the cards in the given order, with what the reviewer had typed kept; `doable` is for those still open."""
    return [
        _card(number, proposal, posted, errors.get(proposal.pk, ""), doable and proposal.state == "open")
        for number, proposal in enumerate(proposals, 1)
    ]


def _card(number: int, proposal: Proposal, posted: Mapping[str, str], error: str, doable: bool) -> Card:
    value = proposal.value if proposal.corrected is None else proposal.corrected
    found = parts(proposal.field, value, lambda key: posted.get(named(proposal, key)))
    verdict = posted.get(f"verdict-{proposal.pk}") or ("" if proposal.state == "open" else proposal.state)
    label = LABELS.get(proposal.field, proposal.field)
    return Card(number, label, proposal, found, verdict, error, proposal.confidence >= SURE, doable)


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
