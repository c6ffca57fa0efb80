"""Writing systems: what is in use, who uses it, what builds on it, and the plan for each year (R17)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from samsyn.history.actions import record, remove, save, still
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body, Unit
from samsyn.organisation.queries import access_for, may, require, thing
from samsyn.organisation.rules import Thing
from samsyn.register.actions.initiatives import Invalid, require_on, tell
from samsyn.register.models import BaseDelivery, BoardUse, Initiative, ObjectPlan, System, SystemUse
from samsyn.register.rules import chain, years


class SystemFields(TypedDict, total=False):
    """The columns of a system that people set; the yearly cost is in öre."""

    owner: str
    business_lead: str
    it_lead: str
    managed_object: str
    supplier: str
    contract_end: date | None
    contract_plan: str
    yearly_cost: int | None
    users: int | None
    confidentiality: int | None
    integrity: int | None
    availability: int | None
    classified_on: date | None
    common: bool
    delivery: BaseDelivery | None
    replaced_by: System | None
    retired_on: date | None
    unit: Unit | None
    secrecy_ground: str


class ChangedSystem(SystemFields, total=False):
    """The columns of a system that may change later: its name and owner body too."""

    name: str
    body: Body


class PlanFields(TypedDict, total=False):
    """What people say of an object's year; the budget is in öre."""

    goals: str
    changes: str
    budget: int | None
    decided_by: str
    decided_on: date | None


def _told(system: System, by: Actor, at: datetime, verb: str, sentence: str, why: str = "") -> Act:
    return record(
        by=by, at=at, verb=f"register.{verb}", ref=Ref(system.name[:120]), sentence=sentence, why=why,
        body_id=system.body_id, secret=bool(system.secrecy_ground),
    )  # fmt: skip


def _check(system: System) -> None:
    """Raise Invalid when a system would replace itself, straight or by way of others."""
    if system.replaced_by is None:
        return
    after = dict(
        System.objects.filter(municipality=system.municipality, replaced_by__isnull=False).values_list(
            "pk", "replaced_by_id"
        )
    )
    if system.pk in chain(after, system.replaced_by.pk):
        raise Invalid(
            f"{system.replaced_by} ersätts redan av {system.name}, direkt eller i flera led. Välj ett annat."
        )


@transaction.atomic
def add_system(*, by: Actor, at: datetime, body: Body, name: str, **fields: Unpack[SystemFields]) -> System:
    """Add a system with the body that answers for it (R17)."""
    require(by, "write", Thing("initiative", body.municipality_id, body.pk), swedish_day(at))
    system = System(municipality=body.municipality, body=body, name=name, **fields)
    save(system, act=_told(system, by, at, "add_system", f"Systemet {name} lades upp."))
    return system


@transaction.atomic
def change_system(
    *, by: Actor, at: datetime, system: System, seen: int | None = None, why: str = "",
    **fields: Unpack[ChangedSystem],
) -> None:  # fmt: skip
    """Change facts of a system; saving without change records nothing.

    `seen` is the act that the writer had before them; raises SavedMeanwhile when a later one has saved, and Invalid
    when it would replace itself. One that changes its body leaves its unit, if no other is given.
    """
    require(by, "write", thing("initiative", system), swedish_day(at))
    if "body" in fields:
        new = Thing("initiative", system.municipality_id, fields["body"].pk)
        require(by, "write", new, swedish_day(at))
    still(system, seen)
    given: dict[str, Any] = dict(fields)
    changed = {name: value for name, value in given.items() if getattr(system, name) != value}
    if not changed:
        return
    if "body" in changed and "unit" not in given:
        changed["unit"] = None
    for name, value in changed.items():
        setattr(system, name, value)
    _check(system)
    save(system, act=_told(system, by, at, "change_system", f"Systemet {system.name} ändrades.", why))


@transaction.atomic
def use_system(*, by: Actor, at: datetime, initiative: Initiative, system: System) -> None:
    """Note that an initiative builds on or changes a system."""
    require_on(by, "write", initiative, at)
    tell(initiative, by, at, "use_system", f"{initiative.title} berör systemet {system.name}.")
    SystemUse.objects.get_or_create(initiative=initiative, system=system)


def _require_use(by: Actor, at: datetime, system: System, body: Body) -> None:
    """Raise NotAllowed unless the actor writes for the system's body or for the one that uses it."""
    day, own = swedish_day(at), thing("initiative", system)
    if not may(access_for(by, day), "write", own):
        theirs = Thing("initiative", system.municipality_id, body.pk, own.secret)
        require(by, "write", theirs, day)


@transaction.atomic
def say_use(
    *, by: Actor, at: datetime, system: System, body: Body, users: int | None = None, purpose: str = ""
) -> BoardUse:
    """Say that a body uses a system, how many there do and for what; said again, the new words count."""
    _require_use(by, at, system, body)
    use = BoardUse.objects.filter(system=system, body=body).first() or BoardUse(system=system, body=body)
    use.users, use.purpose = users, purpose
    count = "" if users is None else f" ({users} användare)"
    save(use, act=_told(system, by, at, "say_use", f"{body.name} använder {system.name}{count}."))
    return use


@transaction.atomic
def end_use(*, by: Actor, at: datetime, use: BoardUse) -> None:
    """Say that a body uses a system no more."""
    _require_use(by, at, use.system, use.body)
    sentence = f"{use.body.name} använder inte längre {use.system.name}."
    remove(use, act=_told(use.system, by, at, "end_use", sentence))


@transaction.atomic
def plan_object(
    *, by: Actor, at: datetime, body: Body, managed_object: str, year: int, plan: ObjectPlan | None = None,
    seen: int | None = None, **fields: Unpack[PlanFields],
) -> ObjectPlan:  # fmt: skip
    """Say what is to be done with an object in a year, or change the plan given.

    Raises Invalid for a year that cannot be planned, and when the body has a plan for the object that year;
    SavedMeanwhile when somebody has saved the plan after the act `seen`.
    """
    require(by, "write", Thing("initiative", body.municipality_id, body.pk), swedish_day(at))
    one = plan or ObjectPlan(municipality=body.municipality)
    if plan is not None:
        require(by, "write", Thing("initiative", plan.municipality_id, plan.body_id), swedish_day(at))
        still(plan, seen)
    if sentence := years(year, swedish_day(at)):
        raise Invalid(sentence)
    same = ObjectPlan.objects.filter(body=body, managed_object__iexact=managed_object, year=year)
    if same.exclude(pk=one.pk).exists():
        raise Invalid(f"{body.name} har redan en objektplan för {managed_object} {year}. Ändra den.")
    one.body, one.managed_object, one.year = body, managed_object, year
    for name, value in fields.items():
        setattr(one, name, value)
    done = "ändrades" if plan else "lades upp"
    sentence = f"Objektplanen för {managed_object} {year} {done}."
    act = record(
        by=by, at=at, verb="register.plan_object", ref=Ref(managed_object), sentence=sentence,
        body_id=body.pk,
    )  # fmt: skip
    save(one, act=act)
    return one
