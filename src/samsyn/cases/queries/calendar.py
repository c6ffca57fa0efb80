"""Planned meetings: the calendar, the next meeting of a body, and where a case goes next (R51, R52)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.cases.models import Dispatch, Meeting
from samsyn.cases.queries.casefile import Decided, Onward
from samsyn.cases.queries.listing import recorded, seen_items
from samsyn.cases.queries.parts import Part
from samsyn.kit.periods import end_of
from samsyn.kit.words import folded
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow
from samsyn.organisation.rules import Access, handles


@dataclass(frozen=True, slots=True)
class Next:
    """Where a case goes next: the body, the day if one is known, and the last day to hand in (nästa instans)."""

    body: str
    day: date | None = None
    hand_in_by: date | None = None
    planned: bool = False


def meetings(
    municipality: Municipality, start: date, end: date, as_of: date | None, bodies: Collection[int] = ()
) -> QuerySet[Meeting]:
    """Return the meetings from a day to another, end exclusive, in order; as of a day, those planned by then."""
    found = Meeting.objects.filter(body__municipality=municipality, day__gte=start, day__lt=end)
    if bodies:
        found = found.filter(body__in=list(bodies))
    if as_of is not None:
        found = found.filter(Q(planned_at=None) | Q(planned_at__lt=end_of(as_of)))
    return found.order_by("day", "body__name")


def next_step(
    decisions: Sequence[Decided],
    steps: Iterable[Part],
    bodies: dict[int, BodyRow],
    day: date,
    as_of: date | None,
) -> Next | None:
    """Return where a case goes next: the body that its latest proposal goes on to, else its next planned step.

    The day is the step's own, else the body's next planned meeting; None when nothing is left to decide.
    """
    wanted = _wanted(decisions, steps, day)
    if wanted is None:
        return None
    name = folded(wanted.body)
    body = next((one for one in bodies.values() if name in (folded(one.name), folded(one.short_name))), None)
    if body is None:
        return Next(wanted.body, wanted.day)
    found = Meeting.objects.filter(body=body.id, cancelled=False, day__gte=wanted.day or day)
    if as_of is not None:
        found = found.filter(planned_at__lt=end_of(as_of))
    meeting = found.filter(day=wanted.day).first() if wanted.day else found.order_by("day").first()
    if meeting is None:
        return Next(body.name, wanted.day)
    return Next(body.name, meeting.day, meeting.hand_in_by, planned=wanted.day is None)


def _wanted(decisions: Sequence[Decided], steps: Iterable[Part], day: date) -> Onward | None:
    """Return the onward step of the latest decision that isn't taken yet, else the next planned step."""
    latest = decisions[-1] if decisions else None
    if latest and latest.onward and not latest.onward.item_id:
        return (
            latest.onward
            if latest.onward.day is None or latest.onward.day >= day
            else Onward(latest.onward.body)
        )
    ahead = [step for step in steps if step.day and step.day >= day]
    return min((Onward(step.by, step.day) for step in ahead), key=lambda one: one.day or day, default=None)


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody that a decision goes to, with when it was sent and received as of a day (expedierad)."""

    pk: int
    name: str
    sent_on: date | None
    sent_by: str
    receipt_on: date | None
    sent_to: str = ""
    body_id: int | None = None


def dispatches(item_id: int, as_of: date | None) -> list[Sent]:
    """Return whom a decision goes to; what was sent after the day is not told yet."""
    found = recorded(Dispatch.objects.filter(item=item_id), as_of).select_related("body").order_by("pk")

    def by(day: date | None) -> date | None:
        return day if day and (as_of is None or day <= as_of) else None

    return [
        Sent(
            one.pk, one.body.name if one.body else one.recipient, by(one.sent_on), one.sent_by, by(one.receipt_on),
            one.sent_to, one.body_id,
        )
        for one in found
    ]  # fmt: skip


def to_receive(access: Access, municipality: Municipality) -> QuerySet[Dispatch]:
    """Return the decisions sent to the reader's own boards that nobody there has confirmed, the latest first."""
    mine = handles(access, municipality.pk)
    found = Dispatch.objects.filter(body_id__in=mine, receipt_on=None, sent_on__isnull=False)
    return found.filter(item__in=seen_items(access, municipality, None)).order_by("-sent_on", "pk")
