"""Changing the organisation from a day: formed, merged, split, renamed, moved, closed; and handing rows over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from samsyn.history.actions import record, save
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.kit.words import folded
from samsyn.organisation.actions.bodies import learn_alias, require_administrator
from samsyn.organisation.models import (
    Administration,
    Body,
    BodyAlias,
    Municipality,
    RoleHolding,
    Succession,
    SuccessionPart,
    Unit,
)
from samsyn.organisation.queries import require, require_reorganising
from samsyn.organisation.rules import Node, Piece, Thing, absent, ending, objection


class Refused(Exception):
    """A change of the organisation can't be made as it was asked; the text is the sentence for the screen."""


@dataclass(frozen=True, slots=True)
class New:
    """A body, or with `body` a unit of that body, that a change forms (nytt organ)."""

    name: str
    body: Body | None = None
    kind: str = "board"
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes what; a renamed one is its own target, with its new name (del)."""

    source: Body | Unit | None
    target: Body | Unit | New
    share: str = "whole"
    name: str = ""


@transaction.atomic
def add_unit(
    *, by: Actor, at: datetime, body: Body, name: str, administration: Administration | None = None,
    valid_from: date | None = None,
) -> Unit:  # fmt: skip
    """Add a unit of a body's administration."""
    require_administrator(by, body.municipality, at)
    return _new_unit(by, at, body, name, valid_from, administration)


def _new_unit(
    by: Actor, at: datetime, body: Body, name: str, since: date | None, office: Administration | None = None
) -> Unit:
    unit = never(Unit.objects.filter(body=body, name=name)) or Unit(body=body, name=name)
    unit.administration = office or body.administrations.first()
    unit.valid_from, unit.valid_to = since, None
    sentence = f"Enheten {name} lades upp hos {body.name}."
    save(unit, act=act_of(by, at, "add_unit", name, sentence, body.pk))
    return unit


def never(found: Any) -> Any:
    """Return the one of some bodies or units that a withdrawn change would have formed: it never existed."""
    return found.filter(valid_from=F("valid_to")).first()


def act_of(by: Actor, at: datetime, verb: str, ref: str, sentence: str, body_id: int | None = None) -> Act:
    """Record an act on the organisation and return it."""
    return record(by=by, at=at, verb=f"organisation.{verb}", ref=Ref(ref), sentence=sentence, body_id=body_id)


@transaction.atomic
def reorganise(
    *, by: Actor, at: datetime, municipality: Municipality, kind: str, day: date, parts: Sequence[Part],
    decided: DecisionRef | None = None, case_number: str = "", note: str = "",
) -> Succession:  # fmt: skip
    """Change the organisation from a day, which may lie ahead; raises Refused with what to do instead (R24).

    What ends does so on the day and what is formed begins then. New names and places are written on the day, at once
    when it has come. Rows stay with their owners: those of what ends are handed over by the transition plan (R20).
    """
    today = swedish_day(at)
    require_reorganising(by, municipality, today)
    pieces = [Piece(_node(part.source), _node(part.target), part.share) for part in parts]  # type: ignore[arg-type]
    over = ending(kind, pieces)
    if sentence := (
        objection(kind, day, today, pieces)
        or _formed_wrongly(municipality, day, today, parts)
        or _promised(over, day)
    ):
        raise Refused(sentence)
    by_decision = decided or DecisionRef("", None, "")
    change = Succession.objects.create(
        municipality=municipality, kind=kind, day=day, decided_body=by_decision.body, decided_on=by_decision.day,
        decided_paragraph=by_decision.paragraph, case_number=case_number, note=note, recorded_at=at,
    )  # fmt: skip
    _write_parts(change, parts, by, at)
    for row in {part.source for part in parts}:
        if row and _node(row) in over:
            _end(row, day, by, at)
    _names_follow(change, by, at)
    if day <= today:
        _take_effect(change, by, at)
    return change


