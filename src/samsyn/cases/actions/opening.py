"""Cases opened and marked secret, their documents, and what documents propose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samsyn.cases.actions.deciding import Point, point_row
from samsyn.cases.actions.guard import act_on, check
from samsyn.cases.actions.linking import answer_waiting, answer_with_document, refer
from samsyn.cases.models import Case, DecisionPoint, Document, DocumentNumber, Item
from samsyn.cases.rules import case_key, main_number
from samsyn.history.actions import save
from samsyn.history.models import Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.kit.series import SeriesNumber
from samsyn.kit.words import folded
from samsyn.organisation.models import Body
from samsyn.organisation.queries import require_reorganising


@transaction.atomic
def open_case(
    *, by: Actor, at: datetime, body: Body, number: str, title: str = "", opened: date | None = None,
    secrecy_ground: str = "",
) -> Case:  # fmt: skip
    """Mirror a case by its diary number, or return the one we have, with the title filled in if it had none (R54)."""
    key = case_key(number)
    known = Case.objects.filter(municipality=body.municipality, key=key).first()
    if known and (known.title or not title):
        return known
    case = known or Case(
        municipality=body.municipality, body=body, number=number, key=key, opened=opened,
        secrecy_ground=secrecy_ground, secrecy_owner=body if secrecy_ground else None,
    )  # fmt: skip
    check(by, case, at)
    case.title = title
    save(case, act=act_on(case, Ref(number), by, at, "open", f"Ärende {number} lades upp. {title}".strip()))
    if not known:
        if main := main_number(number):
            refer(by=by, at=at, case=case, kind="part_of", words=main)
        answer_waiting(by=by, at=at, case=case)
    return case


@transaction.atomic
def hand_over(*, by: Actor, at: datetime, case: Case, body: Body) -> None:
    """Let a case be that body's whose diary it is in, when we first met it at a body that keeps none."""
    check(by, case, at)
    old, case.body = case.body, body
    check(by, case, at)
    sentence = f"Ärende {case.number} hör till {body.name}s diarium, inte till {old.name}."
    save(case, act=act_on(case, Ref(case.number), by, at, "hand_over", sentence))


@transaction.atomic
def mark_secret(*, by: Actor, at: datetime, case: Case, ground: str, owner: Body) -> None:
    """Mark a case with its documents and tasks as secret: the ground, and the body that decides about it (R85)."""
    check(by, case, at)
    mark = {"secrecy_ground": ground, "secrecy_owner": owner}
    tasks = list(case.commissions.select_related("body"))
    for row in (case, *tasks):
        row.secrecy_ground, row.secrecy_owner = ground, owner
    act = act_on(case, Ref(case.number), by, at, "mark_secret", f"Ärende {case.number} sekretessmarkerades.")
    for row in (case, *tasks):
        save(row, act=act)
    case.documents.update(**mark)


@transaction.atomic
def documents_follow(*, by: Actor, at: datetime, case: Case, source: Body) -> None:
    """Let the documents of a case go with it from `source` to the body that the organisation has handed it to."""
    require_reorganising(by, case.municipality, swedish_day(at))
    for field in ("body", "secrecy_owner"):
        case.documents.filter(**{field: source}).update(**{field: case.body})


@transaction.atomic
def file_document(
    *, by: Actor, at: datetime, body: Body, case: Case | None, kind: str, title: str, day: date | None = None,
    source: Source | None = None, summary: str = "", item: Item | None = None, numbers: Sequence[SeriesNumber] = (),
) -> Document:  # fmt: skip
    """File a document in a case, or return the one that the same file gave before.

    `item` is the paragraph that it is an extract of, `numbers` what it is called in public series; cases that wait
    for such a number are joined to it.
    """
    title = title[:300]
    mine = Document.objects.filter(municipality=body.municipality, case=case, title=title, source=source)
    existing = mine.filter(item=item).first() if item else mine.first()
    if existing:
        return existing
    document = Document(
        municipality=body.municipality, body=body, case=case, item=item, kind=kind, title=title, day=day,
        source=source, summary=summary, recorded_at=at, secrecy_ground=case.secrecy_ground if case else "",
    )  # fmt: skip
    check(by, document, at)
    ref = Ref(case.number if case else title)
    act_on(document, ref, by, at, "file_document", f"{title} lades till {case or 'handlingarna'}.")
    document.save()
    for number in numbers:
        DocumentNumber.objects.create(
            document=document, series=number.series, number=number.number, key=number.key
        )
    answer_with_document(by=by, at=at, document=document, keys=[number.key for number in numbers])
    return document


@transaction.atomic
def propose(*, by: Actor, at: datetime, document: Document, points: Sequence[Point]) -> None:
    """Record what a document proposes to decide; points that it has already are left as they are."""
    check(by, document, at)
    held = {folded(text) for text in document.points.values_list("text", flat=True)}
    fresh = [point for point in points if folded(point.text) not in held]
    if fresh:
        DecisionPoint.objects.bulk_create(
            point_row(point, order, at, document=document) for order, point in enumerate(fresh, len(held) + 1)
        )
        ref = Ref(document.case.number if document.case else document.title)
        act_on(document, ref, by, at, "propose", f"{document.title} föreslår beslut.")
