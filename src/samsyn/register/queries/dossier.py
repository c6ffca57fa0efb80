"""One initiative with what belongs to it, live or as of a day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject

from samsyn.governance.models import Requirement, Version
from samsyn.governance.queries.process import Asking
from samsyn.history.queries import latest_act, rows
from samsyn.kit.money import Amount
from samsyn.kit.periods import end_of
from samsyn.kit.phases import not_yet
from samsyn.kit.refs import Ref, numbered
from samsyn.organisation.models import Municipality, Unit
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access, Thing
from samsyn.register.models import (
    CostEstimate,
    Initiative,
    Milestone,
    Phase,
    StatusReport,
    System,
    SystemUse,
)
from samsyn.register.queries.joining import joined
from samsyn.register.queries.listing import InitiativeRow
from samsyn.register.queries.phases import Passed, steps_of, told
from samsyn.register.queries.requirements import met
from samsyn.register.rules import NARRATIVES


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of how it goes, in three fields (lägesrapport)."""

    day: date
    state: str
    happened: str
    needs: str
    nothing_new: bool
    reporter: str


@dataclass(frozen=True, slots=True)
class InitiativeFacts(InitiativeRow):
    """An initiative with all its facts, as recorded on a day (initiativ)."""

    municipality_id: int
    version_id: int | None
    problem: str
    goal_id: int | None
    reach: str
    process: str
    principle: bool
    phase_since: date | None
    start_precision: str
    start_raw: str
    end_precision: str
    end_raw: str
    baseline_end: date | None
    decision: str
    state_scale: str
    state_raw: str
    category: str
    external_scheme: str
    external_key_raw: str
    edition: str
    narratives: dict[str, Any]
    source_values: dict[str, Any]
    secrecy_owner_id: int | None
    seen: int
    """The latest act when this was read, see `history.actions.still`."""
    origin_number: int | None
    goal_title: str | None
    follows: str | None
    unit_name: str | None
    newer_id: int | None
    newer: str | None
    changes: list[dict[str, Any]] | None
    report: dict[str, Any] | None
    estimate: dict[str, Any] | None

    @property
    def latest(self) -> ReportRow | None:
        """Return the latest report, None without one."""
        if self.report is None:
            return None
        return ReportRow(**{**self.report, "day": date.fromisoformat(self.report["day"])})

    def since(self, day: date) -> int | None:
        """Return how many days ago the latest report was written, whether it counts as fresh or not."""
        return (day - self.latest.day).days if self.latest else None

    @property
    def renewed(self) -> bool:
        """Return whether the latest report counts as fresh from its day on; "inget nytt" too often does not."""
        latest = self.latest
        return not (latest and latest.nothing_new and self.reported_on and self.reported_on < latest.day)

    @property
    def origin_ref(self) -> Ref | None:
        """Return the reference of the initiative that it was copied from."""
        return numbered("I", self.origin_number) if self.origin_number else None

    @property
    def steps(self) -> list[Passed]:
        """Return how it has gone from phase to phase, the latest first."""
        return steps_of(self.changes)

    @property
    def cost(self) -> Amount | None:
        """Return what it is thought to cost in all, None when nobody has said; a draft's words lie in `raw`."""
        return Amount(**self.estimate) if self.estimate else None

    @property
    def from_source(self) -> list[tuple[str, str]]:
        """Return what the imported register said in words: its texts, then its columns that have no field here."""
        told = [(NARRATIVES.get(name, name), text) for name, text in self.narratives.items()]
        kept = [
            (key.removeprefix("extra: "), text)
            for key, text in self.source_values.items()
            if key.startswith("extra: ")
        ]
        return told + kept

    @property
    def thing(self) -> Thing:
        """Return what the policy sees of it."""
        return Thing("initiative", self.municipality_id, self.body_id, bool(self.secrecy_ground))


@dataclass(frozen=True, slots=True)
class Compliance:
    """Whether an initiative has what a requirement of its model asks, `due` when its phase asks it (uppfyllelse)."""

    label: str
    clause: str
    tab: str
    minimum: bool
    met: bool
    field: str = ""
    phase: str = ""
    due: bool = True

    @property
    def phase_label(self) -> str:
        """Return in words from which phase on it is asked."""
        return Phase(self.phase).label if self.phase else ""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as recorded on a day (milstolpe)."""

    id: int
    title: str
    planned: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system that an initiative builds on, as recorded on a day (system)."""

    id: int
    name: str
    body_id: int
    owner: str
    supplier: str
    contract_end: date | None
    common: bool


