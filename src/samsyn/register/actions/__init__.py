"""Writing the register: initiatives, how they go and through which gates, what they cost and give, and systems."""

from samsyn.history.actions import SavedMeanwhile
from samsyn.register.actions.advising import ask_advice, give_advice
from samsyn.register.actions.asking import Asking, ask_status
from samsyn.register.actions.benefits import BenefitFields, change_benefit, measure_benefit, promise_benefit
from samsyn.register.actions.bulk import Outcome, change_several, foresee
from samsyn.register.actions.changing import change_system
from samsyn.register.actions.delegating import decide_by_delegation, report_delegated
from samsyn.register.actions.initiatives import (
    ChangedFields,
    InitiativeFields,
    Invalid,
    add_system,
    change,
    estimate,
    plan_milestone,
    reach_milestone,
    register,
    use_system,
)
from samsyn.register.actions.joining import discard, join, leave
from samsyn.register.actions.lists import end_noted, give_part, note_dependency, note_risk
from samsyn.register.actions.moving import NotReady, aim, follow_version, move
from samsyn.register.actions.reporting import (
    Filed,
    LinkOver,
    NothingReported,
    Said,
    report,
    report_by_link,
    report_nothing_new,
)

__all__ = [
    "Asking",
    "BenefitFields",
    "ChangedFields",
    "Filed",
    "InitiativeFields",
    "Invalid",
    "LinkOver",
    "NotReady",
    "NothingReported",
    "Outcome",
    "Said",
    "SavedMeanwhile",
    "add_system",
    "aim",
    "ask_advice",
    "ask_status",
    "change",
    "change_benefit",
    "change_several",
    "change_system",
    "decide_by_delegation",
    "discard",
    "end_noted",
    "estimate",
    "follow_version",
    "foresee",
    "give_advice",
    "give_part",
    "join",
    "leave",
    "measure_benefit",
    "move",
    "note_dependency",
    "note_risk",
    "plan_milestone",
    "promise_benefit",
    "reach_milestone",
    "register",
    "report",
    "report_by_link",
    "report_delegated",
    "report_nothing_new",
    "use_system",
]
