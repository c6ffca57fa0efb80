"""Writing the governance model: versions and their clauses, what they ask for, goals and verdicts."""

from samsyn.governance.actions.assessing import assess, set_goal
from samsyn.governance.actions.clauses import add_clause, edit_clause, remove_clause
from samsyn.governance.actions.steering import Asked, SteeringError, adopt, decide, draft, prepare

__all__ = [
    "Asked",
    "SteeringError",
    "add_clause",
    "adopt",
    "assess",
    "decide",
    "draft",
    "edit_clause",
    "prepare",
    "remove_clause",
    "set_goal",
]
