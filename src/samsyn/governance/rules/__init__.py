"""Rules of steering documents: what state a version is in, and how one version differs from another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from samsyn.kit.scales import Scale

ALIKE = 0.6
"""From this share of common words on, a clause under another number counts as the same one, moved."""
_NUMBER = re.compile(r"\d+|[a-z]+")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class State(Scale):
    """How far a version has come (läge)."""

    DRAFT = "draft", "Utkast"
    PREPARED = "prepared", "Beredd"
    DECIDED = "decided", "Beslutad"
    IN_FORCE = "in_force", "Gällande"
    REPLACED = "replaced", "Ersatt"


def state(*, prepared_on: date | None, valid_from: date | None, valid_to: date | None, day: date) -> State:
    """Return a version's state on a day; `valid_to` is the first day on which it is no longer in force (R03)."""
    if valid_from is None:
        return State.PREPARED if prepared_on is not None and prepared_on <= day else State.DRAFT
    if day < valid_from:
        return State.DECIDED
    return State.REPLACED if valid_to is not None and valid_to <= day else State.IN_FORCE


def decision_unclear(*, valid_from: date | None, body: str, paragraph: str, case_number: str) -> bool:
    """Return whether it isn't known who decided a version: the body, and its § or the case, must be (R02)."""
    return valid_from is not None and not (body and (paragraph or case_number))


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as it reads: its number, heading and text (klausul)."""

    number: str
    heading: str
    text: str

    @property
    def whole(self) -> str:
        """Return heading and text together."""
        return f"{self.heading}\n{self.text}".strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stands in both versions, or only in the old or the new one (textstycke)."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause: `before` is None when it is new and `after` when it is gone (ändring)."""

    before: ClauseText | None
    after: ClauseText | None

    @property
    def kind(self) -> Literal["new", "gone", "moved", "changed", "same"]:
        """Return what kind of change it is; a clause with the same words under another number has moved."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        if self.before.whole != self.after.whole:
            return "changed"
        return "same" if self.before.number == self.after.number else "moved"

    @property
    def number(self) -> str:
        """Return the number to call the clause by: the new one where there is one."""
        return (self.after or self.before or ClauseText("", "", "")).number

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the words, marked by which version they stand in."""
        return words_changed(self.before.whole if self.before else "", self.after.whole if self.after else "")


def changes(before: Sequence[ClauseText], after: Sequence[ClauseText]) -> tuple[Change, ...]:
    """Return what became of every clause, in the new version's order, those that are gone where they stood (R01).

    Clauses pair by their words when these are the same, else by number, else by likeness.
    """
    pairs = _pairs(before, after)
    of_new = {new: old for old, new in pairs.items()}
    found: list[Change] = []
    told: set[int] = set()
    for place, clause in enumerate(after):
        old = of_new.get(place)
        found += [Change(before[at], None) for at in _gone_before(old, pairs, told)]
        found.append(Change(before[old] if old is not None else None, clause))
    found += [Change(before[at], None) for at in range(len(before)) if at not in pairs and at not in told]
    return tuple(found)


def _gone_before(old: int | None, pairs: dict[int, int], told: set[int]) -> Iterator[int]:
    """Yield the places of clauses that are gone and stood right before this one, each once."""
    at = -1 if old is None else old - 1
    gone = []
    while at >= 0 and at not in pairs and at not in told:
        gone.append(at)
        told.add(at)
        at -= 1
    yield from reversed(gone)


def _pairs(before: Sequence[ClauseText], after: Sequence[ClauseText]) -> dict[int, int]:
    """Return which new clause each old one became."""
    pairs: dict[int, int] = {}
    free_old, free_new = list(range(len(before))), list(range(len(after)))

    def take(old: int, new: int) -> None:
        pairs[old] = new
        free_old.remove(old)
        free_new.remove(new)

    for same in (ClauseText.__eq__, _same_words, _same_number, _alike):
        for old in list(free_old):
            found = next((new for new in free_new if same(before[old], after[new])), None)
            if found is not None:
                take(old, found)
    return pairs


def _same_words(old: ClauseText, new: ClauseText) -> bool:
    return bool(old.text) and old.whole == new.whole


def _same_number(old: ClauseText, new: ClauseText) -> bool:
    return old.number == new.number and _likeness(old, new) >= ALIKE / 2


