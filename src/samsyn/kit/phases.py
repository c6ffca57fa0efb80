"""The way of an initiative: its phases in order, the states beside the way, and from where on a fact is asked."""

from __future__ import annotations

from typing import NamedTuple

from samsyn.kit.scales import Scale


class Phase(Scale):
    """Where an initiative is on its way (fas)."""

    NEED = "need", "Behov"
    IDEA = "idea", "Idé"
    STUDY = "study", "Förstudie"
    DECIDED = "decided", "Beslutad"
    EXECUTION = "execution", "Genomförande"
    INTRODUCTION = "introduction", "Införande"
    BENEFIT = "benefit", "Nyttohemtagning"
    MAINTENANCE = "maintenance", "Förvaltning"
    RETIRED = "retired", "Avvecklad"
    RESTING = "resting", "Vilande"
    REFUSED = "refused", "Avslagen"
    STOPPED = "stopped", "Avbruten"


BESIDE = (Phase.RESTING, Phase.REFUSED, Phase.STOPPED)
"""States beside the way."""
WAY = tuple(phase for phase in Phase if phase not in BESIDE)
TRACKS = [("project", "Projekt"), ("fast", "Snabbspår")]


class Wanted(NamedTuple):
    """A fact that must be there, and the phase from which on it is asked; without one from the start (krav)."""

    field: str
    phase: str = ""


def not_yet(phase: str) -> tuple[str, ...]:
    """Return where what is asked from a phase on isn't asked: in those before it, and beside the way."""
    before = [one.value for one in WAY if one.step < Phase(phase).step] if phase else []
    return (*before, *(one.value for one in BESIDE)) if before else ()
