"""Inquiries sent, with all that goes with them; withdrawn, closed, and reminded of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from samsyn.cases.models import Case, Document
from samsyn.history.actions import save
from samsyn.history.models import Source
from samsyn.inquiries.actions.guard import InquiryError, due, require_sender, tell, title_of
from samsyn.inquiries.actions.inviting import another_link
from samsyn.inquiries.models import Inquiry, InquiryDocument, Question, Recipient, Theme
from samsyn.inquiries.queries.handling import answering_body
from samsyn.inquiries.rules import next_reminder, reminder_rule
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import in_group, secretaries
from samsyn.post.actions import declined, queue
from samsyn.post.models import Message


@dataclass(frozen=True, slots=True)
class To:
    """One to ask: a body, a unit of a body, or an outsider; `words` is how the sender wrote it (mottagare)."""

    name: str
    body: Body | None = None
    words: str = ""
    unit: bool = False
    email: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that goes along: the very version, by the file's checksum where there is a file (handling)."""

    title: str
    version: str = ""
    document: Document | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, or a field to report, with what kind of answer it takes and what it is about (fråga)."""

    text: str
    kind: str = "text"
    about: str = ""


def expand(
    municipality: Municipality, words: str, on: date, sender: Body, named: Sequence[int] = ()
) -> list[To]:
    """Return the boards that "samtliga nämnder" or "övriga nämnder" mean that day, to freeze as they are (R41)."""
    found = in_group(municipality, words, on, sender=sender, named=named)
    return [To(body.name, body, words) for body in found]


@transaction.atomic
def send(
    *, by: Actor, at: datetime, body: Body, title: str, deadline: date | None, case: Case | None = None,
    decision: str = "", sent_on: date | None = None, questions: Sequence[str | Asked] = (),
    recipients: Sequence[tuple[str, Body | None] | To] = (), kind: str = "referral", instruction: str = "",
    themes: Sequence[str] = (), documents: Sequence[Sheet] = (), reminders: str = "30,14,3",
    made_of: tuple[Source, int] | None = None,
) -> Inquiry:  # fmt: skip
    """Send an inquiry with its documents, questions and the recipients as they are that day (R41, R47, R48).

    The same title from the same body in the same case is the one we have, and so is one made of the same document,
    unless that was taken back. Raises BadRule for reminders that are no days.
    """
    require_sender(by, Inquiry(municipality_id=body.municipality_id, body=body, kind=kind), at)
    source, part = made_of or (None, None)
    same = Q(body=body, title=title, case=case, kind=kind)
    if source:
        same |= Q(municipality=body.municipality, made_of=source, made_of_part=part)
    existing = Inquiry.objects.filter(same, withdrawn_on=None).order_by("pk").first()
    if existing:
        return existing
    inquiry = Inquiry(
        municipality=body.municipality, body=body, case=case, title=title, decision=decision, sent_on=sent_on,
        deadline=deadline, kind=kind, instruction=instruction,
        reminders=",".join(map(str, reminder_rule(reminders))),
        secrecy_ground=case.secrecy_ground if case else "", secrecy_owner=case.secrecy_owner if case else None,
        made_of=source, made_of_part=part,
    )  # fmt: skip
    fill(by, at, inquiry, questions, recipients, themes, documents)
    return inquiry


def fill(
    by: Actor, at: datetime, inquiry: Inquiry, questions: Sequence[str | Asked],
    recipients: Sequence[tuple[str, Body | None] | To], themes: Sequence[str] = (),
    documents: Sequence[Sheet] = (),
) -> None:  # fmt: skip
    """Save a new inquiry with what belongs to it, in one act."""
    to = [one if isinstance(one, To) else To(*one) for one in recipients]
    word = inquiry.get_kind_display().lower()
    sentence = f"{inquiry.title} sändes som {word} till {len(_once(to))} mottagare."
    if inquiry.kind == "referral":
        sentence = f"{inquiry.title} sändes på remiss till {len(_once(to))} mottagare."
    act = tell(by, at, "send", inquiry, sentence)
    save(inquiry, act=act)
    asked = [Asked(one) if isinstance(one, str) else one for one in questions]
    Question.objects.bulk_create(
        Question(inquiry=inquiry, order=order, text=one.text, kind=one.kind, about=one.about)
        for order, one in enumerate(asked, 1)
    )
    Theme.objects.bulk_create(
        Theme(inquiry=inquiry, order=order, title=title[:120])
        for order, title in enumerate(dict.fromkeys(themes), 1)
    )
    InquiryDocument.objects.bulk_create(
        _document(inquiry, order, one) for order, one in enumerate(documents, 1)
    )
    for one in _once(to):
        recipient = Recipient(
            inquiry=inquiry, name=one.name, body=one.body, words=one.words, unit=one.unit, email=one.email
        )
        save(recipient, act=act)


def _once(to: Sequence[To]) -> list[To]:
    """Return each recipient once, as first written."""
    first: dict[str, To] = {}
    for one in to:
        first.setdefault(one.name.casefold(), one)
    return list(first.values())


def _document(inquiry: Inquiry, order: int, one: Sheet) -> InquiryDocument:
    source = one.source or (one.document.source if one.document else None)
    return InquiryDocument(
        inquiry=inquiry, order=order, title=one.title[:300], version=one.version[:40], document=one.document,
        source=source, sha256=source.sha256 if source else "",
    )  # fmt: skip


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, inquiry: Inquiry, why: str) -> None:
    """Take an inquiry back and tell those who have not answered; answers that came stay, new ones are kept aside."""
    require_sender(by, inquiry, at)
    if inquiry.withdrawn_on:
        raise InquiryError(f"Remissen drogs tillbaka redan {inquiry.withdrawn_on}.")
    inquiry.withdrawn_on, inquiry.withdrawn_why = swedish_day(at), why
    save(inquiry, act=tell(by, at, "withdraw", inquiry, f"{inquiry.title} drogs tillbaka.", why))
    told = "" if inquiry.secrecy_ground else f" {why}"
    text = f"{inquiry.body.name} har dragit tillbaka frågan {title_of(inquiry)}. Inget svar behövs.{told}".strip()
    for one in inquiry.recipients.filter(replied_on=None, asked=True).select_related(
        "inquiry", "body__municipality"
    ):
        _mail(at, one, f"Tillbakadragen: {title_of(inquiry)}", text, "asked", link=False)


@transaction.atomic
def include(*, by: Actor, at: datetime, recipient: Recipient) -> None:
    """Count one that answered unasked among the recipients."""
    require_sender(by, recipient.inquiry, at)
    recipient.asked = True
    sentence = f"{recipient.name} räknas med bland mottagarna av {recipient.inquiry.title}."
    save(recipient, act=tell(by, at, "include", recipient.inquiry, sentence))


@transaction.atomic
def hand_on(*, by: Actor, at: datetime, recipient: Recipient, body: Body) -> None:
    """Let another body answer for one that has ceased or merged; the recipient keeps the name it was asked by."""
    require_sender(by, recipient.inquiry, at)
    recipient.body = body
    sentence = f"{body.name} svarar för {recipient.name} på {recipient.inquiry.title}."
    save(recipient, act=tell(by, at, "hand_on", recipient, sentence))


@transaction.atomic
def send_feedback(*, by: Actor, at: datetime, inquiry: Inquiry, letters: Mapping[int, str]) -> list[str]:
    """Queue the letters that tell what became of viewpoints, by recipient's key; return the names of those mailed.

    Once per closing. Raises InquiryError while the inquiry is open, and for a secret one (R85).
    """
    require_sender(by, inquiry, at)
    if not inquiry.closed_on:
        raise InquiryError("Avsluta remissen först. Då är alla synpunkter bemötta.")
    if inquiry.secrecy_ground:
        raise InquiryError(
            "Remissen är sekretessbelagd. Hämta breven och lämna dem på annat sätt än med e-post."
        )
    subject = f"Så har era synpunkter hanterats {inquiry.closed_on}: {title_of(inquiry)}"
    to = inquiry.recipients.filter(pk__in=letters).select_related("inquiry", "body__municipality")
    mailed = [one.name for one in to if _mail(at, one, subject, letters[one.pk], "feedback", link=False)]
    if mailed:
        tell(
            by,
            at,
            "feedback",
            inquiry,
            f"Återkoppling på {inquiry.title} skickades till {len(mailed)} som svarade.",
        )
    return mailed


def addresses(recipient: Recipient, day: date) -> list[str]:
    """Return where mail to a recipient goes: its own address, else those of its body's secretaries."""
    if recipient.email:
        return [recipient.email]
    body = answering_body(recipient, day)
    return secretaries(body, day) if body else []


