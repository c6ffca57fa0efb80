"""Writing cases: opened, linked, decided in, and the tasks that decisions give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.cases.models import (
    Attendance,
    Case,
    CaseLink,
    Commission,
    DecisionPoint,
    Dispatch,
    Document,
    HearingStep,
    Item,
    Meeting,
)
from samsyn.cases.rules import case_key
from samsyn.history.actions import record, save
from samsyn.history.models import Act, Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, decision
from samsyn.organisation.models import Body, Owned
from samsyn.organisation.queries import require, thing
from samsyn.organisation.rules import Thing
from samsyn.post.actions import queue


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a decision as it is to be recorded (beslutspunkt)."""

    text: str
    force: str
    by: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody present at a meeting as it is to be recorded (närvaro)."""

    name: str
    party: str = ""
    role: str = ""
    capacity: str = ""
    adjuster: bool = False


def _require(by: Actor, row: Owned, at: datetime) -> None:
    require(by, "write", thing("case", row), swedish_day(at))


def _act(row: Owned, ref: Ref, by: Actor, at: datetime, verb: str, sentence: str) -> Act:
    return record(
        by=by, at=at, verb=f"cases.{verb}", ref=ref, sentence=sentence, body_id=row.body_id,
        secret=bool(row.secrecy_ground),
    )  # fmt: skip


@transaction.atomic
def open_case(
    *, by: Actor, at: datetime, body: Body, number: str, title: str = "", opened: date | None = None,
    secrecy_ground: str = "",
) -> Case:  # fmt: skip
    """Mirror a case by its diary number, or return the one we have, with the title filled in if it had none (R54)."""
    key = case_key(number)
    case = Case.objects.filter(municipality=body.municipality, key=key).first()
    if case and (case.title or not title):
        return case
    case = case or Case(
        municipality=body.municipality, body=body, number=number, key=key, opened=opened,
        secrecy_ground=secrecy_ground, secrecy_owner=body if secrecy_ground else None,
    )  # fmt: skip
    _require(by, case, at)
    case.title = title
    save(case, act=_act(case, Ref(number), by, at, "open", f"Ärende {number} lades upp. {title}".strip()))
    return case


@transaction.atomic
def mark_secret(*, by: Actor, at: datetime, case: Case, ground: str, owner: Body) -> None:
    """Mark a case with its documents and tasks as secret: the ground, and the body that decides about it (R85)."""
    _require(by, case, at)
    mark = {"secrecy_ground": ground, "secrecy_owner": owner}
    tasks = list(case.commissions.select_related("body"))
    for row in (case, *tasks):
        row.secrecy_ground, row.secrecy_owner = ground, owner
    act = _act(case, Ref(case.number), by, at, "mark_secret", f"Ärende {case.number} sekretessmarkerades.")
    for row in (case, *tasks):
        save(row, act=act)
    case.documents.update(**mark)


@transaction.atomic
def link(*, by: Actor, at: datetime, from_case: Case, kind: str, to_case: Case) -> CaseLink:
    """Note how one case leans on another; a link that exists is returned as it is."""
    existing = CaseLink.objects.filter(from_case=from_case, kind=kind, to_case=to_case).first()
    if existing:
        return existing
    _require(by, from_case, at)
    new = CaseLink(from_case=from_case, kind=kind, to_case=to_case, recorded_at=at)
    _act(
        from_case,
        Ref(from_case.number),
        by,
        at,
        "link",
        f"{from_case} är {new.get_kind_display()} {to_case}.",
    )
    new.save()
    return new


@transaction.atomic
def file_document(
    *, by: Actor, at: datetime, body: Body, case: Case | None, kind: str, title: str, day: date | None = None,
    source: Source | None = None, summary: str = "",
) -> Document:  # fmt: skip
    """File a document in a case, or return the one that the same file gave before."""
    existing = Document.objects.filter(case=case, title=title, source=source).first()
    if existing:
        return existing
    document = Document(
        municipality=body.municipality, body=body, case=case, kind=kind, title=title, day=day, source=source,
        summary=summary, recorded_at=at, secrecy_ground=case.secrecy_ground if case else "",
    )  # fmt: skip
    _require(by, document, at)
    ref = Ref(case.number if case else title)
    _act(document, ref, by, at, "file_document", f"{title} lades till {case or 'handlingarna'}.")
    document.save()
    return document


@transaction.atomic
def hold_meeting(
    *, by: Actor, at: datetime, body: Body, day: date, place: str = "", adjusted: str = "",
    present: Sequence[Present] = (),
) -> Meeting:  # fmt: skip
    """Record a meeting with who was there; a meeting we know gets what it lacked."""
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    meeting = Meeting.objects.filter(body=body, day=day).first() or Meeting(body=body, day=day)
    before = (meeting.pk, meeting.place, meeting.adjusted)
    meeting.place, meeting.adjusted = place or meeting.place, adjusted or meeting.adjusted
    if before != (meeting.pk, meeting.place, meeting.adjusted) or meeting.pk is None:
        sentence = f"{body.name} sammanträdde {day}."
        record(
            by=by, at=at, verb="cases.meet", ref=Ref(f"{body.name} {day}"), sentence=sentence, body_id=body.pk
        )
        meeting.save()
    for one in present:
        Attendance.objects.get_or_create(
            meeting=meeting, name=one.name,
            defaults={"party": one.party, "role": one.role, "capacity": one.capacity, "adjuster": one.adjuster},
        )  # fmt: skip
    return meeting


@transaction.atomic
def record_item(
    *, by: Actor, at: datetime, meeting: Meeting, paragraph: str, title: str = "", cases: Sequence[Case] = (),
    points: Sequence[Point] = (), recipients: Sequence[str] = (),
) -> Item:  # fmt: skip
    """Record a paragraph with its decision points; the natural key is (body, day, §), so twice gives one (R50)."""
    body = meeting.body
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    item, new = Item.objects.get_or_create(
        meeting=meeting, paragraph=paragraph, defaults={"title": title, "recorded_at": at}
    )
    if title and not item.title:
        item.title = title
        item.save()
    item.cases.add(*cases)
    fresh = [] if item.points.exists() else list(points)
    DecisionPoint.objects.bulk_create(
        DecisionPoint(item=item, order=order, text=p.text, force=p.force, by=p.by, to=p.to)
        for order, p in enumerate(fresh, 1)
    )
    for recipient in recipients:
        Dispatch.objects.get_or_create(item=item, recipient=recipient)
    if new or fresh:
        secret = any(case.secrecy_ground for case in cases)
        ref = decision(body.short_name or body.name, meeting.day, paragraph)
        sentence = f"{ref} {'' if secret else item.title}".strip() + "."
        record(by=by, at=at, verb="cases.decide", ref=ref, sentence=sentence, body_id=body.pk, secret=secret)
    return item


@transaction.atomic
def propose(*, by: Actor, at: datetime, document: Document, points: Sequence[Point]) -> None:
    """Record what a document proposes to decide; a document that has points keeps them."""
    _require(by, document, at)
    if not document.points.exists():
        DecisionPoint.objects.bulk_create(
            DecisionPoint(document=document, order=order, text=p.text, force=p.force, by=p.by, to=p.to)
            for order, p in enumerate(points, 1)
        )
        ref = Ref(document.case.number if document.case else document.title)
        _act(document, ref, by, at, "propose", f"{document.title} föreslår beslut.")


@transaction.atomic
def plan_hearing(*, by: Actor, at: datetime, case: Case, body_name: str, planned: date | None) -> HearingStep:
    """Note a planned step on a case's way to decision; the same step twice is one (R51)."""
    _require(by, case, at)
    step, new = HearingStep.objects.get_or_create(case=case, body_name=body_name, planned=planned)
    if new:
        _act(
            case,
            Ref(case.number),
            by,
            at,
            "plan_hearing",
            f"{case} tas upp i {body_name} {planned or ''}".strip() + ".",
        )
    return step


