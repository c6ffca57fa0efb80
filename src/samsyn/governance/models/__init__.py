"""The governance model: what it asks for, and how bodies are judged against it."""

from samsyn.governance.models.competence import Brief, Briefing
from samsyn.governance.models.deciding import DecisionRule, RuleSet
from samsyn.governance.models.following import (
    ASSESSORS,
    Assessment,
    Compliance,
    Evidence,
    Feedback,
    Obligation,
)
from samsyn.governance.models.goals import (
    Direction,
    Goal,
    GoalVerdict,
    Indicator,
    KeyFigure,
    Outcome,
    Programme,
)
from samsyn.governance.models.process import Gate, HandbookEntry, ModelPhase, Requirement
from samsyn.governance.models.responsibility import Activity, Responsibility, ResponsibilityQuestion
from samsyn.governance.models.steering import Claim, Clause, GoverningDocument, Version

__all__ = [
    "ASSESSORS",
    "Activity",
    "Assessment",
    "Brief",
    "Briefing",
    "Claim",
    "Clause",
    "Compliance",
    "DecisionRule",
    "Direction",
    "Evidence",
    "Feedback",
    "Gate",
    "Goal",
    "GoalVerdict",
    "GoverningDocument",
    "HandbookEntry",
    "Indicator",
    "KeyFigure",
    "ModelPhase",
    "Obligation",
    "Outcome",
    "Programme",
    "Requirement",
    "Responsibility",
    "ResponsibilityQuestion",
    "RuleSet",
    "Version",
]
