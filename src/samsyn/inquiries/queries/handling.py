"""Reading one recipient's part of an inquiry: what it sees, plans, drafts, and what others may see of that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samsyn.cases.models import Document
from samsyn.history.queries import rows
from samsyn.inquiries.models import (
    Extension,
    Inquiry,
    InquiryDocument,
    LetterTemplate,
    Opening,
    PlanStep,
    PlanTemplate,
    Recipient,
    Reply,
)
from samsyn.inquiries.rules import last_day, margin, version_in
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import bodies, visible, visible_on
from samsyn.organisation.queries.changes import changes, heir
from samsyn.organisation.rules import Access, handles


def answering_body(recipient: Recipient, day: date) -> Body | None:
    """Return the body that answers for a recipient on a day: itself, or the one that took over when it ceased."""
    body = recipient.body
    if body is None or body.valid_to is None or body.valid_to > day:
        return body
    after = heir(("body", body.pk), day, changes(body.municipality, None))
    return Body.objects.get(pk=after[1]) if after and after[0] == "body" else body


def answered_for(bodies: Collection[int], municipality: Municipality, day: date) -> set[int]:
    """Return the bodies that those answer for: themselves, and the ceased ones that they took over from."""
    ended = list(
        Body.objects.filter(municipality=municipality, valid_to__lte=day).values_list("pk", flat=True)
    )
    known = changes(municipality, None) if ended and bodies else []
    heirs = {pk: heir(("body", pk), day, known) for pk in ended}
    return set(bodies) | {
        pk for pk, after in heirs.items() if after and after[0] == "body" and after[1] in bodies
    }


def inquiries_of(access: Access, municipality: Municipality) -> QuerySet[Inquiry]:
    """Return the inquiries that the reader may see."""
    return Inquiry.objects.filter(visible(access, "inquiry"), municipality=municipality)


def visible_to(access: Access, municipality: Municipality, day: date) -> QuerySet[Reply]:
    """Return the replies that the reader may see: those sent, and the drafts of the reader's own bodies (R10)."""
    mine = handles(access, municipality.pk)
    own = Q(recipient__body_id__in=answered_for(mine, municipality, day)) if mine else Q(pk__in=[])
    seen = inquiries_of(access, municipality)
    return Reply.objects.filter(Q(state="sent") | own, recipient__inquiry__in=seen)


def own_recipients(access: Access, municipality: Municipality, day: date) -> QuerySet[Recipient]:
    """Return what the reader's own bodies have been asked, they and those they took over from; last day first."""
    mine = handles(access, municipality.pk)
    if not mine:
        return Recipient.objects.none()
    found = Recipient.objects.filter(
        inquiry__in=inquiries_of(access, municipality), body_id__in=answered_for(mine, municipality, day),
        asked=True,
    )  # fmt: skip
    return found.select_related("inquiry", "inquiry__body", "body").order_by(
        "replied_on", "inquiry__deadline"
    )


def made_of(access: Access, municipality: Municipality, source_id: int) -> dict[int | None, Inquiry]:
    """Return the inquiries that were made of a file, by which of its documents."""
    found = inquiries_of(access, municipality).filter(made_of=source_id, withdrawn_on=None)
    return {one.made_of_part: one for one in found}


def handed_in(access: Access, municipality: Municipality, source_id: int, day: date) -> list[Reply]:
    """Return the answers that a file was handed in as."""
    found = visible_to(access, municipality, day).filter(source=source_id)
    return list(found.select_related("recipient__inquiry"))


def open_parts(access: Access, municipality: Municipality, body: Body, day: date) -> list[Recipient]:
    """Return the parts of open inquiries that a body answers, its own and those it took over, last day first."""
    found = Recipient.objects.filter(
        inquiry__in=inquiries_of(access, municipality), inquiry__withdrawn_on=None, inquiry__closed_on=None,
        body_id__in=answered_for([body.pk], municipality, day),
    )  # fmt: skip
    return list(
        found.select_related("inquiry__case", "inquiry__body").order_by("replied_on", "inquiry__deadline")
    )


def opened(as_of: date | None) -> Subquery:
    """Return the day that a recipient, now or as of a day, was first looked at, as a column to join to it."""
    found = Opening.objects.filter(recipient=OuterRef("id"))
    return Subquery((found if as_of is None else found.filter(day__lte=as_of)).values("day")[:1])


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What one of the reader's own boards is asked, as of a day (att besvara)."""

    id: int
    name: str
    title: str
    kind: str
    asks: str
    last: date | None
    opened_on: date | None
    replied_on: date | None
    withdrawn_on: date | None
    margin: int | None


def own_rows(access: Access, municipality: Municipality, as_of: date | None, day: date) -> list[OwnRow]:
    """Return what the reader's own boards have been asked, they and those they took over from, as recorded by a day.

    That which waits comes first, then by last day; at most seven queries.
    """
    mine = handles(access, municipality.pk)
    if not mine:
        return []
    seen = rows(Inquiry, as_of).filter(
        visible_on(access, "inquiry", Inquiry, as_of), municipality_id=municipality.pk
    )
    parts = rows(Recipient, as_of).filter(body_id__in=answered_for(mine, municipality, day), asked=True)
    fields = ("id", "name", "inquiry_id", "deadline", "opened_on", "replied_on")
    told = parts.filter(inquiry_id__in=seen.values("id")).annotate(opened_on=opened(as_of))
    found = list(told.order_by("id").values(*fields))
    asked = {one["id"]: one for one in seen.filter(id__in={part["inquiry_id"] for part in found}).values()}
    names = {one.id: one.name for one in bodies(municipality, as_of).values()}
    steps: dict[int, list[date | None]] = {part["id"]: [] for part in found}
    for key, on in (
        rows(PlanStep, as_of).filter(recipient_id__in=list(steps)).values_list("recipient_id", "day")
    ):
        steps[key].append(on)
    listed = [_own(part, asked[part["inquiry_id"]], names, steps[part["id"]]) for part in found]
    return sorted(listed, key=lambda one: (one.replied_on is not None, one.last or date.max, one.id))