def _node(row: Body | Unit | New | None) -> Node | None:
    if row is None:
        return None
    if isinstance(row, New):
        return Node("unit" if row.body else "body", 0, row.name)
    return Node("body" if isinstance(row, Body) else "unit", row.pk, row.name, row.valid_from, row.valid_to)


def _formed_wrongly(municipality: Municipality, day: date, today: date, parts: Sequence[Part]) -> str:
    """Return the sentence that says that a unit's body isn't there on the day, or that a body has the name already."""
    formed = [part.target for part in parts if isinstance(part.target, New)]
    for body in [new.body for new in formed if new.body]:
        home = Node("body", body.pk, body.name, body.valid_from, body.valid_to)
        if sentence := absent(home, day) or absent(home, max(day, today)):
            return sentence
    names = [part.name for part in parts if part.name and isinstance(part.target, Body)]
    formed_before = Q(name__in=[new.name for new in formed if not new.body]) & ~Q(valid_from=F("valid_to"))
    named = Q(name__in=names) | formed_before
    taken = Body.objects.filter(named, municipality=municipality).first()
    return f"{taken.name} finns redan. Välj organet i listan, eller skriv ett annat namn." if taken else ""


def _promised(over: Sequence[Node], day: date) -> str:
    """Return the sentence that says that what is to end shall take something over on a later day."""
    for node in over:
        mine = (
            {"target_unit": node.id} if node.sort == "unit" else {"target_body": node.id, "target_unit": None}
        )
        later = SuccessionPart.objects.filter(
            **mine, succession__day__gt=day, succession__withdrawn_at=None
        ).exclude(succession__kind="renamed")
        if found := later.select_related("succession").first():
            what = f"{node.name} ska ta över {found.source_name} {found.succession.day}."
            return f"{what} Välj den dagen eller en senare."
    return ""


def _write_parts(change: Succession, parts: Sequence[Part], by: Actor, at: datetime) -> None:
    formed: dict[New, Body | Unit] = {}
    for part in parts:
        if isinstance(part.target, New) and part.target not in formed:
            formed[part.target] = _form(part.target, change, by, at)
        target = formed[part.target] if isinstance(part.target, New) else part.target
        SuccessionPart.objects.create(
            succession=change, share=part.share, source_name=part.source.name if part.source else "",
            target_name=part.name or target.name, **_keys("source", part.source), **_keys("target", target),
        )  # fmt: skip


def _keys(side: str, row: Body | Unit | None) -> dict[str, Any]:
    """Return the columns of one side of a part: a unit has its body beside it."""
    unit = row if isinstance(row, Unit) else None
    return {f"{side}_unit": unit, f"{side}_body": unit.body if unit else row}


def _form(new: New, change: Succession, by: Actor, at: datetime) -> Body | Unit:
    if new.body:
        return _new_unit(by, at, new.body, new.name, change.day)
    mine = Body.objects.filter(municipality=change.municipality, name=new.name)
    body = never(mine) or Body(municipality=change.municipality, name=new.name)
    body.kind, body.short_name, body.valid_from, body.valid_to = new.kind, new.short_name, change.day, None
    save(body, act=act_of(by, at, "form", new.name, f"{new.name} bildas {change.day}."))
    return body


def _end(row: Any, day: date, by: Actor, at: datetime) -> None:
    row.valid_to = day
    body_id = row.body_id if isinstance(row, Unit) else row.pk
    save(row, act=act_of(by, at, "end", row.name, f"{row.name} upphör {day}.", body_id))


def _names_follow(change: Succession, by: Actor, at: datetime) -> None:
    """Let texts from the day on mean by the name of a body that has ended the one that took all of it or the rest."""
    for part in change.parts.select_related("source_body", "target_body").exclude(share="part"):
        old = part.source_body
        if old is None or part.source_unit_id or old.valid_to != change.day or old == part.target_body:
            continue
        for name in filter(None, (old.name, old.short_name)):
            BodyAlias.objects.get_or_create(
                body=part.target_body, key=folded(name)[:160],
                defaults={
                    "name": name[:160], "valid_from": change.day, "learned_from": str(change),
                    "confirmed_by": by.name, "recorded_at": at,
                },
            )  # fmt: skip


