"""The transition plan of a change: what hangs on what ends, to whom it goes, what has gone (R20, R25)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from samsyn.kit.periods import end_of
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries.changes import ChangeRow, Key
from samsyn.organisation.rules import Access
from samsyn.oversight.models import Transfer
from samsyn.oversight.queries.owned import MOVES, OwnedRow, Owning, hanging, ids

Receiver = tuple[Key, str]
"""Who takes over: its key and name."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many rows of a kind have gone and how many remain (läge per slag)."""

    kind: Owning
    moved: int
    left: int

    @property
    def total(self) -> int:
        """Return how many there were."""
        return self.moved + self.left


@dataclass(frozen=True, slots=True)
class Plan:
    """What must go, what may go since only a part of its owner does, and what has gone (övergångsplan)."""

    change: ChangeRow
    left: list[OwnedRow]
    may: list[OwnedRow]
    done: list[Transfer]
    receivers: list[Receiver]

    @property
    def total(self) -> int:
        """Return how many rows go, those that have gone too."""
        return len(self.left) + len(self.done)

    @property
    def lingering(self) -> list[OwnedRow]:
        """Return the open investigations that have not gone."""
        return [row for row in self.left if row.open]

    @property
    def counts(self) -> list[KindCount]:
        """Return each kind that has rows, in order."""
        left, done = Counter(row.kind.key for row in self.left), Counter(one.kind for one in self.done)
        return [
            KindCount(one, done[one.key], left[one.key]) for one in MOVES if left[one.key] or done[one.key]
        ]

    def name(self, source: Key) -> str:
        """Return the name that a source had when the change was decided."""
        return next(part.source_name for part in self.change.parts if part.source == source)

    def receiver(self, source: Key) -> Receiver:
        """Return who takes over what hangs on a source, if nobody else is chosen."""
        mine = [part for part in self.change.parts if part.source == source]
        part = next((one for one in mine if one.share != "part" and one.target != source), mine[0])
        return part.target, part.target_name


def plan(access: Access, change: ChangeRow, *, today: date, as_of: date | None) -> Plan:
    """Return the transition plan of a change as it stands, or stood by the end of a day; two queries."""
    must, may = sources(change)
    keys = must | may
    found = hanging(access, as_of or today, *ids(keys), as_of=as_of) if keys else []
    targets = {part.target: part.target_name for part in change.parts}
    if change.kind == "moved":
        found = [row for row in found if ("body", row.home) not in targets]
    done = Transfer.objects.filter(succession_id=change.id)
    if as_of is not None:
        done = done.filter(moved_at__lt=end_of(as_of))
    return Plan(
        change, [row for row in found if row.source in must], [row for row in found if row.source in may],
        list(done), list(targets.items()),
    )  # fmt: skip


def sources(change: ChangeRow) -> tuple[set[Key], set[Key]]:
    """Return what hands over all it has in a change, and what hands over a part of it."""
    mine = {part.source: part for part in change.parts if part.source}
    if change.withdrawn_at:
        return set(), set()
    if change.kind == "moved":
        return {key for key in mine if key[0] == "unit"}, set()
    if change.kind not in ("merged", "split", "closed"):
        return set(), set()
    kept = {part.target for part in change.parts} | {
        key for key in mine if all(part.share == "part" for part in change.parts if part.source == key)
    }
    return set(mine) - kept, set(mine) & kept


def moved(municipality: Municipality, as_of: date | None) -> list[int]:
    """Return the change that each row moved in, once a row; one query."""
    done = Transfer.objects.filter(succession__municipality=municipality)
    if as_of is not None:
        done = done.filter(moved_at__lt=end_of(as_of))
    return list(done.order_by().values_list("succession_id", flat=True))
