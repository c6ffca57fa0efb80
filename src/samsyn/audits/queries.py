"""Reading audits: what was found, what is asked of whom, and what is done about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from samsyn.audits.models import Audit, FollowUp, Measure, Recommendation
from samsyn.audits.rules import Progress, progress
from samsyn.cases.queries import addresses
from samsyn.history.queries import rows
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What is done about a recommendation, with the recommendation and its audit (åtgärd)."""

    text: str
    owner: str
    due: date | None
    done_on: date | None
    number: int
    asked: str
    addressee: str
    audit_number: int
    audit_title: str
    verdict: str


def measures_of(
    access: Access, municipality: Municipality, initiative_number: int, as_of: date | None
) -> list[MeasureRow]:
    """Return the measures that an initiative carries out, with what the auditors asked for; one query."""
    mine = rows(Recommendation, as_of).filter(visible(access, "audit"), municipality_id=municipality.pk)
    asked = mine.filter(id=OuterRef("recommendation_id"))
    its_audit = (
        rows(Recommendation, as_of).filter(id=OuterRef(OuterRef("recommendation_id"))).values("audit_id")
    )
    judged = rows(Audit, as_of).filter(visible(access, "audit"), id__in=its_audit)
    found = rows(Measure, as_of).filter(initiative_number=initiative_number).order_by("id")
    told = found.annotate(
        asked=_first(asked, number="number", asked="text", addressee="addressee"),
        judged=_first(judged, audit_number="number", audit_title="title", verdict="verdict"),
    ).values_list("text", "owner", "due", "done_on", "asked", "judged")
    return [
        MeasureRow(text, owner, due, done, **of, **by) for text, owner, due, done, of, by in told if of and by
    ]


def _first(found: QuerySet[Any], **columns: str) -> Subquery:
    """Return the one row's columns as one value, so that they come along in the same query."""
    return Subquery(found.values(told=JSONObject(**columns))[:1])


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit as one line of the list, with how far its measures have come (granskning)."""

    id: int
    number: int
    title: str
    body_id: int
    day: date | None
    verdict: Verdict | None
    answer_due: date | None
    case_id: int | None
    recommendations: int = 0
    done: int = 0
    late: int = 0
    measures: int = 0

    @property
    def ref(self) -> Ref:
        """Return the reference people use, such as G-0002."""
        return numbered("G", self.number)


@dataclass(frozen=True, slots=True)
class Judged:
    """Who said what of a body's way with a recommendation, and when; the latest of each (bedömning)."""

    verdict: Verdict
    day: date


@dataclass(frozen=True, slots=True)
class Cell:
    """One recommendation to one body, with the latest verdict of each assessor by its key (ruta)."""

    id: int
    body_id: int
    verdicts: dict[str, Judged]

    def by(self, assessor: str) -> Verdict | None:
        """Return an assessor's latest verdict, None where there is none."""
        found = self.verdicts.get(assessor)
        return found.verdict if found else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A numbered recommendation with the bodies it concerns, by their ids (rekommendation)."""

    number: int
    text: str
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with the recommendation it answers and what it waits for (åtgärd)."""

    number: int
    body_id: int
    text: str
    owner: str
    due: date | None
    done_on: date | None
    progress: Progress
    initiative_number: int | None
    case_number: str
    case_key: str


@dataclass(frozen=True, slots=True)
class AuditFile:
    """An audit with all that has come of it (granskning med uppföljning)."""

    row: AuditRow
    case: tuple[str, str] | None
    asked: list[Asked]
    measures: list[MeasureLine]

    @property
    def cells(self) -> list[Cell]:
        """Return every recommendation to every body."""
        return [cell for one in self.asked for cell in one.cells.values()]

    @property
    def body_ids(self) -> list[int]:
        """Return the bodies concerned, in the order they first appear."""
        return list(dict.fromkeys(cell.body_id for cell in self.cells))

    @property
    def idle(self) -> list[int]:
        """Return the bodies that have measures and have finished none."""
        done = Counter(one.body_id for one in self.measures if one.progress is Progress.DONE)
        return [key for key in dict.fromkeys(one.body_id for one in self.measures) if not done[key]]

    def count(self, *states: Progress) -> int:
        """Return how many measures stand there."""
        return sum(1 for one in self.measures if one.progress in states)


