"""Which texts are about the same thing, by the stems they share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from samsyn.kit.words import stems

ALIKE = 0.2
"""How alike a text and a group must be, 0–1, for the text to belong there."""
_ROOT = 7
"""Letters that two words share when one is the other's compound ("kompetens", "kompetensförsörjning")."""
_EMPTY = frozenset(
    stem[:_ROOT]
    for stem in stems(
        "och att det som en ett står stå förväntas förväntningar i på av för med till den har de inte om är"
        " var sig så vi från kan när man ska skall bör behöver måste vid under också efter upp där eller hur"
        " mot över nu än in mellan utan kring samt även hos vad vilka vilken vilket varför vem detta denna"
        " dessa sin sina sitt deras vår våra vårt blir bli få får göra görs finns finnas mer mycket olika"
        " gäller avseende gällande enligt inom genom utifrån bland annat dock därför vidare dessutom nämnden"
        " nämnder förvaltningen förvaltningar kommunen kommunens staden förslaget förslag riktlinjer"
        " riktlinjerna remissen yttrande önskar önskas efterfrågar saknar anser tycker menar vill se ser"
        " positivt välkomnar delar bra viktigt vikten vikt frågan frågor förtydligande förtydligas förtydliga"
        " framgå framgår tydlig tydligt tydliggöras beskrivning beskrivs betona påpeka synpunkt synpunkter"
        " stöd föreslår"
    )
)

_WORD = re.compile(r"[^\W\d_]+")

Weights = dict[str, float]


def roots(text: str) -> Counter[str]:
    """Return how often each root stands in a text; words that any answer holds are left out."""
    return Counter(root for word in _WORD.findall(text.casefold()) if (root := _root(word)))


@lru_cache(50_000)
def _root(word: str) -> str:
    """Return a word's root; nothing for one that any answer holds, or that names who answers."""
    stem = "".join(stems(word))
    root = "" if len(stem) < 3 or stem.endswith(("nämnd", "förvaltning")) else stem[:_ROOT]
    return "" if root in _EMPTY else root


@dataclass(slots=True)
class _Group:
    """Texts taken to be about one thing: their places and the sum of their weights (grupp)."""

    members: list[int] = field(default_factory=list)
    weights: Weights = field(default_factory=dict)

    @property
    def length(self) -> float:
        return math.sqrt(sum(weight * weight for weight in self.weights.values()))


def groups(texts: Sequence[str], seeds: Sequence[str] = ()) -> list[list[int]]:
    """Return the places of the texts in groups: first one group per seed, maybe empty, then those found, largest first.

    Each text stands in one group; one like no other stands alone. The same texts in the same order group the same way.
    """
    weighed = _weighed([roots(text) for text in (*seeds, *texts)])
    heads, rest = weighed[: len(seeds)], weighed[len(seeds) :]
    first = _assigned(rest, [_Group(weights=dict(head)) for head in heads], opens=True)
    # Once more against whole groups, so that the first texts are not judged by fewer than the last.
    again = [_Group(weights=group.weights) for group in first]
    settled = _assigned(rest, again, opens=False)
    return [one.members for one in settled[: len(heads)]] + sorted(
        (one.members for one in settled[len(heads) :] if one.members), key=lambda found: (-len(found), found)
    )


def _weighed(counted: Sequence[Counter[str]]) -> list[Weights]:
    """Return each text's roots, weighed by how few texts have them, at length one."""
    known = Counter(root for one in counted for root in one)
    many = len(counted)
    rare = {root: math.log(1 + many / n) for root, n in known.items()}
    found = []
    for one in counted:
        weights = {root: (1 + math.log(n)) * rare[root] for root, n in one.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found.append({root: weight / length for root, weight in weights.items()})
    return found


def _assigned(texts: Iterable[Weights], groups: list[_Group], *, opens: bool) -> list[_Group]:
    """Put each text in the group it is most like; `opens` a new one where none is like enough, and lets groups grow."""
    holding: dict[str, set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        for root in group.weights:
            holding[root].add(place)
    lengths = [group.length for group in groups]
    for at, weights in enumerate(texts):
        near = _nearest(weights, groups, lengths, holding)
        if near is None:
            groups.append(_Group())
            lengths.append(0.0)
        home = len(groups) - 1 if near is None else near
        groups[home].members.append(at)
        if opens:
            _grow(groups[home], weights)
            lengths[home] = groups[home].length
            for root in weights:
                holding[root].add(home)
    return groups


def _grow(group: _Group, weights: Weights) -> None:
    for root, weight in weights.items():
        group.weights[root] = group.weights.get(root, 0.0) + weight


def _nearest(
    weights: Weights, groups: Sequence[_Group], lengths: Sequence[float], holding: dict[str, set[int]]
) -> int | None:
    """Return the place of the group that a text is most like, the earliest of equals; None when none is like enough."""
    shared: dict[int, float] = defaultdict(float)
    for root, weight in weights.items():
        for place in holding.get(root, ()):
            shared[place] += weight * groups[place].weights[root]
    best = max(((likeness / lengths[place], -place) for place, likeness in shared.items()), default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def title(texts: Sequence[str], most: int = 3) -> str:
    """Return a heading for a group: the words most of its texts share, as the first text writes them; "" for none."""
    counted = Counter(root for text in texts for root in roots(text))
    known = [root for root, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])) if n > 1][
        :most
    ]
    words = [next(filter(None, (_written(root, text) for text in texts))) for root in known]
    return ", ".join(words).capitalize()


def _written(root: str, text: str) -> str:
    return next((word for word in _WORD.findall(text.casefold()) if _root(word) == root), "")


@dataclass(frozen=True, slots=True)
class Alike:
    """A text that is like another: its key, how much of the other it shares, 0–1, and the roots (likhet)."""

    key: int
    likeness: float
    roots: frozenset[str]


def alike(wanted: str, texts: Mapping[int, str]) -> list[Alike]:
    """Return the texts that share enough of a text's roots, the likest first.

    Rare roots weigh more. One root alone counts only when at most one text in twenty has it, or it is all there is.
    """
    asked = root_set(wanted)
    shared = {key: found for key, text in texts.items() if (found := asked & root_set(text))}
    known = Counter(root for found in shared.values() for root in found)
    many = len(texts)
    rare = {root: math.log(1 + many / known[root]) if known[root] else math.log(1 + many) for root in asked}
    whole = sum(rare.values()) or 1.0
    telling = {root for root, n in known.items() if n <= max(3, many / 20)}
    near = [
        Alike(key, sum(rare[root] for root in roots) / whole, roots)
        for key, roots in shared.items()
        if len(roots) > 1 or roots & telling
    ]
    return sorted((one for one in near if one.likeness >= ALIKE), key=lambda one: (-one.likeness, one.key))


@lru_cache(20_000)
def root_set(text: str) -> frozenset[str]:
    """Return the roots of a text; kept by the text itself, so that a text that changes is read anew."""
    return frozenset(roots(text))


def overlap(one: str, other: str) -> float:
    """Return how alike two names are letter by letter, 0–1: the share of three-letter pieces they have in common."""
    pieces, others = _pieces(one), _pieces(other)
    return 2 * len(pieces & others) / (len(pieces) + len(others) or 1)


def _pieces(text: str) -> frozenset[str]:
    plain = f"  {' '.join(_WORD.findall(text.casefold()))} "
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def words_of(found: Iterable[str], text: str) -> list[str]:
    """Return roots as a text writes them first, in the text's order."""
    wanted, told = set(found), []
    for word in _WORD.findall(text.casefold()):
        if (root := _root(word)) in wanted:
            wanted.discard(root)
            told.append(word)
    return told
