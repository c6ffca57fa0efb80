"""What a decision in a case rests on: need, alternatives, cost, benefit, risk, law, affected staff (R80, R81)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.cases.actions.guard import act_on, check
from samsyn.cases.models import Case, Grounds
from samsyn.cases.rules import GROUNDS
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref


class GroundRefused(Exception):
    """A ground can't be noted as it was given; the text is the sentence for the screen."""


@transaction.atomic
def note_ground(
    *, by: Actor, at: datetime, case: Case, item: str, answer: str, place: str = "", day: date | None = None,
    needed: bool = True,
) -> Grounds:  # fmt: skip
    """Note what a decision in a case rests on in one respect, or why that isn't needed; what was said before stays.

    Raises GroundRefused with what to do instead.
    """
    check(by, case, at)
    asked = next((one for one in GROUNDS if one.key == item), None)
    if asked is None:
        raise GroundRefused(f"Underlaget {item} finns inte. Välj ur listan.")
    if not answer.strip():
        raise GroundRefused(asked.question if needed else f"Skriv varför {asked.label.lower()} inte behövs.")
    if day and day > swedish_day(at):
        raise GroundRefused(f"{day} har inte varit än. Skriv den dag då underlaget blev klart.")
    how = "noterades" if needed else "noterades som obehövligt"
    act_on(case, Ref(case.number), by, at, "note_ground", f"{asked.label} {how} i underlaget till {case}.")
    return Grounds.objects.create(
        case=case, item=item, answer=answer.strip(), place=place.strip(), needed=needed,
        day=day or swedish_day(at), by=by.name, recorded_at=at,
    )  # fmt: skip