_AUDIT = ("id", "number", "title", "body_id", "day", "verdict", "answer_due", "case_id")
_MEASURE = (
    "recommendation_id", "text", "owner", "due", "done_on", "initiative_number", "conditional_on_id",
)  # fmt: skip


def _audits(access: Access, municipality: Municipality, as_of: date | None) -> Any:
    return rows(Audit, as_of).filter(visible(access, "audit"), municipality_id=municipality.pk)


def listing(access: Access, municipality: Municipality, *, as_of: date | None, day: date) -> list[AuditRow]:
    """Return the audits, newest first, with counts of recommendations and measures; `day` is what late means."""
    found = list(_audits(access, municipality, as_of).order_by("-day", "-id").values(*_AUDIT))
    asked = rows(Recommendation, as_of).filter(
        visible(access, "audit"), audit_id__in=[values["id"] for values in found]
    )
    audit_of = dict(asked.values_list("id", "audit_id"))
    taken = rows(Measure, as_of).filter(recommendation_id__in=list(audit_of))
    states = Counter(
        (audit_of[key], progress(due, done_on, waits is not None, day))
        for key, due, done_on, waits in taken.values_list(
            "recommendation_id", "due", "done_on", "conditional_on_id"
        )
    )
    counts = Counter(audit_of.values())
    return [_row(values, counts[values["id"]], states) for values in found]


def _row(values: dict[str, Any], recommendations: int, states: Counter[tuple[int, Progress]]) -> AuditRow:
    key, verdict = values["id"], values.pop("verdict")
    return AuditRow(
        **values, verdict=Verdict(verdict) if verdict else None, recommendations=recommendations,
        done=states[key, Progress.DONE], late=states[key, Progress.OVERDUE],
        measures=sum(states[key, state] for state in Progress),
    )  # fmt: skip


def audit_file(
    access: Access, municipality: Municipality, number: int, *, as_of: date | None, day: date
) -> AuditFile | None:
    """Return one audit with its recommendations, verdicts and measures; None where there is none to see."""
    values = _audits(access, municipality, as_of).filter(number=number).values(*_AUDIT).first()
    if values is None:
        return None
    asked = rows(Recommendation, as_of).filter(visible(access, "audit"), audit_id=values["id"])
    found = list(asked.order_by("number", "id").values_list("id", "number", "text", "body_id"))
    measures = _measures(access, found, as_of, day)
    states = Counter((values["id"], one.progress) for one in measures)
    row = _row(values, len(found), states)
    return AuditFile(
        row, addresses(access, [row.case_id], as_of).get(row.case_id or 0), _asked(found, as_of), measures
    )


def _asked(found: list[tuple[int, int, str, int]], as_of: date | None) -> list[Asked]:
    judged: dict[int, dict[str, Judged]] = {}
    follow_ups = rows(FollowUp, as_of).filter(recommendation_id__in=[key for key, *_ in found])
    for key, assessor, verdict, day in follow_ups.order_by("day", "id").values_list(
        "recommendation_id", "assessor", "verdict", "day"
    ):
        judged.setdefault(key, {})[assessor] = Judged(Verdict(verdict), day)
    asked: dict[int, Asked] = {}
    for key, number, text, body_id in found:
        one = asked.setdefault(number, Asked(number, text, {}))
        one.cells[body_id] = Cell(key, body_id, judged.get(key, {}))
    return list(asked.values())


def _measures(
    access: Access, found: list[tuple[int, int, str, int]], as_of: date | None, day: date
) -> list[MeasureLine]:
    asked = {key: (number, body_id) for key, number, _, body_id in found}
    taken = list(
        rows(Measure, as_of).filter(recommendation_id__in=list(asked)).order_by("id").values_list(*_MEASURE)
    )
    cases = addresses(access, [values[-1] for values in taken], as_of)
    lines = [
        MeasureLine(
            *asked[key], text, owner, due, done_on, progress(due, done_on, waits is not None, day), initiative,
            *cases.get(waits or 0, ("", "")),
        )
        for key, text, owner, due, done_on, initiative, waits in taken
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.number)
