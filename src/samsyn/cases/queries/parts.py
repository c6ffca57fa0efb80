"""What paragraphs, documents and a case consist of, in one query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from samsyn.cases.models import DecisionPoint, Difference, Dispatch, Grounds, HearingStep, ItemNote
from samsyn.cases.queries.listing import recorded
from samsyn.cases.rules import difference_words
from samsyn.kit.periods import end_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, a paragraph or a case: `what` tells which (del).

    point: force, by, to, text, outcome, condition, own · sent: to, body_id · note: force (its kind), text, yes, no,
    abstain · difference: force (the field), by (what we hold), text (what is said), to (the file) · step: by (the
    body), day · ground: force (of what), text, to (where), by, day, own (whether it is needed) · link and reference:
    as `links` reads them.
    """

    what: str
    item_id: int | None
    document_id: int | None
    order: int
    force: str
    by: str
    to: str
    text: str
    outcome: str
    condition: str
    own: bool
    body_id: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    day: date | None

    @property
    def label(self) -> str:
        """Return what a note is called, or what a difference is about, in words."""
        words = (
            difference_words(self.force) if self.what == "difference" else dict(ItemNote.KINDS)[self.force]
        )
        return words[:1].upper() + words[1:]


_KINDS: dict[str, Any] = {
    "what": CharField, "item_id": IntegerField, "document_id": IntegerField, "order": IntegerField, "own": BooleanField,
    "body_id": IntegerField, "yes": IntegerField, "no": IntegerField, "abstain": IntegerField, "day": DateField,
}  # fmt: skip
"""The columns that are not text."""
_NAMES = [column.name for column in fields(Part)]


def parts(
    documents: Iterable[int], items: Iterable[int], case_id: int, as_of: date | None, *more: QuerySet[Any]
) -> list[Part]:
    """Return points, recipients, notes, differences, hearing steps and what more has their columns, each in order."""
    items = list(items)
    points = recorded(
        DecisionPoint.objects.filter(Q(document__in=list(documents)) | Q(item__in=items)), as_of
    )
    points = points.filter(Q(replaced_at=None) | _still(as_of))
    found = columns(
        points, what="point", item_id="item_id", document_id="document_id", order="order", force="force", by="by",
        to="to", text="text", outcome="outcome", condition="condition", own="for_own_part",
    ).union(
        _of(Dispatch, items, as_of, what="sent", order="pk", to="recipient", body_id="body_id"),
        _of(ItemNote, items, as_of, what="note", order="pk", force="kind", text="text", yes="yes", no="no",
            abstain="abstain"),
        _of(Difference, items, as_of, what="difference", order="pk", force="field", by="held", text="said",
            to="source__name"),
        columns(
            recorded(HearingStep.objects.filter(case=case_id), as_of), what="step", order="pk", by="body_name",
            day="planned",
        ),
        columns(
            recorded(Grounds.objects.filter(case=case_id), as_of), what="ground", order="pk", force="item",
            text="answer", to="place", by="by", day="day", own="needed",
        ),
        *more,
        all=True,
    )  # fmt: skip
    return sorted(
        (Part(*values) for values in found),
        key=lambda part: (
            part.what, part.day or date.max, part.item_id or 0, part.document_id or 0, part.order,
        ),
    )  # fmt: skip


def _still(as_of: date | None) -> Q:
    """Return the filter for points that were replaced only after the day."""
    return Q(replaced_at__gte=end_of(as_of)) if as_of else Q(pk__in=[])


def _of(model: Any, items: list[int], as_of: date | None, **given: str) -> QuerySet[Any]:
    return columns(recorded(model.objects.filter(item__in=items), as_of), item_id="item_id", **given)


def columns(found: QuerySet[Any], *, what: str, **given: str) -> QuerySet[Any]:
    """Return rows with the columns of a part, alike for every kind; those not named are empty."""
    told = {"part_what": Cast(Value(what), CharField())}
    for name in _NAMES[1:]:
        kind = _KINDS.get(name, TextField)()
        empty: Any = Value({TextField: "", BooleanField: False}.get(type(kind)))
        told[f"part_{name}"] = Cast(F(given[name]) if name in given else empty, kind)
    rows: QuerySet[Any] = found.order_by().annotate(**told).values_list(*(f"part_{name}" for name in _NAMES))
    return rows
