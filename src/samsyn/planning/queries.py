"""Reading forums: what stands on their agendas, which meetings skipped it, which boards take part (R23)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.history.queries import rows
from samsyn.kit.periods import Period
from samsyn.organisation.models import Municipality
from samsyn.planning.models import Forum, ForumAttendance, ForumMeeting, ForumMember, StandingItem, Topic
from samsyn.planning.rules import Treated, treated


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with its agenda, who took part, and what it did with digitalisation (möte)."""

    id: int
    day: date
    place: str
    minutes: str
    topics: tuple[tuple[str, str, bool], ...]
    present: tuple[int, ...]
    treated: Treated


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that stands on a forum's agendas for a time (stående punkt)."""

    id: int
    title: str
    digital: bool
    period: Period


@dataclass(frozen=True, slots=True)
class ForumRow:
    """A forum with its standing items, members as (id, body, words) and meetings, the latest first (forum)."""

    id: int
    name: str
    kind: str
    body_id: int
    chair: str
    items: tuple[ItemRow, ...]
    members: tuple[tuple[int, int | None, str], ...]
    meetings: tuple[MeetingRow, ...]
    day: date

    @property
    def digital(self) -> bool:
        """Return whether digitalisation stands on its agendas on the day asked for."""
        return any(item.digital and self.day in item.period for item in self.items)

    @property
    def held(self) -> tuple[MeetingRow, ...]:
        """Return the meetings before the day asked for."""
        return tuple(meeting for meeting in self.meetings if meeting.day < self.day)

    @property
    def latest(self) -> date | None:
        """Return when it last met."""
        return self.held[0].day if self.held else None

    @property
    def coming(self) -> date | None:
        """Return when it meets next."""
        return min((one.day for one in self.meetings if one.day >= self.day), default=None)

    @property
    def skipped(self) -> tuple[MeetingRow, ...]:
        """Return the meetings that did not take digitalisation up though it stood on their agenda."""
        return tuple(meeting for meeting in self.meetings if meeting.treated is Treated.SKIPPED)

    @property
    def attended(self) -> int:
        """Return how many of the meetings held have known attendance."""
        return sum(bool(meeting.present) for meeting in self.held)

    def taking_part(self, body: int) -> int:
        """Return how many of those meetings a body took part in."""
        return sum(body in meeting.present for meeting in self.held)


def forums(municipality: Municipality, as_of: date | None, today: date) -> list[ForumRow]:
    """Return the municipality's forums by name, as recorded by a day; six queries."""
    day = as_of or today
    items: dict[int, list[ItemRow]] = defaultdict(list)
    for key, forum, title, digital, start, end in _rows(
        StandingItem, as_of, municipality, "id", "forum_id", "title", "digital", "valid_from", "valid_to"
    ):
        items[forum].append(ItemRow(key, title, digital, Period(start, end)))
    members: dict[int, list[tuple[int, int | None, str]]] = defaultdict(list)
    for key, forum, body, who in _rows(ForumMember, as_of, municipality, "id", "forum_id", "body_id", "who"):
        members[forum].append((key, body, who))
    meetings = _meetings(municipality, as_of, day, items)
    found = rows(Forum, as_of).filter(municipality_id=municipality.pk).order_by("name", "id")
    kinds = dict(Forum.KINDS)
    return [
        ForumRow(
            key,
            name,
            kinds[kind],
            body,
            chair,
            tuple(items[key]),
            tuple(members[key]),
            tuple(meetings[key]),
            day,
        )
        for key, name, kind, body, chair in found.values_list("id", "name", "kind", "body_id", "chair")
    ]


def _rows(
    model: Any, as_of: date | None, municipality: Municipality, *fields: str, through: str = "forum"
) -> Any:
    found = rows(model, as_of).filter(**{f"{through}__municipality": municipality})
    return found.order_by("id").values_list(*fields)


def _meetings(
    municipality: Municipality, as_of: date | None, day: date, items: dict[int, list[ItemRow]]
) -> dict[int, list[MeetingRow]]:
    topics: dict[int, list[tuple[int | None, str, str]]] = defaultdict(list)
    for meeting, standing, title, outcome in _rows(
        Topic, as_of, municipality, "meeting_id", "standing_id", "title", "outcome", through="meeting__forum"
    ):
        topics[meeting].append((standing, title, outcome))
    present: dict[int, list[int]] = defaultdict(list)
    for meeting, body in _rows(
        ForumAttendance, as_of, municipality, "meeting_id", "body_id", through="meeting__forum"
    ):
        present[meeting].append(body)
    found: dict[int, list[MeetingRow]] = defaultdict(list)
    held = _rows(ForumMeeting, as_of, municipality, "id", "forum_id", "day", "place", "minutes")
    for key, forum, on, place, minutes in held.order_by("-day"):
        digital = [(item.id, item.period) for item in items[forum] if item.digital]
        agenda = topics[key]
        told = tuple((title, outcome, standing is not None) for standing, title, outcome in agenda)
        done = treated(on, day, digital, [standing for standing, _, _ in agenda])
        found[forum].append(MeetingRow(key, on, place, minutes, told, tuple(present[key]), done))
    return found
