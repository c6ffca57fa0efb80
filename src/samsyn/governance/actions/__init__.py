"""Writing the governance model: versions and their clauses, what they ask for, goals and verdicts."""

from samsyn.governance.actions.assessing import Claimed, assess, note_claims, set_goal
from samsyn.governance.actions.clauses import add_clause, edit_clause, remove_clause
from samsyn.governance.actions.steering import Asked, SteeringError, adopt, decide, draft, prepare

__all__ = [
    "Asked",
    "Claimed",
    "SteeringError",
    "add_clause",
    "adopt",
    "assess",
    "decide",
    "draft",
    "edit_clause",
    "note_claims",
    "prepare",
    "remove_clause",
    "set_goal",
]
