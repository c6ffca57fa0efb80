"""One system: its facts, who uses it, what builds on it, what it replaces, its plans and what has happened."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q

from samsyn.history.models import Act
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import Ref, numbered
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import BoardUse, Initiative, ObjectPlan, Phase, System, SystemUse
from samsyn.register.queries.systems import COLUMNS, SystemFacts
from samsyn.register.rules import chain


def system_facts(
    access: Access, municipality: Municipality, pk: int, as_of: date | None
) -> SystemFacts | None:
    """Return a system of the municipality that the reader may see, None when there is none."""
    seen = rows(System, as_of).filter(visible_on(access, "initiative", System, as_of))
    found = seen.filter(municipality_id=municipality.pk, id=pk).values(*COLUMNS).first()
    return SystemFacts(**found) if found else None


@dataclass(frozen=True, slots=True)
class UseRow:
    """A body that uses a system, how many there and for what (nyttjande)."""

    id: int
    body_id: int
    users: int | None
    purpose: str


def board_uses(system_id: int, as_of: date | None) -> list[UseRow]:
    """Return who uses a system, those with most users first."""
    found = rows(BoardUse, as_of).filter(system_id=system_id)
    told = [UseRow(*values) for values in found.values_list("id", "body_id", "users", "purpose")]
    return sorted(told, key=lambda one: (-(one.users or 0), one.id))


@dataclass(frozen=True, slots=True)
class Building:
    """An initiative that builds on a system or changes it (initiativ)."""

    number: int
    title: str
    body_id: int
    phase: str
    state: str

    @property
    def ref(self) -> Ref:
        """Return the reference people use."""
        return numbered("I", self.number)

    @property
    def phase_label(self) -> str:
        """Return the phase in words."""
        return Phase(self.phase).label


def building_on(access: Access, system_id: int, as_of: date | None) -> list[Building]:
    """Return the initiatives that build on a system and the reader may see, by number."""
    used = SystemUse.objects.filter(system_id=system_id).values("initiative_id")
    seen = rows(Initiative, as_of).filter(visible_on(access, "initiative", Initiative, as_of), id__in=used)
    found = seen.filter(draft=False).order_by("number")
    return [Building(*values) for values in found.values_list("number", "title", "body_id", "phase", "state")]


@dataclass(frozen=True, slots=True)
class Replacing:
    """What a system replaces, and what replaces it step by step: ids and names (ersättning)."""

    before: tuple[tuple[int, str], ...]
    after: tuple[tuple[int, str], ...]


def replacing(access: Access, municipality: Municipality, pk: int, as_of: date | None) -> Replacing:
    """Return the chain of systems that a system stands in, those that the reader may see."""
    seen = rows(System, as_of).filter(
        visible_on(access, "initiative", System, as_of), municipality_id=municipality.pk
    )
    following = seen.filter(replaced_by_id__isnull=False)
    found = list(
        seen.filter(
            Q(replaced_by_id__isnull=False) | Q(id__in=following.values("replaced_by_id"))
        ).values_list("id", "name", "replaced_by_id")
    )
    names = {key: name for key, name, _ in found}
    after = {key: nxt for key, _, nxt in found if nxt in names}
    return Replacing(
        tuple((key, names[key]) for key, nxt in after.items() if nxt == pk),
        tuple((key, names[key]) for key in chain(after, pk)[1:]),
    )


@dataclass(frozen=True, slots=True)
class ObjectPlanRow:
    """An object's plan for a year as recorded on a day; the budget is in öre (objektplan)."""

    id: int
    body_id: int
    managed_object: str
    year: int
    goals: str
    changes: str
    budget: int | None
    decided_by: str
    decided_on: date | None


PLAN = [field.name for field in fields(ObjectPlanRow)]


def object_plans(
    municipality: Municipality, as_of: date | None, *, named: str = "", body_id: int | None = None
) -> list[ObjectPlanRow]:
    """Return the plans, the latest year first; of one object when it is `named`."""
    found = rows(ObjectPlan, as_of).filter(municipality_id=municipality.pk)
    found = found.filter(managed_object__iexact=named) if named else found
    found = found.filter(body_id=body_id) if body_id else found
    return [
        ObjectPlanRow(*values)
        for values in found.order_by("-year", "managed_object", "id").values_list(*PLAN)
    ]


def acts_of(pk: int, as_of: date | None) -> list[Act]:
    """Return the latest acts that saved a system or who uses it; who sees the page may see them."""
    mine: Any = System.history.filter(id=pk).order_by().values("act_id")
    uses: Any = BoardUse.history.filter(system_id=pk).order_by().values("act_id")
    found = Act.objects.filter(Q(pk__in=mine) | Q(pk__in=uses))
    if as_of is not None:
        found = found.filter(at__lt=end_of(as_of))
    return list(found.order_by("-at", "-pk")[:12])
