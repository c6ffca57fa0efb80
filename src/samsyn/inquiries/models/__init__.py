"""Ask, answer, compile: what is sent to whom, how a recipient handles it, and what it answers."""

from samsyn.inquiries.models.answering import Answer, Disposition, Reply, Viewpoint
from samsyn.inquiries.models.handling import Extension, LetterTemplate, PlanStep, PlanTemplate
from samsyn.inquiries.models.recurring import Instruction, InstructionField
from samsyn.inquiries.models.sending import Inquiry, InquiryDocument, Opening, Question, Recipient, Theme

__all__ = [
    "Answer",
    "Disposition",
    "Extension",
    "Inquiry",
    "InquiryDocument",
    "Instruction",
    "InstructionField",
    "LetterTemplate",
    "Opening",
    "PlanStep",
    "PlanTemplate",
    "Question",
    "Recipient",
    "Reply",
    "Theme",
    "Viewpoint",
]