@transaction.atomic
def take_effect(*, by: Actor, at: datetime, change: Succession) -> None:
    """Write the new names and places of a change whose day has come; one that has taken effect stays as it is."""
    require_reorganising(by, change.municipality, swedish_day(at))
    if change.day > swedish_day(at):
        raise Refused(f"Ändringen gäller först från {change.day}.")
    if change.effected_at is None and change.withdrawn_at is None:
        _take_effect(change, by, at)


@transaction.atomic
def take_due(*, by: Actor, at: datetime, municipality: Municipality) -> int:
    """Write the new names and places of all changes whose day has come; return how many there were."""
    ahead = Succession.objects.filter(municipality=municipality, effected_at=None, withdrawn_at=None)
    waiting = ahead.filter(day__lte=swedish_day(at))
    due = list(waiting.order_by("day", "pk"))
    for change in due:
        take_effect(by=by, at=at, change=change)
    return len(due)


def _take_effect(change: Succession, by: Actor, at: datetime) -> None:
    for part in change.parts.select_related("source_body", "source_unit", "target_body"):
        row: Any = part.source_unit or part.source_body
        target: Any = part.target_body
        if change.kind == "renamed":
            _rename(row, part.target_name, change.day, by, at)
        elif change.kind == "moved":
            sentence = f"{row.name} hör till {part.target_name} från {change.day}."
            if isinstance(row, Unit):
                row.body, row.administration = target, target.administrations.first()
            else:
                row.parent = target
            save(row, act=act_of(by, at, "move", row.name, sentence))
    change.effected_at = at
    change.save(update_fields=["effected_at"])


def _rename(row: Any, name: str, day: date, by: Actor, at: datetime) -> None:
    old, row.name = row.name, name
    sentence = f"{old} heter {name} från {day}."
    save(row, act=act_of(by, at, "rename", name, sentence))
    if isinstance(row, Body):
        learn_alias(by=by, at=at, body=row, name=old, learned_from=sentence, valid_to=day)


@transaction.atomic
def hand_over(
    *, by: Actor, at: datetime, row: Any, source: Body, target: Body, unit: Unit | None, ref: Ref, what: str
) -> None:
    """Give a row that belongs to `source`, or to one of its units, to `target` and perhaps one of its units (R20).

    It may be of any room: who owns a row is the organisation's to say, also of what is secret.
    """
    require(by, "write", Thing("organisation", target.municipality_id, None), swedish_day(at))
    for field in ("body", "secrecy_owner", "parent"):
        if getattr(row, f"{field}_id", None) == source.pk:
            setattr(row, field, target)
    if hasattr(row, "unit_id"):
        row.unit = unit or (row.unit if row.unit and row.unit.body_id == target.pk else None)
    sentence = f"{what} gick från {source.name} till {unit.name if unit else target.name}."
    act = record(
        by=by, at=at, verb="organisation.hand_over", ref=ref, sentence=sentence, body_id=target.pk,
        secret=bool(getattr(row, "secrecy_ground", "")),
    )  # fmt: skip
    if hasattr(row, "history"):
        save(row, act=act)
    else:
        row.save()


@transaction.atomic
def hand_over_role(*, by: Actor, at: datetime, held: RoleHolding, target: Body, day: date) -> None:
    """End a role at a body on a day and give it at the one that takes over; a member's mandate only ends."""
    require(by, "write", Thing("organisation", target.municipality_id, None), swedish_day(at))
    held.valid_to = max(day, held.valid_from)
    held.save(update_fields=["valid_to"])
    sentence = f"{held.person} lämnade {held.get_role_display().lower()} i {held.body}."
    act_of(by, at, "hand_over_role", held.person.name, sentence, target.pk)
    if held.role != "member":
        RoleHolding.objects.create(
            person=held.person, role=held.role, municipality=held.municipality, body=target,
            valid_from=held.valid_to, decided_body=held.decided_body, decided_on=held.decided_on,
            decided_paragraph=held.decided_paragraph,
        )  # fmt: skip
