"""One case with all that belongs to it, and one paragraph of the minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db.models import F

from samsyn.cases.models import Case, Commission, Document, Item
from samsyn.cases.queries.links import Linked, Sight, link_parts, read_links
from samsyn.cases.queries.listing import CaseRow, read, recorded, seen_items
from samsyn.cases.queries.parts import Part, parts
from samsyn.cases.rules import GROUNDS, Asked, founded
from samsyn.history.queries import rows
from samsyn.kit.refs import Ref, decision
from samsyn.kit.words import folded
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, visible, visible_on
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class Filed:
    """A document of a case with the points it proposes (handling)."""

    document: Document
    points: list[Part]


@dataclass(frozen=True, slots=True)
class Onward:
    """The body a proposal goes on to, the day planned or held there, and the decision there (nästa instans)."""

    body: str
    day: date | None = None
    ref: Ref | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A paragraph that a case was decided in, with all that the minutes tell of it (paragraf).

    `recipients` are in the minutes' words, a group with how many bodies it meant.
    """

    item: Item
    ref: Ref
    body: BodyRow
    points: list[Part]
    recipients: list[str]
    notes: list[Part]
    differences: list[Part]
    onward: Onward | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that a decision gave a body, as recorded on a day (uppdrag)."""

    id: int
    decided_by: str
    decided_on: date
    text: str
    body_id: int
    due: date | None
    due_text: str
    report_back: date | None
    report_back_text: str
    addressee: str
    answered_on: date | None
    answered_by: str
    reminders: int
    in_preparation: bool
    case_id: int | None

    def late(self, day: date) -> int:
        """Return how many days past its last day an unanswered task is, 0 when it is not."""
        return max(0, (day - self.due).days) if self.due and not self.answered_on else 0


@dataclass(frozen=True, slots=True)
class Founded:
    """One ground of a decision: what was said of it last, None when nothing, and what before that (underlag)."""

    asked: Asked
    told: Part | None
    earlier: tuple[Part, ...] = ()

    @property
    def state(self) -> str:
        """Return whether it is there, isn't needed or is missing, as a requirement's state."""
        return "missing" if self.told is None else "met" if self.told.own else "not_applicable"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that belongs to it, oldest first (akt)."""

    row: CaseRow
    documents: list[Filed]
    decisions: list[Decided]
    links: list[Linked]
    hearing: list[Part]
    tasks: list[TaskRow]
    grounds: tuple[Founded, ...] = ()

    @property
    def founded(self) -> str:
        """Return in a sentence how many of the grounds are there."""
        states = [one.state for one in self.grounds]
        return founded(states.count("met"), states.count("not_applicable"))


def case_file(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], key: str, *, as_of: date | None
) -> CaseFile | None:
    """Return a case by its key with all that the reader may see of it, None when there is no such; five queries."""
    found = rows(Case, as_of).filter(
        visible_on(access, "case", Case, as_of), municipality_id=municipality.pk, key=key
    )
    row = next(iter(read(found)), None)
    if row is None:
        return None
    mine = Document.objects.filter(visible(access, "case"), case_id=row.id).select_related("source")
    documents = list(recorded(mine, as_of).order_by(F("day").asc(nulls_last=True), "pk"))
    held = seen_items(access, municipality, as_of).filter(cases=row.id).select_related("meeting")
    items = list(held.order_by("meeting__day", "pk"))
    sight = Sight(access, municipality, bodies, as_of)
    found_parts = parts(
        [one.pk for one in documents], [one.pk for one in items], row.id, as_of, *link_parts(sight, [row.id])
    )
    decided = [_decided(one, bodies, found_parts) for one in items]
    steps = [part for part in found_parts if part.what == "step"]
    return CaseFile(
        row,
        [
            Filed(one, [p for p in found_parts if p.what == "point" and p.document_id == one.pk])
            for one in documents
        ],
        [replace(one, onward=_onward(one, items, bodies, steps)) for one in decided],
        read_links(sight, found_parts),
        steps,
        tasks(access, row.id, as_of),
        tuple(_founded(asked, found_parts) for asked in GROUNDS),
    )


