"""How the organisation has changed and will: what exists on a day, what it was called, who took over from whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import DecisionRef
from samsyn.kit.words import listed
from samsyn.organisation.models import Administration, Body, Municipality, Succession, SuccessionPart, Unit
from samsyn.organisation.queries import exists

Key = tuple[str, int]
"""A node: "body" or "unit" with its id."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """What became what in a change, by the names they had (del av ändring)."""

    source: Key | None
    target: Key
    share: str
    source_name: str
    target_name: str
    source_place: Key | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of the organisation with its decision and parts (organisationsändring)."""

    id: int
    kind: str
    label: str
    day: date
    decided: DecisionRef
    case_number: str
    note: str
    recorded_at: datetime
    effected_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    parts: tuple[PartRow, ...]

    @property
    def sentence(self) -> str:
        """Return what becomes what, in words."""
        sources = dict.fromkeys(
            f"en del av {part.source_name}"
            if part.share == "part" and self.kind != "split"
            else part.source_name
            for part in self.parts
            if part.source
        )
        targets = dict.fromkeys(part.target_name for part in self.parts)
        return TOLD[self.kind].format(listed(list(sources)), listed(list(targets)))

    @property
    def decision(self) -> str:
        """Return the decision with its day and case, as far as they are known."""
        day = str(self.decided.day) if self.decided.day else ""
        return ", ".join(filter(None, (str(self.decided), day, self.case_number)))


