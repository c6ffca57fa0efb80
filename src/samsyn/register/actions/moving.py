"""Moving initiatives: from phase to phase through the model's gates, and from one version of the model to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samsyn.governance.models import Gate, Goal, Version
from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.phases import BESIDE, Phase
from samsyn.kit.words import listed
from samsyn.register.actions.initiatives import Invalid, change, require_on, tell
from samsyn.register.models import Initiative, PhaseChange
from samsyn.register.queries.phases import Way, lacking, way


class NotReady(Invalid):
    """A gate is closed, since the initiative lacks what has been asked of it; `missing` are the labels."""

    def __init__(self, gates: Sequence[Gate], missing: Sequence[str]) -> None:
        self.gates, self.missing = gates, missing
        super().__init__(
            f"{gates[-1].label} är inte passerad: {listed(missing)} saknas. "
            "Fyll i det, eller skriv skäl och vem som beslutar om avsteget."
        )


@transaction.atomic
def move(
    *, by: Actor, at: datetime, initiative: Initiative, phase: Phase, why: str = "", decider: str = "",
    decision: str = "",
) -> None:  # fmt: skip
    """Move an initiative to another phase of the version it follows, through the gates between (R07).

    Raises NotReady when something asked so far is missing and no reason and decider are given for going on without
    it; Invalid when the model has no such phase, or a way back or to the side has no reason.
    """
    require_on(by, "write", initiative, at)
    old = Phase(initiative.phase)
    if old is phase:
        return
    stands = way(initiative, swedish_day(at))
    _check(stands, phase, initiative, why)
    gates = stands.gates(phase)
    missing = lacking(initiative, phase, swedish_day(at)) if gates else ()
    if missing and not (why.strip() and decider.strip()):
        raise NotReady(gates, missing)
    initiative.phase, initiative.phase_since = phase.value, swedish_day(at)
    sentence = f"{initiative.title} gick från {old.label.lower()} till {phase.label.lower()}{_through(gates, missing)}."
    save(initiative, act=tell(initiative, by, at, "move", sentence, why))
    PhaseChange.objects.create(
        initiative=initiative, before=old.value, after=phase.value, day=swedish_day(at),
        gate=", ".join(gate.label for gate in gates)[:200], missing=", ".join(missing),
        outcome=("deviation" if missing else "met") if gates else "", why=why,
        decider=decider, decision=decision, by=by.name, recorded_at=at,
    )  # fmt: skip


def _check(stands: Way, phase: Phase, initiative: Initiative, why: str) -> None:
    """Raise Invalid when the model has no such phase, or a reason is called for and not given."""
    if not stands.known(phase):
        raise Invalid(
            f"{stands.version} har ingen fas {phase.label.lower()} för {initiative.get_track_display().lower()}. "
            "Välj en av modellens faser."
        )
    if (phase in BESIDE or stands.back(phase)) and not why.strip():
        where = "blir" if phase in BESIDE else "går tillbaka till"
        raise Invalid(f"Skriv varför initiativet {where} {phase.label.lower()}.")


def _through(gates: Sequence[Gate], missing: Sequence[str]) -> str:
    if not gates:
        return ""
    how = f" med avsteg: {listed(missing)} saknas" if missing else ""
    return f" genom {listed([gate.label for gate in gates])}{how}"


@transaction.atomic
def follow_version(*, by: Actor, at: datetime, initiatives: Sequence[Initiative], version: Version) -> int:
    """Move initiatives to a version of the model that is in force; return how many didn't follow it before.

    Raises Invalid when the version isn't in force or is no version of a model.
    """
    day = swedish_day(at)
    if (
        version.valid_from is None
        or version.valid_from > day
        or (version.valid_to and version.valid_to <= day)
    ):
        raise Invalid(f"{version} gäller inte {day}. Flytta till en version som gäller.")
    if version.document.kind != "model":
        raise Invalid(f"{version} är ingen modell med faser och krav. Flytta till en version av modellen.")
    moved = [one for one in initiatives if one.version_id != version.pk]
    for one in moved:
        require_on(by, "write", one, at)
        if one.municipality_id != version.document.municipality_id:
            raise Invalid(f"{version} gäller i en annan kommun.")
        one.version = version
        save(one, act=tell(one, by, at, "follow_version", f"{one.title} följer nu {version}."))
    return len(moved)


@transaction.atomic
def aim(*, by: Actor, at: datetime, initiatives: Sequence[Initiative], goal: Goal) -> None:
    """Say that several initiatives serve a goal, all or none of them (R62)."""
    for one in initiatives:
        change(by=by, at=at, initiative=one, goal=goal)
