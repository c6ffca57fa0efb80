"""One case with all that belongs to it, and one paragraph of the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from samsyn.cases.models import (
    Case,
    CaseLink,
    Commission,
    DecisionPoint,
    Dispatch,
    Document,
    HearingStep,
    Item,
)
from samsyn.cases.queries.listing import CaseRow, read, recorded, seen_items
from samsyn.history.queries import rows
from samsyn.kit.refs import Ref, decision
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, visible, visible_on
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class Part:
    """A point of a document or paragraph, somebody it was sent to, or a hearing step: `what` tells which (del).

    point: force, by, to, text · sent: to · step: by (the body), day · link: force (how the case leans on the other
    or it on this one), by its key, to its number, text its title.
    """

    what: str
    item_id: int
    document_id: int
    order: int
    force: str
    by: str
    to: str
    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Filed:
    """A document of a case with the points it proposes (handling)."""

    document: Document
    points: list[Part]


@dataclass(frozen=True, slots=True)
class Decided:
    """A paragraph that a case was decided in, with its points and whom it was sent to (paragraf)."""

    item: Item
    ref: Ref
    body: BodyRow
    points: list[Part]
    recipients: list[str]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case and how this one leans on it, or it on this one (koppling)."""

    words: str
    key: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that a decision gave a body, as recorded on a day (uppdrag)."""

    id: int
    decided_by: str
    decided_on: date
    text: str
    body_id: int
    due: date | None
    answered_on: date | None
    answered_by: str
    reminders: int
    in_preparation: bool
    case_id: int | None

    def late(self, day: date) -> int:
        """Return how many days past its last day an unanswered task is, 0 when it is not."""
        return max(0, (day - self.due).days) if self.due and not self.answered_on else 0


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that belongs to it, oldest first (akt)."""

    row: CaseRow
    documents: list[Filed]
    decisions: list[Decided]
    links: list[Linked]
    hearing: list[Part]
    tasks: list[TaskRow]


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
    documents = list(recorded(mine, as_of).order_by("day", "pk"))
    held = seen_items(access, municipality, as_of).filter(cases=row.id).select_related("meeting")
    items = list(held.order_by("meeting__day", "pk"))
    links = _links(access, row.id, as_of)
    parts = _parts([one.pk for one in documents], [one.pk for one in items], row.id, links)
    return CaseFile(
        row,
        [
            Filed(one, [p for p in parts if p.what == "point" and p.document_id == one.pk])
            for one in documents
        ],
        [_decided(one, bodies, parts) for one in items],
        [Linked(part.force, part.by, part.to, part.text) for part in parts if part.what == "link"],
        [part for part in parts if part.what == "step"],
        tasks(access, row.id, as_of),
    )


def paragraph(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], pk: int, *, as_of: date | None
) -> tuple[Decided, list[CaseRow]] | None:
    """Return a paragraph with its cases; None when there is no such, or when one of its cases may not be seen."""
    item = seen_items(access, municipality, as_of).filter(pk=pk).select_related("meeting").first()
    if item is None:
        return None
    cases = read(rows(Case, as_of).filter(id__in=list(item.cases.values_list("pk", flat=True))))
    return _decided(item, bodies, _parts([], [pk], 0)), cases


def _decided(item: Item, bodies: dict[int, BodyRow], parts: Sequence[Part]) -> Decided:
    body = bodies[item.meeting.body_id]
    mine = [part for part in parts if part.item_id == item.pk]
    return Decided(
        item, decision(body.code, item.meeting.day, item.paragraph), body,
        [part for part in mine if part.what == "point"], [part.to for part in mine if part.what == "sent"],
    )  # fmt: skip


def _parts(documents: Iterable[int], items: Iterable[int], case_id: int, *more: QuerySet[Any]) -> list[Part]:
    """Return points, recipients, hearing steps and what more has their columns in one query, each in its own order."""
    items, none = list(items), Value(0)
    text: dict[str, Any] = {"force": "", "by": "", "to": "", "text": ""}
    points = _columns(
        DecisionPoint.objects.filter(Q(document__in=list(documents)) | Q(item__in=items)), "point",
        Coalesce("item_id", 0), Coalesce("document_id", 0), F("order"),
        {name: F(name) for name in text}, Value(None),
    )  # fmt: skip
    sent = _columns(
        Dispatch.objects.filter(item__in=items), "sent", F("item_id"), none, F("pk"),
        {**text, "to": F("recipient")}, Value(None),
    )  # fmt: skip
    steps = _columns(
        HearingStep.objects.filter(case=case_id), "step", none, none, F("pk"),
        {**text, "by": F("body_name")}, F("planned"),
    )  # fmt: skip
    found = [Part(*values) for values in points.union(sent, steps, *more, all=True)]
    return sorted(
        found, key=lambda part: (part.what, part.day or date.max, part.item_id, part.document_id, part.order)
    )


def _columns(
    found: QuerySet[Any], what: str, item: Any, document: Any, order: Any, texts: dict[str, Any], day: Any
) -> QuerySet[Any]:
    """Return rows with the columns of a part, alike for every kind."""
    said = {
        f"part_{name}": Cast(Value(text) if isinstance(text, str) else text, TextField())
        for name, text in texts.items()
    }
    told: QuerySet[Any] = found.order_by().annotate(
        part_what=Value(what), part_item=item, part_document=document, part_order=order,
        part_day=Cast(day, DateField()), **said,
    ).values_list(
        "part_what", "part_item", "part_document", "part_order", "part_force", "part_by", "part_to", "part_text",
        "part_day",
    )  # fmt: skip
    return told


def _links(access: Access, case_id: int, as_of: date | None) -> QuerySet[Any]:
    """Return the cases linked to a case, both ways, told from where the reader stands; unseen ones are left out."""
    both = CaseLink.objects.filter(Q(from_case=case_id) | Q(to_case=case_id)).annotate(
        other=Choice(When(from_case=case_id, then=F("to_case_id")), default=F("from_case_id"))
    )
    seen = rows(Case, as_of).filter(visible_on(access, "case", Case, as_of), id=OuterRef("other"))
    told = {name: Subquery(seen.values(name)[:1]) for name in ("key", "number", "title")}
    found = recorded(both, as_of).annotate(**told).exclude(key=None)
    ways = ((Q(from_case=case_id), FORWARD), (Q(to_case=case_id), INVERSE))
    words = [When(way, kind=kind, then=Value(said)) for way, spoken in ways for kind, said in spoken.items()]
    texts = {"force": Choice(*words), "by": F("key"), "to": F("number"), "text": F("title")}
    return _columns(found, "link", Value(0), Value(0), F("pk"), texts, Value(None))


INVERSE = {
    "predecessor": "har föregångaren",
    "split_from": "har utbrutet",
    "referral_of": "har remissen",
    "answer_to": "har svaret",
    "conditional_on": "villkorar",
    "replaces": "ersätts av",
    "refers_to": "nämns i",
}
FORWARD = {
    "predecessor": "är föregångare till",
    "split_from": "är utbrutet ur",
    "referral_of": "är remiss av",
    "answer_to": "är svar på",
    "conditional_on": "är villkorat av",
    "replaces": "ersätter",
    "refers_to": "hänvisar till",
}


def tasks(access: Access, case_id: int, as_of: date | None) -> list[TaskRow]:
    """Return the tasks that a case's decisions gave, the earliest last day first."""
    found = rows(Commission, as_of).filter(visible_on(access, "case", Commission, as_of), case_id=case_id)
    names = (field.name for field in fields(TaskRow))
    return [TaskRow(*v) for v in found.order_by(F("due").asc(nulls_last=True), "id").values_list(*names)]
