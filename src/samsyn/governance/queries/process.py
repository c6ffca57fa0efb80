"""Reading the process: what versions ask of initiatives, their phases, gates and handbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from samsyn.governance.models import Gate, HandbookEntry, ModelPhase, Requirement, Version
from samsyn.kit.periods import end_of
from samsyn.kit.phases import WAY
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class Asking:
    """What the municipality's versions ask of initiatives, and which of them are in force (krav)."""

    every: tuple[Requirement, ...]
    current: frozenset[int]

    def of(self, version_id: int | None, document_id: int | None) -> list[Requirement]:
        """Return what is asked of an initiative that follows a version of a document; without one what is in force.

        Other documents ask what they ask in the version in force.
        """
        return [
            one
            for one in self.every
            if one.version_id == version_id
            or (one.version_id in self.current and one.version.document_id != document_id)
        ]


def asking(municipality: Municipality, as_of: date | None, today: date) -> Asking:
    """Return what every version recorded by a day asks, by clause; one query (R07)."""
    day = as_of or today
    recorded = {"recorded_at__lt": end_of(day), "valid_from__isnull": False}
    latest = Version.objects.filter(
        document=OuterRef("version__document"), valid_from__lte=day, **recorded
    ).order_by("-valid_from", "-pk")
    found = Requirement.objects.filter(
        version__document__municipality=municipality,
        **{f"version__{name}": value for name, value in recorded.items()},
    )
    every = tuple(
        found.annotate(latest=Subquery(latest.values("pk")[:1])).select_related("version__document")
    )
    return Asking(every, frozenset(one.version_id for one in every if one.version_id == one.latest))


def model_in_force(municipality: Municipality, day: date) -> Version | None:
    """Return the version of the model that is in force on a day, of several models the one that came last."""
    found = Version.objects.filter(
        document__municipality=municipality, document__kind="model", valid_from__lte=day
    )
    return found.exclude(valid_to__lte=day).select_related("document").order_by("-valid_from", "-pk").first()


@dataclass(frozen=True, slots=True)
class Process:
    """A version's phases in the order of the way, with its gates, requirements and handbook (process)."""

    phases: tuple[ModelPhase, ...]
    gates: dict[str, Gate]
    requirements: tuple[Requirement, ...]
    handbook: tuple[HandbookEntry, ...]

    def on(self, track: str) -> tuple[ModelPhase, ...]:
        """Return the phases of a track."""
        return tuple(phase for phase in self.phases if phase.track in ("", track))

    def asked_from(self, phase: str) -> list[Requirement]:
        """Return what is asked from a phase on; what names no phase is asked from the first."""
        first = self.phases[0].key if self.phases else ""
        return [one for one in self.requirements if (one.phase or first) == phase]

    def advice(self, *, phase: str = "", field: str = "") -> HandbookEntry | None:
        """Return what the handbook says of a field, rather as for that phase than in general; or of a phase."""
        if field:
            own = [one for one in self.handbook if one.field == field and one.phase in ("", phase)]
            return max(own, key=lambda one: bool(one.phase), default=None)
        return next((one for one in self.handbook if one.phase == phase and not one.field), None)


ORDER = {phase.value: phase.step for phase in WAY}


def process(version_id: int) -> Process:
    """Return what a version says of how initiatives are run, in four queries."""
    phases = sorted(ModelPhase.objects.filter(version_id=version_id), key=lambda one: ORDER[one.key])
    gates = {gate.phase: gate for gate in Gate.objects.filter(version_id=version_id)}
    return Process(
        tuple(phases), gates, tuple(Requirement.objects.filter(version_id=version_id)),
        tuple(HandbookEntry.objects.filter(version_id=version_id)),
    )  # fmt: skip
