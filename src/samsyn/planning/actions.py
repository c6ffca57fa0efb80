"""Writing forums: what stands on their agendas, who belongs, when they met and what they took up (R23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samsyn.governance.actions import show_evidence
from samsyn.governance.models import Evidence, Obligation
from samsyn.history.actions import record, remove, save, save_new
from samsyn.history.models import Act
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body
from samsyn.organisation.queries import exists, require
from samsyn.organisation.rules import Thing
from samsyn.planning.models import Forum, ForumAttendance, ForumMeeting, ForumMember, StandingItem, Topic


class PlanningError(Exception):
    """A forum cannot be changed like that; the text is the sentence for the screen."""


def _act(by: Actor, at: datetime, verb: str, forum: Forum, sentence: str) -> Act:
    """Record an act on a forum; raises NotAllowed unless the actor writes for the body that keeps it."""
    require(by, "write", Thing("case", forum.municipality_id, forum.body_id), swedish_day(at))
    ref = Ref(forum.name)
    return record(by=by, at=at, verb=f"planning.{verb}", ref=ref, sentence=sentence, body_id=forum.body_id)


@transaction.atomic
def add_forum(
    *, by: Actor, at: datetime, body: Body, name: str, kind: str = "leadership", chair: str = ""
) -> Forum:
    """Add a forum that a body keeps; raises PlanningError when the name is taken."""
    if Forum.objects.filter(municipality=body.municipality, name__iexact=name).exists():
        raise PlanningError(f"Forumet {name} finns redan. Öppna det i stället.")
    forum = Forum(municipality=body.municipality, body=body, name=name, kind=kind, chair=chair)
    save(forum, act=_act(by, at, "add_forum", forum, f"Forumet {name} lades upp."))
    return forum


@transaction.atomic
def set_standing(
    *, by: Actor, at: datetime, forum: Forum, title: str, digital: bool, valid_from: date
) -> StandingItem:
    """Put an item on every agenda from a day on; raises PlanningError when it stands there already."""
    act = _act(by, at, "set_standing", forum, f"{title} är stående punkt i {forum} från {valid_from}.")
    if forum.standing.filter(title__iexact=title, valid_to=None).exists():
        raise PlanningError(f"{title} är redan en stående punkt.")
    item = StandingItem(forum=forum, title=title, digital=digital, valid_from=valid_from)
    save(item, act=act)
    return item


@transaction.atomic
def end_standing(*, by: Actor, at: datetime, item: StandingItem) -> None:
    """Take an item off the agendas from today on; one that begins today or later and nobody took up is taken away."""
    today = swedish_day(at)
    act = _act(
        by, at, "end_standing", item.forum, f"{item} är ingen stående punkt i {item.forum} från {today}."
    )
    if item.valid_from >= today and not Topic.objects.filter(standing=item).exists():
        remove(item, act=act)
        return
    item.valid_to = today
    save(item, act=act)


@transaction.atomic
def add_member(
    *, by: Actor, at: datetime, forum: Forum, body: Body | None = None, who: str = ""
) -> ForumMember:
    """Let a body, or somebody in words, belong to a forum; raises PlanningError when it does or is nobody."""
    if body is None and not who:
        raise PlanningError("Välj ett organ, eller skriv vem.")
    if body is not None and forum.members.filter(body=body).exists():
        raise PlanningError(f"{body.name} är redan med.")
    member = ForumMember(forum=forum, body=body, who=who)
    name = " för ".join(one for one in (who, body.name if body else "") if one)
    save(member, act=_act(by, at, "add_member", forum, f"{name} är med i {forum}."))
    return member


@transaction.atomic
def remove_member(*, by: Actor, at: datetime, member: ForumMember) -> None:
    """Let somebody leave a forum; earlier days still show them there."""
    remove(member, act=_act(by, at, "remove_member", member.forum, f"En deltagare lämnade {member.forum}."))


@transaction.atomic
def member_instead(*, by: Actor, at: datetime, member: ForumMember, target: Body) -> None:
    """Let the body that has taken over sit in a forum in a member's place, once if it sits there already."""
    forum = member.forum
    require(by, "write", Thing("organisation", forum.municipality_id, None), swedish_day(at))
    sentence = f"{target.name} tog över platsen i {forum}."
    ref = Ref(forum.name)
    act = record(by=by, at=at, verb="planning.member_instead", ref=ref, sentence=sentence, body_id=target.pk)
    if forum.members.filter(body=target).exists():
        remove(member, act=act)
        return
    member.body = target
    save(member, act=act)


