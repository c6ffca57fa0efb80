"""Writing inquiries: sent to whom, handled how, answered what."""

from samsyn.inquiries.actions.answering import (
    Seen,
    Written,
    add_theme,
    answer_unasked,
    confirm_viewpoints,
    decide,
    draft,
    reply,
    send_reply,
    write,
)
from samsyn.inquiries.actions.files import keep, set_letter_template
from samsyn.inquiries.actions.guard import InquiryError, due, ref_of
from samsyn.inquiries.actions.handling import (
    ask_extension,
    decide_extension,
    note_opened,
    plan,
    set_template,
    steps_for,
    take_in,
)
from samsyn.inquiries.actions.inviting import OPENS, invite
from samsyn.inquiries.actions.recurring import instruct, make_rounds
from samsyn.inquiries.actions.sending import (
    Asked,
    Sheet,
    To,
    close,
    expand,
    include,
    notify,
    remind,
    send,
    withdraw,
)

__all__ = [
    "OPENS",
    "Asked",
    "InquiryError",
    "Seen",
    "Sheet",
    "To",
    "Written",
    "add_theme",
    "answer_unasked",
    "ask_extension",
    "close",
    "confirm_viewpoints",
    "decide",
    "decide_extension",
    "draft",
    "due",
    "expand",
    "include",
    "instruct",
    "invite",
    "keep",
    "make_rounds",
    "note_opened",
    "notify",
    "plan",
    "ref_of",
    "remind",
    "reply",
    "send",
    "send_reply",
    "set_letter_template",
    "set_template",
    "steps_for",
    "take_in",
    "withdraw",
    "write",
]
