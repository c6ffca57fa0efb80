"""A change of the organisation that lies ahead, withdrawn or corrected before its day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from samsyn.history.actions import save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.actions.reorganising import New, Part, Refused, act_of, reorganise
from samsyn.organisation.models import Body, BodyAlias, Succession, SuccessionPart, Unit
from samsyn.organisation.queries import require_reorganising


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, change: Succession, why: str) -> None:
    """Withdraw a change before its day: what was to end goes on, and what was to be formed never is (R24).

    Raises Refused when its day has come, without a reason, and when a later change builds on what it forms.
    """
    require_reorganising(by, change.municipality, swedish_day(at))
    if sentence := _objection(change, swedish_day(at), why):
        raise Refused(sentence)
    for row in formed_by(change):
        row.valid_to = row.valid_from
        save(row, act=act_of(by, at, "unform", row.name, f"{row.name} bildas inte {change.day}."))
    for row in _ended_by(change):
        row.valid_to = None
        save(row, act=act_of(by, at, "go_on", row.name, f"{row.name} upphör inte {change.day}."))
    _mine(BodyAlias.objects.filter(valid_from=change.day, learned_from=str(change)), change).delete()
    change.withdrawn_at, change.withdrawn_why = at, why
    change.save(update_fields=["withdrawn_at", "withdrawn_why"])
    sentence = f"Ändringen {change} återtogs. {why}"
    act_of(by, at, "withdraw", f"Organisationsändring {change.pk}", sentence)


@transaction.atomic
def correct(
    *, by: Actor, at: datetime, change: Succession, why: str, day: date, decided: DecisionRef,
    case_number: str = "", note: str = "",
) -> Succession:  # fmt: skip
    """Withdraw a change before its day and decide it anew with another day, decision or note; raises Refused."""
    parts = _again(change)
    withdraw(by=by, at=at, change=change, why=why)
    for part in parts:
        for row in (part.source, part.target):
            if isinstance(row, Body | Unit):
                row.refresh_from_db()
    return reorganise(
        by=by, at=at, municipality=change.municipality, kind=change.kind, day=day, parts=parts, decided=decided,
        case_number=case_number, note=note,
    )  # fmt: skip


def _objection(change: Succession, today: date, why: str) -> str:
    if change.withdrawn_at:
        return "Ändringen är redan återtagen."
    if change.day <= today or change.effected_at:
        return f"Ändringen gäller sedan {change.day}. Inför en ny ändring i stället."
    if not why.strip():
        return "Skriv varför, till exempel beslutet som ändrar det förra."
    later = SuccessionPart.objects.filter(succession__day__gte=change.day, succession__withdrawn_at=None)
    for row in formed_by(change):
        keys = Q(source_body=row, source_unit=None) | Q(target_body=row)
        if isinstance(row, Unit):
            keys = Q(source_unit=row) | Q(target_unit=row)
        if other := later.filter(keys).exclude(succession=change).select_related("succession").first():
            return f"{row.name} ingår också i ändringen {other.succession}. Återta den först."
    return ""


def formed_by(change: Succession) -> list[Body | Unit]:
    """Return the bodies and units that a change forms: its targets that begin on its day and were no target before."""
    found: dict[tuple[type, int], Body | Unit] = {}
    for part in change.parts.select_related("target_body", "target_unit__body"):
        row: Body | Unit = part.target_unit or part.target_body
        earlier = SuccessionPart.objects.filter(
            target_body=part.target_body, target_unit=part.target_unit, succession__pk__lt=change.pk,
            succession__withdrawn_at=None,
        )  # fmt: skip
        if row.valid_from == change.day and not earlier.exists():
            found[type(row), row.pk] = row
    return list(found.values())


def _ended_by(change: Succession) -> list[Body | Unit]:
    """Return the bodies and units that end on the day of a change and are a source of it."""
    found: dict[tuple[type, int], Body | Unit] = {}
    for part in change.parts.exclude(source_body=None).select_related("source_body", "source_unit__body"):
        row = part.source_unit or part.source_body
        if row and row.valid_to == change.day:
            found[type(row), row.pk] = row
    return list(found.values())


def _mine(found: Any, change: Succession) -> Any:
    """Return those aliases that the change taught: names of its sources, for its targets."""
    return found.filter(body__in=change.parts.values("target_body"))


def _again(change: Succession) -> list[Part]:
    """Return what becomes what, with what the change was to form as new."""
    new: dict[tuple[type, int], New] = {}
    for row in formed_by(change):
        new[type(row), row.pk] = (
            New(row.name, body=row.body)
            if isinstance(row, Unit)
            else New(row.name, kind=row.kind, short_name=row.short_name)
        )
    parts = []
    for part in change.parts.select_related(
        "source_body", "source_unit__body", "target_body", "target_unit__body"
    ):
        target: Body | Unit = part.target_unit or part.target_body
        source = part.source_unit or part.source_body
        name = part.target_name if change.kind == "renamed" else ""
        parts.append(Part(source, new.get((type(target), target.pk), target), part.share, name))
    return parts
