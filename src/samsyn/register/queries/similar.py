"""Which initiatives are like one that is being written: the same words, the same system, the same process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from samsyn.kit.likeness import alike, overlap, words_of
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.words import folded, listed
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access
from samsyn.register.models import ENDED, Initiative, Phase, System, SystemUse

SHOWN = 5
ENOUGH = 0.3
"""How alike, 0–1, an initiative must be to be shown."""
SHORTEST = 4
"""Letters that a system's name needs to be found in a text."""
SAME = {"system": 0.3, "process": 0.25}
"""What is added for a system or a process in common."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been written so far of an initiative (utkast)."""

    title: str = ""
    problem: str = ""
    process: str = ""
    own: int | None = None
    """The number that it has already, so that it isn't found to be like itself."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An initiative that is like a draft, and why (liknande initiativ)."""

    number: int
    title: str
    body_id: int
    phase: str
    joinable: bool
    likeness: float
    words: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    process: str = ""

    @property
    def ref(self) -> Ref:
        """Return the reference people use, such as I-0147."""
        return numbered("I", self.number)

    @property
    def phase_label(self) -> str:
        """Return the phase in words."""
        return Phase(self.phase).label

    @property
    def why(self) -> str:
        """Return in words what is in common."""
        told = (
            ("Ord", self.words),
            ("System", self.systems),
            ("Process", (self.process,) if self.process else ()),
        )
        return ". ".join(f"{label}: {listed(found)}" for label, found in told if found)


_COLUMNS = ("id", "number", "title", "problem", "process", "body_id", "phase", "secrecy_ground")


def similar(access: Access, municipality: Municipality, draft: Draft) -> list[Similar]:
    """Return the initiatives most like a draft that the reader may see, across boards; three queries at most.

    All texts are read and compared by their roots, which are kept by text: nothing to keep in step with the rows.
    """
    wanted = f"{draft.title} {draft.problem}".strip()
    if not wanted and not draft.process:
        return []
    found = Initiative.objects.filter(visible(access, "initiative"), municipality=municipality, draft=False)
    rows = {row[0]: row for row in found.exclude(number=draft.own or 0).values_list(*_COLUMNS)}
    using = _using(access, municipality, wanted)
    by_words = {
        one.key: one for one in alike(wanted, {key: f"{row[2]} {row[3]}" for key, row in rows.items()})
    }
    process = folded(draft.process)
    same = {key for key, row in rows.items() if process and folded(row[4]) == process}
    near = []
    for key in by_words.keys() | (using.keys() & rows.keys()) | same:
        hit = _hit(rows[key], draft, by_words.get(key))
        near.append(_more(hit, using.get(key, ()), rows[key][4] if key in same else ""))
    chosen = sorted(
        (one for one in near if one.likeness >= ENOUGH), key=lambda one: (-one.likeness, -one.number)
    )
    return chosen[:SHOWN]


def _hit(row: tuple[Any, ...], draft: Draft, words: Any) -> Similar:
    _, number, title, problem, _, body_id, phase, ground = row
    joinable = not ground and Phase(phase) not in ENDED
    if words is None:
        return Similar(number, title, body_id, phase, joinable, 0.0)
    likeness = max(words.likeness, overlap(draft.title, title))
    told = tuple(words_of(words.roots, f"{title} {problem}"))
    return Similar(number, title, body_id, phase, joinable, likeness, told[:5])


def _more(hit: Similar, systems: tuple[str, ...], process: str) -> Similar:
    added = (SAME["system"] if systems else 0) + (SAME["process"] if process else 0)
    alone = ENOUGH if process and not hit.words else 0
    return replace(hit, likeness=max(hit.likeness + added, alone), systems=systems, process=process)


def _using(access: Access, municipality: Municipality, text: str) -> dict[int, tuple[str, ...]]:
    """Return which initiatives build on a system that a text names, with the systems' names."""
    told = f" {folded(text)} "
    seen = System.objects.filter(visible(access, "initiative"), municipality=municipality)
    named = {
        key: name
        for key, name in seen.order_by().values_list("id", "name")
        if len(name) >= SHORTEST and f" {folded(name)}" in told
    }
    found: dict[int, tuple[str, ...]] = {}
    if named:
        uses = SystemUse.objects.filter(system_id__in=named).values_list("initiative_id", "system_id")
        for initiative, system in uses:
            found[initiative] = (*found.get(initiative, ()), named[system])
    return found
