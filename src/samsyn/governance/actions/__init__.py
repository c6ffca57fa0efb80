"""Writing the governance model: versions and their clauses, what they ask for, goals and verdicts."""

from samsyn.governance.actions.assessing import Claimed, assess, note_claims, set_goal
from samsyn.governance.actions.clauses import add_clause, edit_clause, remove_clause
from samsyn.governance.actions.compliance import answer, comment, confirm_duties, judge, show_evidence
from samsyn.governance.actions.steering import Asked, SteeringError, adopt, decide, draft, prepare

__all__ = [
    "Asked",
    "Claimed",
    "SteeringError",
    "add_clause",
    "adopt",
    "answer",
    "assess",
    "comment",
    "confirm_duties",
    "decide",
    "draft",
    "edit_clause",
    "judge",
    "note_claims",
    "prepare",
    "remove_clause",
    "set_goal",
    "show_evidence",
]
