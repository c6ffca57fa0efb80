"""Which boards take part in others' initiatives, now or as recorded on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from samsyn.history.queries import rows
from samsyn.register.models import Participation
from samsyn.register.queries.phases import JSONList


@dataclass(frozen=True, slots=True)
class Partner:
    """A board's part in an initiative: its need, from when, and the first day it no longer takes part (deltagande)."""

    id: int
    body_id: int
    need: str
    valid_from: date
    valid_to: date | None


def joined(as_of: date | None) -> Subquery:
    """Return the boards that take part in each initiative, as one value to read with `parts_of`."""
    found = rows(Participation, as_of).filter(initiative_id=OuterRef("id"))
    row = JSONObject(**{name: name for name in ("id", "body_id", "need", "valid_from", "valid_to")})
    return Subquery(found.order_by().values("initiative_id").annotate(told=JSONList(row)).values("told"))


def parts_of(told: list[dict[str, Any]] | None, owner: int) -> list[Partner]:
    """Return what `joined` read, those that have left last; the owner itself takes no part beside."""
    found = [
        Partner(
            row["id"], row["body_id"], row["need"], date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in told or () if row["body_id"] != owner
    ]  # fmt: skip
    return sorted(found, key=lambda part: (part.valid_to is not None, part.valid_from, part.id))


def taking_part(as_of: date | None, today: date) -> QuerySet[Any]:
    """Return who takes part on the day, as rows of an initiative and a body."""
    day = as_of or today
    return rows(Participation, as_of).filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by()


def also_where(body_id: int, as_of: date | None, today: date) -> Q:
    """Return the filter for a board's own initiatives and those it takes part in (R65)."""
    mine = taking_part(as_of, today).filter(body_id=body_id)
    return Q(body_id=body_id) | Q(id__in=mine.values("initiative_id"))
