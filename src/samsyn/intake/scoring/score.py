"""What was found in a text against what its label says: counts and mistakes (utfall)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any, NamedTuple

from samsyn.intake.scoring.fields import FIELDS, SAME, Field, best, choices, listed, text

Document = dict[str, Any]


class Tally(NamedTuple):
    """How many values a field should have, was given, and was given rightly; and how many stand nowhere (antal)."""

    right: int = 0
    found: int = 0
    expected: int = 0
    invented: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right; None when nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return the share of what was expected that was found; None when nothing was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def errors(self) -> int:
        """Return how many values are wrong or missing."""
        return self.found + self.expected - 2 * self.right

    def plus(self, other: Tally) -> Tally:
        """Return the two counted together."""
        return Tally(*map(sum, zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A value that was missed (nothing found), wrong, or found where nothing is; `part` is the § of minutes (miss)."""

    field: str
    expected: Any
    found: Any
    part: str = ""


@dataclass(slots=True)
class Outcome:
    """Counts per field, and the mistakes behind them (utfall)."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, other: Outcome) -> Outcome:
        """Count another outcome into this one, and return this one."""
        for name, tally in other.tallies.items():
            self.tallies[name] = self.tallies[name].plus(tally)
        self.mistakes += other.mistakes
        return self

    def at(self, paragraph: str | None) -> Outcome:
        """Say of the mistakes which § they are in, and return this outcome."""
        self.mistakes = [replace(mistake, part=paragraph or "") for mistake in self.mistakes]
        return self

    @property
    def total(self) -> Tally:
        """Return the counts of all fields together."""
        total = Tally()
        for tally in self.tallies.values():
            total = total.plus(tally)
        return total


def score(ways: Sequence[Sequence[Document]], found: Sequence[Document]) -> Outcome:
    """Score the documents found in a text against the fair ways to label it; the nearest way counts."""
    return _nearest(_documents(documents, found) for documents in ways)


def _nearest(outcomes: Iterable[Outcome]) -> Outcome:
    return min(outcomes, key=lambda outcome: (outcome.total.errors, -outcome.total.right))


def _documents(expected: Sequence[Document], found: Sequence[Document]) -> Outcome:
    pairs = _paired(expected, found)
    outcome = Outcome()
    outcome.tallies["documents"] = Tally(len(pairs), len(found), len(expected))
    if len(found) != len(expected):
        outcome.mistakes.append(Mistake("documents", len(expected), len(found)))
    for place, document in enumerate(expected):
        one = _document(document, found[pairs[place]] if place in pairs else {})
        outcome.add(one.at(choices(document.get("paragraph"))[0]) if len(expected) > 1 else one)
    return outcome


def _paired(expected: Sequence[Document], found: Sequence[Document]) -> dict[int, int]:
    """Return which found document each expected one is: the same §, the likest title, else the same order."""
    near = sorted(
        (-_document_likeness(one, other), abs(left - right), left, right)
        for left, one in enumerate(expected)
        for right, other in enumerate(found)
    )
    pairs: dict[int, int] = {}
    for _, _, left, right in near:
        if left not in pairs and right not in pairs.values():
            pairs[left] = right
    return pairs


def _document_likeness(expected: Document, found: Document) -> float:
    same_paragraph = found["paragraph"] and found["paragraph"] in choices(expected.get("paragraph"))
    title = best(text, expected.get("title"), found["title"] or "")[0]
    return (2 if same_paragraph else 0) + title


def _document(expected: Document, found: Document) -> Outcome:
    outcome = Outcome()
    for name in sorted(expected.keys() - {"quotes"}):
        values = [value for part in name.split("+") for value in listed(found.get(part))]
        rule = FIELDS[name.split("+")[0]]
        outcome.add(_nearest(_values(name, rule, listed(one), values) for one in choices(expected[name])))
    return outcome


def _values(name: str, rule: Field, expected: list[Any], found: list[Any]) -> Outcome:
    """Score a field's values one to one; a value that may be left out is expected only where it was found."""
    pairs = _matched(rule, expected, found)
    missed = [one for place, one in enumerate(expected) if place not in pairs and None not in choices(one)]
    taken = {place for place, _ in pairs.values()}
    extra = [value for place, value in enumerate(found) if place not in taken]
    outcome = Outcome()
    outcome.tallies[name] = Tally(len(pairs), len(found), len(pairs) + len(missed))
    outcome.mistakes = [Mistake(name, *pair) for pair in zip_longest(missed, extra)]
    for place, value in pairs.values():
        outcome.add(_parts(name, rule, value, found[place]))
    return outcome


def _matched(rule: Field, expected: list[Any], found: list[Any]) -> dict[int, tuple[int, Any]]:
    """Return for each expected value that was found its place among the found, and the accepted writing it is."""
    near = []
    for left, one in enumerate(expected):
        for right, value in enumerate(found):
            alike, accepted = best(rule.alike, one, value)
            if alike >= SAME:
                near.append((-alike, abs(left - right), left, right, accepted))
    pairs: dict[int, tuple[int, Any]] = {}
    for _, _, left, right, accepted in sorted(near, key=lambda match: match[:4]):
        if left not in pairs and right not in [place for place, _ in pairs.values()]:
            pairs[left] = right, accepted
    return pairs


def _parts(name: str, rule: Field, expected: Any, found: Any) -> Outcome:
    outcome = Outcome()
    for part, alike in rule.parts.items():
        if part in expected:
            value = _unit(found.get(part))
            ways = (_unit(one) for one in choices(expected[part]))
            outcome.add(_nearest(_values(f"{name}.{part}", Field(alike), way, value) for way in ways))
    return outcome


def _unit(value: Any) -> list[Any]:
    return [] if value is None or value == [] else [value]
