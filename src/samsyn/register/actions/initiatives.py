"""Writing the register: initiatives, how they go, what they cost and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from samsyn.governance.models import Goal
from samsyn.governance.queries.process import model_in_force
from samsyn.history.actions import record, save, still
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.money import Amount
from samsyn.kit.periods import swedish_day
from samsyn.organisation.actions import take_numbers
from samsyn.organisation.models import Body, Municipality, Unit
from samsyn.organisation.queries import exists, require, thing
from samsyn.organisation.rules import Thing, Verb
from samsyn.register.models import (
    CostEstimate,
    Initiative,
    Milestone,
)
from samsyn.register.rules import dates_in_order


class Invalid(Exception):
    """What was asked breaks a rule of the register; the text is the sentence for the screen."""


class InitiativeFields(TypedDict, total=False):
    """The columns of an initiative that people set."""

    title: str
    unit: Unit | None
    problem: str
    goal: Goal | None
    track: str
    reach: str
    process: str
    principle: bool
    contact: str
    owner: str
    phase: str
    phase_since: date | None
    start: date | None
    start_precision: str
    start_raw: str
    end: date | None
    end_precision: str
    end_raw: str
    baseline_end: date | None
    funding: str
    decision: str
    risk: str
    category: str
    secrecy_ground: str
    secrecy_owner: Body | None
    origin: Initiative | None


class ChangedFields(InitiativeFields, total=False):
    """The columns that may change later: the owner body too."""

    body: Body


def tell(initiative: Initiative, by: Actor, at: datetime, verb: str, sentence: str, why: str = "") -> Act:
    """Record an act on an initiative and return it."""
    return record(
        by=by, at=at, verb=f"register.{verb}", ref=initiative.ref, sentence=sentence, why=why,
        body_id=initiative.body_id, secret=bool(initiative.secrecy_ground),
    )  # fmt: skip


def require_on(by: Actor, verb: Verb, initiative: Initiative, at: datetime) -> None:
    """Raise NotAllowed unless the actor may do that to that initiative."""
    require(by, verb, thing("initiative", initiative), swedish_day(at))


def check_days(initiative: Initiative) -> None:
    """Raise Invalid when an initiative ends before it starts."""
    if sentence := dates_in_order(initiative.start, initiative.end):
        raise Invalid(sentence)


def check_unit(initiative: Initiative, day: date) -> None:
    """Raise Invalid when an initiative's unit is another board's, or isn't there on the day."""
    unit = initiative.unit
    if unit and unit.body_id != initiative.body_id:
        raise Invalid(f"{unit} hör till {unit.body}. Välj en enhet hos {initiative.body}.")
    if unit and not exists(unit.valid_from, unit.valid_to, day):
        raise Invalid(f"{unit} finns inte {day}. Välj en enhet som finns.")


@transaction.atomic
def register(
    *,
    by: Actor,
    at: datetime,
    municipality: Municipality,
    body: Body,
    draft: bool = False,
    cost: Amount | None = None,
    **fields: Unpack[InitiativeFields],
) -> Initiative:
    """Register an initiative, with what it is thought to cost; a draft needs a name only (R84).

    It follows the version of the model that is in force that day, until it is moved.
    """
    initiative = Initiative(
        municipality=municipality, body=body, draft=draft, number=take_numbers(municipality, "I")[0],
        version=model_in_force(municipality, swedish_day(at)), **fields,
    )  # fmt: skip
    require_on(by, "write", initiative, at)
    check_days(initiative)
    check_unit(initiative, swedish_day(at))
    initiative.phase_since = initiative.phase_since or swedish_day(at)
    sentence = f"{body.name} registrerade {initiative.title}" + (" som utkast." if draft else ".")
    save(initiative, act=tell(initiative, by, at, "register", sentence))
    if cost is not None:
        add_estimate(initiative, cost, at)
    return initiative


def _set(initiative: Initiative, values: dict[str, Any], day: date) -> None:
    """Set columns; an initiative that changes its body leaves its unit, if no other is given."""
    for name, value in values.items():
        setattr(initiative, name, value)
    if "unit" in values:
        check_unit(initiative, day)
    elif "body" in values:
        initiative.unit = None


@transaction.atomic
def change(
    *, by: Actor, at: datetime, initiative: Initiative, why: str = "", draft: bool | None = None,
    cost: Amount | None = None, seen: int | None = None, **fields: Unpack[ChangedFields],
) -> None:  # fmt: skip
    """Change facts of an initiative; saving without change records nothing.

    The phase may be set on a draft only; later it goes through the gates, see `move`. `seen` is the act that the
    writer had read up to; raises SavedMeanwhile when a later one has saved.
    """
    require_on(by, "write", initiative, at)
    if "body" in fields:
        new = Thing("initiative", initiative.municipality_id, fields["body"].pk)
        require(by, "write", new, swedish_day(at))
    still(initiative, seen)
    before = {name: getattr(initiative, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    finished = draft is False and initiative.draft
    if cost is not None:
        add_estimate(initiative, cost, at)
    if not changed and not finished:
        return
    if "phase" in changed and not initiative.draft:
        raise Invalid("Fasen byts för sig, så att beslutspunkterna prövas.")
    _set(initiative, {name: fields[name] for name in changed}, swedish_day(at))  # type: ignore[literal-required]
    initiative.draft = initiative.draft and not finished
    check_days(initiative)
    sentence = f"{initiative.title} blev klart registrerat." if finished else f"{initiative.title} ändrades."
    save(initiative, act=tell(initiative, by, at, "change", sentence, why))


def add_estimate(initiative: Initiative, cost: Amount, at: datetime, edition: str = "") -> CostEstimate:
    """Add what an initiative is thought to cost in all, without asking for the right."""
    return CostEstimate.objects.create(
        initiative=initiative, edition=edition, day=swedish_day(at), minor=cost.minor, currency=cost.currency,
        withheld=cost.withheld, raw=cost.raw, recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def estimate(
    *, by: Actor, at: datetime, initiative: Initiative, cost: Amount, edition: str = ""
) -> CostEstimate:
    """State what an initiative is thought to cost in all; earlier estimates stay (R73)."""
    require_on(by, "write", initiative, at)
    tell(initiative, by, at, "estimate", f"Kostnaden för {initiative.title} bedömdes på nytt.")
    return add_estimate(initiative, cost, at, edition)


@transaction.atomic
def plan_milestone(
    *, by: Actor, at: datetime, initiative: Initiative, title: str, planned: date
) -> Milestone:
    """Add a milestone to an initiative."""
    require_on(by, "write", initiative, at)
    milestone = Milestone(initiative=initiative, title=title, planned=planned)
    save(
        milestone,
        act=tell(initiative, by, at, "plan_milestone", f"Milstolpen {title} planerades till {planned}."),
    )
    return milestone


@transaction.atomic
def reach_milestone(
    *, by: Actor, at: datetime, milestone: Milestone, done_on: date, seen: int | None = None
) -> None:
    """Mark a milestone as reached on a day; raises SavedMeanwhile when somebody has after the act `seen`."""
    require_on(by, "report", milestone.initiative, at)
    still(milestone, seen)
    milestone.done_on = done_on
    sentence = f"Milstolpen {milestone.title} nåddes {done_on}."
    save(milestone, act=tell(milestone.initiative, by, at, "reach_milestone", sentence))