@transaction.atomic
def commission(
    *, by: Actor, at: datetime, body: Body, decided_by: str, decided_on: date, text: str, due: date | None,
    case: Case | None = None,
) -> Commission:  # fmt: skip
    """Record a task that a decision gives a body, to be answered by a day (R57); the same twice is one."""
    existing = Commission.objects.filter(body=body, decided_by=decided_by, text=text).first()
    if existing:
        return existing
    task = Commission(
        municipality=body.municipality, body=body, decided_by=decided_by, decided_on=decided_on, text=text,
        due=due, case=case, secrecy_ground=case.secrecy_ground if case else "",
    )  # fmt: skip
    _require(by, task, at)
    sentence = f"{body.name} fick ett uppdrag" + (f" att svara på senast {due}." if due else ".")
    save(task, act=_act(task, Ref(decided_by), by, at, "commission", sentence))
    return task


@transaction.atomic
def answer(*, by: Actor, at: datetime, task: Commission, answered_on: date, answered_by: str) -> None:
    """Note that a body has answered a task, by which decision."""
    _require(by, task, at)
    task.answered_on, task.answered_by = answered_on, answered_by
    sentence = f"{task.body.name} svarade på {task.decided_by}."
    save(task, act=_act(task, Ref(task.decided_by), by, at, "answer", sentence))


@transaction.atomic
def prepare(*, by: Actor, at: datetime, task: Commission) -> None:
    """Note that a body is preparing its answer to a task, so that nobody needs to remind it."""
    _require(by, task, at)
    task.in_preparation = True
    sentence = f"{task.body.name} bereder svar på {task.decided_by}."
    save(task, act=_act(task, Ref(task.decided_by), by, at, "prepare", sentence))


@transaction.atomic
def remind(*, by: Actor, at: datetime, task: Commission, to: str) -> None:
    """Remind a body by mail of a task that it has not answered; a secret task is named by its number only (R29)."""
    require(by, "ask", thing("case", task), swedish_day(at))
    task.reminders += 1
    save(
        task,
        act=_act(
            task, Ref(task.decided_by), by, at, "remind", f"{task.body.name} påmindes om {task.decided_by}."
        ),
    )
    words = "Uppdraget är sekretessmarkerat. Läs det i Samsyn." if task.secrecy_ground else task.text
    queue(
        at=at, to=to, ref=Ref(task.decided_by), subject=f"Påminnelse: {task.decided_by} väntar på svar",
        text=f"{words}\n\nSvar skulle ha lämnats senast {task.due}. Svara i Samsyn eller med ett beslut.\n",
    )  # fmt: skip
