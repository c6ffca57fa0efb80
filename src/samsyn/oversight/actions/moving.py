"""Moving what hangs on a body or unit to the one that takes over, row by row or a whole kind at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsyn.cases.actions import documents_follow
from samsyn.governance import actions as governance
from samsyn.governance.models import Responsibility
from samsyn.inquiries.actions import reports_instead
from samsyn.inquiries.models import Instruction
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.money.actions import money_follows
from samsyn.organisation.actions import (
    Refused,
    formed_by,
    hand_over,
    hand_over_role,
    take_effect,
    withdraw,
)
from samsyn.organisation.models import Body, Succession, Unit
from samsyn.organisation.queries import access_for
from samsyn.organisation.queries.changes import Key, change_of
from samsyn.oversight.models import Transfer
from samsyn.oversight.queries.owned import OwnedRow, hanging, ids
from samsyn.oversight.queries.transition import Plan, Receiver, plan
from samsyn.planning.actions import member_instead


@transaction.atomic
def move(
    *, by: Actor, at: datetime, change: Succession, kind: str = "", ids: Collection[int] | None = None,
    to: Key | None = None,
) -> int:  # fmt: skip
    """Move rows of a change's transition plan to who takes over, or to another of its receivers; return how many (R20).

    All that must go goes when no rows are named; of a kind, when one is. What hangs on an owner of whom only a part
    goes is moved when it is named. Raises Refused before the day of the change: nothing may belong to what isn't there.
    """
    today = swedish_day(at)
    if change.withdrawn_at:
        raise Refused("Ändringen är återtagen. Inget ska flyttas.")
    if change.day > today:
        raise Refused(f"Ändringen gäller från {change.day}. Flytta då, så finns mottagaren.")
    take_effect(by=by, at=at, change=change)
    found = plan(access_for(by, today), change_of(change), today=today, as_of=None)
    rows = found.left if ids is None else [row for row in [*found.left, *found.may] if row.id in ids]
    chosen = [row for row in rows if kind in ("", row.kind.key)]
    for row in chosen:
        _move(by, at, change, found, row, _receiver(found, row, to))
    return len(chosen)


@transaction.atomic
def call_off(*, by: Actor, at: datetime, change: Succession, why: str) -> None:
    """Withdraw a change before its day; raises Refused, also when something hangs on what it was to form (R20)."""
    keys = {("unit" if isinstance(row, Unit) else "body", row.pk) for row in formed_by(change)}
    today = swedish_day(at)
    held = hanging(access_for(by, today), today, *ids(keys), as_of=None) if keys else []
    if held:
        first = held[0]
        more = f" och {len(held) - 1} till" if held[1:] else ""
        raise Refused(
            f"På det som skulle bildas hänger {first.kind.label.lower()} {first.ref}{more}. Flytta det först."
        )
    withdraw(by=by, at=at, change=change, why=why)


def _receiver(found: Plan, row: OwnedRow, to: Key | None) -> Receiver:
    if to is None:
        return found.receiver(row.source)
    name = dict(found.receivers).get(to)
    if name is None:
        raise Refused("Mottagaren hör inte till ändringen. Välj en i listan.")
    return to, name


def _move(
    by: Actor, at: datetime, change: Succession, found: Plan, one: OwnedRow, receiver: Receiver
) -> None:
    (sort, key), name = receiver
    unit = Unit.objects.select_related("body").get(pk=key) if sort == "unit" else None
    target = unit.body if unit else Body.objects.get(pk=key)
    row: Any = one.kind.model.objects.get(pk=one.id)
    source = Body.objects.get(pk=one.source[1]) if one.source[0] == "body" else row.body
    if one.kind.key == "role":
        hand_over_role(by=by, at=at, held=row, target=target, day=change.day)
    elif one.kind.key == "reporter":
        reports_instead(by=by, at=at, instruction=row.instruction, source=source, target=target)
    elif one.kind.key == "responsibility" and row.valid_from < change.day:
        _responsibility_goes(by, at, row, target, change.day)
    elif one.kind.key == "member":
        member_instead(by=by, at=at, member=row, target=target)
    else:
        if (
            one.kind.key == "instruction"
            and Instruction.objects.filter(body=target, title=row.title).exists()
        ):
            row.title = f"{row.title} ({source.name})"[:200]
        ref = Ref(str(getattr(row, "ref", one.title))[:120])
        what = one.kind.label if getattr(row, "secrecy_ground", "") else f"{one.ref} {one.more}".strip()[:100]
        hand_over(by=by, at=at, row=row, source=source, target=target, unit=unit, ref=ref, what=what)
    _follow(by, at, change, one, row, source)
    Transfer.objects.update_or_create(
        succession=change, kind=one.kind.key, row=one.id,
        defaults={
            "ref": one.ref[:120], "source_name": found.name(one.source), "target_body": target, "target_unit": unit,
            "target_name": name, "by": by.name, "moved_at": at,
        },
    )  # fmt: skip


def _responsibility_goes(by: Actor, at: datetime, row: Responsibility, target: Body, day: date) -> None:
    """Hand a responsibility over on a day; raises Refused with why it cannot be."""
    try:
        governance.hand_over(by=by, at=at, responsibility=row, to_body=target, day=day)
    except governance.SteeringError as problem:
        raise Refused(f"{row.activity}: {problem}") from problem


def _follow(by: Actor, at: datetime, change: Succession, one: OwnedRow, row: Any, source: Body) -> None:
    """Let what belongs to a row that has gone go with it: a unit's initiative takes its money, a case its documents."""
    if one.kind.key == "initiative" and one.source[0] == "unit":
        money_follows(by=by, at=at, initiative=row, source=source, year=change.day.year)
    if one.kind.key == "case":
        documents_follow(by=by, at=at, case=row, source=source)