def dossier(
    access: Access, municipality: Municipality, number: int, asking: Asking, *,
    as_of: date | None, today: date,
) -> tuple[InitiativeFacts, list[Compliance]] | None:  # fmt: skip
    """Return an initiative that the reader may see and how it meets what its version asks; None without one."""
    found = rows(Initiative, as_of).filter(
        visible_on(access, "initiative", Initiative, as_of), municipality_id=municipality.pk, number=number
    )
    tests = met({one.field for one in asking.every}, as_of, today)
    found = found.annotate(
        goal_title=F("goal__title"),
        origin_number=F("origin__number"),
        joined=joined(as_of),
        seen=latest_act(),
        followed_document=F("version__document_id"),
        changes=told(as_of),
        newer_id=_newer("pk", as_of or today),
        newer=_newer("label", as_of or today),
        follows=Concat("version__document__title", Value(" "), "version__label"),
        unit_name=Subquery(rows(Unit, as_of).filter(id=OuterRef("unit_id")).values("name")[:1]),
        report=latest(
            reports(OuterRef("id"), as_of), "day", "state", "happened", "needs", "nothing_new", "reporter"
        ),
        estimate=latest(estimates(OuterRef("id"), as_of), "minor", "currency", "withheld", "raw"),
    )
    values = found.annotate(**tests).values(*_names(InitiativeFacts), *tests, "followed_document").first()
    if values is None:
        return None
    has = {name: values.pop(name) for name in tests}
    asked = asking.of(values["version_id"], values.pop("followed_document"))
    return InitiativeFacts(**values), [
        _compliance(one, values["phase"], has[f"met_{one.field}"]) for one in asked
    ]


def _compliance(one: Requirement, phase: str, has: bool) -> Compliance:
    due = phase not in not_yet(one.phase)
    return Compliance(one.label, one.clause, one.tab, one.minimum, has, one.field, one.phase, due)


def _newer(column: str, day: date) -> Subquery:
    """Return a column of the version in force of the document that is followed, where that is another version."""
    current = Version.objects.filter(document=OuterRef("version__document"), valid_from__lte=day)
    return Subquery(
        current.exclude(valid_to__lte=day)
        .exclude(pk=OuterRef("version"))
        .order_by("-valid_from")
        .values(column)[:1]
    )


def latest(found: QuerySet[Any], *names: str) -> Subquery:
    """Return the first row as one value, so that it comes along in the same query."""
    return Subquery(found.values(told=JSONObject(**{name: name for name in names}))[:1])


def reports(initiative_id: int | OuterRef, as_of: date | None) -> QuerySet[StatusReport]:
    """Return an initiative's reports, newest first."""
    found = StatusReport.objects.filter(initiative_id=initiative_id)
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


def estimates(initiative_id: int | OuterRef, as_of: date | None) -> QuerySet[CostEstimate]:
    """Return what an initiative was thought to cost in all, newest estimate first."""
    found = CostEstimate.objects.filter(initiative_id=initiative_id)
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


def milestones(initiative_id: int, as_of: date | None) -> list[MilestoneRow]:
    """Return an initiative's milestones by planned day."""
    found = rows(Milestone, as_of).filter(initiative_id=initiative_id).order_by("planned", "id")
    return [MilestoneRow(*values) for values in found.values_list(*_names(MilestoneRow))]


def systems_of(access: Access, initiative_id: int, as_of: date | None) -> list[SystemRow]:
    """Return the systems that an initiative builds on and the reader may see, by name."""
    used = SystemUse.objects.filter(initiative_id=initiative_id).values("system_id")
    found = (
        rows(System, as_of)
        .filter(visible_on(access, "initiative", System, as_of), id__in=used)
        .order_by("name")
    )
    return [SystemRow(*values) for values in found.values_list(*_names(SystemRow))]


def _names(row: type[Any]) -> list[str]:
    return [field.name for field in fields(row)]
