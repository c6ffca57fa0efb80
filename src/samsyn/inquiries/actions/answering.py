"""Answers: drafted, decided, sent or received; their viewpoints confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.cases.models import Case
from samsyn.history.actions import remove, save
from samsyn.history.models import Act, Source
from samsyn.inquiries.actions.guard import InquiryError, require_either, require_own, require_sender, tell
from samsyn.inquiries.models import Answer, Inquiry, Question, Recipient, Reply, Theme, Viewpoint
from samsyn.inquiries.rules import Sent, field_problem, valid
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

UNDECIDED = DecisionRef("", None, "")


@dataclass(frozen=True, slots=True)
class Written:
    """What a reply says to a question, and where it stands on it, or under a heading of its own (svar)."""

    text: str
    question: Question | None = None
    heading: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A viewpoint that somebody has read and said yes to (synpunkt)."""

    text: str
    kind: str = "request"
    question: Question | None = None
    theme: Theme | None = None
    stance: str = ""
    quote: str = ""
    page: int | None = None
    line: int | None = None


def _new(recipient: Recipient, by: Actor, **fields: object) -> Reply:
    last = recipient.replies.order_by("-number").values_list("number", flat=True).first() or 0
    return Reply(recipient=recipient, number=last + 1, by=by.name, **fields)


@transaction.atomic
def draft(*, by: Actor, at: datetime, recipient: Recipient) -> Reply:
    """Return the recipient's draft, begun when there is none: a first answer, or a new version after one was sent."""
    require_own(by, recipient, at)
    open_one = recipient.replies.exclude(state="sent").first()
    if open_one:
        return open_one
    reply = _new(recipient, by)
    save(reply, act=tell(by, at, "draft", recipient, f"{recipient.name} började skriva svar {reply.number}."))
    return reply


@transaction.atomic
def write(
    *, by: Actor, at: datetime, reply: Reply, stance: str = "", summary: str = "", answers: Sequence[Written] = (),
    source: Source | None = None,
) -> None:  # fmt: skip
    """Save what a draft says: the whole of it, so what is left out is taken away; raises InquiryError (R42)."""
    require_own(by, reply.recipient, at)
    if reply.state != "draft":
        raise InquiryError("Svaret är beslutat och kan inte ändras. Börja en ny version i stället.")
    for one in answers:
        if one.question and (problem := field_problem(one.question.kind, one.text)):
            raise InquiryError(f"{one.question.text}: {problem}")
    reply.stance, reply.summary, reply.by, reply.source = stance, summary, by.name, source
    act = tell(by, at, "write", reply.recipient, f"{reply.recipient.name} skrev i svar {reply.number}.")
    save(reply, act=act)
    _write(reply, answers, act)


def _write(reply: Reply, answers: Sequence[Written], act: Act) -> None:
    for old in reply.answers.all():
        remove(old, act=act)
    said = (one for one in answers if one.text.strip() or one.heading.strip() or one.stance)
    for order, one in enumerate(said, 1):
        answer = Answer(
            reply=reply, question=one.question, order=order, heading=one.heading[:200], text=one.text, stance=one.stance
        )  # fmt: skip
        save(answer, act=act)


@transaction.atomic
def decide(*, by: Actor, at: datetime, reply: Reply, decided_by: DecisionRef) -> None:
    """Make a draft the body's own by its decision; from now on it is not changed."""
    recipient = reply.recipient
    require_own(by, recipient, at)
    if not decided_by.paragraph or not decided_by.day:
        raise InquiryError("Ange beslutets dag och paragraf.")
    if not reply.answers.exists() and not reply.stance and not reply.source_id:
        raise InquiryError("Svaret är tomt. Skriv det innan nämnden beslutar.")
    _check_findings(reply)
    reply.state, reply.decided_body = "decided", decided_by.body[:120]
    reply.decided_on, reply.decided_paragraph = decided_by.day, decided_by.paragraph[:20]
    sentence = f"{recipient.name} beslutade sitt svar: {decided_by}."
    save(reply, act=tell(by, at, "decide", recipient, sentence))


@transaction.atomic
def send_reply(*, by: Actor, at: datetime, reply: Reply) -> Reply:
    """Send a reply to the one that asked; a body's must be decided first, an outsider's need not.

    It is kept however late it is, and the recipient's valid reply is the last one decided. To what has been taken
    back it is kept aside until the one that asked decides.
    """
    recipient = reply.recipient
    require_own(by, recipient, at)
    if reply.state == "sent":
        raise InquiryError(f"Svaret skickades {reply.received_on}.")
    if recipient.body_id and not recipient.unit and reply.state != "decided" and _needs_decision(recipient):
        raise InquiryError("Svaret skickas när nämnden har beslutat det. För in paragrafen först.")
    if not reply.answers.exists() and not reply.stance and not reply.source_id:
        raise InquiryError("Svaret är tomt. Skriv något innan du skickar.")
    _check_findings(reply)
    reply.state, reply.received_on = "sent", swedish_day(at)
    reply.aside = recipient.inquiry.withdrawn_on is not None
    act = tell(by, at, "reply", recipient, _sentence(recipient, reply))
    save(reply, act=act)
    _settle(recipient, act)
    return reply


def _check_findings(reply: Reply) -> None:
    """Raise InquiryError unless each recommendation asked about has a stance, with a measure or a reason (R35).

    An answer that came as a file says it in the file.
    """
    if reply.source_id:
        return
    given = reply.answers.exclude(stance="").exclude(text="").values("question")
    left = reply.recipient.inquiry.questions.exclude(about="").exclude(pk__in=given)
    if unsaid := [f"”{one.text[:60]}”" for one in left]:
        raise InquiryError(
            "Säg om varje rekommendation var ni står, och skriv åtgärden eller skälet till att ni inte "
            f"går med på den. Kvar: {', '.join(unsaid)}."
        )


