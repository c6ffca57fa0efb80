"""Legal questions about initiatives, how long answers take, and which are late (R27)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from samsyn.history.queries import rows
from samsyn.kit.refs import Ref, numbered
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import may, visible_on
from samsyn.organisation.rules import Access, Role, Thing
from samsyn.register.models import Initiative, LegalAdvice


@dataclass(frozen=True, slots=True)
class Advice:
    """A legal question as recorded on a day (juridiskt råd)."""

    id: int
    initiative_id: int
    question: str
    asked_by: str
    asked_on: date
    needed_by: date | None
    answer: str
    answered_by: str
    answered_on: date | None

    @property
    def lead(self) -> int | None:
        """Return how many days the answer took, None while there is none."""
        return (self.answered_on - self.asked_on).days if self.answered_on else None

    def late(self, day: date) -> bool:
        """Return whether the answer came, or has still not come by a day, after it was needed."""
        return self.needed_by is not None and (self.answered_on or day) > self.needed_by


@dataclass(frozen=True, slots=True)
class Asked:
    """A legal question with the initiative it is about (fråga)."""

    advice: Advice
    number: int
    title: str
    body_id: int

    @property
    def ref(self) -> Ref:
        """Return how people refer to the initiative."""
        return numbered("I", self.number)


_FIELDS = (
    "id", "initiative_id", "question", "asked_by", "asked_on", "needed_by", "answer", "answered_by", "answered_on",
)  # fmt: skip


def advice_of(initiative_id: int, as_of: date | None) -> list[Advice]:
    """Return an initiative's legal questions, the newest first; one query."""
    found = rows(LegalAdvice, as_of).filter(initiative_id=initiative_id).order_by("-asked_on", "-id")
    return [Advice(*values) for values in found.values_list(*_FIELDS)]


def all_advice(access: Access, municipality: Municipality, as_of: date | None) -> list[Asked]:
    """Return the legal questions about initiatives that the reader may see, the newest first; two queries."""
    every = rows(LegalAdvice, as_of).filter(initiative__municipality=municipality)
    seen = rows(Initiative, as_of).filter(
        visible_on(access, "initiative", Initiative, as_of), id__in=every.values("initiative_id")
    )
    known = {key: about for key, *about in seen.values_list("id", "number", "title", "body_id")}
    found = every.filter(initiative_id__in=list(known)).order_by("-asked_on", "-id").values_list(*_FIELDS)
    return [Asked(one, *known[one.initiative_id]) for one in (Advice(*values) for values in found)]


def median_lead(every: Iterable[Advice]) -> int | None:
    """Return the median of the days that answers took, None without answers."""
    days = [one.lead for one in every if one.lead is not None]
    return round(median(days)) if days else None


def may_answer(access: Access, what: Thing) -> bool:
    """Return whether the actor may store an answer: who writes the initiative, and the service board of the whole.

    A question about a secret initiative is answered only by those who write it.
    """
    serves = any(
        held.role is Role.SERVICE and held.municipality_id == what.municipality_id for held in access.held
    )
    return may(access, "write", what) or (serves and not what.secret)
