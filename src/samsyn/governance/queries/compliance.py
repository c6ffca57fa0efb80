"""Reading compliance: obligations with their evidence, verdicts per clause and body, feedback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from samsyn.governance.models import Clause, Compliance, Evidence, Feedback, Obligation
from samsyn.kit.periods import end_of
from samsyn.kit.scales import Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with the latest verdicts on it: body → assessor → verdict and day (rad)."""

    clause_id: int
    number: str
    heading: str
    obligations: int
    cells: dict[int, dict[str, tuple[Verdict, date]]] = field(default_factory=dict)


def compliance(version_id: int, as_of: date | None) -> list[Row]:
    """Return a version's clauses with the latest verdict of each assessor on each body, in three queries (R04)."""
    rows = {
        key: Row(key, number, heading, 0)
        for key, number, heading in Clause.objects.filter(version_id=version_id)
        .exclude(text="")
        .values_list("pk", "number", "heading")
    }
    counted = _recorded(Obligation.objects.filter(clause__version_id=version_id), as_of)
    duties: dict[int, int] = defaultdict(int)
    for key in counted.values_list("clause_id", flat=True):
        duties[key] += 1
    told = _recorded(Compliance.objects.filter(clause__version_id=version_id), as_of).order_by("day", "pk")
    for clause, body, assessor, verdict, day in told.values_list(
        "clause_id", "body_id", "assessor", "verdict", "day"
    ):
        if clause in rows:
            rows[clause].cells.setdefault(body, {})[assessor] = (Verdict(verdict), day)
    return [
        Row(row.clause_id, row.number, row.heading, duties[row.clause_id], row.cells) for row in rows.values()
    ]


def _recorded(found: QuerySet[Any], as_of: date | None) -> QuerySet[Any]:
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


@dataclass(frozen=True, slots=True)
class Trend:
    """How the mean of the verdicts has gone: a step 0–4 at each day (utveckling)."""

    days: tuple[date, ...]
    steps: tuple[float | None, ...]


def trend(version_id: int, assessor: str, days: Iterable[date]) -> Trend:
    """Return the mean step of the latest verdicts at each of some days, over clauses and bodies; one query."""
    told = Compliance.objects.filter(clause__version_id=version_id, assessor=assessor).order_by("day", "pk")
    every = list(told.values_list("day", "clause_id", "body_id", "verdict"))
    found = []
    for day in sorted(days):
        latest = {(clause, body): Verdict(v).step for on, clause, body, v in every if on <= day}
        found.append(sum(latest.values()) / len(latest) if latest else None)
    return Trend(tuple(sorted(days)), tuple(found))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a body has shown for an obligation (visat belägg)."""

    body_id: int
    ref: str
    note: str
    day: date


def obligations(version_id: int, as_of: date | None) -> list[tuple[Obligation, dict[int, list[Shown]]]]:
    """Return a version's obligations with the evidence per body, in two queries (R09)."""
    found = list(
        _recorded(Obligation.objects.filter(clause__version_id=version_id), as_of).select_related("clause")
    )
    shown: dict[int, dict[int, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    evidence = _recorded(Evidence.objects.filter(obligation__in=[one.pk for one in found]), as_of)
    fields = ("obligation_id", "body_id", "ref", "note", "day")
    for key, body, ref, note, day in evidence.order_by("day", "pk").values_list(*fields):
        shown[key][body].append(Shown(body, ref, note, day))
    return [(one, dict(shown[one.pk])) for one in found]


def feedback(document_id: int) -> list[Feedback]:
    """Return what bodies said of a document's clauses, the unanswered first; one query (R05)."""
    found = Feedback.objects.filter(clause__version__document_id=document_id)
    return sorted(found.select_related("clause", "body"), key=lambda one: one.answered_on is not None)
