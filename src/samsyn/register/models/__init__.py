"""What a municipality does with digitalisation: initiatives, how they go, what they should give, and systems."""

from __future__ import annotations

from .asking import StatusRequest
from .benefits import Benefit, Measurement
from .deciding import DelegationDecision, LegalAdvice
from .deliveries import BaseDelivery, Catalogue, CatalogueItem, ScopeGap
from .initiatives import ENDED, CostEstimate, Initiative, Milestone, Phase, PhaseChange, Source, StatusReport
from .joining import Participation
from .lists import Dependency, KnownRisk, Part
from .systems import BoardUse, ObjectPlan, System, SystemUse

__all__ = [
    "ENDED",
    "BaseDelivery",
    "Benefit",
    "BoardUse",
    "Catalogue",
    "CatalogueItem",
    "CostEstimate",
    "DelegationDecision",
    "Dependency",
    "Initiative",
    "KnownRisk",
    "LegalAdvice",
    "Measurement",
    "Milestone",
    "ObjectPlan",
    "Part",
    "Participation",
    "Phase",
    "PhaseChange",
    "ScopeGap",
    "Source",
    "StatusReport",
    "StatusRequest",
    "System",
    "SystemUse",
]
