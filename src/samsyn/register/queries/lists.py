"""An initiative's light lists, live or as of a day: risks, what it waits for, and who does what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from samsyn.history.queries import rows
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.scales import Risk
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import Dependency, Initiative, KnownRisk, Part
from samsyn.register.rules import risk_level


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk with its level (risk)."""

    id: int
    what: str
    likelihood: int
    consequence: int
    measure: str
    owner: str
    ended_on: date | None

    @property
    def weight(self) -> int:
        """Return likelihood times consequence, 1 to 16."""
        return self.likelihood * self.consequence

    @property
    def level(self) -> Risk:
        """Return how much it weighs, on the scale that initiatives are judged on."""
        return risk_level(self.likelihood, self.consequence)


@dataclass(frozen=True, slots=True)
class Wait:
    """That one initiative waits for another, or for something outside (beroende).

    `number`, `title` and `end` are the other's, empty when it is outside or the reader may not see it.
    """

    id: int
    what: str
    needed_by: date | None
    ended_on: date | None
    number: int | None
    title: str | None
    end: date | None

    @property
    def ref(self) -> Ref | None:
        """Return how people refer to the other initiative."""
        return numbered("I", self.number) if self.number else None

    @property
    def clash(self) -> bool:
        """Return whether the other is planned to be ready after it is needed."""
        return bool(not self.ended_on and self.needed_by and self.end and self.end > self.needed_by)


@dataclass(frozen=True, slots=True)
class PartLine:
    """Who has a role (roll)."""

    id: int
    role: str
    what: str
    since: date | None
    ended_on: date | None


_RISK = ("id", "what", "likelihood", "consequence", "measure", "owner", "ended_on")
_WAIT = ("id", "what", "needed_by", "ended_on", "other_number", "other_title", "other_end")
_PART = ("id", "role", "what", "since", "ended_on")


def risks_of(initiative_id: int, as_of: date | None) -> list[RiskLine]:
    """Return an initiative's risks, open ones first, the heaviest first."""
    found = [RiskLine(*values) for values in _mine(KnownRisk, initiative_id, as_of).values_list(*_RISK)]
    return sorted(found, key=lambda one: (one.ended_on is not None, -one.weight, one.id))


def waits_of(access: Access, initiative_id: int, as_of: date | None) -> tuple[list[Wait], list[Wait]]:
    """Return what an initiative waits for, and what waits for it; one query."""
    both = rows(Dependency, as_of).filter(Q(initiative_id=initiative_id) | Q(on_id=initiative_id))
    other = rows(Initiative, as_of).filter(
        ~Q(id=initiative_id), visible_on(access, "initiative", Initiative, as_of),
        Q(id=OuterRef("on_id")) | Q(id=OuterRef("initiative_id")),
    )  # fmt: skip
    its = {f"other_{name}": Subquery(other.values(name)[:1]) for name in ("number", "title", "end")}
    told = both.annotate(**its).order_by("needed_by", "id").values_list("on_id", *_WAIT)
    waits: tuple[list[Wait], list[Wait]] = ([], [])
    for on_id, *values in told:
        waits[on_id == initiative_id].append(Wait(*values))
    return waits


def parts_of(initiative_id: int, as_of: date | None) -> list[PartLine]:
    """Return who does what in an initiative, those who have left last."""
    order = [role for role, _ in Part.ROLES]
    found = [PartLine(*values) for values in _mine(Part, initiative_id, as_of).values_list(*_PART)]
    return sorted(found, key=lambda one: (one.ended_on is not None, order.index(one.role), one.id))


def _mine(model: Any, initiative_id: int, as_of: date | None) -> Any:
    return rows(model, as_of).filter(initiative_id=initiative_id)
