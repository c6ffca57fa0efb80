"""Meetings and paragraphs: one decision from one source or several, nothing doubled and nothing overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsyn.cases.actions.linking import answer_with_item
from samsyn.cases.models import (
    Attendance,
    Case,
    DecisionPoint,
    Difference,
    Dispatch,
    Item,
    ItemNote,
    Meeting,
)
from samsyn.cases.rules import merge
from samsyn.history.actions import record
from samsyn.history.models import Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, decision
from samsyn.kit.words import folded
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing

_SAID = ("text", "force", "by", "to", "outcome", "condition")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a decision as it is to be recorded (beslutspunkt)."""

    text: str
    force: str
    by: str = ""
    to: str = ""
    outcome: str = ""
    condition: str = ""
    for_own_part: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What the minutes tell beside the points, as it is to be recorded (notering)."""

    kind: str
    text: str
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody present at a meeting as it is to be recorded (närvaro)."""

    name: str
    party: str = ""
    role: str = ""
    capacity: str = ""
    adjuster: bool = False
    paragraphs: str = ""
    replaces: str = ""


@transaction.atomic
def hold_meeting(
    *, by: Actor, at: datetime, body: Body, day: date, place: str = "", adjusted: str = "",
    present: Sequence[Present] = (),
) -> Meeting:  # fmt: skip
    """Record a meeting with who was there; a meeting we know gets what it lacked, and its day of adjustment."""
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    meeting = Meeting.objects.filter(body=body, day=day).first() or Meeting(body=body, day=day)
    before = (meeting.pk, meeting.place, meeting.adjusted)
    meeting.place = place or meeting.place
    if not meeting.adjusted[:1].isdigit():  # a draft that says "ej justerat" takes no day away
        meeting.adjusted = adjusted or meeting.adjusted
    if before != (meeting.pk, meeting.place, meeting.adjusted) or meeting.pk is None:
        sentence = f"{body.name} sammanträdde {day}."
        record(
            by=by, at=at, verb="cases.meet", ref=Ref(f"{body.name} {day}"), sentence=sentence, body_id=body.pk
        )
        meeting.save()
    for one in present:
        Attendance.objects.get_or_create(
            meeting=meeting, name=one.name,
            defaults={
                "party": one.party, "role": one.role, "capacity": one.capacity, "adjuster": one.adjuster,
                "paragraphs": one.paragraphs, "replaces": one.replaces,
            },
        )  # fmt: skip
    return meeting


@transaction.atomic
def record_item(
    *, by: Actor, at: datetime, meeting: Meeting, paragraph: str, title: str = "", cases: Sequence[Case] = (),
    points: Sequence[Point] = (), recipients: Sequence[str] = (), notes: Sequence[Note] = (),
    bodies: Mapping[str, Sequence[Body]] | None = None, source: Source | None = None,
) -> Item:  # fmt: skip
    """Record a paragraph with its decision points; the natural key is (body, day, §), so twice gives one (R50).

    A second source adds what the first lacked. Where the two contradict each other the first stays, and the
    difference is noted with its source. `bodies` are those that a recipient's words mean.
    """
    body = meeting.body
    require(by, "write", Thing("case", body.municipality_id, body.pk), swedish_day(at))
    item, new = Item.objects.get_or_create(
        meeting=meeting, paragraph=paragraph, defaults={"title": title[:300], "recorded_at": at}
    )
    told = _Telling(item, at, source)
    told.title(title[:300])
    item.cases.add(*cases)
    told.points(points)
    told.notes(notes)
    told.recipients(recipients, bodies or {})
    if new or told.news:
        _tell(by, item, new, told)
    answer_with_item(by=by, at=at, item=item)
    return item


def _tell(by: Actor, item: Item, new: bool, told: _Telling) -> None:
    body, day = item.meeting.body, item.meeting.day
    secret = item.cases.exclude(secrecy_ground="").exists()
    ref = decision(body.short_name or body.name, day, item.paragraph)
    words = ("" if secret else item.title) if new else "kompletterades"
    if told.differs:
        words = (
            f"{words}, källorna skiljer sig på {told.differs} {'punkt' if told.differs == 1 else 'punkter'}"
        )
    verb = "cases.decide" if new else "cases.add_source"
    record(
        by=by, at=told.at, verb=verb, ref=ref, sentence=f"{ref} {words}".strip() + ".", body_id=body.pk,
        secret=secret,
    )  # fmt: skip


