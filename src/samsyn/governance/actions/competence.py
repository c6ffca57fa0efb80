"""Writing what decision bodies need to know: briefs, and that bodies have gone through them (R80)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samsyn.governance.actions.steering import SteeringError, require_steering
from samsyn.governance.models import Brief, Briefing, Clause
from samsyn.governance.rules.competence import brief_objection, briefing_objection
from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body, Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


@transaction.atomic
def write_brief(
    *, by: Actor, at: datetime, municipality: Municipality, area: str, text: str, clause: Clause | None = None
) -> Brief:
    """Write what bodies need to know in an area, dated that day; the one before stays (R80).

    Raises SteeringError with what to do instead: nothing written, more than a page, a second one the same day, or a
    clause of a draft.
    """
    require_steering(by, municipality, at)
    day, area = swedish_day(at), area.strip()
    if sentence := brief_objection(area, text):
        raise SteeringError(sentence)
    same = Brief.objects.filter(municipality=municipality, area__iexact=area)
    if (latest := same.first()) is not None:
        area = latest.area
    if same.filter(day=day).exists():
        raise SteeringError(f"{area} fick en ny text i dag. Vänta till i morgon med nästa.")
    if clause and clause.version.valid_from is None:
        raise SteeringError(f"{clause.version} är ett utkast. Välj en klausul som gäller.")
    sentence = f"Kunskapsbladet {area} skrevs{' om' if latest else ''}."
    record(by=by, at=at, verb="governance.write_brief", ref=Ref(area), sentence=sentence)
    return Brief.objects.create(
        municipality=municipality, area=area, day=day, text=text.strip(), clause=clause, by=by.name,
        recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def hold_briefing(
    *, by: Actor, at: datetime, brief: Brief, body: Body, day: date, present: int, members: int | None = None,
    led_by: str = "",
) -> Briefing:  # fmt: skip
    """Record that a body went through a brief, and how many were there; those who run the body's cases do (R80).

    Raises SteeringError with what to do instead.
    """
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    sentence = briefing_objection(brief.day, day, swedish_day(at), present, members)
    if not sentence and Briefing.objects.filter(brief=brief, body=body, day=day).exists():
        sentence = f"Genomgången {day} finns redan för {body.name}. Skriv en annan dag."
    if sentence:
        raise SteeringError(sentence)
    record(
        by=by, at=at, verb="governance.hold_briefing", ref=Ref(brief.area), body_id=body.pk,
        sentence=f"{body.name} gick igenom {brief.area} {day}, {present} närvarande.",
    )  # fmt: skip
    return Briefing.objects.create(
        brief=brief, body=body, day=day, present=present, members=members, led_by=led_by, by=by.name, recorded_at=at
    )  # fmt: skip
