"""Links between cases, and references that wait until what they name is known.

A reference is asked for by its key when a case, a decision or a document with that key is recorded, so nothing is
scanned anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from samsyn.cases.actions.guard import act_on, check
from samsyn.cases.models import Case, CaseLink, Document, Item, Reference
from samsyn.cases.rules import decision_key, reference_key
from samsyn.kit.actors import Actor
from samsyn.kit.diary import find_decisions
from samsyn.kit.refs import Ref
from samsyn.kit.words import folded
from samsyn.organisation.queries import bodies_by_name


@transaction.atomic
def link(
    *, by: Actor, at: datetime, from_case: Case, kind: str, to_case: Case, words: str = "", place: str = ""
) -> CaseLink:
    """Note how one case leans on another, in whose words; a link that exists is returned as it is."""
    existing = CaseLink.objects.filter(from_case=from_case, kind=kind, to_case=to_case).first()
    if existing:
        return existing
    check(by, from_case, at)
    return _joined(
        by, at, CaseLink(from_case=from_case, kind=kind, to_case=to_case, words=words, place=place)
    )


@transaction.atomic
def refer(*, by: Actor, at: datetime, case: Case, kind: str, words: str, place: str = "") -> Reference:
    """Note what a case refers to, as the text writes it; joined now when we know it, else when we come to know it."""
    key = reference_key(words)[:80]
    existing = Reference.objects.filter(from_case=case, kind=kind, key=key).first()
    if existing:
        return existing
    check(by, case, at)
    new = Reference.objects.create(
        from_case=case, kind=kind, key=key, words=words[:300], place=place[:300], recorded_at=at
    )
    _look_up(by, at, new)
    return new


def _look_up(by: Actor, at: datetime, reference: Reference) -> None:
    """Join a new reference to the case, decision or document that it names, where there is one."""
    municipality = reference.from_case.municipality
    for target in Case.objects.filter(municipality=municipality, key=reference.key):
        _to_case(by, at, reference, target)
    for item in _named_items(reference):
        _to_item(by, at, reference, item)
    numbered = Document.objects.filter(municipality=municipality, numbers__key=reference.key).order_by("pk")
    if document := numbered.first():
        _to_document(by, at, reference, document)


def _named_items(reference: Reference) -> Iterable[Item]:
    for match in find_decisions(reference.words)[:1]:
        found = Item.objects.filter(
            meeting__day=match.date, paragraph=match.paragraph,
            meeting__body__municipality=reference.from_case.municipality,
        ).select_related("meeting__body")  # fmt: skip
        yield from (item for item in found if _names(reference, item))


def _names(reference: Reference, item: Item) -> bool:
    """Return whether a reference's words name the body whose paragraph it is, by any name it had that day."""
    body, day = item.meeting.body, item.meeting.day
    named = find_decisions(reference.words)
    return bool(named) and bodies_by_name(body.municipality, day).get(folded(named[0].body)) == body


@transaction.atomic
def answer_waiting(*, by: Actor, at: datetime, case: Case) -> None:
    """Join those that wait for a case to it, now that it is here."""
    for reference in _waiting(case.municipality_id, [case.key]):
        _to_case(by, at, reference, case)


@transaction.atomic
def answer_with_item(*, by: Actor, at: datetime, item: Item) -> None:
    """Join those that wait for a decision to it and to its cases; cases that it gained are joined too."""
    key = decision_key(item.meeting.day, item.paragraph)
    mine = Q(resolved_at=None, key=key, from_case__municipality=item.meeting.body.municipality_id)
    for reference in Reference.objects.filter(mine | Q(item=item)).select_related("from_case"):
        if reference.item_id or _names(reference, item):
            _to_item(by, at, reference, item)


@transaction.atomic
def answer_with_document(*, by: Actor, at: datetime, document: Document, keys: Sequence[str]) -> None:
    """Join those that wait for a number in a public series to the document that bears it."""
    for reference in _waiting(document.municipality_id, keys):
        _to_document(by, at, reference, document)


def _waiting(municipality_id: int, keys: Sequence[str]) -> Iterable[Reference]:
    found = Reference.objects.filter(
        resolved_at=None, key__in=list(keys), from_case__municipality=municipality_id
    )
    return found.select_related("from_case") if keys else ()


def _to_case(by: Actor, at: datetime, reference: Reference, target: Case) -> None:
    start, kind = reference.from_case, reference.kind
    if (
        start.pk != target.pk
        and not CaseLink.objects.filter(from_case=start, kind=kind, to_case=target).exists()
    ):
        new = CaseLink(
            from_case=start, kind=kind, to_case=target, words=reference.words, place=reference.place
        )
        _joined(by, at, new)
    _resolved(reference, at)


def _to_item(by: Actor, at: datetime, reference: Reference, item: Item) -> None:
    reference.item = item
    for target in item.cases.all():
        _to_case(by, at, reference, target)
    _resolved(reference, at)


def _to_document(by: Actor, at: datetime, reference: Reference, document: Document) -> None:
    start = reference.from_case
    act_on(
        start, Ref(start.number), by, at, "refer",
        f"{start} är {reference.get_kind_display()} {document.title}.",
    )  # fmt: skip
    reference.document = document
    _resolved(reference, at)


def _resolved(reference: Reference, at: datetime) -> None:
    reference.resolved_at = reference.resolved_at or at
    reference.save()


def _joined(by: Actor, at: datetime, new: CaseLink) -> CaseLink:
    start, end = new.from_case, new.to_case
    sentence = f"{start} är {new.get_kind_display()} {end}."
    if start.secrecy_ground or end.secrecy_ground:
        sentence = f"{start} kopplades till ett annat ärende."
    new.recorded_at = at
    act_on(start, Ref(start.number), by, at, "link", sentence)
    new.save()
    return new
