"""Planned meetings, the notice of minutes, and what of a decision has been sent to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from samsyn.cases.models import Dispatch, Item, Meeting
from samsyn.cases.rules import Planned
from samsyn.history.actions import record
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, decision
from samsyn.kit.words import folded
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

_TOLD = ("time", "hand_in_by", "agenda_by", "place", "cancelled")


@transaction.atomic
def plan_meetings(
    *, by: Actor, at: datetime, meetings: Sequence[Planned], bodies: Mapping[str, Body], source: str
) -> Counter[str]:
    """Plan meetings as a calendar says; return how many were new, changed and unchanged (R51).

    `bodies` are by folded name. What the calendar leaves empty stays as it was; a meeting that it calls off stays,
    called off. One act a body.
    """
    counts: Counter[str] = Counter()
    touched: Counter[Body] = Counter()
    for one in meetings:
        body = bodies[folded(one.body)]
        require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
        done = _plan(at, body, one, source)
        counts[done] += 1
        if done != "unchanged":
            touched[body] += 1
    for body, many in touched.items():
        sentence = f"{many} sammanträden i {body.name} planerades ur {source}."
        record(
            by=by, at=at, verb="cases.plan", ref=Ref(f"{body.name} {at:%Y-%m-%d}"), sentence=sentence,
            body_id=body.pk,
        )  # fmt: skip
    return counts


def _plan(at: datetime, body: Body, one: Planned, source: str) -> str:
    found = Meeting.objects.filter(body=body, day=one.day).first()
    meeting = found or Meeting(body=body, day=one.day, planned_at=at)
    news = {
        name: value for name in _TOLD if (value := getattr(one, name)) and getattr(meeting, name) != value
    }
    if meeting.cancelled and not one.cancelled:
        news["cancelled"] = False
    if found and not news:
        return "unchanged"
    for name, value in news.items():
        setattr(meeting, name, value)
    meeting.planned_from = source[:160]
    meeting.save()
    return "changed" if found else "new"


@transaction.atomic
def note_notice(*, by: Actor, at: datetime, meeting: Meeting, day: date) -> None:
    """Note the day that a meeting's minutes were put up on the notice board, which the time to appeal counts from."""
    body = meeting.body
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    meeting.noticed = day
    meeting.save(update_fields=["noticed"])
    sentence = f"Protokollet från {body.name} {meeting.day} anslogs {day}."
    record(
        by=by,
        at=at,
        verb="cases.notice",
        ref=Ref(f"{body.name} {meeting.day}"),
        sentence=sentence,
        body_id=body.pk,
    )


@transaction.atomic
def note_sent(
    *, by: Actor, at: datetime, item: Item, rows: Collection[int], day: date, receipt: bool = False
) -> int:
    """Note that a decision has been sent to those recipients, or received by them; return how many were news (R53).

    A receipt without a day of sending is none.
    """
    body = item.meeting.body
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    mine = Dispatch.objects.filter(item=item, pk__in=list(rows))
    if receipt:
        many = mine.filter(receipt_on=None, sent_on__lte=day).update(receipt_on=day)
    else:
        many = mine.filter(sent_on=None).update(sent_on=day, sent_by=by.name[:120])
    if many:
        ref = decision(body.short_name or body.name, item.meeting.day, item.paragraph)
        sentence = f"{ref} {'mottogs av' if receipt else 'expedierades till'} {many} mottagare {day}."
        secret = item.cases.exclude(secrecy_ground="").exists()
        verb = "cases.receipt" if receipt else "cases.dispatch"
        record(by=by, at=at, verb=verb, ref=ref, sentence=sentence, body_id=body.pk, secret=secret)
    return many
