"""Reading inquiries: what was asked of whom, and who has answered what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.cases.queries import addresses
from samsyn.history.queries import rows
from samsyn.inquiries.models import Inquiry, Instruction, Question, Recipient
from samsyn.inquiries.queries.handling import opened
from samsyn.inquiries.rules import Answered, answered, days_late, last_day
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible_on
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
    kind: str = "referral"
    instruction: str = ""
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    closed_on: date | None = None
    recipients: int = 0
    replies: int = 0

    @property
    def kind_label(self) -> str:
        """Return what the inquiry is, in words."""
        return dict(KINDS)[self.kind]


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
    id: int = 0
    opened_on: date | None = None
    last: date | None = None
    extended: bool = False
    asked: bool = True
    email: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class InquiryFile:
    """An inquiry with its questions and recipients (remiss med svar)."""

    row: InquiryRow
    questions: list[str]
    recipients: list[RecipientRow]
    aside: list[RecipientRow]

    @property
    def stances(self) -> list[tuple[Stance, int]]:
        """Return how many took each stance, in the order of the scale."""
        counted = Counter(one.stance for one in self.recipients if one.stance)
        return [(stance, counted[stance]) for stance in Stance]

    @property
    def missing(self) -> list[RecipientRow]:
        """Return those that have not answered though the last day has passed."""
        return [one for one in self.recipients if one.answered is Answered.MISSING]


KINDS = Inquiry.KINDS
_INQUIRY = (
    "id", "title", "body_id", "decision", "sent_on", "deadline", "case_id", "kind", "instruction",
    "withdrawn_on", "withdrawn_why", "closed_on",
)  # fmt: skip
_RECIPIENT = (
    "id", "name", "body_id", "replied_on", "stance", "opened_on", "deadline", "asked", "email", "words",
    "own_case_id",
)  # fmt: skip


def _inquiries(access: Access, municipality: Municipality, as_of: date | None) -> Any:
    return rows(Inquiry, as_of).filter(
        visible_on(access, "inquiry", Inquiry, as_of), municipality_id=municipality.pk
    )


def listing(access: Access, municipality: Municipality, *, as_of: date | None, day: date) -> list[InquiryRow]:
    """Return the inquiries, newest first, with how many were asked and had answered by the day."""
    found = list(_inquiries(access, municipality, as_of).order_by("-sent_on", "-id").values(*_INQUIRY))
    asked, replied = Counter[int](), Counter[int]()
    recipients = rows(Recipient, as_of).filter(inquiry_id__in=[values["id"] for values in found])
    for key, replied_on in recipients.filter(asked=True).values_list("inquiry_id", "replied_on"):
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
    told = rows(Recipient, as_of).filter(inquiry_id=key).annotate(opened_on=opened(as_of))
    asked = list(told.order_by("id").values(*_RECIPIENT))
    cases = addresses(access, [values["case_id"], *(one["own_case_id"] for one in asked)], as_of)
    found = [_recipient(one, values["deadline"], day, cases) for one in asked]
    recipients = [one for one in found if one.asked]
    replies = sum(1 for one in recipients if one.answered in (Answered.IN_TIME, Answered.LATE))
    questions = list(Question.objects.filter(inquiry_id=key).values_list("text", flat=True))
    aside = [one for one in found if not one.asked]
    return InquiryFile(_row(values, cases, len(recipients), replies), questions, recipients, aside)


def _recipient(
    one: dict[str, Any], deadline: date | None, day: date, cases: dict[int, tuple[str, str]]
) -> RecipientRow:
    replied_on, stance, last = one["replied_on"], one["stance"], last_day(one["deadline"], deadline)
    state = answered(replied_on, last, day)
    came = state in (Answered.IN_TIME, Answered.LATE)
    return RecipientRow(
        one["name"], one["body_id"], replied_on if came else None, Stance(stance) if stance and came else None, state,
        days_late(replied_on, last, day), cases.get(one["own_case_id"] or 0), one["id"], one["opened_on"], last,
        one["deadline"] is not None, one["asked"], one["email"], one["words"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LateRow:
    """One that has not answered though its last day has passed (försenat svar)."""

    inquiry_id: int
    title: str
    kind: str
    name: str
    last: date
    late: int
    opened_on: date | None


def late(access: Access, municipality: Municipality, *, as_of: date | None, day: date) -> list[LateRow]:
    """Return everybody who is late with an answer, a report or a question's answer, on a day."""
    open_ones = _inquiries(access, municipality, as_of).filter(withdrawn_on=None, closed_on=None)
    by_key = {values["id"]: values for values in open_ones.values("id", "title", "kind", "deadline")}
    silent = rows(Recipient, as_of).filter(inquiry_id__in=list(by_key), asked=True, replied_on=None)
    found = silent.annotate(opened_on=opened(as_of))
    listed = []
    for key, name, own, opened_on in found.values_list("inquiry_id", "name", "deadline", "opened_on"):
        asked = by_key[key]
        last = last_day(own, asked["deadline"])
        if last and last < day:
            listed.append(
                LateRow(key, asked["title"], asked["kind"], name, last, (day - last).days, opened_on)
            )
    return listed


@dataclass(frozen=True, slots=True)
class InstructionRow:
    """What bodies report every year, with the rounds sent so far (rapporteringsanvisning)."""

    id: int
    title: str
    kind: str
    body_id: int
    days: str
    text: str
    bodies: list[str]
    rounds: list[tuple[int, date]]


def instructions(access: Access, municipality: Municipality, *, as_of: date | None) -> list[InstructionRow]:
    """Return what is to be reported every year, by title."""
    found = rows(Instruction, as_of).filter(
        visible_on(access, "inquiry", Instruction, as_of), municipality_id=municipality.pk
    )
    fields = ("id", "title", "kind", "body_id", "days", "text")
    listed = list(found.order_by("title").values(*fields))
    keys = [values["id"] for values in listed]
    names: dict[int, list[str]] = {key: [] for key in keys}
    for key, name in Instruction.objects.filter(pk__in=keys).values_list("pk", "bodies__name"):
        names[key] += [name] if name else []
    sent: dict[int, list[tuple[int, date]]] = {key: [] for key in keys}
    rounds = _inquiries(access, municipality, as_of).filter(recurs_from_id__in=keys).order_by("-deadline")
    for key, pk, deadline in rounds.values_list("recurs_from_id", "id", "deadline"):
        sent[key].append((pk, deadline))
    return [
        InstructionRow(**values, bodies=sorted(names[values["id"]]), rounds=sent[values["id"]])
        for values in listed
    ]
