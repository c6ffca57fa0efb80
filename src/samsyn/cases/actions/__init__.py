"""Writing cases: opened, linked, decided in, and the tasks that decisions give."""

from samsyn.cases.actions.deciding import Note, Point, Present, hold_meeting, record_item
from samsyn.cases.actions.dispatching import (
    OPENS,
    NotSent,
    Posted,
    confirm_receipt,
    give_task,
    secret,
    send_decision,
)
from samsyn.cases.actions.grounds import GroundRefused, note_ground
from samsyn.cases.actions.linking import link, refer
from samsyn.cases.actions.opening import (
    documents_follow,
    file_document,
    hand_over,
    mark_secret,
    open_case,
    propose,
)
from samsyn.cases.actions.planning import note_notice, note_sent, plan_meetings
from samsyn.cases.actions.tasks import NoAnswer, Terms, answer, commission, plan_hearing, prepare, remind

__all__ = [
    "OPENS",
    "GroundRefused",
    "NoAnswer",
    "NotSent",
    "Note",
    "Point",
    "Posted",
    "Present",
    "Terms",
    "answer",
    "commission",
    "confirm_receipt",
    "documents_follow",
    "file_document",
    "give_task",
    "hand_over",
    "hold_meeting",
    "link",
    "mark_secret",
    "note_ground",
    "note_notice",
    "note_sent",
    "open_case",
    "plan_hearing",
    "plan_meetings",
    "prepare",
    "propose",
    "record_item",
    "refer",
    "remind",
    "secret",
    "send_decision",
]  # fmt: skip
