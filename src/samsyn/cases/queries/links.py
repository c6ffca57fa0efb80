"""How cases hang together, told from where the reader stands: links, references, and those that still wait."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from samsyn.cases.models import Case, CaseLink, Document, Reference
from samsyn.cases.queries.listing import recorded, seen_items
from samsyn.cases.queries.parts import Part, columns
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import decision
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, visible, visible_on
from samsyn.organisation.rules import Access

FORWARD = {
    "predecessor": "är föregångare till",
    "split_from": "är utbrutet ur",
    "part_of": "är del av",
    "referral_of": "är remiss av",
    "answer_to": "är svar på",
    "conditional_on": "är villkorat av",
    "replaces": "ersätter",
    "refers_to": "hänvisar till",
}
INVERSE = {
    "predecessor": "har föregångaren",
    "split_from": "har utbrutet",
    "part_of": "har delen",
    "referral_of": "har remissen",
    "answer_to": "har svaret",
    "conditional_on": "villkorar",
    "replaces": "ersätts av",
    "refers_to": "nämns i",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """What a case leans on, or what leans on it, in whose words (koppling).

    A case has a `key`, a decision an `item_id`; a document, and what is not known yet, have neither. `mine` is the
    case that was asked about, `outward` whether it is the one that leans, `kind` how.
    """

    kind: str
    mine: int
    outward: bool
    words: str
    number: str
    title: str
    key: str = ""
    item_id: int | None = None
    waiting: bool = False
    said: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """Who reads what as of when: what links are told by (blick)."""

    access: Access
    municipality: Municipality
    bodies: dict[int, BodyRow]
    as_of: date | None


def links(sight: Sight, ids: list[int]) -> list[Linked]:
    """Return what those cases are linked to, both ways, in one query; what may not be seen is left out."""
    cases, references = link_parts(sight, ids)
    return read_links(sight, [Part(*row) for row in cases.union(references, all=True)])


def link_parts(sight: Sight, ids: list[int]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the links and the references of those cases, with the columns of parts."""
    ours = Q(from_case__in=ids)
    between = CaseLink.objects.filter(ours | Q(to_case__in=ids)).annotate(
        mine=Choice(When(ours, then=F("from_case_id")), default=F("to_case_id")),
        other=Choice(When(ours, then=F("to_case_id")), default=F("from_case_id")),
    )
    seen = rows(Case, sight.as_of).filter(visible_on(sight.access, "case", Case, sight.as_of))
    case = JSONObject(id="id", key="key", number="number", title="title")
    told = Subquery(seen.filter(id=OuterRef("other")).values(told=case)[:1])
    return _told(recorded(between, sight.as_of), "link", told), _references(sight, ids)


def read_links(sight: Sight, parts: Iterable[Part]) -> list[Linked]:
    """Return the links among parts, the cases first."""
    told = [_linked(sight, one) for one in parts if one.what in ("link", "reference")]
    return sorted((one for one in told if one), key=lambda one: (one.mine, not one.key, one.number))


def _references(sight: Sight, ids: list[int]) -> QuerySet[Any]:
    """Return references that are no mere link between cases: to a decision, to a document, or not known yet."""
    mine = recorded(Reference.objects.filter(from_case__in=ids), sight.as_of)
    end = end_of(sight.as_of) if sight.as_of else None
    waiting = Q(resolved_at=None) | (Q(resolved_at__gte=end) if end else Q(pk__in=[]))
    decided = seen_items(sight.access, sight.municipality, sight.as_of).filter(pk=OuterRef("item_id"))
    item = JSONObject(
        item="pk", body="meeting__body_id", day="meeting__day", paragraph="paragraph", title="title"
    )
    papers = Document.objects.filter(visible(sight.access, "case"), pk=OuterRef("document_id"))
    told = Choice(
        When(waiting, then=JSONObject(waiting=Value(1))),
        When(item__isnull=False, then=Subquery(decided.values(told=item)[:1])),
        default=Subquery(papers.values(told=JSONObject(document="pk", title="title"))[:1]),
    )
    kept = mine.filter(waiting | Q(item__isnull=False) | Q(document__isnull=False))
    return _told(kept.annotate(mine=F("from_case_id")), "reference", told)


def _told(found: QuerySet[Any], what: str, told: Any) -> QuerySet[Any]:
    return columns(
        found.annotate(told=told), what=what, order="pk", force="kind", yes="mine", no="from_case_id", text="told",
        to="words", by="place",
    )  # fmt: skip


def _linked(sight: Sight, one: Part) -> Linked | None:
    told = json.loads(one.text) if one.text else None
    if not told or one.yes is None:
        return None
    outward = one.yes == one.no
    words, title = (FORWARD if outward else INVERSE)[one.force], told.get("title", "")
    link = Linked(one.force, one.yes, outward, words, one.to, title, said=one.to, place=one.by)
    if one.what == "link":
        return replace(link, number=told["number"], key=told["key"])
    if "item" in told:
        code, day = sight.bodies[told["body"]].code, date.fromisoformat(str(told["day"])[:10])
        return replace(link, number=decision(code, day, told["paragraph"]), item_id=told["item"])
    return replace(link, waiting=bool(told.get("waiting")))
