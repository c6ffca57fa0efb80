"""Finding anything by its number, its § or the words of its title; what may not be seen is never found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from samsyn.audits.models import Audit
from samsyn.cases.models import Case, Document, Item
from samsyn.cases.queries import recorded, seen_items
from samsyn.cases.rules import case_key
from samsyn.history.queries import rows
from samsyn.inquiries.models import Inquiry
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, visible, visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import Initiative, System
from samsyn.search.rules import Paragraph, meant

MOST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: `kind` and `key` name its page, `note` its number or § (träff)."""

    kind: str
    key: str
    title: str
    note: str
    body_id: int | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a text found: things it names exactly, then things whose titles hold its words (resultat)."""

    exact: list[Hit]
    by_words: list[Hit]


@dataclass(frozen=True, slots=True)
class _Where:
    access: Access
    municipality: Municipality
    as_of: date | None

    def rows(self, model: Any, kind: Any) -> QuerySet[Any]:
        """Return the rows of an owned model that may be seen."""
        mine = rows(model, self.as_of).filter(municipality_id=self.municipality.pk)
        return mine.filter(visible_on(self.access, kind, model, self.as_of))

    def initiatives(self) -> QuerySet[Any]:
        """Return the initiatives, drafts left out."""
        return self.rows(Initiative, "initiative").filter(draft=False)

    def items(self) -> QuerySet[Item]:
        """Return the paragraphs that may be seen."""
        return seen_items(self.access, self.municipality, self.as_of)

    def documents(self) -> QuerySet[Document]:
        """Return the documents that lie in a case."""
        return self.papers().filter(case__isnull=False)

    def papers(self) -> QuerySet[Document]:
        """Return the documents, those of the State that lie in no case among them."""
        found = Document.objects.filter(visible(self.access, "case"), municipality=self.municipality)
        return recorded(found, self.as_of)


def search(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], text: str, as_of: date | None
) -> Found:
    """Return what a text names exactly and what holds all of its words, by stem or as part of a word (R54)."""
    where = _Where(access, municipality, as_of)
    exact = _named(where, bodies, text)
    return Found(exact, [hit for hit in _worded(where, text) if hit not in exact])


def _named(where: _Where, bodies: dict[int, BodyRow], text: str) -> list[Hit]:
    wanted = meant(text)
    if wanted.initiative is not None:
        mine = where.rows(Initiative, "initiative").filter(number=wanted.initiative)
        return _hits(_initiatives(mine))
    if wanted.audit is not None:
        return _hits(_audits(where.rows(Audit, "audit").filter(number=wanted.audit)))
    if wanted.case is not None:
        return _hits(_cases(where.rows(Case, "case").filter(key=case_key(text.strip().upper()))))
    if wanted.paragraph is not None:
        return _hits(_items(where.items().filter(_held(wanted.paragraph, bodies))))
    if wanted.series:
        papers = where.papers().filter(numbers__key=wanted.series)
        number = Concat("numbers__series", Value(" "), "numbers__number", output_field=CharField())
        return _hits(_columns(papers, "paper", number, "title", F("kind"), "body_id", F("day")))
    return []


def _held(paragraph: Paragraph, bodies: dict[int, BodyRow]) -> Q:
    """Return the filter for a § of a body, year or day, of those that were said; an unknown body gives no rows."""
    found = Q(paragraph=paragraph.number)
    if paragraph.body:
        said = paragraph.body.casefold()
        found &= Q(
            meeting__body__in=[
                one.id for one in bodies.values() if said in (one.code.casefold(), one.name.casefold())
            ]
        )
    if paragraph.day:
        found &= Q(meeting__day=paragraph.day)
    return found & Q(meeting__day__year=paragraph.year) if paragraph.year else found


def _worded(where: _Where, text: str) -> list[Hit]:
    words = stems(text)
    if not words:
        return []
    found = _initiatives(where.initiatives().filter(_holding(words, "title", "external_key"))).union(
        _cases(where.rows(Case, "case").filter(_holding(words, "title", "number"))),
        _items(where.items().filter(_holding(words, "title"))),
        _documents(where.documents().filter(_holding(words, "title"))),
        _audits(where.rows(Audit, "audit").filter(_holding(words, "title"))),
        _inquiries(where.rows(Inquiry, "inquiry").filter(_holding(words, "title"))),
        _systems(where.rows(System, "initiative").filter(_holding(words, "name"))),
        all=True,
    )
    hits = _hits(found.order_by("hit_kind", "hit_title", "hit_key")[:MOST])
    return sorted(hits, key=lambda hit: not hit.title.casefold().startswith(words[0]))


def _holding(words: list[str], *columns: str) -> Q:
    """Return the filter for rows where every stem stands in one of the columns."""
    found = Q()
    for word in words:
        either = Q()
        for column in columns:
            either |= Q(**{f"{column}__icontains": word})
        found &= either
    return found


def _hits(found: QuerySet[Any]) -> list[Hit]:
    return [Hit(*values) for values in found]


def _columns(
    found: QuerySet[Any], kind: str, key: Any, title: str, note: Any, body: str | None, day: Any
) -> QuerySet[Any]:
    """Return rows with the columns of a hit, alike for every kind."""
    text = CharField()
    hits: QuerySet[Any] = found.order_by().annotate(
        hit_kind=Value(kind, text), hit_key=Cast(key, text), hit_title=Cast(title, text), hit_note=Cast(note, text),
        hit_body=F(body) if body else Value(None), hit_day=Cast(day, DateField()),
    ).values_list("hit_kind", "hit_key", "hit_title", "hit_note", "hit_body", "hit_day")  # fmt: skip
    return hits


def _initiatives(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "initiative", "number", "title", Value(""), "body_id", Value(None))


def _cases(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "case", "key", "title", F("number"), "body_id", F("opened"))


def _items(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "decision", "pk", "title", F("paragraph"), "meeting__body_id", F("meeting__day"))


def _documents(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "document", "case__key", "title", F("kind"), "body_id", F("day"))


def _audits(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "audit", "number", "title", Value(""), "body_id", F("day"))


def _inquiries(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "inquiry", "id", "title", Value(""), "body_id", F("sent_on"))


def _systems(found: QuerySet[Any]) -> QuerySet[Any]:
    return _columns(found, "system", "id", "name", F("supplier"), "body_id", Value(None))
