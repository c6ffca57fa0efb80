"""What a new edition of a register changes: new, gone, renamed, changed, unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from samsyn.intake.recognisers.tables.rows import InitiativeRow
from samsyn.kit.money import Amount
from samsyn.kit.words import folded

_ABBREVIATED = re.compile(r"\s*\(([A-Z]{2,8})\)")

Thing = TypeVar("Thing")

_FORMER = re.compile(
    r"\((?:formerly|previously|originally|tidigare|förut|f\.\s?d\.|fd|was|was formerly)"
    r"(?: (?:known as|called|named|kallat|kallad|benämnd|benämnt))?:? (?P<name>.+)\)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """An initiative as the register holds it from earlier editions.

    `ref` is the caller's handle. `values` are its fields as `values()` writes them. `listed` is False when the latest
    edition left it out: it can come back, but is not counted as gone again.
    """

    ref: str
    title: str
    body: str = ""
    external_key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """A row and what it was known as, with the fields that differ."""

    known: Known
    row: InitiativeRow
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """A file against what was known: every row stands in one of the first four, every listed initiative in one of the
    last four. A renamed initiative may have changed in other fields too (skillnad)."""

    new: tuple[InitiativeRow, ...]
    renamed: tuple[Match, ...]
    changed: tuple[Match, ...]
    unchanged: tuple[Match, ...]
    gone: tuple[Known, ...]


def values(row: InitiativeRow) -> dict[str, str]:
    """Return a row's fields as text for comparison, without its place and edition; of narratives only a checksum."""
    found = {"title": row.title, "body": row.body, "category": row.category}
    for name in ("start", "end", "baseline_end"):
        value = getattr(row, name)
        found[name] = f"{value.date or value.raw} {value.precision}" if value.date or value.raw else ""
    found["whole_life_cost"] = _amount(row.whole_life_cost)
    for name, year, amount in row.yearly:
        found[name if name not in found else f"{name} {year}"] = _amount(amount)
    found["status"] = row.status.withheld or row.status.raw
    told = {name: "sha256:" + sha256(text.encode()).hexdigest()[:16] for name, text in row.narratives.items()}
    return found | told | {f"extra: {heading}": text for heading, text in row.extra.items()}


def _amount(amount: Amount) -> str:
    return amount.raw if amount.minor is None else f"{amount.minor} {amount.currency}"


def compare(known: Sequence[Known], rows: Sequence[InitiativeRow]) -> Diff:
    """Match rows with what is known and tell them apart.

    By id without regard to case; then by name where it is the only one of its kind on both sides, unless ids
    contradict across bodies; last by the name that "(formerly X)" gives. Nothing is matched twice.
    """
    pairs = _pairs(known, rows)
    taken = {id(found) for found in pairs.values()}
    new: list[InitiativeRow] = []
    renamed: list[Match] = []
    changed: list[Match] = []
    unchanged: list[Match] = []
    for row in rows:
        found = pairs.get(id(row))
        if found is None:
            new.append(row)
            continue
        match = Match(found, row, _differing(found, row))
        if " ".join(found.title.split()).casefold() != " ".join(row.title.split()).casefold():
            renamed.append(match)
        else:
            (changed if match.fields or not found.listed else unchanged).append(match)
    gone = tuple(item for item in known if item.listed and id(item) not in taken)
    return Diff(tuple(new), tuple(renamed), tuple(changed), tuple(unchanged), gone)


def _differing(found: Known, row: InitiativeRow) -> tuple[str, ...]:
    now = values(row)
    names = sorted({*found.values, *now})
    return tuple(name for name in names if found.values.get(name, "") != now.get(name, ""))


def _pairs(known: Sequence[Known], rows: Sequence[InitiativeRow]) -> dict[int, Known]:
    """Return what each row (by identity) was known as, matching the surest way first."""
    pairs: dict[int, Known] = {}
    left_known, left_rows = list(known), list(rows)
    steps: tuple[tuple[Callable[[Known], set[str]], Callable[[InitiativeRow], set[str]]], ...] = (
        (_key, _key),
        (lambda item: {folded(item.title)}, lambda row: {folded(row.title)}),
        (lambda item: names(item.title), lambda row: names(row.title)),
    )
    for of_known, of_row in steps:
        owners = _only(left_known, of_known)
        claims = _only(left_rows, of_row)
        taken: set[int] = set()
        for name, row in claims.items():
            item = owners.get(name)
            if item and id(item) not in taken and id(row) not in pairs and _may_be(item, row):
                pairs[id(row)] = item
                taken.add(id(item))
        left_known = [item for item in left_known if id(item) not in taken]
        left_rows = [row for row in left_rows if id(row) not in pairs]
    return pairs


def _key(thing: Known | InitiativeRow) -> set[str]:
    return {thing.external_key.casefold()} - {""}


def names(title: str) -> set[str]:
    """Return the folded names in a title: whole, without its "(formerly X)" or abbreviation, and X."""
    if former := _FORMER.search(title):
        return {folded(title), folded(title[: former.start()]), folded(former["name"])} - {""}
    return {folded(title), folded(_ABBREVIATED.sub(_without_abbreviation, title))} - {""}


def _without_abbreviation(found: re.Match[str]) -> str:
    """Return nothing for letters in brackets that abbreviate the words before them, else the letters."""
    before = iter(found.string[: found.start()].casefold())
    return "" if all(letter in before for letter in found[1].casefold()) else found[0]


def _may_be(item: Known, row: InitiativeRow) -> bool:
    """Return whether the two can be one: not with two ids unless the body is the same too."""
    if not item.external_key or not row.external_key or item.external_key.casefold() == row.external_key:
        return True
    return folded(item.body) == folded(row.body)


def _only(things: Iterable[Thing], names_of: Callable[[Thing], set[str]]) -> dict[str, Thing]:
    """Return the things by those of their names that no other has."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        for name in names_of(thing):
            found.setdefault(name, []).append(thing)
    return {name: having[0] for name, having in found.items() if len(having) == 1}
