"""Reading the diary mirror: the list of cases, one case with all that belongs to it, and tasks that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.expressions import OrderBy

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
from samsyn.cases.rules import case_key
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import Ref, decision
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, SwedishOrder, visible
from samsyn.organisation.rules import Access


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as one line of a list, as recorded on a day (ärende)."""

    id: int
    number: str
    key: str
    title: str
    body_id: int
    opened: date | None
    closed: date | None
    secrecy_ground: str


@dataclass(frozen=True, slots=True)
class Activity:
    """How much is decided in a case, when last, and how many tasks wait for an answer (aktivitet)."""

    decisions: int = 0
    latest: date | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class CaseSelection:
    """Which cases a list shows; what is left empty does not narrow it; `state` is open or closed (urval)."""

    body_id: int | None = None
    state: str = ""
    year: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CaseListing:
    """A page of cases, with how many there are and how many secret ones were left out (lista)."""

    rows: list[CaseRow]
    count: int
    left_out: int


def listing(
    access: Access, municipality: Municipality, selection: CaseSelection, *, as_of: date | None, sort: str,
    window: slice,
) -> CaseListing:  # fmt: skip
    """Return one page of the chosen cases; `sort` is a column's name, with a minus for falling."""
    everything = rows(Case, as_of).filter(municipality_id=municipality.pk)
    seen, wanted = visible(access, "case"), _chosen(selection)
    counts = everything.aggregate(shown=Count("id", filter=seen & wanted), left_out=Count("id", filter=~seen))
    found = everything.filter(seen & wanted).order_by(*_ordering(sort))[window]
    return CaseListing(_read(found), counts["shown"], counts["left_out"])


def _read(found: QuerySet[Any]) -> list[CaseRow]:
    return [CaseRow(*values) for values in found.values_list(*(field.name for field in fields(CaseRow)))]


def _chosen(selection: CaseSelection) -> Q:
    found = Q()
    if selection.body_id:
        found &= Q(body_id=selection.body_id)
    if selection.state:
        found &= Q(closed=None) if selection.state == "open" else Q(closed__isnull=False)
    if selection.year:
        found &= Q(opened__year=selection.year)
    return found & naming(selection.words)


def naming(words: str) -> Q:
    """Return the filter for cases by number in any writing, or by every word of the title by its stem."""
    found = Q()
    for stem in stems(words):
        found &= Q(title__icontains=stem) | Q(number__icontains=stem)
    return found | Q(key=case_key(words)) if words.strip() else found


def _ordering(sort: str) -> list[OrderBy]:
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    by: Any = SwedishOrder(name) if name in ("title", "number") else F(name)
    return [by.desc(nulls_last=True) if falling else by.asc(nulls_last=True), F("id").desc()]


def activity(ids: Iterable[int], as_of: date | None) -> dict[int, Activity]:
    """Return what has happened in each of those cases."""
    keys = list(ids)
    held = _recorded(Item.objects.filter(cases__in=keys), as_of).values("cases")
    decided = {
        row["cases"]: (row["n"], row["last"])
        for row in held.annotate(n=Count("pk"), last=Max("meeting__day")).order_by()
    }
    open_tasks = rows(Commission, as_of).filter(case_id__in=keys, answered_on=None).order_by()
    waiting = dict(open_tasks.values("case_id").annotate(n=Count("id")).values_list("case_id", "n"))
    return {key: Activity(*decided.get(key, (0, None)), waiting.get(key, 0)) for key in keys}


def _recorded(found: QuerySet[Any], as_of: date | None) -> QuerySet[Any]:
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


@dataclass(frozen=True, slots=True)
class Filed:
    """A document of a case with the points it proposes (handling)."""

    document: Document
    points: list[DecisionPoint]