@transaction.atomic
def plan_meeting(*, by: Actor, at: datetime, forum: Forum, day: date, place: str = "") -> ForumMeeting:
    """Add a meeting, to come or held; raises PlanningError when the forum meets that day already."""
    act = _act(by, at, "plan_meeting", forum, f"{forum} möts {day}.")
    if forum.meetings.filter(day=day).exists():
        raise PlanningError(f"{forum} möts redan {day}. Öppna det mötet i stället.")
    meeting = ForumMeeting(forum=forum, day=day, place=place)
    save(meeting, act=act)
    return meeting


@transaction.atomic
def add_topic(
    *, by: Actor, at: datetime, meeting: ForumMeeting, title: str = "", standing: StandingItem | None = None,
    outcome: str = "",
) -> Topic:  # fmt: skip
    """Put a point on a meeting's agenda, a standing item or another, with what came of it.

    Raises PlanningError when it has neither a title nor an item, or the item is there already or another forum's.
    """
    if standing is not None:
        if standing.forum_id != meeting.forum_id:
            raise PlanningError(f"{standing} är ingen stående punkt i {meeting.forum}.")
        if meeting.topics.filter(standing=standing).exists():
            raise PlanningError(f"{standing} står redan på dagordningen.")
    title = title or (standing.title if standing else "")
    if not title:
        raise PlanningError("Skriv en rubrik, eller välj en stående punkt.")
    topic = Topic(meeting=meeting, title=title, standing=standing, outcome=outcome)
    save(topic, act=_act(by, at, "add_topic", meeting.forum, f"{title} står på dagordningen {meeting.day}."))
    return topic


@transaction.atomic
def note_minutes(
    *, by: Actor, at: datetime, meeting: ForumMeeting, minutes: str, present: Sequence[Body]
) -> None:
    """Say where a meeting's notes are and which bodies took part; raises PlanningError before it is held."""
    if meeting.day > swedish_day(at):
        raise PlanningError(f"Mötet hålls {meeting.day}. För in anteckningar och närvaro efteråt.")
    for body in present:
        if not exists(body.valid_from, body.valid_to, meeting.day):
            raise PlanningError(f"{body.name} fanns inte {meeting.day}. Ta bort den ur närvaron.")
    act = _act(by, at, "note_minutes", meeting.forum, f"Närvaron den {meeting.day} fördes in.")
    meeting.minutes = minutes
    save(meeting, act=act)
    here = {body.pk for body in present}
    known = {one.body_id: one for one in meeting.attendance.all()}
    for key, one in known.items():
        if key not in here:
            remove(one, act=act)
    save_new(
        [ForumAttendance(meeting=meeting, body=body) for body in present if body.pk not in known], act=act
    )


@transaction.atomic
def count_as_evidence(*, by: Actor, at: datetime, meeting: ForumMeeting, obligation: Obligation) -> int:
    """Let taking part in a meeting show that an obligation is met, once per body; return how many were added."""
    ref = f"{meeting.forum.name} {meeting.day}"[:120]
    known = set(Evidence.objects.filter(obligation=obligation, ref=ref).values_list("body_id", flat=True))
    there = (
        Body.objects.filter(pk__in=meeting.attendance.values("body")).exclude(pk__in=known).order_by("name")
    )
    for body in there:
        show_evidence(
            by=by, at=at, obligation=obligation, body=body, ref=ref, note=f"Deltog i {meeting.forum} {meeting.day}."
        )  # fmt: skip
    return len(there)
