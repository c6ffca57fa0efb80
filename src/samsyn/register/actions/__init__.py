"""Writing the register: initiatives, how they go and through which gates, what they cost and give, and systems."""

from samsyn.history.actions import SavedMeanwhile
from samsyn.register.actions.advising import ask_advice, give_advice
from samsyn.register.actions.asking import Asking, ask_status
from samsyn.register.actions.benefits import BenefitFields, change_benefit, measure_benefit, promise_benefit
from samsyn.register.actions.bulk import Outcome, change_several, foresee
from samsyn.register.actions.delegating import decide_by_delegation, report_delegated
from samsyn.register.actions.deliveries import (
    change_gap,
    decide_catalogue,
    draft_catalogue,
    leave_out,
    remove_item,
    set_item,
)
from samsyn.register.actions.initiatives import (
    ChangedFields,
    InitiativeFields,
    Invalid,
    change,
    estimate,
    plan_milestone,
    reach_milestone,
    register,
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
from samsyn.register.actions.systems import (
    add_system,
    change_system,
    end_use,
    plan_object,
    say_use,
    use_system,
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
    "change_gap",
    "change_several",
    "change_system",
    "decide_by_delegation",
    "decide_catalogue",
    "discard",
    "draft_catalogue",
    "end_noted",
    "end_use",
    "estimate",
    "follow_version",
    "foresee",
    "give_advice",
    "give_part",
    "join",
    "leave",
    "leave_out",
    "measure_benefit",
    "move",
    "note_dependency",
    "note_risk",
    "plan_milestone",
    "plan_object",
    "promise_benefit",
    "reach_milestone",
    "register",
    "remove_item",
    "report",
    "report_by_link",
    "report_delegated",
    "report_nothing_new",
    "say_use",
    "set_item",
    "use_system",
]
