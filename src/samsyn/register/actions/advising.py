"""Legal questions about initiatives: asked of the common function, answered once (R27)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.organisation.queries import access_for, thing
from samsyn.register.actions.initiatives import Invalid, require_on, tell
from samsyn.register.models import Initiative, LegalAdvice
from samsyn.register.queries.advice import may_answer


@transaction.atomic
def ask_advice(
    *, by: Actor, at: datetime, initiative: Initiative, question: str, needed_by: date | None = None
) -> LegalAdvice:
    """Ask a legal question about an initiative, with the day by which the answer is needed (R27).

    Raises Invalid without a question, or when the day has been.
    """
    require_on(by, "write", initiative, at)
    today = swedish_day(at)
    if not question.strip():
        raise Invalid("Skriv vad ni vill ha råd om.")
    if needed_by and needed_by < today:
        raise Invalid(f"{needed_by} har redan varit. Skriv dagen då ni behöver svaret.")
    asked = LegalAdvice(
        initiative=initiative,
        question=question.strip(),
        asked_by=by.name,
        asked_on=today,
        needed_by=needed_by,
    )
    when = f" till {needed_by}" if needed_by else ""
    save(
        asked,
        act=tell(initiative, by, at, "ask_advice", f"Juridiskt råd om {initiative.title} begärdes{when}."),
    )
    return asked


@transaction.atomic
def give_advice(
    *,
    by: Actor,
    at: datetime,
    advice: LegalAdvice,
    answer: str,
    answered_by: str = "",
    answered_on: date | None = None,
) -> None:
    """Store the answer to a legal question, once (R27); those who write the initiative may, and the common function.

    Raises Invalid without an answer, for a day that can't be, or when it is answered already.
    """
    initiative, today = advice.initiative, swedish_day(at)
    if not may_answer(access_for(by, today), thing("initiative", initiative)):
        require_on(by, "write", initiative, at)
    day = answered_on or today
    if advice.answered_on:
        raise Invalid(f"Frågan besvarades {advice.answered_on} av {advice.answered_by}. Ställ en ny fråga.")
    if not answer.strip():
        raise Invalid("Skriv svaret.")
    if day > today:
        raise Invalid(f"{day} har inte varit än. Skriv dagen då svaret kom.")
    if day < advice.asked_on:
        raise Invalid(f"Frågan ställdes {advice.asked_on}. Skriv den dagen eller en senare.")
    advice.answer, advice.answered_by, advice.answered_on = answer.strip(), answered_by or by.name, day
    told = f"{advice.answered_by} gav juridiskt råd om {initiative.title}."
    save(advice, act=tell(initiative, by, at, "give_advice", told))