@transaction.atomic
def notify(*, by: Actor, at: datetime, inquiry: Inquiry) -> int:
    """Queue the mail that tells every recipient inside the municipality what it is asked; return how many."""
    require_sender(by, inquiry, at)
    last = f" Svara senast {inquiry.deadline}." if inquiry.deadline else ""
    told = "" if inquiry.secrecy_ground else inquiry.instruction
    text = f"{inquiry.body.name} frågar er: {title_of(inquiry)}.{last}\n\n{told}".strip()
    inside = inquiry.recipients.filter(body__isnull=False)
    return sum(
        _mail(at, one, f"{inquiry.get_kind_display()}: {title_of(inquiry)}", text, "asked") for one in inside
    )


@transaction.atomic
def remind(
    *, by: Actor, at: datetime, inquiry: Inquiry, by_hand: bool = False, day: date | None = None
) -> int:
    """Queue a day's reminders to those who have not answered, once a day each; return how many (R49).

    By the inquiry's rule and each recipient's own last day, to outsiders with a link to answer by; those with an
    account are told in their digest of the day. `by_hand` reminds all that are waited for.
    """
    require_sender(by, inquiry, at)
    if inquiry.withdrawn_on or inquiry.closed_on:
        return 0
    today, many = day or swedish_day(at), 0
    waited_for = inquiry.recipients.filter(replied_on=None, asked=True)
    for one in (waited_for if by_hand else waited_for.filter(body=None)).select_related("inquiry"):
        last, rule = due(one), reminder_rule(inquiry.reminders)
        if last and (by_hand or next_reminder(rule, inquiry.sent_on, last, today) == today):
            text = f"{title_of(inquiry)} väntar på ert svar. Sista dag är {last}."
            many += _mail(at, one, f"Påminnelse {today}: {title_of(inquiry)}", text, "reminder")
    if many:
        tell(by, at, "remind", inquiry, f"{many} påminnelser om {inquiry.title} lades i kö.")
    return many


