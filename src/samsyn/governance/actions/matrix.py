"""A whole responsibility matrix laid in at once: what it gives is given, what it no longer has ends (R22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samsyn.governance.actions.responsibility import Holder, add_activity, end, place
from samsyn.governance.actions.steering import NOBODY, SteeringError, require_steering
from samsyn.governance.models import Activity, Responsibility
from samsyn.governance.rules.holding import LETTERS
from samsyn.governance.rules.sheet import Given, Refusal
from samsyn.kit.actors import Actor
from samsyn.kit.refs import DecisionRef
from samsyn.kit.words import folded
from samsyn.organisation.models import Body, Municipality


@dataclass(slots=True)
class Laid:
    """What a sheet changed, each with its place, and what could not be (inlagd matris)."""

    changed: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


Held = dict[tuple[int, int | None, str], dict[str, Responsibility]]
"""Letters held on a day, by activity, body and folded role."""


@transaction.atomic
def lay_matrix(
    *, by: Actor, at: datetime, municipality: Municipality, cells: Sequence[Given], day: date,
    decided_by: DecisionRef = NOBODY, keep: bool = True,
) -> Laid:  # fmt: skip
    """Make the matrix say what the cells say from a day on, for their activities and columns only; the rest stays.

    What can't be is refused cell by cell and the rest is laid in. Without `keep` nothing is saved: it is told what
    would change. The same sheet again changes nothing.
    """
    require_steering(by, municipality, at)
    laid, held = Laid(), _held(municipality, day)
    activities = {folded(one.title): one for one in Activity.objects.filter(municipality=municipality)}
    for cell in cells:
        if folded(cell.activity) not in activities and cell.letters:
            activities[folded(cell.activity)] = add_activity(
                by=by, at=at, municipality=municipality, title=cell.activity, area=cell.area[:80]
            )
            laid.changed.append((f"Rad {cell.line}", f"{cell.activity} läggs till."))
    known = [
        (cell, activities[folded(cell.activity)]) for cell in cells if folded(cell.activity) in activities
    ]
    for cell, activity in known:
        for letter, row in held[activity.pk, cell.whose.body, folded(cell.whose.role)].items():
            if letter not in cell.letters:
                _end(laid, by, at, cell, row, day)
    bodies = {one.pk: one for one in Body.objects.filter(municipality=municipality)}
    for cell, activity in known:
        has = held[activity.pk, cell.whose.body, folded(cell.whose.role)]
        for letter in cell.letters:
            if letter not in has:
                holder = Holder(bodies.get(cell.whose.body or 0), cell.whose.role)
                _place(laid, by, at, cell, activity, letter, holder, day, decided_by)
    transaction.set_rollback(not keep)
    return laid


def _held(municipality: Municipality, day: date) -> Held:
    still = Q(valid_to=None) | Q(valid_to__gt=day)
    found = Responsibility.objects.filter(still, activity__municipality=municipality, valid_from__lte=day)
    held: Held = defaultdict(dict)
    for row in found.select_related("activity__municipality", "body"):
        held[row.activity_id, row.body_id, folded(row.role)][row.letter] = row
    return held


def _end(laid: Laid, by: Actor, at: datetime, cell: Given, row: Responsibility, day: date) -> None:
    try:
        end(by=by, at=at, responsibility=row, day=day)
    except SteeringError as problem:
        laid.refused.append(Refusal(cell.where, str(problem)))
    else:
        words = (
            f"{row.who} är inte längre {LETTERS[row.letter].lower()} ({row.letter}) för {row.activity.title}."
        )
        laid.changed.append((cell.where, words))


def _place(
    laid: Laid, by: Actor, at: datetime, cell: Given, activity: Activity, letter: str, holder: Holder, day: date,
    decided_by: DecisionRef,
) -> None:  # fmt: skip
    try:
        made = place(
            by=by,
            at=at,
            activity=activity,
            letter=letter,
            holder=holder,
            valid_from=day,
            decided_by=decided_by,
        )
    except SteeringError as problem:
        laid.refused.append(Refusal(cell.where, str(problem)))
    else:
        words = f"{made.who} blir {LETTERS[letter].lower()} ({letter}) för {activity.title}."
        laid.changed.append((cell.where, words))
