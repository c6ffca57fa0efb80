"""Writing an initiative's light lists: risks, what it waits for, and who does what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.register.actions.initiatives import Invalid, require_on, tell
from samsyn.register.models import Dependency, Initiative, KnownRisk, Part

ITSELF = "Ett initiativ kan inte vänta på sig självt. Välj ett annat, eller skriv vad som behövs."


@transaction.atomic
def note_risk(
    *, by: Actor, at: datetime, initiative: Initiative, what: str, likelihood: int, consequence: int,
    measure: str = "", owner: str = "",
) -> KnownRisk:  # fmt: skip
    """Note something that may go wrong; likelihood and consequence go from 1 to 4."""
    row = KnownRisk(
        initiative=initiative,
        what=what,
        likelihood=likelihood,
        consequence=consequence,
        measure=measure,
        owner=owner,
    )
    _note(by, at, row, "note_risk", f"Risken {what} noterades för {initiative.title}.")
    return row


@transaction.atomic
def note_dependency(
    *, by: Actor, at: datetime, initiative: Initiative, what: str, on: Initiative | None = None,
    needed_by: date | None = None,
) -> Dependency:  # fmt: skip
    """Note what an initiative waits for; raises Invalid when it would wait for itself or for another municipality."""
    if on is not None and on.pk == initiative.pk:
        raise Invalid(ITSELF)
    if on is not None and on.municipality_id != initiative.municipality_id:
        raise Invalid("Välj ett initiativ i den egna kommunen.")
    row = Dependency(initiative=initiative, what=what, on=on, needed_by=needed_by)
    _note(by, at, row, "note_dependency", f"{initiative.title} väntar på: {what}.")
    return row


@transaction.atomic
def give_part(
    *, by: Actor, at: datetime, initiative: Initiative, role: str, what: str, since: date | None = None
) -> Part:
    """Note who has a role in an initiative; `what` is the name."""
    row = Part(initiative=initiative, role=role, what=what, since=since or swedish_day(at))
    _note(by, at, row, "give_part", f"{row.get_role_display()} för {initiative.title} är {what}.")
    return row


@transaction.atomic
def end_noted(*, by: Actor, at: datetime, row: Any, day: date) -> None:
    """End a line: a risk that is gone, a thing that came, a role that somebody left; ending twice does nothing.

    Raises Invalid when the day has not been yet.
    """
    require_on(by, "write", row.initiative, at)
    if row.ended_on is not None:
        return
    if day > swedish_day(at):
        raise Invalid(f"{day} har inte varit än. Skriv en dag som har varit.")
    row.ended_on = day
    save(
        row,
        act=tell(row.initiative, by, at, "end_noted", f"{row.what} avslutades för {row.initiative.title}."),
    )


def _note(by: Actor, at: datetime, row: Any, verb: str, sentence: str) -> None:
    require_on(by, "write", row.initiative, at)
    save(row, act=tell(row.initiative, by, at, verb, sentence))