def remind_all(*, by: Actor, at: datetime, municipality: Municipality, day: date | None = None) -> int:
    """Queue a day's reminders of everything that is asked and open; return how many."""
    asked = Inquiry.objects.filter(municipality=municipality, withdrawn_on=None, closed_on=None)
    open_ones = asked.filter(recipients__replied_on=None).distinct().select_related("case")
    return sum(remind(by=by, at=at, inquiry=one, day=day) for one in open_ones)


def _mail(
    at: datetime, recipient: Recipient, subject: str, text: str, kind: str, *, link: bool = True
) -> int:
    """Queue a mail to a recipient unless the very same has been queued; return how many."""
    ref, many = Ref(f"Remiss {recipient.inquiry_id}"), 0
    for address in addresses(recipient, swedish_day(at)):
        if (
            declined(address, kind)
            or Message.objects.filter(to=address, ref=ref, subject=subject[:200]).exists()
        ):
            continue
        words = f"{text}\n\nSvara här: {_address(recipient, at)}" if link else text
        queue(at=at, to=address, subject=subject[:200], text=words, ref=ref, kind=kind)
        many += 1
    return many


def _address(recipient: Recipient, at: datetime) -> str:
    """Return where a recipient answers: signed in, or by a link."""
    inside = f"{settings.ADDRESS}/remisser/uppgift/{recipient.pk}/"
    return inside if recipient.body_id else another_link(recipient, at)
