"""Writing cases: opened, linked, decided in, and the tasks that decisions give."""

from samsyn.cases.actions.deciding import Note, Point, Present, hold_meeting, record_item
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
    "GroundRefused",
    "NoAnswer",
    "Note",
    "Point",
    "Present",
    "Terms",
    "answer",
    "commission",
    "documents_follow",
    "file_document",
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
]  # fmt: skip
