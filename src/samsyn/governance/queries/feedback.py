"""Reading what boards say of clauses, with how the answers stand (R05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.governance.models import Feedback
from samsyn.governance.rules.answering import Answer, answer_state
from samsyn.history.queries import rows


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What a board said of a clause, as it stood on a day (synpunkt)."""

    id: int
    clause_id: int
    number: str
    label: str
    body_id: int
    text: str
    asked_on: date
    answer_due: date
    answer: str
    answered_on: date | None
    state: Answer


def feedback(document_id: int, as_of: date | None, today: date) -> list[FeedbackRow]:
    """Return what boards said of any version of a document as recorded by a day, by last day to answer; one query."""
    fields = (
        "id", "clause_id", "clause__number", "clause__version__label", "body_id", "text", "asked_on", "answer_due",
        "answer", "answered_on",
    )  # fmt: skip
    found = rows(Feedback, as_of).filter(clause__version__document_id=document_id)
    listed = []
    for row in found.order_by("answer_due", "id").values_list(*fields):
        values: list[Any] = [*row, answer_state(row[7], row[9], as_of or today)]
        listed.append(FeedbackRow(*values))
    return listed