def _own(
    part: dict[str, Any], inquiry: dict[str, Any], names: dict[int, str], steps: list[date | None]
) -> OwnRow:
    last = last_day(part["deadline"], inquiry["deadline"])
    return OwnRow(
        part["id"], part["name"], inquiry["title"], dict(Inquiry.KINDS)[inquiry["kind"]],
        names.get(inquiry["body_id"], ""), last, part["opened_on"], part["replied_on"], inquiry["withdrawn_on"],
        margin(steps, last),
    )  # fmt: skip


@dataclass(frozen=True)
class Task:
    """What one recipient has to do with an inquiry, as the reader may see it; read as it is asked for (uppgift)."""

    recipient: Recipient
    own: bool
    asked_more: bool

    @cached_property
    def replies(self) -> list[Reply]:
        """Return the versions of the answer; drafts only to its own people."""
        found = self.recipient.replies.all()
        return list(found if self.own else found.filter(state="sent"))

    @cached_property
    def documents(self) -> list[tuple[InquiryDocument, Document | None]]:
        """Return what went along, each with a later version that has come since."""
        return documents_of(self.inquiry.pk)

    @cached_property
    def plan(self) -> list[PlanStep]:
        """Return the steps to a decision."""
        return list(self.recipient.plan.all())

    @cached_property
    def extensions(self) -> list[Extension]:
        """Return the requests for more time, the first first."""
        return list(self.recipient.extensions.all()) if self.asked_more else []

    @property
    def last(self) -> date | None:
        """Return the day to answer by."""
        return last_day(self.recipient.deadline, self.inquiry.deadline)

    @property
    def margin(self) -> int | None:
        """Return how many days the plan leaves, negative when it ends too late."""
        return margin([step.day for step in self.plan], self.last)

    @property
    def inquiry(self) -> Inquiry:
        """Return what is asked."""
        return self.recipient.inquiry

    @property
    def draft(self) -> Reply | None:
        """Return the version being written, if any."""
        return next((reply for reply in self.replies if reply.state != "sent"), None)

    @property
    def sent(self) -> list[Reply]:
        """Return the versions that were sent, the first first."""
        return [reply for reply in self.replies if reply.state == "sent"]

    @property
    def waiting(self) -> Extension | None:
        """Return the request for more time that nobody has decided, if any."""
        return next((one for one in self.extensions if one.granted is None), None)


def task(access: Access, municipality: Municipality, key: int, day: date) -> Task | None:
    """Return one recipient's part of an inquiry, None where there is none to see; drafts only for its own people."""
    recipient = (
        Recipient.objects.filter(pk=key, inquiry__in=inquiries_of(access, municipality))
        .select_related(
            "inquiry__body",
            "inquiry__case",
            "inquiry__municipality",
            "body__municipality",
            "own_case",
            "opening",
        )
        .annotate(asked_more=Exists(Extension.objects.filter(recipient=OuterRef("pk"))))
        .first()
    )
    if recipient is None:
        return None
    body = answering_body(recipient, day)
    return Task(
        recipient, body is not None and body.pk in handles(access, municipality.pk), recipient.asked_more
    )


def documents_of(inquiry_id: int) -> list[tuple[InquiryDocument, Document | None]]:
    """Return an inquiry's documents as they were sent, each with a later version that has come since (R47)."""
    found = InquiryDocument.objects.filter(inquiry_id=inquiry_id)
    sent = list(found.select_related("document", "source", "inquiry"))
    later = _later(sent)
    return [(one, _newer(one, later)) for one in sent]


def _later(sent: Sequence[InquiryDocument]) -> list[Document]:
    keys = [one.inquiry.case_id for one in sent] + [one.document.case_id for one in sent if one.document]
    cases = {key for key in keys if key}
    if not cases:
        return []
    found = Document.objects.filter(case_id__in=cases, source__isnull=False, secrecy_ground="")
    return list(found.select_related("source").order_by("-recorded_at", "-pk"))


def _newer(one: InquiryDocument, documents: Sequence[Document]) -> Document | None:
    """Return the newest document of the same name, whatever its version, when that is not the file that was sent."""
    name = folded(version_in(one.title)[0])
    same = (doc for doc in documents if folded(version_in(doc.title)[0]) == name)
    newest = next(same, None)
    if newest is None or newest.source is None or newest.source.sha256 == one.sha256:
        return None
    before = one.document
    return newest if before is None or newest.recorded_at >= before.recorded_at else None


def plan_template(body_id: int, as_of: date | None = None) -> list[tuple[str, str, int]]:
    """Return a body's own steps to a decision as (label, whose, days before the meeting); nothing without any."""
    found = rows(PlanTemplate, as_of).filter(body_id=body_id).order_by("order")
    return list(found.values_list("label", "body_words", "days_before"))


def letter_template(municipality: Municipality) -> LetterTemplate | None:
    """Return the Word file that the municipality's letters are written in; None for the house's plain one."""
    return LetterTemplate.objects.filter(municipality=municipality).select_related("source").first()