def filed(access: Access, municipality: Municipality, pk: int) -> Document | None:
    """Return a document whose file the reader may open: all that was filed from that file must be readable."""
    mine = Document.objects.filter(municipality=municipality).select_related("source")
    found = mine.filter(visible(access, "case"), pk=pk, source__isnull=False).first()
    hidden = mine.exclude(visible(access, "case"))
    return None if found is None or hidden.filter(source=found.source_id).exists() else found


def _founded(asked: Asked, found: Sequence[Part]) -> Founded:
    """Return a ground with what was said of it, the latest first."""
    mine = [part for part in found if part.what == "ground" and part.force == asked.key]
    mine.sort(key=lambda part: part.order, reverse=True)
    return Founded(asked, mine[0] if mine else None, tuple(mine[1:]))


def paragraph(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], pk: int, *, as_of: date | None
) -> tuple[Decided, list[CaseRow]] | None:
    """Return a paragraph with its cases; None when there is no such, or when one of its cases may not be seen."""
    item = seen_items(access, municipality, as_of).filter(pk=pk).select_related("meeting").first()
    if item is None:
        return None
    cases = read(rows(Case, as_of).filter(id__in=list(item.cases.values_list("pk", flat=True))))
    ids = [case.id for case in cases]
    found = parts([], [pk], ids[0] if ids else 0, as_of)
    one = _decided(item, bodies, found)
    later = seen_items(access, municipality, as_of).filter(cases__in=ids, meeting__day__gte=item.meeting.day)
    others = later.select_related("meeting").order_by("meeting__day", "pk") if _next_bodies(one) else ()
    steps = [part for part in found if part.what == "step"]
    return replace(one, onward=_onward(one, others, bodies, steps)), cases


def _decided(item: Item, bodies: dict[int, BodyRow], found: Sequence[Part]) -> Decided:
    body = bodies[item.meeting.body_id]
    mine = [part for part in found if part.item_id == item.pk]

    def those(what: str) -> list[Part]:
        return [part for part in mine if part.what == what]

    return Decided(
        item, decision(body.code, item.meeting.day, item.paragraph), body, those("point"), _sent(those("sent")),
        those("note"), those("difference"),
    )  # fmt: skip


def _sent(sent: Sequence[Part]) -> list[str]:
    """Return whom a decision was sent to, a group of bodies with their number: "samtliga nämnder (14)"."""
    counts = Counter(part.to for part in sent if part.body_id)
    words = dict.fromkeys(part.to for part in sent)
    return [f"{to} ({counts[to]})" if counts[to] > 1 else to for to in words]


def _next_bodies(one: Decided) -> list[str]:
    """Return the bodies that a proposal goes on to, in the words of the minutes."""
    told = [note.text for note in one.notes if note.force == "next_body"]
    return told + [point.to for point in one.points if point.force == "föreslår" and point.to]


def _onward(
    one: Decided, others: Iterable[Item], bodies: dict[int, BodyRow], steps: Sequence[Part]
) -> Onward | None:
    """Return where a proposal goes next: as the minutes say, with the decision there or else the planned day."""
    told, day = _next_bodies(one), one.item.meeting.day
    if not told:
        return None
    name = folded(told[0])
    for other in others:
        body, held = bodies[other.meeting.body_id], other.meeting.day
        if held >= day and other.pk != one.item.pk and name in (folded(body.name), folded(body.short_name)):
            return Onward(body.name, held, decision(body.code, held, other.paragraph), other.pk)
    planned = [step.day for step in steps if folded(step.by) == name and step.day and step.day >= day]
    return Onward(told[0], min(planned, default=None))


def tasks(access: Access, case_id: int, as_of: date | None) -> list[TaskRow]:
    """Return the tasks that a case's decisions gave, the earliest last day first."""
    found = rows(Commission, as_of).filter(visible_on(access, "case", Commission, as_of), case_id=case_id)
    names = (field.name for field in fields(TaskRow))
    return [TaskRow(*v) for v in found.order_by(F("due").asc(nulls_last=True), "id").values_list(*names)]
