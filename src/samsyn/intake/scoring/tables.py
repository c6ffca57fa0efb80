"""An evaluation as JSON, as text for people and as tables for the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samsyn.intake.scoring.score import Mistake, Outcome, Tally

ORDER = (
    "documents",
    "kind",
    "title",
    "body",
    "date",
    "paragraph",
    "dnr",
    "references",
    "points",
    "commissions",
)
"""The fields that come first; the rest by name."""


@dataclass(slots=True)
class Evaluation:
    """The outcome of all labels, of each group of them, and the mistakes by text (utvärdering)."""

    texts: int = 0
    whole: Outcome = field(default_factory=Outcome)
    strata: dict[str, tuple[int, Outcome]] = field(default_factory=dict)
    mistakes: list[tuple[str, Mistake]] = field(default_factory=list)

    def add(self, name: str, strata: tuple[str, ...], outcome: Outcome) -> None:
        """Count one text in, in the whole and in its groups."""
        self.texts += 1
        self.whole.add(outcome)
        for stratum in strata:
            texts, counted = self.strata.get(stratum, (0, Outcome()))
            self.strata[stratum] = texts + 1, counted.add(outcome)
        self.mistakes += [(name, mistake) for mistake in outcome.mistakes]


def as_json(evaluation: Evaluation, *, mistakes: bool) -> dict[str, Any]:
    """Return the evaluation in the shape of `samsyn evaluate --json`."""
    told = {
        "texts": evaluation.texts,
        "total": _figures(evaluation.whole.total),
        "fields": _per_field(evaluation.whole.tallies),
        "strata": {
            name: {"texts": texts, "total": _figures(outcome.total), "fields": _per_field(outcome.tallies)}
            for name, (texts, outcome) in sorted(evaluation.strata.items())
        },
    }
    listed = [
        {
            "text": name,
            "paragraph": one.part,
            "field": one.field,
            "expected": one.expected,
            "found": one.found,
        }
        for name, one in evaluation.mistakes
    ]
    return {**told, "mistakes": listed} if mistakes else told


def for_people(evaluation: Evaluation, *, mistakes: bool) -> str:
    """Return a table in Swedish, and the mistakes one per line."""
    head = ("fält", "väntade", "funna", "rätt", "precision", "täckning", "påhittade")
    rows = [head, *_rows(evaluation.whole, ",")]
    table = [
        "".join(f"{cell:<26}" if not at else f"{cell:>11}" for at, cell in enumerate(row)) for row in rows
    ]
    told = [
        f"{name}{one.part and f' § {one.part}'}: {one.field}: väntade {_short(one.expected)}, fick {_short(one.found)}"
        for name, one in evaluation.mistakes
    ]
    return "\n".join([f"{evaluation.texts} texter", *table, *(told if mistakes else [])])


def markdown(evaluation: Evaluation) -> str:
    """Return the tables for the documentation: one row per field, then one per group of texts."""
    head = "| Field | Expected | Found | Right | Precision | Recall | Invented |\n|---|---:|---:|---:|---:|---:|---:|"
    fields = [f"| {' | '.join(row)} |" for row in _rows(evaluation.whole, ".")]
    groups = [
        f"| {name} | {texts} | {' | '.join(_cells(outcome.total, '.')[3:])} |"
        for name, (texts, outcome) in sorted(evaluation.strata.items())
    ]
    second = "| Group | Texts | Precision | Recall | Invented |\n|---|---:|---:|---:|---:|"
    parts = [f"{evaluation.texts} texts.", "", head, *fields, "", second, *groups]
    return "\n".join(parts)


def put(page: str, name: str, tables: str) -> str:
    """Return the page with its part of that name replaced, or added last."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, found, rest = page.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    return f"{before.rstrip()}\n\n{begin}\n\n{tables}\n\n{end}{after}"


def _rows(outcome: Outcome, point: str) -> list[tuple[str, ...]]:
    rows = [(name, *_cells(outcome.tallies[name], point)) for name in _ordered(outcome.tallies)]
    return [*rows, ("all", *_cells(outcome.total, point))]


def _ordered(tallies: Mapping[str, Tally]) -> list[str]:
    def place(name: str) -> tuple[int, str]:
        first = name.split(".", maxsplit=1)[0]
        return (ORDER.index(first) if first in ORDER else len(ORDER)), name

    return sorted(tallies, key=place)


def _cells(tally: Tally, point: str) -> tuple[str, ...]:
    shares = (
        "–" if share is None else f"{share:.3f}".replace(".", point)
        for share in (tally.precision, tally.recall)
    )
    return str(tally.expected), str(tally.found), str(tally.right), *shares, str(tally.invented)


def _figures(tally: Tally) -> dict[str, Any]:
    return {**tally._asdict(), "precision": tally.precision, "recall": tally.recall}


def _per_field(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    return {name: _figures(tallies[name]) for name in _ordered(tallies)}


def _short(value: Any) -> str:
    if value is None:
        return "inget"
    if isinstance(value, dict) and "accept" in value:
        return " eller ".join(map(_short, value["accept"]))
    told = str(value.get("text") or value) if isinstance(value, dict) else str(value)
    return told if len(told) <= 100 else told[:99] + "…"
