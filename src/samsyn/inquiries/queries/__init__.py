"""Reading inquiries: what was asked of whom, and who has answered what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.cases.queries import addresses
from samsyn.history.queries import rows
from samsyn.inquiries.models import Inquiry, Question, Recipient
from samsyn.inquiries.rules import Answered, answered, days_late
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """An inquiry as one line of the list, with how many have answered (remiss)."""

    id: int
    title: str
    body_id: int
    decision: str
    sent_on: date | None
    deadline: date | None
    case: tuple[str, str] | None
    recipients: int = 0
    replies: int = 0


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One that was asked, with its reply; `case` is number and key of the case it answers in (remissinstans)."""

    name: str
    body_id: int | None
    replied_on: date | None
    stance: Stance | None
    answered: Answered
    late: int
    case: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class InquiryFile:
    """An inquiry with its questions and recipients (remiss med svar)."""

    row: InquiryRow
    questions: list[str]
    recipients: list[RecipientRow]

    @property
    def stances(self) -> list[tuple[Stance, int]]:
        """Return how many took each stance, in the order of the scale."""
        counted = Counter(one.stance for one in self.recipients if one.stance)
        return [(stance, counted[stance]) for stance in Stance]

    @property
    def missing(self) -> list[RecipientRow]:
        """Return those that have not answered though the last day has passed."""
        return [one for one in self.recipients if one.answered is Answered.MISSING]


_INQUIRY = ("id", "title", "body_id", "decision", "sent_on", "deadline", "case_id")


def _inquiries(access: Access, municipality: Municipality, as_of: date | None) -> Any:
    return rows(Inquiry, as_of).filter(visible(access, "inquiry"), municipality_id=municipality.pk)


def listing(access: Access, municipality: Municipality, *, as_of: date | None, day: date) -> list[InquiryRow]:
    """Return the inquiries, newest first, with how many were asked and had answered by the day."""
    found = list(_inquiries(access, municipality, as_of).order_by("-sent_on", "-id").values(*_INQUIRY))
    asked, replied = Counter[int](), Counter[int]()
    recipients = rows(Recipient, as_of).filter(inquiry_id__in=[values["id"] for values in found])
    for key, replied_on in recipients.values_list("inquiry_id", "replied_on"):
        asked[key] += 1
        replied[key] += bool(replied_on and replied_on <= day)
    cases = addresses(access, [values["case_id"] for values in found], as_of)
    return [_row(values, cases, asked[values["id"]], replied[values["id"]]) for values in found]


def _row(
    values: dict[str, Any], cases: dict[int, tuple[str, str]], recipients: int, replies: int
) -> InquiryRow:
    case = cases.get(values.pop("case_id") or 0)
    return InquiryRow(**values, case=case, recipients=recipients, replies=replies)


def inquiry_file(
    access: Access, municipality: Municipality, key: int, *, as_of: date | None, day: date
) -> InquiryFile | None:
    """Return one inquiry with its questions and replies; None where there is none to see."""
    values = _inquiries(access, municipality, as_of).filter(id=key).values(*_INQUIRY).first()
    if values is None:
        return None
    asked = list(
        rows(Recipient, as_of)
        .filter(inquiry_id=key)
        .order_by("id")
        .values_list("name", "body_id", "replied_on", "stance", "own_case_id")
    )
    cases = addresses(access, [values["case_id"], *(one[-1] for one in asked)], as_of)
    recipients = [_recipient(one, values["deadline"], day, cases) for one in asked]
    replies = sum(1 for one in recipients if one.answered in (Answered.IN_TIME, Answered.LATE))
    questions = list(Question.objects.filter(inquiry_id=key).values_list("text", flat=True))
    return InquiryFile(_row(values, cases, len(recipients), replies), questions, recipients)


def _recipient(
    one: tuple[Any, ...], deadline: date | None, day: date, cases: dict[int, tuple[str, str]]
) -> RecipientRow:
    name, body_id, replied_on, stance, case = one
    state = answered(replied_on, deadline, day)
    came = state in (Answered.IN_TIME, Answered.LATE)
    return RecipientRow(
        name, body_id, replied_on if came else None, Stance(stance) if stance and came else None, state,
        days_late(replied_on, deadline, day), cases.get(case) if came else None,
    )  # fmt: skip
