"""Which initiative a trace is likely to belong to: keys that settle it, and likeness that a person judges (R11)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from samsyn.kit.diary import parse
from samsyn.kit.words import folded
from samsyn.oversight.rules import need_words

LIKELY = 0.5
"""From this on a likeness is worth showing as a suggestion."""
NEAR = 0.10
"""How far apart two amounts may be, as a share of the larger, and still be near."""
WEIGHTS = {"words": 0.55, "system": 0.35, "supplier": 0.25, "amount": 0.15, "body": 0.15, "year": 0.05}
_OWN = re.compile(r"\bI-?(\d{1,6})\b")
_SHORTEST_CODE = 3
_FORMS = frozenset(("ab", "hb", "kb", "aktiebolag", "sverige", "sweden", "group"))


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign from outside the register before it is noted; öre (tecken).

    `key` tells the same sign from the same source again, `counts` whether it is counted as something known by itself:
    of several years of one thing, only the latest is.
    """

    body_id: int
    kind: str
    origin: str
    title: str
    amount: int | None = None
    day: date | None = None
    line: int | None = None
    supplier: str = ""
    project: str = ""
    diary: str = ""
    key: str = ""
    year: int | None = None
    counts: bool = True
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What matching sees of an initiative: its words, keys, systems, suppliers, years and öre (kandidat)."""

    number: int
    title: str
    body_id: int
    decision: str = ""
    external_key: str = ""
    systems: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    amounts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An initiative that a trace may belong to, how likely (0–1) and why, in Swedish (förslag)."""

    number: int
    title: str
    score: float
    why: str


class Keys:
    """Finds the one initiative that a key names; a key that names several settles nothing (nycklar)."""

    def __init__(self, candidates: Iterable[Candidate], learned: Iterable[tuple[int, str, int]] = ()) -> None:
        self._diary: dict[str, set[int]] = defaultdict(set)
        self._project: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._learned: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._numbers: set[int] = set()
        for one in candidates:
            self._numbers.add(one.number)
            if diary := parse(one.decision):
                self._diary[diary.normal].add(one.number)
            if len(code := folded(one.external_key)) >= _SHORTEST_CODE:
                self._project[one.body_id, code].add(one.number)
        for body_id, project, number in learned:
            self._learned[body_id, folded(project)].add(number)

    def settle(self, sign: Sign) -> tuple[int, str] | None:
        """Return the number of the initiative that a sign's keys name, and which key; None where none or several do."""
        own = {
            int(number) for text in (sign.project, sign.title) for number in _OWN.findall(text)
        } & self._numbers
        diary, place = parse(sign.diary), (sign.body_id, folded(sign.project))
        tried = (
            (own, "Initiativets nummer står i spåret"),
            (self._diary.get(diary.normal, set()) if diary else set(), f"Samma diarienummer, {sign.diary}"),
            (self._project.get(place, set()), f"Samma projektkod, {sign.project}"),
            (self._learned.get(place, set()) if sign.project else set(),
             f"Projektkod {sign.project} är kopplad dit sedan tidigare"),
        )  # fmt: skip
        return next(((min(found), why) for found, why in tried if len(found) == 1), None)


class Likeness:
    """Finds which initiatives a trace is like, without weighing it against all of them (likhet)."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._all = list(candidates)
        self._words = [need_words(one.title) for one in self._all]
        self._holding: dict[str, set[int]] = defaultdict(set)
        for place, one in enumerate(self._all):
            suppliers = {f"by {_company(name)}" for name in one.suppliers}
            for word in (*self._words[place], *suppliers, *(f"is {folded(name)}" for name in one.systems)):
                self._holding[word].add(place)

    def suggest(self, sign: Sign, most: int = 3) -> list[Suggestion]:
        """Return the initiatives that a trace is most like, likeliest first; a person says yes or no."""
        words, title = need_words(sign.title), folded(sign.title)
        near = {
            place
            for word in (*words, f"by {_company(sign.supplier)}")
            for place in self._holding.get(word, ())
        }
        near |= {place for name in _runs(title) for place in self._holding.get(f"is {name}", ())}
        made = (_likeness(sign, words, self._all[place], self._words[place]) for place in near)
        found = [one for one in made if one.score >= LIKELY]
        return sorted(found, key=lambda one: (-one.score, one.number))[:most]


def _runs(title: str) -> Iterator[str]:
    """Yield every run of words in a title, for names of systems."""
    words = title.split()[:20]
    for first in range(len(words)):
        for last in range(first + 1, min(first + 4, len(words)) + 1):
            yield " ".join(words[first:last])


def _likeness(sign: Sign, words: frozenset[str], one: Candidate, others: frozenset[str]) -> Suggestion:
    company, title = _company(sign.supplier), f" {folded(sign.title)} "
    reasons = {
        "words": (_shared(words, others), "liknande namn"),
        "system": (any(folded(name) and f" {folded(name)} " in title for name in one.systems), "samma system"),
        "supplier": (
            bool(company) and company in map(_company, one.suppliers), f"samma leverantör ({sign.supplier})"
        ),
        "amount": (any(_near(sign.amount, amount) for amount in one.amounts), "nästan samma belopp"),
        "body": (sign.body_id == one.body_id, "samma nämnd"),
        "year": (_within(sign, one), "samma år"),
    }  # fmt: skip
    score = min(sum(WEIGHTS[name] * share for name, (share, _) in reasons.items()), 1.0)
    told = ", ".join(why for share, why in reasons.values() if share)
    return Suggestion(one.number, one.title, round(score, 2), told[:1].upper() + told[1:])


def _shared(mine: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter set of words the other has, 0 to 1."""
    return len(mine & other) / min(len(mine), len(other)) if mine and other else 0.0


def _company(name: str) -> str:
    """Return a company's name without its form and country."""
    return " ".join(word for word in folded(name).split() if word not in _FORMS)


def _near(one: int | None, other: int) -> bool:
    return bool(one) and other > 0 and abs((one or 0) - other) <= NEAR * max(one or 0, other)


def _within(sign: Sign, one: Candidate) -> bool:
    year = sign.year or (sign.day.year if sign.day else None)
    if year is None or one.first_year is None:
        return False
    return one.first_year <= year <= (one.last_year or year)
