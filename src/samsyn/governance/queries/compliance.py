"""Reading compliance: obligations with their evidence, verdicts per clause and body, feedback."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from samsyn.governance.models import Clause, Compliance, Evidence, Obligation
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


Judged = tuple[int, int, str, date]
"""A clause, a body, the verdict on it and its day (bedömd)."""


def judgements(clauses: Q, assessor: str, as_of: date | None) -> list[Judged]:
    """Return all that an assessor has said of clauses (`clauses` is a filter on the rows), in time order; one query."""
    told = Compliance.objects.filter(clauses, assessor=assessor).order_by("day", "pk")
    return list(_recorded(told, as_of).values_list("clause_id", "body_id", "verdict", "day"))


def compliance(version_id: int, as_of: date | None) -> list[Row]:
    """Return a version's clauses, for `fill` to put verdicts into; two queries (R04)."""
    counted = _recorded(Obligation.objects.filter(clause__version_id=version_id), as_of)
    duties = Counter(counted.values_list("clause_id", flat=True))
    found = Clause.objects.filter(version_id=version_id).exclude(text="")
    return [
        Row(key, number, heading, duties[key])
        for key, number, heading in found.values_list("pk", "number", "heading")
    ]


def fill(rows: Iterable[Row], assessor: str, judged: Iterable[Judged]) -> None:
    """Put an assessor's latest verdict on each body into the rows."""
    cells = {row.clause_id: row.cells for row in rows}
    grade = {verdict.value: verdict for verdict in Verdict}
    latest = {(clause, body): (grade[verdict], day) for clause, body, verdict, day in judged}
    for (clause, body), shown in latest.items():
        if clause in cells:
            cells[clause].setdefault(body, {})[assessor] = shown


def said_of(clause_id: int, as_of: date | None) -> dict[int, dict[str, tuple[Verdict, date]]]:
    """Return the latest verdicts on one clause: body → assessor → verdict and day; one query."""
    told = _recorded(Compliance.objects.filter(clause_id=clause_id), as_of).order_by("day", "pk")
    cells: dict[int, dict[str, tuple[Verdict, date]]] = defaultdict(dict)
    for body, who, verdict, day in told.values_list("body_id", "assessor", "verdict", "day"):
        cells[body][who] = (Verdict(verdict), day)
    return dict(cells)


def _recorded(found: QuerySet[Any], as_of: date | None) -> QuerySet[Any]:
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


@dataclass(frozen=True, slots=True)
class Trend:
    """How the mean of the verdicts has gone: a step 0–4 at each day (utveckling)."""

    days: tuple[date, ...]
    steps: tuple[float | None, ...]


def trend(judged: Sequence[Judged], days: Iterable[date]) -> Trend:
    """Return the mean step of the latest verdicts at each of some days, over clauses and bodies, told in time order."""
    latest: dict[tuple[int, int], int] = {}
    step = {verdict.value: verdict.step for verdict in Verdict}
    whole, place, found = 0, 0, []
    wanted = tuple(sorted(days))
    for end in wanted:
        while place < len(judged) and judged[place][3] <= end:
            clause, body, verdict, _ = judged[place]
            whole += step[verdict] - latest.get((clause, body), 0)
            latest[clause, body] = step[verdict]
            place += 1
        found.append(whole / len(latest) if latest else None)
    return Trend(wanted, tuple(found))


def trends(judged: Sequence[Judged], days: Sequence[date]) -> dict[int, Trend]:
    """Return each body's own line: the mean step of the latest verdicts on it at each of some days."""
    mine: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        mine[one[1]].append(one)
    return {body: trend(told, days) for body, told in mine.items()}


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


def obligations_in_force(document_id: int, as_of: date | None, today: date) -> list[tuple[Obligation, int]]:
    """Return the obligations of a document's version in force, with how many bodies have shown evidence; one query."""
    day = as_of or today
    mine = Q(clause__version__document=document_id, clause__version__valid_from__lte=day)
    still = Q(clause__version__valid_to=None) | Q(clause__version__valid_to__gt=day)
    shown = (
        _recorded(Evidence.objects.filter(obligation=OuterRef("pk")), as_of).order_by().values("obligation")
    )
    told = Subquery(shown.annotate(many=Count("body", distinct=True)).values("many"))
    found = (
        _recorded(Obligation.objects.filter(mine, still), as_of).select_related("clause").annotate(shown=told)
    )
    return [(one, one.shown or 0) for one in found]


def left_behind(version_id: int, before_id: int, as_of: date | None) -> list[tuple[Obligation, bool]]:
    """Return the obligations of the version before that nobody has confirmed in this one; three queries.

    Each with whether its sentence still stands in a clause here: then it can be confirmed anew, else its clause was
    taken out or rewritten.
    """
    texts = " ".join(Clause.objects.filter(version_id=version_id).values_list("text", flat=True))
    mine = _recorded(Obligation.objects.filter(clause__version_id=version_id), as_of)
    kept = set(mine.values_list("who", "what"))
    before = _recorded(Obligation.objects.filter(clause__version_id=before_id), as_of).select_related(
        "clause"
    )
    return [(one, one.sentence in texts) for one in before if (one.who, one.what) not in kept]
