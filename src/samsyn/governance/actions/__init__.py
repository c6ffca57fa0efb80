"""Writing the governance model: versions and their clauses, what they ask for, goals and verdicts."""

from samsyn.governance.actions.asking import Advice, Asked, Item, Passage, Step
from samsyn.governance.actions.assessing import Claimed, assess, note_claims
from samsyn.governance.actions.clauses import add_clause, edit_clause, remove_clause
from samsyn.governance.actions.competence import hold_briefing, write_brief
from samsyn.governance.actions.compliance import answer, comment, confirm_duties, judge, show_evidence
from samsyn.governance.actions.deciding import Frame, adopt_rules
from samsyn.governance.actions.goals import (
    judge_goal,
    keep_key_figures,
    note_outcome,
    set_goal,
    set_indicator,
    set_programme,
)
from samsyn.governance.actions.matrix import Laid, lay_matrix
from samsyn.governance.actions.process import put, take_out
from samsyn.governance.actions.proposing import Letter, put_forward
from samsyn.governance.actions.questioning import answer_question, ask, lead_to
from samsyn.governance.actions.responsibility import (
    Holder,
    add_activity,
    edit_activity,
    end,
    hand_over,
    place,
    settle,
)
from samsyn.governance.actions.steering import NOBODY, SteeringError, adopt, decide, draft, prepare

__all__ = [
    "NOBODY",
    "Advice",
    "Asked",
    "Claimed",
    "Frame",
    "Holder",
    "Item",
    "Laid",
    "Letter",
    "Passage",
    "SteeringError",
    "Step",
    "add_activity",
    "add_clause",
    "adopt",
    "adopt_rules",
    "answer",
    "answer_question",
    "ask",
    "assess",
    "comment",
    "confirm_duties",
    "decide",
    "draft",
    "edit_activity",
    "edit_clause",
    "end",
    "hand_over",
    "hold_briefing",
    "judge",
    "judge_goal",
    "keep_key_figures",
    "lay_matrix",
    "lead_to",
    "note_claims",
    "note_outcome",
    "place",
    "prepare",
    "put",
    "put_forward",
    "remove_clause",
    "set_goal",
    "set_indicator",
    "set_programme",
    "settle",
    "show_evidence",
    "take_out",
    "write_brief",
]
