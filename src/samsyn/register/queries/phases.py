"""An initiative's way through the model: what stands between two phases, and how it has gone so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from samsyn.governance.models import Gate, Version
from samsyn.governance.queries.process import Process, asking, model_in_force, steps
from samsyn.kit.periods import end_of
from samsyn.kit.phases import BESIDE, WAY, Phase
from samsyn.register.models import Initiative, PhaseChange
from samsyn.register.queries.requirements import met


@dataclass(frozen=True, slots=True)
class Way:
    """Where an initiative stands in the version it follows; beside the way, where it left it (väg)."""

    version: Version | None
    process: Process
    track: str
    origin: Phase

    def known(self, to: Phase) -> bool:
        """Return whether it may go there at all: a version with phases names those of the track."""
        on_track = [one.key for one in self.process.on(self.track)]
        return to in BESIDE or not self.process.phases or to.value in on_track

    def back(self, to: Phase) -> bool:
        """Return whether a phase lies behind."""
        return to in WAY and to.step < self.origin.step

    def gates(self, to: Phase) -> tuple[Gate, ...]:
        """Return the gates that stand between, in order."""
        if to not in WAY:
            return ()
        between = (
            one.key
            for one in self.process.on(self.track)
            if self.origin.step < Phase(one.key).step <= to.step
        )
        return tuple(self.process.gates[key] for key in between if key in self.process.gates)

    @property
    def next(self) -> Phase | None:
        """Return the next phase of the track."""
        ahead = (Phase(one.key) for one in self.process.on(self.track))
        return next((one for one in ahead if one.step > self.origin.step), None)


def way(initiative: Initiative, today: date) -> Way:
    """Return where an initiative stands, in the version it follows or else the one in force; four queries at most."""
    version = initiative.version or model_in_force(initiative.municipality, today)
    process = steps(version.pk) if version else Process((), {})
    return Way(version, process, initiative.track, _origin(initiative))


def _origin(initiative: Initiative) -> Phase:
    """Return the phase that an initiative stands in or left the way at; never on it counts as standing at its start."""
    now = Phase(initiative.phase)
    if now in WAY:
        return now
    changes = initiative.phase_changes.values_list("before", flat=True)
    return next((Phase(before) for before in changes if Phase(before) in WAY), WAY[0])


def asked_before(to: Phase, asked: Iterable[Any]) -> list[Any]:
    """Return what of some requirements must be there to reach a phase: the minimum that is asked earlier on."""
    return [one for one in asked if one.minimum and (not one.phase or Phase(one.phase).step < to.step)]


def lacking(initiative: Initiative, to: Phase, today: date) -> tuple[str, ...]:
    """Return the labels of what an initiative lacks of all that is asked at least before a phase."""
    asks = asking(initiative.municipality, None, today)
    document = initiative.version.document_id if initiative.version else None
    asked = asked_before(to, asks.of(initiative.version_id, document))
    tests = met({one.field for one in asked}, None, today)
    has: dict[str, Any] = Initiative.objects.filter(pk=initiative.pk).annotate(**tests).values(*tests).get()
    return tuple(one.label for one in asked if not has[f"met_{one.field}"])


@dataclass(frozen=True, slots=True)
class Passed:
    """That an initiative went to another phase, through which gate and with what missing (fasbyte)."""

    day: date
    before: str
    after: str
    gate: str
    outcome: str
    missing: str
    why: str
    decider: str
    decision: str

    @property
    def words(self) -> tuple[str, str]:
        """Return both phases in words."""
        return Phase(self.before).label, Phase(self.after).label


class JSONList(Aggregate):
    """Rows as one list in JSON."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Write it as PostgreSQL calls it."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **more)


COLUMNS = tuple(one.name for one in fields(Passed))


def told(as_of: date | None) -> Subquery:
    """Return how each initiative has gone from phase to phase, as one value to read with `steps_of` (R07)."""
    found = PhaseChange.objects.filter(initiative_id=OuterRef("id"))
    found = found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))
    row = JSONObject(key="pk", **{name: name for name in COLUMNS})
    return Subquery(found.order_by().values("initiative_id").annotate(told=JSONList(row)).values("told"))


def steps_of(told: list[dict[str, Any]] | None) -> list[Passed]:
    """Return the phase changes that `told` read, the latest first."""
    rows = sorted(told or (), key=lambda row: int(row["key"]), reverse=True)
    return [Passed(date.fromisoformat(row["day"]), *(row[name] for name in COLUMNS[1:])) for row in rows]


def deviations(seen: QuerySet[Any], as_of: date | None) -> list[PhaseChange]:
    """Return how some initiatives have passed gates with something missing, the latest first (R07)."""
    found = PhaseChange.objects.filter(initiative__in=seen.values("id"), outcome="deviation")
    found = found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))
    return list(found.select_related("initiative__body"))
