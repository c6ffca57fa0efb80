"""Tasks that decisions give, their answers and reminders, and the planned steps to a decision."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samsyn.cases.actions.guard import act_on, check
from samsyn.cases.models import Case, Commission, HearingStep
from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require, thing
from samsyn.post.actions import queue


@dataclass(frozen=True, slots=True)
class Terms:
    """What a decision says of a task beside its text: its last day, when to report back, to whom (villkor)."""

    due_precision: str = ""
    due_text: str = ""
    report_back: date | None = None
    report_back_text: str = ""
    addressee: str = ""
    point: int | None = None


OPEN_ENDED = Terms()
"""A task of which the decision says no more than what is to be done."""


@transaction.atomic
def plan_hearing(*, by: Actor, at: datetime, case: Case, body_name: str, planned: date | None) -> HearingStep:
    """Note a planned step on a case's way to decision; the same step twice is one (R51)."""
    check(by, case, at)
    step, new = HearingStep.objects.get_or_create(
        case=case, body_name=body_name, planned=planned, defaults={"recorded_at": at}
    )
    if new:
        act_on(
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
    case: Case | None = None, terms: Terms = OPEN_ENDED,
) -> Commission:  # fmt: skip
    """Record a task that a decision gives a body, to be answered by a day (R57); the same twice is one.

    It is the same when its words are, or when the same decision gave the body a task with that last day; such a task
    gets the terms that it lacked.
    """
    existing = same_task(body, decided_by, text, due)
    task = existing or Commission(
        municipality=body.municipality, body=body, decided_by=decided_by, decided_on=decided_on, text=text,
        due=due, case=case, secrecy_ground=case.secrecy_ground if case else "",
    )  # fmt: skip
    news = {name: value for name, value in asdict(terms).items() if value and not getattr(task, name)}
    if existing and not news:
        return existing
    check(by, task, at)
    for name, value in news.items():
        setattr(task, name, value)
    sentence = f"{body.name} fick ett uppdrag" + (f" att svara på senast {due}." if due else ".")
    if existing:
        sentence = f"Uppdraget till {body.name} kompletterades."
    save(task, act=act_on(task, Ref(decided_by), by, at, "commission", sentence))
    return task


def same_task(body: Body, decided_by: str, text: str, due: date | None) -> Commission | None:
    """Return the task in the same words, or with the same last day, that a decision has given a body before."""
    same = Q(text=text) | Q(due=due) if due else Q(text=text)
    return Commission.objects.filter(same, body=body, decided_by=decided_by).order_by("pk").first()


class NoAnswer(Exception):
    """A task that would be closed without a decision or an answer with its source, told in a Swedish sentence."""


@transaction.atomic
def answer(
    *, by: Actor, at: datetime, task: Commission, answered_on: date, answered_by: str = "", text: str = "",
    source: str = "",
) -> None:  # fmt: skip
    """Note that a body has answered a task, by which decision or in which words with their source (R57).

    Raises NoAnswer without one of them, for a task that is answered already, and for a day before the task was given.
    """
    check(by, task, at)
    if problem := answer_problem(task, answered_on, swedish_day(at), answered_by, text, source):
        raise NoAnswer(problem)
    task.answered_on, task.answered_by, task.answer, task.answer_source = (
        answered_on,
        answered_by,
        text,
        source,
    )
    sentence = f"{task.body.name} svarade på {task.decided_by}."
    save(task, act=act_on(task, Ref(task.decided_by), by, at, "answer", sentence))


def answer_problem(
    task: Commission, answered_on: date, today: date, decision: str, text: str, source: str
) -> str:
    """Return what stands in the way of an answer, in a Swedish sentence, or nothing."""
    if task.answered_on:
        return f"Uppdraget är redan besvarat {task.answered_on}."
    if not decision and not (text and source):
        return "Ange beslutet som svarar, eller skriv svaret och var det står."
    if answered_on < task.decided_on:
        return f"Svaret kan inte vara äldre än uppdraget, {task.decided_on}."
    return f"{answered_on} har inte varit än." if answered_on > today else ""


@transaction.atomic
def prepare(*, by: Actor, at: datetime, task: Commission) -> None:
    """Note that a body is preparing its answer to a task, so that nobody needs to remind it."""
    check(by, task, at)
    task.in_preparation = True
    sentence = f"{task.body.name} bereder svar på {task.decided_by}."
    save(task, act=act_on(task, Ref(task.decided_by), by, at, "prepare", sentence))


@transaction.atomic
def remind(*, by: Actor, at: datetime, task: Commission, to: str) -> None:
    """Remind a body by mail of a task that it has not answered; a secret task is named by its number only (R29)."""
    require(by, "ask", thing("case", task), swedish_day(at))
    task.reminders += 1
    save(
        task,
        act=act_on(
            task, Ref(task.decided_by), by, at, "remind", f"{task.body.name} påmindes om {task.decided_by}."
        ),
    )
    words = "Uppdraget är sekretessmarkerat. Läs det i Samsyn." if task.secrecy_ground else task.text
    queue(
        at=at, to=to, ref=Ref(task.decided_by), subject=f"Påminnelse: {task.decided_by} väntar på svar",
        text=f"{words}\n\nSvar skulle ha lämnats senast {task.due}. Svara i Samsyn eller med ett beslut.\n",
    )  # fmt: skip