def _needs_decision(recipient: Recipient) -> bool:
    """Return whether a body answers such an inquiry by a decision; questions and reports its office answers."""
    return recipient.inquiry.kind in ("referral", "statement")


def _sentence(recipient: Recipient, reply: Reply) -> str:
    stance = f": {Stance(reply.stance).label.lower()}" if reply.stance else ""
    what = "remissen" if recipient.inquiry.kind == "referral" else "frågan"
    return f"{recipient.name} svarade på {what} {recipient.inquiry.title}{stance}."


def _settle(recipient: Recipient, act: Act) -> None:
    """Let the recipient stand with its valid reply."""
    sent = {one.number: one for one in recipient.replies.filter(state="sent", aside=False)}
    number = valid(Sent(one.number, bool(one.decided_paragraph)) for one in sent.values())
    if number is not None:
        recipient.replied_on, recipient.stance = sent[number].received_on, sent[number].stance
        save(recipient, act=act)


@transaction.atomic
def reply(
    *, by: Actor, at: datetime, recipient: Recipient, replied_on: date, stance: Stance | None = None,
    own_case: Case | None = None, decided_by: DecisionRef = UNDECIDED, source: Source | None = None,
    answers: Sequence[Written] = (), summary: str = "",
) -> Reply:  # fmt: skip
    """Register an answer that came by letter, file or mail; twice gives a new version, unless it is the same file."""
    inquiry = recipient.inquiry
    if by.kind == "guest":
        require_own(by, recipient, at)
    else:
        require_either(by, recipient, at)
    same = recipient.replies.filter(source=source).first() if source else None
    if same:
        return same
    made = _new(
        recipient, by, state="sent", stance=stance.value if stance else "", summary=summary,
        decided_body=decided_by.body[:120], decided_on=decided_by.day,
        decided_paragraph=decided_by.paragraph[:20], received_on=replied_on, source=source,
        aside=inquiry.withdrawn_on is not None and replied_on >= inquiry.withdrawn_on,
    )  # fmt: skip
    act = tell(by, at, "reply", recipient, _sentence(recipient, made))
    save(made, act=act)
    _write(made, answers, act)
    if own_case:
        recipient.own_case = own_case
    _settle(recipient, act)
    return made


@transaction.atomic
def count_reply(*, by: Actor, at: datetime, reply: Reply) -> None:
    """Count an answer that came after the inquiry was taken back, as those that came before."""
    require_sender(by, reply.recipient.inquiry, at)
    reply.aside = False
    sentence = f"Svaret från {reply.recipient.name} räknas trots att frågan drogs tillbaka."
    act = tell(by, at, "count_reply", reply.recipient, sentence)
    save(reply, act=act)
    _settle(reply.recipient, act)


@transaction.atomic
def answer_unasked(
    *, by: Actor, at: datetime, inquiry: Inquiry, name: str, body: Body | None = None
) -> Recipient:
    """Keep one that answers without having been asked, aside from the others until the sender decides."""
    require(by, "write", Thing("inquiry", inquiry.municipality_id, inquiry.body_id), swedish_day(at))
    known = inquiry.recipients.filter(name__iexact=name).first()
    if known:
        return known
    aside = Recipient(inquiry=inquiry, name=name[:160], body=body, asked=False)
    save(
        aside,
        act=tell(by, at, "unasked", inquiry, f"{name} svarade på {inquiry.title} utan att vara tillfrågad."),
    )
    return aside


@transaction.atomic
def add_theme(*, by: Actor, at: datetime, inquiry: Inquiry, title: str) -> Theme:
    """Return the inquiry's theme of that name, added last when there is none."""
    found = inquiry.themes.filter(title__iexact=title[:120]).first()
    if found:
        if found.gone:
            Theme.objects.filter(pk=found.pk).update(gone=False)
        return found
    last = inquiry.themes.order_by("-order").values_list("order", flat=True).first() or 0
    tell(by, at, "add_theme", inquiry, f"Temat {title} lades till i {inquiry.title}.")
    return Theme.objects.create(inquiry=inquiry, order=last + 1, title=title[:120])


@transaction.atomic
def confirm_viewpoints(
    *, by: Actor, at: datetime, reply: Reply, viewpoints: Sequence[Seen]
) -> list[Viewpoint]:
    """Keep the viewpoints of a reply as somebody has read them, in order; those kept before give way (R43).

    One that the sender has answered stays: raises InquiryError when it would go.
    """
    require_either(by, reply.recipient, at)
    if reply.viewpoints.filter(disposition__isnull=False).exists():
        raise InquiryError("Synpunkterna är redan besvarade. Ändra dem en och en i sammanställningen.")
    sentence = f"{len(viewpoints)} synpunkter i {reply.recipient.name}s svar bekräftades."
    act = tell(by, at, "confirm_viewpoints", reply.recipient, sentence)
    for old in reply.viewpoints.all():
        remove(old, act=act)
    rows = [_viewpoint(reply, order, one, by) for order, one in enumerate(viewpoints, 1)]
    for row in rows:
        save(row, act=act)
    return rows


def _viewpoint(reply: Reply, order: int, one: Seen, by: Actor) -> Viewpoint:
    return Viewpoint(
        reply=reply, order=order, text=one.text, kind=one.kind, question=one.question, theme=one.theme,
        stance=one.stance, quote=one.quote, page=one.page, line=one.line, confirmed_by=by.name,
    )  # fmt: skip
