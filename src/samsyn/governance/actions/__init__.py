"""Writing the governance model: versions and their clauses, what they ask for, goals and verdicts."""

from samsyn.governance.actions.asking import Advice, Asked, Item, Passage, Step
from samsyn.governance.actions.assessing import Claimed, assess, note_claims, set_goal
from samsyn.governance.actions.clauses import add_clause, edit_clause, remove_clause
from samsyn.governance.actions.competence import hold_briefing, write_brief
from samsyn.governance.actions.compliance import answer, comment, confirm_duties, judge, show_evidence
from samsyn.governance.actions.deciding import Frame, adopt_rules
from samsyn.governance.actions.process import put, take_out
from samsyn.governance.actions.steering import SteeringError, adopt, decide, draft, prepare

__all__ = [
    "Advice",
    "Asked",
    "Claimed",
    "Frame",
    "Item",
    "Passage",
    "SteeringError",
    "Step",
    "add_clause",
    "adopt",
    "adopt_rules",
    "answer",
    "assess",
    "comment",
    "confirm_duties",
    "decide",
    "draft",
    "edit_clause",
    "hold_briefing",
    "judge",
    "note_claims",
    "prepare",
    "put",
    "remove_clause",
    "set_goal",
    "show_evidence",
    "take_out",
    "write_brief",
]