TOLD = {
    "formed": "{1} bildas",
    "merged": "{0} blir {1}",
    "split": "{0} delas mellan {1}",
    "renamed": "{0} byter namn till {1}",
    "moved": "{0} flyttas till {1}",
    "closed": "{0} upphör och {1} tar över",
}
"""What a change says of its sources and targets."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A body, administration or unit as it was called on a day, with the days it exists (nod i organisationen)."""

    key: Key
    name: str
    kind: str
    above: Key | None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The organisation as it looks on a day: everything that was, is or will be, and the changes (bild)."""

    day: date
    changes: list[ChangeRow]
    nodes: dict[Key, NodeRow]
    withdrawn: tuple[ChangeRow, ...] = ()

    def there(self, key: Key | None) -> bool:
        """Return whether a body, administration or unit exists on the day."""
        node = self.nodes.get(key) if key else None
        if node is None or node.kind == "office":
            return node is not None and self.there(node.above)
        return exists(node.start, node.end, self.day)

    def below(self, above: Key | None) -> list[NodeRow]:
        """Return what lies right under a node on the day, or at the top; bodies under none that is there are there."""
        here = [node for node in self.nodes.values() if self.there(node.key)]
        return [node for node in here if (node.above if self.there(node.above) else None) == above]

    @property
    def ended(self) -> list[Key]:
        """Return the bodies and units that have ended by the day."""
        return [key for key, node in self.nodes.items() if node.end and node.end <= self.day]

    @property
    def unformed(self) -> list[Key]:
        """Return the bodies and units that are not formed yet on the day."""
        return [
            key
            for key, node in self.nodes.items()
            if node.start and self.day < node.start and key not in self.ended
        ]


def changes(municipality: Municipality, as_of: date | None) -> list[ChangeRow]:
    """Return the changes decided and not withdrawn by the end of a day, the latest day first; two queries."""
    return [one for one in decided(municipality, as_of) if one.withdrawn_at is None]


def decided(municipality: Municipality, as_of: date | None) -> list[ChangeRow]:
    """Return the changes decided by the end of a day, those that were withdrawn too; two queries."""
    found = Succession.objects.filter(municipality=municipality).prefetch_related("parts")
    if as_of is not None:
        found = found.filter(recorded_at__lt=end_of(as_of))
    return [change_of(one, as_of) for one in found]


def change_of(one: Succession, as_of: date | None = None) -> ChangeRow:
    """Return a change with its parts, not withdrawn yet on a day before it was; one query."""
    by_decision = DecisionRef(one.decided_body, one.decided_on, one.decided_paragraph)
    parts = tuple(_part(part) for part in one.parts.all())
    gone = one.withdrawn_at
    if gone and as_of and gone >= end_of(as_of):
        gone = None
    return ChangeRow(
        one.pk, one.kind, one.get_kind_display(), one.day, by_decision, one.case_number, one.note, one.recorded_at,
        one.effected_at, gone, one.withdrawn_why if gone else "", parts,
    )  # fmt: skip


def _part(part: SuccessionPart) -> PartRow:
    place: Key | None = ("body", part.source_body_id) if part.source_body_id else None
    source: Key | None = ("unit", part.source_unit_id) if part.source_unit_id else place
    target: Key = ("unit", part.target_unit_id) if part.target_unit_id else ("body", part.target_body_id)
    return PartRow(source, target, part.share, part.source_name, part.target_name, place)


def picture(municipality: Municipality, day: date, as_of: date | None) -> Picture:
    """Return the organisation on a day, as recorded by the end of `as_of`; five queries.

    What a withdrawn change would have formed begins and ends the same day: it is there on none.
    Names and places are those of the day also where a change was written down another day than it took effect.
    """
    every = decided(municipality, as_of)
    known = [one for one in every if one.withdrawn_at is None]
    found = [*_bodies(municipality, as_of), *_offices(municipality, as_of), *_units(municipality, as_of)]
    nodes = {node.key: node for node in found}
    gone = tuple(one for one in every if one.withdrawn_at)
    return Picture(day, known, _of_the_day(nodes, day, known), gone)


def _bodies(municipality: Municipality, as_of: date | None) -> Iterator[NodeRow]:
    found = rows(Body, as_of).filter(municipality_id=municipality.pk).order_by("name")
    for key, name, kind, above, start, end in found.values_list(
        "id", "name", "kind", "parent_id", "valid_from", "valid_to"
    ):
        yield NodeRow(("body", key), name, kind, ("body", above) if above else None, start, end)


def _offices(municipality: Municipality, as_of: date | None) -> Iterator[NodeRow]:
    found = rows(Administration, as_of).filter(body__municipality_id=municipality.pk).order_by("name")
    for key, name, body in found.values_list("id", "name", "body_id"):
        yield NodeRow(("office", key), name, "office", ("body", body))


def _units(municipality: Municipality, as_of: date | None) -> Iterator[NodeRow]:
    found = rows(Unit, as_of).filter(body__municipality_id=municipality.pk).order_by("name")
    columns = ("id", "name", "body_id", "administration_id", "valid_from", "valid_to")
    for key, name, body, office, start, end in found.values_list(*columns):
        yield NodeRow(
            ("unit", key), name, "unit", ("office", office) if office else ("body", body), start, end
        )


def _of_the_day(found: dict[Key, NodeRow], day: date, known: Iterable[ChangeRow]) -> dict[Key, NodeRow]:
    """Return the nodes with the names and places of the day: of later changes the old ones, of earlier ones the new."""
    written = sorted(
        (one for one in known if one.kind in ("renamed", "moved")), key=lambda one: (one.day, one.id)
    )
    later = [one for one in written if one.day > day]
    for one in [*reversed(later), *(one for one in written if one.day <= day)]:
        for part in one.parts:
            if part.source in found:
                found[part.source] = replace(
                    found[part.source], **_as_it_was(found, part, one, one.day > day)
                )
    return found


def _as_it_was(found: dict[Key, NodeRow], part: PartRow, change: ChangeRow, before: bool) -> dict[str, Any]:
    """Return the name or place that a change gives a node, or gave it up."""
    if change.kind == "renamed":
        return {"name": part.source_name if before else part.target_name}
    place = part.source_place if before else part.target
    if place == part.source:
        return {}
    office = next(
        (node.key for node in found.values() if node.kind == "office" and node.above == place), place
    )
    return {"above": office if part.source and part.source[0] == "unit" else place}


def heir(key: Key, day: date, known: Sequence[ChangeRow]) -> Key | None:
    """Return the key of the one that answers on a day for what a body or unit that has ended leaves; None without one.

    It is the one that took all of it or the rest, and after that the one that took over from that one.
    """
    seen: set[Key] = set()
    while key not in seen:
        seen.add(key)
        after = next(
            (
                part.target
                for one in known
                if one.day <= day and one.kind in ("merged", "split", "closed")
                for part in one.parts
                if part.source == key and part.share != "part" and part.target != key
            ),
            None,
        )
        if after is None:
            return key if len(seen) > 1 else None
        key = after
    return None
