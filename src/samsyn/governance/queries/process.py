"""Reading the process: what versions ask of initiatives, their phases, gates and handbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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
class Handbook:
    """What the handbook of a version says (handbok)."""

    entries: tuple[HandbookEntry, ...] = ()

    def of_field(self, field: str, phase: str = "") -> HandbookEntry | None:
        """Return what it says of a field, rather as for that phase than in general."""
        own = [one for one in self.entries if one.field == field and one.phase in ("", phase)]
        return max(own, key=lambda one: bool(one.phase), default=None)

    def of_phase(self, phase: str) -> HandbookEntry | None:
        """Return what it says of a phase."""
        return next((one for one in self.entries if one.phase == phase and not one.field), None)


def handbook(municipality: Municipality, version_id: int | None, day: date) -> Handbook:
    """Return the handbook of a version, without one that of the model in force; at most two queries (R06)."""
    if version_id is None:
        current = model_in_force(municipality, day)
        version_id = current.pk if current else None
    return Handbook(tuple(HandbookEntry.objects.filter(version=version_id))) if version_id else Handbook()


@dataclass(frozen=True, slots=True)
class Process:
    """A version's phases in the order of the way, with its gates and requirements (process)."""

    phases: tuple[ModelPhase, ...]
    gates: dict[str, Gate]
    requirements: tuple[Requirement, ...] = ()

    def on(self, track: str) -> tuple[ModelPhase, ...]:
        """Return the phases of a track."""
        return tuple(phase for phase in self.phases if phase.track in ("", track))

    def asked_from(self, phase: str) -> list[Requirement]:
        """Return what is asked from a phase on; what names no phase is asked from the first."""
        first = self.phases[0].key if self.phases else ""
        return [one for one in self.requirements if (one.phase or first) == phase]


ORDER = {phase.value: phase.step for phase in WAY}


def process(version_id: int) -> Process:
    """Return what a version says of how initiatives are run, in three queries."""
    return processes(version_id)[version_id]


def steps(version_id: int) -> Process:
    """Return a version's phases and gates alone, in two queries."""
    phases = sorted(ModelPhase.objects.filter(version=version_id), key=lambda one: ORDER[one.key])
    return Process(tuple(phases), {one.phase: one for one in Gate.objects.filter(version=version_id)})


def processes(*version_ids: int) -> dict[int, Process]:
    """Return what each of some versions says of how initiatives are run, in three queries."""
    phases = list(ModelPhase.objects.filter(version__in=version_ids))
    gates = list(Gate.objects.filter(version__in=version_ids))
    asked = list(Requirement.objects.filter(version__in=version_ids))
    return {
        key: Process(
            tuple(sorted((one for one in phases if one.version_id == key), key=lambda one: ORDER[one.key])),
            {one.phase: one for one in gates if one.version_id == key},
            tuple(one for one in asked if one.version_id == key),
        )
        for key in version_ids
    }


@dataclass(frozen=True, slots=True)
class Altered:
    """A phase, gate or requirement that is new, gone or changed between versions, and how it was (ändring).

    `requirement` is the new one, where it is about one.
    """

    topic: str
    kind: str
    label: str
    was: str = ""
    requirement: Requirement | None = None


def altered(before: Process, after: Process) -> list[Altered]:
    """Return what differs in phases, gates and requirements between two versions."""
    return [
        *_differing("Fas", {one.key: one for one in before.phases}, {one.key: one for one in after.phases}, _phase),
        *_differing("Beslutspunkt", before.gates, after.gates, _passage),
        *_differing("Krav", _by_field(before), _by_field(after), _asked),
    ]  # fmt: skip


def _by_field(process: Process) -> dict[str, Requirement]:
    return {one.field: one for one in process.requirements}


def _phase(one: ModelPhase) -> str:
    return f"{one.label}, {one.get_track_display().lower() or 'båda spåren'}"


def _passage(one: Gate) -> str:
    return f"{one.label}, {one.decides or 'uppgift saknas om vem som beslutar'}"


def _asked(one: Requirement) -> str:
    since = f"från {one.get_phase_display().lower()}" if one.phase else "från start"
    return f"{one.label}, {since}, {'minimikrav' if one.minimum else 'inte minimikrav'}"


def _differing(
    topic: str, old: Mapping[str, Any], new: Mapping[str, Any], tell: Callable[[Any], str]
) -> Iterator[Altered]:
    for key, one in new.items():
        what = one if isinstance(one, Requirement) else None
        if key not in old:
            yield Altered(topic, "new", tell(one), "", what)
        elif tell(old[key]) != tell(one):
            yield Altered(topic, "changed", tell(one), tell(old[key]), what)
    for key, one in old.items():
        if key not in new:
            yield Altered(topic, "gone", tell(one))
