"""Programmes, their goals, how these are measured, what came out and what is said of it (R30, R31)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from samsyn.governance.actions.steering import SteeringError, require_steering
from samsyn.governance.models import (
    ASSESSORS,
    Goal,
    GoalVerdict,
    GoverningDocument,
    Indicator,
    KeyFigure,
    Outcome,
    Programme,
    Version,
)
from samsyn.governance.rules.goals import figure
from samsyn.history.actions import record, save
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.scales import Verdict
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

OWN = "own"


class ProgrammeFields(TypedDict, total=False):
    """What people say of a programme."""

    document: GoverningDocument | None
    body: Body | None
    valid_from: date | None
    valid_to: date | None
    decided_body: str
    decided_on: date | None
    decided_paragraph: str
    case_number: str


class GoalFields(TypedDict, total=False):
    """What people say of a goal."""

    programme: Programme | None
    order: int
    body: Body | None
    description: str
    valid_from: date | None
    valid_to: date | None


class IndicatorFields(TypedDict, total=False):
    """What people say of an indicator."""

    unit: str
    direction: str
    key_figure: str
    baseline: Decimal | None
    baseline_year: int | None
    target: Decimal | None
    target_year: int | None
    source: str


def _in_order(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise SteeringError(f"Slutar {until} men börjar {since}. Välj en senare slutdag.")


@transaction.atomic
def set_programme(
    *, by: Actor, at: datetime, municipality: Municipality, title: str, programme: Programme | None = None,
    **fields: Unpack[ProgrammeFields],
) -> Programme:  # fmt: skip
    """Add a programme, or change the one given.

    One that is tied to a governing document and says nothing of its decision takes what the document's version in
    force says. Raises SteeringError when the title is taken or it ends before it begins.
    """
    require_steering(by, municipality, at)
    one = programme or Programme(municipality=municipality)
    one.title = title
    for name, value in fields.items():
        setattr(one, name, value)
    _in_order(one.valid_from, one.valid_to)
    if Programme.objects.filter(municipality=municipality, title=title).exclude(pk=one.pk).exists():
        raise SteeringError(f"Det finns redan ett program som heter {title}. Ge det här ett annat namn.")
    if one.document and not one.decided_body:
        _take_decision(one, one.document, swedish_day(at))
    done = "ändrades" if programme else "lades upp"
    sentence = f"Programmet {title} {done}."
    act = record(by=by, at=at, verb="governance.set_programme", ref=Ref(title[:120]), sentence=sentence)
    save(one, act=act)
    return one


def _take_decision(one: Programme, document: GoverningDocument, day: date) -> None:
    found = Version.objects.filter(document=document, valid_from__lte=day).order_by("-valid_from").first()
    if found:
        one.decided_body, one.decided_on = found.decided_body, found.decided_on
        one.decided_paragraph, one.case_number = found.decided_paragraph, found.case_number
        one.valid_from = one.valid_from or found.valid_from


@transaction.atomic
def set_goal(
    *, by: Actor, at: datetime, municipality: Municipality, title: str, goal: Goal | None = None,
    **fields: Unpack[GoalFields],
) -> Goal:  # fmt: skip
    """Add a goal, or change the one given; raises SteeringError when it ends before it begins."""
    require_steering(by, municipality, at)
    one = goal or Goal(municipality=municipality)
    one.title = title
    for name, value in fields.items():
        setattr(one, name, value)
    _in_order(one.valid_from, one.valid_to)
    done = "ändrades" if goal else "lades upp"
    sentence = f"Målet {title} {done}."
    save(one, act=record(by=by, at=at, verb="governance.set_goal", ref=Ref(title[:120]), sentence=sentence))
    return one


@transaction.atomic
def set_indicator(
    *, by: Actor, at: datetime, goal: Goal, title: str, indicator: Indicator | None = None,
    **fields: Unpack[IndicatorFields],
) -> Indicator:  # fmt: skip
    """Say how a goal is measured, or change how; raises SteeringError when the target comes before the baseline."""
    require_steering(by, goal.municipality, at)
    one = indicator or Indicator(goal=goal)
    one.title = title
    for name, value in fields.items():
        setattr(one, name, value)
    if one.baseline_year and one.target_year and one.target_year <= one.baseline_year:
        raise SteeringError(f"Målåret {one.target_year} ska komma efter utgångsåret {one.baseline_year}.")
    done = "ändrades" if indicator else "lades till"
    sentence = f"Indikatorn {title} {done} för målet {goal.title}."
    act = record(by=by, at=at, verb="governance.set_indicator", ref=Ref(goal.title[:120]), sentence=sentence)
    save(one, act=act)
    return one


@transaction.atomic
def note_outcome(
    *, by: Actor, at: datetime, indicator: Indicator, year: int, value: Decimal, quarter: int = 0,
    source: str = "",
) -> Outcome:  # fmt: skip
    """Note what an indicator was in a year, or in a quarter (1–4) of it; an earlier value for the time stays below.

    By the city office, or by who writes money at the body that answers for the goal. Raises SteeringError for a
    time that has not begun.
    """
    goal = indicator.goal
    require(by, "write", Thing("money", goal.municipality_id, goal.body_id), swedish_day(at))
    if (year, quarter) > (swedish_day(at).year, (swedish_day(at).month + 2) // 3):
        raise SteeringError(f"{when(year, quarter)} har inte börjat. Ange en tid som har varit.")
    sentence = f"{indicator.title} var {figure(value)} {indicator.unit}".rstrip() + f" {when(year, quarter)}."
    record(
        by=by, at=at, verb="governance.note_outcome", ref=Ref(goal.title[:120]), sentence=sentence,
        body_id=goal.body_id,
    )  # fmt: skip
    return Outcome.objects.create(
        indicator=indicator,
        year=year,
        quarter=quarter,
        value=value,
        source=source,
        by=by.name,
        recorded_at=at,
    )


def when(year: int, quarter: int) -> str:
    """Return a year, or a quarter of it, in words."""
    return f"kvartal {quarter} {year}" if quarter else str(year)


@transaction.atomic
def judge_goal(
    *, by: Actor, at: datetime, goal: Goal, assessor: str, verdict: Verdict, note: str = ""
) -> GoalVerdict:
    """Record how far a goal is reached; earlier verdicts and the other assessors' stay.

    The body that answers for the goal enters its own; the city office's and the auditors' are entered by those who
    write everywhere.
    """
    whose = goal.body_id if assessor == OWN else None
    require(by, "write", Thing("audit", goal.municipality_id, whose), swedish_day(at))
    sentence = f"Målet {goal.title} bedömdes {verdict.label.lower()} ({dict(ASSESSORS)[assessor].lower()})."
    record(
        by=by, at=at, verb="governance.judge_goal", ref=Ref(goal.title[:120]), sentence=sentence,
        body_id=goal.body_id,
    )  # fmt: skip
    return GoalVerdict.objects.create(
        goal=goal, assessor=assessor, verdict=verdict.value, day=swedish_day(at), note=note, by=by.name,
        recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def keep_key_figures(
    *, by: Actor, at: datetime, municipality: Municipality, key_figures: Iterable[KeyFigure], name: str
) -> tuple[int, int]:
    """Keep a catalogue of key figures from a file by that name; return how many were new and changed."""
    require_steering(by, municipality, at)
    before = {one.key: one for one in KeyFigure.objects.all()}
    given = {one.key: one for one in key_figures}
    new = [one for one in given.values() if one.key not in before]
    changed = [
        one for one in given.values()
        if one.key in before and (one.title, one.description) != (before[one.key].title, before[one.key].description)
    ]  # fmt: skip
    if new or changed:
        sentence = f"Nyckeltal lästes in ur {name}: {len(new)} nya, {len(changed)} ändrade."
        record(by=by, at=at, verb="governance.keep_key_figures", ref=Ref(name[:120]), sentence=sentence)
    KeyFigure.objects.bulk_create(
        [*new, *changed], batch_size=500, update_conflicts=True, unique_fields=["key"],
        update_fields=["title", "description"],
    )  # fmt: skip
    return len(new), len(changed)
