"""The responsibility matrix: activities, letters with their days, and responsibility handed over (R22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from samsyn.governance.actions.steering import NOBODY, SteeringError, require_steering
from samsyn.governance.models import Activity, Clause, Responsibility, ResponsibilityQuestion
from samsyn.governance.rules.holding import LETTERS, Hold, within
from samsyn.history.actions import record, remove, save
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import exists


@dataclass(frozen=True, slots=True)
class Holder:
    """A body, a role in words, or a role at a body (innehavare)."""

    body: Body | None = None
    role: str = ""


def _tell(by: Actor, at: datetime, verb: str, activity: Activity, sentence: str) -> Act:
    return record(by=by, at=at, verb=f"governance.{verb}", ref=Ref(activity.title[:120]), sentence=sentence)


@transaction.atomic
def add_activity(
    *, by: Actor, at: datetime, municipality: Municipality, title: str, area: str = "", clause: Clause | None = None
) -> Activity:  # fmt: skip
    """Add an activity at the end of the matrix; raises SteeringError when it has no title or stands there already."""
    require_steering(by, municipality, at)
    others = Activity.objects.filter(municipality=municipality)
    last = others.order_by("-order").values_list("order", flat=True).first() or 0
    activity = Activity(
        municipality=municipality, order=last + 1, title=title.strip(), area=area, clause=clause
    )
    _require_title(activity)
    sentence = f"Aktiviteten {activity.title} lades till i ansvarsmatrisen."
    save(activity, act=_tell(by, at, "add_activity", activity, sentence))
    return activity


@transaction.atomic
def edit_activity(
    *, by: Actor, at: datetime, activity: Activity, title: str, area: str, clause: Clause | None
) -> None:
    """Give an activity another title, area or clause; raises SteeringError as `add_activity` does."""
    require_steering(by, activity.municipality, at)
    activity.title, activity.area, activity.clause = title.strip(), area, clause
    _require_title(activity)
    sentence = f"Aktiviteten {activity.title} ändrades."
    save(activity, act=_tell(by, at, "edit_activity", activity, sentence))


def _require_title(activity: Activity) -> None:
    if not activity.title:
        raise SteeringError("Aktiviteten saknar namn. Skriv vad det är som någon ska ansvara för.")
    same = Activity.objects.filter(municipality=activity.municipality_id, title__iexact=activity.title)
    if same.exclude(pk=activity.pk).exists():
        raise SteeringError(f"{activity.title} finns redan i matrisen. Öppna den raden i stället.")


@transaction.atomic
def place(
    *, by: Actor, at: datetime, activity: Activity, letter: str, holder: Holder, valid_from: date,
    valid_to: date | None = None, decided_by: DecisionRef = NOBODY, clause: Clause | None = None,
    disputed: bool = False,
) -> Responsibility:  # fmt: skip
    """Give a body or role a letter from a day, `valid_to` not counted.

    Exactly one has A on a day: a second is refused, or with `disputed` kept beside the first until it is settled.
    An A whose body closes by the first day ends with the body. Raises SteeringError.
    """
    require_steering(by, activity.municipality, at)
    cell = Responsibility(
        activity=activity, body=holder.body, role=holder.role.strip(), letter=letter, valid_from=valid_from,
        valid_to=valid_to, decided_body=decided_by.body, decided_on=decided_by.day,
        decided_paragraph=decided_by.paragraph, clause=clause, disputed=disputed and letter == "A",
    )  # fmt: skip
    _require_holder(cell)
    _end_closed(by, at, cell)
    _require_room(cell)
    until = f" till {valid_to}" if valid_to else ""
    sentence = (
        f"{cell.who} är {LETTERS[letter].lower()} ({letter}) för {activity.title} från {valid_from}{until}"
    )
    sentence += ", vid sidan av en annan." if cell.disputed else "."
    save(cell, act=_tell(by, at, "place", activity, sentence))
    return cell


def _require_holder(cell: Responsibility) -> None:
    """Raise SteeringError unless somebody there on its first day has the letter for at least a day."""
    body = cell.body
    if body is None and not cell.role:
        raise SteeringError("Välj ett organ, eller skriv en roll.")
    if cell.valid_to is not None and cell.valid_to <= cell.valid_from:
        raise SteeringError("Slutdagen måste ligga efter den första dagen.")
    if body and not exists(body.valid_from, body.valid_to, cell.valid_from):
        there = f"från {body.valid_from or 'början'} till {body.valid_to or 'vidare'}"
        raise SteeringError(
            f"{body.name} finns inte {cell.valid_from}, bara {there}. Välj en annan dag, eller organet som tog över."
        )


def _held(cell: Responsibility) -> Hold | None:
    """Return the days that a letter counts: its own, as long as its body exists."""
    own = Hold(cell.who, cell.valid_from, cell.valid_to)
    return within(own, cell.body.valid_from, cell.body.valid_to) if cell.body else own


def _end_closed(by: Actor, at: datetime, new: Responsibility) -> None:
    """End each A of a body that closes by the first day of a new A, on the day it closes."""
    if new.letter != "A":
        return
    for cell in _others(new).filter(letter="A", valid_to=None, body__valid_to__lte=new.valid_from):
        assert cell.body is not None
        assert cell.body.valid_to is not None
        _end(by, at, cell, cell.body.valid_to)


def _others(new: Responsibility) -> QuerySet[Responsibility]:
    return (
        Responsibility.objects.filter(activity=new.activity)
        .select_related("body", "activity")
        .exclude(pk=new.pk)
    )


def _require_room(new: Responsibility) -> None:
    """Raise SteeringError when the letter stands there already, or when another has the only A."""
    mine = _held(new)
    for cell in _others(new).filter(letter=new.letter):
        other = _held(cell)
        if mine is None or other is None or not mine.meets(other):
            continue
        days = f"från {cell.valid_from} till {cell.valid_to or 'vidare'}"
        if (cell.body_id, cell.role.casefold()) == (new.body_id, new.role.casefold()):
            raise SteeringError(f"{cell.who} har redan {cell.letter} {days}.")
        if new.letter == "A" and not new.disputed and not cell.disputed:
            raise SteeringError(
                f"{cell.who} är redan ansvarig (A) {days}, och bara en kan vara det. "
                "Lämna över ansvaret, avsluta den raden eller för upp den nya som dubbel."
            )


@transaction.atomic
def end(*, by: Actor, at: datetime, responsibility: Responsibility, day: date) -> None:
    """End a letter, the day not counted; one that would then have no day at all is taken away. Raises SteeringError."""
    require_steering(by, responsibility.activity.municipality, at)
    if responsibility.valid_to is not None and responsibility.valid_to < day:
        raise SteeringError(f"{responsibility.who} slutade redan {responsibility.valid_to}.")
    _end(by, at, responsibility, day)


def _end(by: Actor, at: datetime, cell: Responsibility, day: date) -> None:
    sentence = f"{cell.who} är inte längre {LETTERS[cell.letter].lower()} för {cell.activity} från {day}."
    act = _tell(by, at, "end_responsibility", cell.activity, sentence)
    if day <= cell.valid_from:
        if ResponsibilityQuestion.objects.filter(responsibility=cell).exists():
            raise SteeringError(
                f"{cell} är vad en ansvarsfråga ledde till. Välj en dag efter {cell.valid_from}, så står den kvar."
            )
        remove(cell, act=act)
        return
    cell.valid_to = day
    save(cell, act=act)


@transaction.atomic
def hand_over(
    *, by: Actor, at: datetime, responsibility: Responsibility, to_body: Body, day: date,
    decided_by: DecisionRef = NOBODY,
) -> Responsibility:  # fmt: skip
    """Move a letter to another body from a day: the old one ends, the new one begins and ends when the old would.

    A body that has the letter all that time keeps it, and that row is returned. Raises SteeringError when the letter
    isn't held that day, or the other body doesn't exist then or has it for a part of the time.
    """
    old = responsibility
    until = old.valid_to
    if day <= old.valid_from or (until is not None and until <= day):
        raise SteeringError(
            f"{old.who} har {old.letter} från {old.valid_from} till {until or 'vidare'}. "
            "Välj en dag däremellan att lämna över."
        )
    end(by=by, at=at, responsibility=old, day=day)
    same = _others(old).filter(body=to_body, letter=old.letter, role__iexact=old.role, valid_from__lte=day)
    lasting = Q(valid_to=None) if until is None else Q(valid_to=None) | Q(valid_to__gte=until)
    if has := same.filter(lasting).first():
        return has
    return place(
        by=by, at=at, activity=old.activity, letter=old.letter, holder=Holder(to_body, old.role), valid_from=day,
        valid_to=until, decided_by=decided_by, clause=old.clause, disputed=old.disputed,
    )  # fmt: skip


@transaction.atomic
def settle(*, by: Actor, at: datetime, keep: Responsibility) -> None:
    """Let one A stand and end every other of its activity that is held today or later."""
    require_steering(by, keep.activity.municipality, at)
    today = swedish_day(at)
    for cell in _others(keep).filter(letter="A"):
        hold = _held(cell)
        if hold is not None and (hold.end is None or hold.end > today):
            _end(by, at, cell, max(today, cell.valid_from))
    if keep.disputed:
        keep.disputed = False
        save(
            keep,
            act=_tell(by, at, "settle", keep.activity, f"{keep.who} är ensam ansvarig för {keep.activity}."),
        )
