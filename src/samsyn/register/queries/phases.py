"""An initiative's way through the model: what stands between two phases, and how it has gone so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.governance.models import Gate, Requirement, Version
from samsyn.governance.queries.process import Asking, asking, model_in_force
from samsyn.kit.periods import end_of
from samsyn.kit.phases import BESIDE, WAY, Phase
from samsyn.register.models import Initiative, PhaseChange
from samsyn.register.queries.requirements import met


@dataclass(frozen=True, slots=True)
class Way:
    """What it takes to go to a phase: the gates between, and what is missing of all asked before it (väg).

    `known` is False when the version has phases, but not that one on the initiative's track.
    """

    version: Version | None
    to: Phase
    known: bool
    back: bool
    gates: tuple[Gate, ...]
    missing: tuple[str, ...]


def way(initiative: Initiative, to: Phase, today: date) -> Way:
    """Return what stands between an initiative and a phase, by the version it follows or else the one in force."""
    version = initiative.version or model_in_force(initiative.municipality, today)
    keys = dict(version.phases.values_list("key", "track")) if version else {}
    known = not keys or to in BESIDE or keys.get(to.value) in ("", initiative.track)
    origin = _origin(initiative)
    gates = _between(version, origin, to, keys, initiative.track) if version and to in WAY else ()
    missing = lacking(initiative, to, today) if gates else ()
    return Way(version, to, known, to in WAY and to.step < origin.step, gates, missing)


def _origin(initiative: Initiative) -> Phase:
    """Return the phase that an initiative stands in or left the way at; never on it counts as standing at its start."""
    now = Phase(initiative.phase)
    if now in WAY:
        return now
    changes = initiative.phase_changes.values_list("before", flat=True)
    return next((Phase(before) for before in changes if Phase(before) in WAY), WAY[0])


def _between(
    version: Version, origin: Phase, to: Phase, keys: dict[str, str], track: str
) -> tuple[Gate, ...]:
    """Return the gates before the phases of the track that are reached from origin on, in order."""
    found = [
        gate
        for gate in version.gates.all()
        if origin.step < Phase(gate.phase).step <= to.step and keys.get(gate.phase, "") in ("", track)
    ]
    return tuple(sorted(found, key=lambda gate: Phase(gate.phase).step))


def lacking(initiative: Initiative, to: Phase, today: date) -> tuple[str, ...]:
    """Return the labels of what an initiative lacks of all that is asked at least before a phase."""
    asks: Asking = asking(initiative.municipality, None, today)
    document = initiative.version.document_id if initiative.version else None
    asked = _before(asks.of(initiative.version_id, document), to)
    tests = met({one.field for one in asked}, None, today)
    has: dict[str, Any] = Initiative.objects.filter(pk=initiative.pk).annotate(**tests).values(*tests).get()
    return tuple(one.label for one in asked if not has[f"met_{one.field}"])


def _before(asked: Iterable[Requirement], to: Phase) -> list[Requirement]:
    return [one for one in asked if one.minimum and (not one.phase or Phase(one.phase).step < to.step)]


def phase_changes(initiative_id: int, as_of: date | None) -> list[PhaseChange]:
    """Return how an initiative has gone from phase to phase, the latest first (R07)."""
    found = PhaseChange.objects.filter(initiative_id=initiative_id)
    return list(found if as_of is None else found.filter(recorded_at__lt=end_of(as_of)))