@dataclass(frozen=True, slots=True)
class Decided:
    """A paragraph that a case was decided in, with its points and whom it was sent to (paragraf)."""

    item: Item
    ref: Ref
    body: BodyRow
    points: list[DecisionPoint]
    recipients: list[str]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case and how it leans on this one, or this one on it (koppling)."""

    words: str
    case: CaseRow


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
    hearing: list[HearingStep]
    tasks: list[TaskRow]


def case_file(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], key: str, *, as_of: date | None
) -> CaseFile | None:
    """Return a case by its key with all that the reader may see of it, None when there is no such."""
    found = rows(Case, as_of).filter(visible(access, "case"), municipality_id=municipality.pk, key=key)
    row = next(iter(_read(found)), None)
    if row is None:
        return None
    mine = Document.objects.filter(visible(access, "case"), case_id=row.id).select_related("source")
    documents = list(_recorded(mine, as_of).order_by("day", "pk"))
    held = Item.objects.filter(cases=row.id).select_related("meeting")
    items = list(_recorded(held, as_of).order_by("meeting__day", "pk"))
    points = _points(documents, items)
    return CaseFile(
        row,
        [Filed(one, points["document", one.pk]) for one in documents],
        _decisions(items, bodies, points),
        _links(access, row.id, as_of),
        list(HearingStep.objects.filter(case_id=row.id)),
        tasks(access, row.id, as_of),
    )


def _points(documents: list[Document], items: list[Item]) -> dict[tuple[str, int], list[DecisionPoint]]:
    """Return the points of documents and paragraphs, by which they stand in."""
    points: dict[tuple[str, int], list[DecisionPoint]] = {("document", one.pk): [] for one in documents}
    points |= {("item", one.pk): [] for one in items}
    for point in DecisionPoint.objects.filter(Q(document__in=documents) | Q(item__in=items)):
        owner = ("item", point.item_id) if point.item_id else ("document", point.document_id or 0)
        points[owner].append(point)
    return points


def _decisions(
    items: list[Item], bodies: dict[int, BodyRow], points: dict[tuple[str, int], list[DecisionPoint]]
) -> list[Decided]:
    sent: dict[int, list[str]] = {item.pk: [] for item in items}
    for item_id, recipient in Dispatch.objects.filter(item__in=items).values_list("item_id", "recipient"):
        sent[item_id].append(recipient)
    found = []
    for item in items:
        body = bodies[item.meeting.body_id]
        ref = decision(body.code, item.meeting.day, item.paragraph)
        found.append(Decided(item, ref, body, points["item", item.pk], sent[item.pk]))
    return found


def _links(access: Access, case_id: int, as_of: date | None) -> list[Linked]:
    """Return the cases linked to a case, both ways, told from where the reader stands."""
    found = CaseLink.objects.filter(Q(from_case=case_id) | Q(to_case=case_id)).order_by("pk")
    links = list(_recorded(found, as_of))
    others = {link.to_case_id if link.from_case_id == case_id else link.from_case_id for link in links}
    seen = rows(Case, as_of).filter(visible(access, "case"), id__in=others) if others else Case.objects.none()
    cases = {row.id: row for row in _read(seen)}
    return [
        Linked(_told(link, link.from_case_id == case_id), cases[other])
        for link in links
        if (other := link.to_case_id if link.from_case_id == case_id else link.from_case_id) in cases
    ]


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


def _told(link: CaseLink, outward: bool) -> str:
    return (FORWARD if outward else INVERSE)[link.kind]


def tasks(access: Access, case_id: int, as_of: date | None) -> list[TaskRow]:
    """Return the tasks that a case's decisions gave, the earliest last day first."""
    found = rows(Commission, as_of).filter(visible(access, "case"), case_id=case_id)
    names = (field.name for field in fields(TaskRow))
    return [TaskRow(*v) for v in found.order_by(F("due").asc(nulls_last=True), "id").values_list(*names)]


def waiting_tasks(
    access: Access, municipality: Municipality, body_ids: Iterable[int]
) -> QuerySet[Commission]:
    """Return the tasks that those bodies have not answered, the earliest last day first."""
    found = Commission.objects.filter(
        visible(access, "case"), municipality=municipality, body_id__in=list(body_ids), answered_on=None
    )
    return found.order_by(F("due").asc(nulls_last=True), "pk")


def paragraph(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], pk: int, *, as_of: date | None
) -> tuple[Decided, list[CaseRow]] | None:
    """Return a paragraph with its cases; None when there is no such, or when one of its cases may not be seen."""
    held = Item.objects.filter(pk=pk, meeting__body__municipality=municipality).select_related("meeting")
    items = list(_recorded(held, as_of))
    if not items:
        return None
    linked = list(Case.objects.filter(items=pk).values_list("pk", flat=True))
    cases = _read(rows(Case, as_of).filter(visible(access, "case"), id__in=linked))
    if len(cases) < len(linked):
        return None
    return _decisions(items, bodies, _points([], items))[0], cases
