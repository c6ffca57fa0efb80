"""How cases hang together, told from where the reader stands: links, references, and those that still wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject

from samsyn.cases.models import Case, CaseLink, Document, Reference
from samsyn.cases.queries.listing import recorded, seen_items
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
    ours = Q(from_case__in=ids)
    between = CaseLink.objects.filter(ours | Q(to_case__in=ids)).annotate(
        mine=Choice(When(ours, then=F("from_case_id")), default=F("to_case_id")),
        other=Choice(When(ours, then=F("to_case_id")), default=F("from_case_id")),
    )
    seen = rows(Case, sight.as_of).filter(visible_on(sight.access, "case", Case, sight.as_of))
    case = JSONObject(id="id", key="key", number="number", title="title")
    cases = _columns(
        recorded(between, sight.as_of),
        "case",
        Subquery(seen.filter(id=OuterRef("other")).values(told=case)[:1]),
    )
    told = [_linked(sight, row) for row in cases.union(_references(sight, ids), all=True)]
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
    return _columns(kept.annotate(mine=F("from_case_id")), "reference", told)


def _columns(found: QuerySet[Any], what: str, told: Any) -> QuerySet[Any]:
    columns = {
        "link_what": Cast(Value(what), CharField()),
        "link_start": F("from_case_id"),
        "link_told": told,
    }
    listed: QuerySet[Any] = (
        found.order_by().annotate(**columns)
        .values_list("link_what", "kind", "mine", "link_start", "link_told", "words", "place")
    )  # fmt: skip
    return listed


def _linked(sight: Sight, row: tuple[Any, ...]) -> Linked | None:
    what, kind, mine, start, told, said, place = row
    if not told:
        return None
    outward = mine == start
    words, title = (FORWARD if outward else INVERSE)[kind], told.get("title", "")
    one = Linked(kind, mine, outward, words, said, title, said=said, place=place)
    if what == "case":
        return replace(one, number=told["number"], key=told["key"])
    if "item" in told:
        code, day = sight.bodies[told["body"]].code, date.fromisoformat(str(told["day"])[:10])
        return replace(one, number=decision(code, day, told["paragraph"]), item_id=told["item"])
    return replace(one, waiting=bool(told.get("waiting")))
