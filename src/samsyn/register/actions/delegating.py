"""Quick decisions: made by a delegate within the frame, told to the board at its next meeting (R60)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from samsyn.governance.queries.deciding import Rules, rules_in_force
from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.money import mnkr
from samsyn.kit.periods import swedish_day
from samsyn.register.actions.initiatives import Invalid, require_on, tell
from samsyn.register.models import DelegationDecision, Initiative


@transaction.atomic
def decide_by_delegation(
    *, by: Actor, at: datetime, initiative: Initiative, day: date, what: str, amount: int, who: str = ""
) -> DelegationDecision:
    """Note what a delegate decided on the board's behalf, in öre; raises Invalid outside the frame of the rules."""
    require_on(by, "decide", initiative, at)
    rules = rules_in_force(initiative.municipality, None, day)
    if sentence := _outside(initiative, day, amount, rules, swedish_day(at)):
        raise Invalid(sentence)
    assert rules is not None
    made = DelegationDecision(
        initiative=initiative, day=day, what=what, amount=amount, by=who or rules.delegate,
        rule=f"Beslutsordning {rules.label}, {rules.decided_by}", recorded_at=at,
    )  # fmt: skip
    sentence = f"{made.by} beslutade på delegation om {mnkr(amount)} mnkr: {what}"
    save(made, act=tell(initiative, by, at, "delegate", sentence))
    return made


def _outside(initiative: Initiative, day: date, amount: int, rules: Rules | None, today: date) -> str:
    """Return why the decision may not be made by delegation, or nothing."""
    if rules is None or rules.most is None:
        return "Ingen ram för snabbspår gäller den dagen. Beslutet måste fattas av nämnden."
    left = rules.frame - _used(initiative, day.year) if rules.frame is not None else amount
    reasons = (
        (day > today, f"{day} har inte varit än. Skriv dagen då beslutet fattades."),
        (initiative.track != "fast", f"{initiative.ref} går inte på snabbspåret. Byt spår, eller låt nämnden besluta."),
        (amount <= 0, "Skriv ett belopp större än noll."),
        (amount > rules.most, f"Högst {mnkr(rules.most)} mnkr får beslutas på delegation. Låt nämnden besluta."),
        (amount > left, f"Nämndens ram för {day.year} har {mnkr(max(left, 0))} mnkr kvar. Låt nämnden besluta."),
    )  # fmt: skip
    return next((sentence for holds, sentence in reasons if holds), "")


def _used(initiative: Initiative, year: int) -> int:
    """Return what the board's delegates have decided in a year, in öre."""
    found = DelegationDecision.objects.filter(initiative__body_id=initiative.body_id, day__year=year)
    return int(found.aggregate(whole=Sum("amount"))["whole"] or 0)


@transaction.atomic
def report_delegated(
    *, by: Actor, at: datetime, decisions: Sequence[DelegationDecision], day: date, paragraph: str
) -> None:
    """Say that delegates' decisions have been told to their board, on a day under a §."""
    for one in decisions:
        require_on(by, "decide", one.initiative, at)
        if one.reported_on is not None:
            raise Invalid(
                f"{one.initiative.ref}: beslutet {one.day} är redan anmält {one.reported_on}. Ladda om sidan."
            )
        if day < one.day:
            raise Invalid(f"{one.initiative.ref}: anmälan kan inte vara före beslutet {one.day}.")
        one.reported_on, one.reported_paragraph = day, paragraph
        sentence = f"Delegationsbeslutet {one.day} anmäldes under § {paragraph}."
        save(one, act=tell(one.initiative, by, at, "report_delegated", sentence))