def _alike(old: ClauseText, new: ClauseText) -> bool:
    return _likeness(old, new) >= ALIKE


def _likeness(old: ClauseText, new: ClauseText) -> float:
    if old.heading and old.heading.casefold() == new.heading.casefold():
        return 1.0
    mine, theirs = (set(one.whole.casefold().split()) for one in (old, new))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of two texts as pieces: joined, the same and new ones give the text after.

    Texts with less than half in common are told whole, one after the other: patched together nobody could read them.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Piece] = []
    compared = SequenceMatcher(None, old, new, autojunk=False)
    if before and after and compared.ratio() < 0.5:
        return (Piece("gone", f"{before}\n"), Piece("new", after))
    for what, at, to, start, stop in compared.get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[at:to])))
            continue
        if to > at:
            found.append(Piece("gone", "".join(old[at:to])))
        if stop > start:
            found.append(Piece("new", "".join(new[start:stop])))
    return tuple(found)


def clause_order(number: str) -> tuple[tuple[int, str], ...]:
    """Return what clause numbers sort by: 2.10 after 2.9, 3 a after 3."""
    return tuple(
        (int(part), "") if part.isdigit() else (0, part) for part in _NUMBER.findall(number.casefold())
    )


def repeated(numbers: Iterable[str]) -> str:
    """Return the first clause number that stands twice, or nothing: an address must lead to one place."""
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            return number
        seen.add(number)
    return ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of who decides or answers for a thing, and where it says so (utsaga)."""

    role: str
    bodies: str
    what: str
    key: str
    sentence: str
    place: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing that texts give to different bodies: each answer with those who give it (motsägelse)."""

    role: str
    what: str
    sides: tuple[tuple[str, tuple[Said, ...]], ...]


def disagreements(said: Iterable[Said]) -> tuple[Disagreement, ...]:
    """Return the things for which texts name different deciders or owners, the most disputed first."""
    by_thing: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        by_thing.setdefault((one.role, one.key), []).append(one)
    found = []
    for (role, _), mine in by_thing.items():
        sides = {one.bodies: tuple(other for other in mine if other.bodies == one.bodies) for one in mine}
        if len(sides) > 1:
            found.append(Disagreement(role, mine[0].what, tuple(sides.items())))
    return tuple(sorted(found, key=lambda one: (-len(one.sides), one.what)))


ANSWER_DAYS = 30
"""Days within which feedback on a clause is answered (R05)."""
_ACTOR = (
    r"(?:(?:berörda|alla|varje|samtliga|tekniska|sociala|övrig[ta]+) )?[\w-]*(?:nämnd|styrelse|fullmäktig|utskott"
    r"|förvaltning|kontor|kansli|råd|chef|ledare|ägare|direktör|ansvarig|samordnare|strateg|revisor|bolag|enhet"
    r"|avdelning)\w*"
)
_VERB = r"(?P<shall>(?:ska|skall|måste|ansvarar för|svarar för|har ansvar(?:et)? för|är skyldiga?)(?: att)?)"
_DUTIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<who>{_ACTOR}) {_VERB} (?P<what>[^.;]+)",
        rf"(?P<who>{_ACTOR}) [^.;]{{3,160}}? och {_VERB} (?P<what>[^.;]+)",
        rf"(?P<shall>ska|måste) (?P<who>{_ACTOR}) (?P<what>[^.;]+)",
    )
)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who shall do what, in the words of a sentence (skyldighet)."""

    who: str
    shall: str
    what: str
    sentence: str


def duties(text: str) -> tuple[Duty, ...]:
    """Return the obligations that a clause's sentences lay on somebody, in order (R09).

    Also one that a text cites in quotation marks ("ansvarar för att ”delta i forum”").
    """
    found: list[Duty] = []
    for sentence in sentences(text):
        for pattern in _DUTIES:
            for hit in pattern.finditer(sentence):
                what = hit["what"].strip(' *"”,').removeprefix("att ")
                if not any(what in known.what for known in found):
                    found.append(Duty(hit["who"].strip(), hit["shall"], what, sentence))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a list under a line that ends with a colon goes with that line."""
    joined = re.sub(r":\n+(?=[-–•\d])", ": ", text)
    return [piece.strip() for piece in re.split(r"(?<=[.;])\s+(?=[A-ZÅÄÖ])|\n+", joined) if piece.strip()]
