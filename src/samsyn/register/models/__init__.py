"""What a municipality does with digitalisation: initiatives, how they go, what they should give, and systems."""

from __future__ import annotations

from .asking import StatusRequest
from .benefits import Benefit, Measurement
from .deciding import DelegationDecision, LegalAdvice
from .initiatives import ENDED, CostEstimate, Initiative, Milestone, Phase, PhaseChange, Source, StatusReport
from .joining import Participation
from .lists import Dependency, KnownRisk, Part
from .systems import System, SystemUse

__all__ = [
    "ENDED",
    "Benefit",
    "CostEstimate",
    "DelegationDecision",
    "Dependency",
    "Initiative",
    "KnownRisk",
    "LegalAdvice",
    "Measurement",
    "Milestone",
    "Part",
    "Participation",
    "Phase",
    "PhaseChange",
    "Source",
    "StatusReport",
    "StatusRequest",
    "System",
    "SystemUse",
]
