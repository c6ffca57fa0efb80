"""How the organisation has changed and will: what exists on a day, what it was called, who took over from whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import DecisionRef
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
    parts: tuple[PartRow, ...]

    @property
    def sources(self) -> list[str]:
        """Return the names of what was changed, each once."""
        return list(dict.fromkeys(part.source_name for part in self.parts if part.source))

    @property
    def targets(self) -> list[str]:
        """Return the names of what it became, each once."""
        return list(dict.fromkeys(part.target_name for part in self.parts))


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A body or unit as it was called on a day, with the days it exists (organ eller enhet)."""

    key: Key
    name: str
    kind: str
    above: Key | None
    office: str
    start: date | None
    end: date | None

    def there(self, day: date) -> bool:
        """Return whether it exists on a day."""
        return exists(self.start, self.end, day)


def changes(municipality: Municipality, as_of: date | None) -> list[ChangeRow]:
    """Return the changes decided by the end of a day, the latest day first; two queries."""
    found = Succession.objects.filter(municipality=municipality).prefetch_related("parts")
    if as_of is not None:
        found = found.filter(recorded_at__lt=end_of(as_of))
    return [change_of(one) for one in found]


def change_of(one: Succession) -> ChangeRow:
    """Return a change with its parts; one query."""
    decided = DecisionRef(one.decided_body, one.decided_on, one.decided_paragraph)
    parts = tuple(_part(part) for part in one.parts.all())
    return ChangeRow(
        one.pk, one.kind, one.get_kind_display(), one.day, decided, one.case_number, one.note, one.recorded_at,
        one.effected_at, parts,
    )  # fmt: skip


def _part(part: SuccessionPart) -> PartRow:
    source = _key(part.source_body_id, part.source_unit_id)
    target = _key(part.target_body_id, part.target_unit_id) or ("body", 0)
    return PartRow(source, target, part.share, part.source_name, part.target_name)


def _key(body: int | None, unit: int | None) -> Key | None:
    return ("body", body) if body else ("unit", unit) if unit else None


def nodes(
    municipality: Municipality, day: date, as_of: date | None, known: Iterable[ChangeRow] = ()
) -> dict[Key, NodeRow]:
    """Return all bodies and units recorded by `as_of`, named as on `day`, also those not formed or ended then.

    `known` are the changes, by which a name or place on a day is told where the rows were written another day. Three
    queries.
    """
    offices = dict(Administration.objects.filter(body__municipality=municipality).values_list("pk", "name"))
    columns = ("id", "name", "kind", "parent_id", "valid_from", "valid_to")
    bodies = rows(Body, as_of).filter(municipality_id=municipality.pk).values_list(*columns)
    found = [
        NodeRow(("body", key), name, kind, ("body", above) if above else None, "", start, end)
        for key, name, kind, above, start, end in bodies
    ]
    ids = [node.key[1] for node in found]
    columns = ("id", "name", "body_id", "administration_id", "valid_from", "valid_to")
    found += [
        NodeRow(("unit", key), name, "unit", ("body", above), offices.get(office, ""), start, end)
        for key, name, above, office, start, end in rows(Unit, as_of)
        .filter(body_id__in=ids)
        .values_list(*columns)
    ]
    return _named({node.key: node for node in found}, day, known)


def _named(found: dict[Key, NodeRow], day: date, known: Iterable[ChangeRow]) -> dict[Key, NodeRow]:
    """Return the nodes with the names of the day: of later changes the old one, of earlier ones the new one."""
    renamed = sorted((one for one in known if one.kind == "renamed"), key=lambda one: (one.day, one.id))
    for one in [
        *reversed([one for one in renamed if one.day > day]),
        *(one for one in renamed if one.day <= day),
    ]:
        for part in one.parts:
            if part.source in found:
                name = part.source_name if one.day > day else part.target_name
                found[part.source] = replace(found[part.source], name=name)
    return found


def gone(municipality: Municipality, day: date, as_of: date | None) -> tuple[set[Key], set[Key]]:
    """Return the bodies and units that have ended by a day, and those not formed yet, as recorded by `as_of`; two
    queries."""
    ended, unformed = set[Key](), set[Key]()
    for sort, model, mine in (("body", Body, "municipality_id"), ("unit", Unit, "body__municipality_id")):
        found = rows(model, as_of).filter(**{mine: municipality.pk})
        for key, start, end in found.values_list("id", "valid_from", "valid_to"):
            if not exists(start, end, day):
                (ended if end and end <= day else unformed).add((sort, key))
    return ended, unformed


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