class _Telling:
    """One source that tells of a paragraph: what is news in it, and how often it contradicts what we hold."""

    def __init__(self, item: Item, at: datetime, source: Source | None) -> None:
        self.item, self.at, self.source = item, at, source
        self.news = False
        self.differs = 0

    def title(self, title: str) -> None:
        held = self.item.title
        if title and not held:
            self.item.title = title
            self.item.save()
            self.news = True
        elif title and not _within(title, held):
            self.difference("title", held, title)

    def points(self, points: Sequence[Point]) -> None:
        held = list(self.item.points.filter(replaced_at=None).order_by("order", "pk"))
        said = [{name: getattr(point, name) for name in _SAID} for point in points]
        found = merge([{name: getattr(row, name) for name in _SAID} for row in held], said)
        for place, filled in found.filled.items():
            self._fill(held[place], filled)
        for place, name, mine, theirs in found.differences:
            self.difference(f"points.{held[place].order}.{name}", mine, theirs)
        last = max((row.order for row in held), default=0)
        fresh = [point for point, place in zip(points, found.pairs, strict=True) if place is None]
        DecisionPoint.objects.bulk_create(
            point_row(point, order, self.at, item=self.item) for order, point in enumerate(fresh, last + 1)
        )
        self.news |= bool(fresh)
        if fresh and held and set(found.pairs) >= set(range(len(held))):
            self._reorder([point.text for point in points])

    def _fill(self, row: DecisionPoint, filled: Mapping[str, str]) -> None:
        """Put a fuller row in the place of one that lacked something; an earlier day still shows the old one."""
        row.replaced_at = self.at
        row.save()
        row.pk, row.replaced_at, row.recorded_at = None, None, self.at
        for name, value in filled.items():
            setattr(row, name, value)
        row._state.adding = True
        row.save()
        self.news = True

    def _reorder(self, texts: Sequence[str]) -> None:
        """Number the points as the fuller source does."""
        places = {folded(text): order for order, text in enumerate(texts, 1)}
        rows = list(self.item.points.filter(replaced_at=None))
        for row in rows:
            row.order = places.get(folded(row.text), row.order)
        DecisionPoint.objects.bulk_update(rows, ["order"])

    def notes(self, notes: Sequence[Note]) -> None:
        held = {(kind, folded(text)) for kind, text in self.item.notes.values_list("kind", "text")}
        for note in notes:
            if note.text and (note.kind, folded(note.text)) not in held:
                ItemNote.objects.create(
                    item=self.item, kind=note.kind, text=note.text, yes=note.yes, no=note.no,
                    abstain=note.abstain, recorded_at=self.at,
                )  # fmt: skip
                held.add((note.kind, folded(note.text)))
                self.news = True

    def recipients(self, recipients: Sequence[str], bodies: Mapping[str, Sequence[Body]]) -> None:
        held: set[tuple[str, int | None]] = {
            (folded(words), body) for words, body in self.item.dispatches.values_list("recipient", "body_id")
        }
        for words in recipients:
            meant: list[Body | None] = [*bodies.get(words, ())]
            for body in meant or [None]:
                key = (folded(words), body.pk if body else None)
                if key not in held and (body or key[0] not in {known for known, _ in held}):
                    Dispatch.objects.create(
                        item=self.item, recipient=words[:200], body=body, recorded_at=self.at
                    )
                    held.add(key)
                    self.news = True

    def difference(self, name: str, held: str, said: str) -> None:
        known = self.item.differences.filter(field=name).values_list("said", flat=True)
        if folded(said) not in {folded(one) for one in known}:
            Difference.objects.create(
                item=self.item, field=name, held=held, said=said, source=self.source, recorded_at=self.at
            )
            self.differs += 1
            self.news = True


def _within(one: str, other: str) -> bool:
    """Return whether a title holds the other, as a cut one does."""
    short, long = sorted((folded(one), folded(other)), key=len)
    return short in long


def point_row(point: Point, order: int, at: datetime, **of: Any) -> DecisionPoint:
    """Return an unsaved row of a point in a paragraph or a document."""
    return DecisionPoint(
        **of, order=order, text=point.text, force=point.force, by=point.by[:120], to=point.to[:120],
        outcome=point.outcome, condition=point.condition, for_own_part=point.for_own_part, recorded_at=at,
    )  # fmt: skip
