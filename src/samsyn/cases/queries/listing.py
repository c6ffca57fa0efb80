"""The list of cases, and tasks that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from samsyn.cases.models import Case, Commission, Item
from samsyn.cases.rules import case_key
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import SwedishOrder, visible, visible_on
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
    seen, wanted = visible_on(access, "case", Case, as_of), _chosen(selection)
    counts = everything.aggregate(shown=Count("id", filter=seen & wanted), left_out=Count("id", filter=~seen))
    found = everything.filter(seen & wanted).order_by(*_ordering(sort, as_of))[window]
    return CaseListing(read(found), counts["shown"], counts["left_out"])


def read(found: QuerySet[Any]) -> list[CaseRow]:
    """Read cases, live ones or versions, as lines of a list."""
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


def _ordering(sort: str, as_of: date | None) -> list[OrderBy]:
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    swedish = {"title": "title", "number": "number", "body": "body__name"}
    by: Any = SwedishOrder(swedish[name]) if name in swedish else _beside(name, as_of) or F(name)
    return [by.desc(nulls_last=True) if falling else by.asc(nulls_last=True), F("id").desc()]


def _beside(name: str, as_of: date | None) -> Any:
    """Return what the list shows beside each case, to sort by; None for the case's own columns."""
    held = recorded(Item.objects.filter(cases=OuterRef("id")), as_of).order_by().values("cases")
    tasks = (
        rows(Commission, as_of).filter(case_id=OuterRef("id"), answered_on=None).order_by().values("case_id")
    )
    found = {
        "latest": held.annotate(told=Max("meeting__day")), "decisions": held.annotate(told=Count("pk")),
        "waiting": tasks.annotate(told=Count("id")),
    }  # fmt: skip
    return Subquery(found[name].values("told")) if name in found else None


def open_about(
    access: Access, municipality: Municipality, keys: Iterable[str], title: str
) -> list[tuple[Case, list[str]]]:
    """Return the open cases with one of those keys, or that show a title themselves, in a document or in a paragraph.

    Each comes with the titles of its documents. Nothing is sought by an empty title.
    """
    about = Q(key__in=list(keys))
    if title:
        shown = ("title", "documents__title", "items__title")
        about |= Q(*((f"{name}__icontains", title) for name in shown), _connector=Q.OR)
    seen = Case.objects.filter(visible(access, "case"), municipality=municipality, secrecy_ground="")
    ids = seen.filter(about).values("pk")
    found = Case.objects.filter(pk__in=ids).prefetch_related("documents").order_by("number")
    return [(case, [one.title for one in case.documents.all()]) for case in found]


def activity(ids: Iterable[int], as_of: date | None) -> dict[int, Activity]:
    """Return what has happened in each of those cases."""
    keys = list(ids)
    held = recorded(Item.objects.filter(cases__in=keys), as_of).values("cases")
    decided = {
        row["cases"]: (row["n"], row["last"])
        for row in held.annotate(n=Count("pk"), last=Max("meeting__day")).order_by()
    }
    open_tasks = rows(Commission, as_of).filter(case_id__in=keys, answered_on=None).order_by()
    waiting = dict(open_tasks.values("case_id").annotate(n=Count("id")).values_list("case_id", "n"))
    return {key: Activity(*decided.get(key, (0, None)), waiting.get(key, 0)) for key in keys}


def recorded(found: QuerySet[Any], as_of: date | None) -> QuerySet[Any]:
    """Return rows that are never changed, as far as they were recorded by the end of a day."""
    return found if as_of is None else found.filter(recorded_at__lt=end_of(as_of))


def waiting_tasks(
    access: Access, municipality: Municipality, body_ids: Iterable[int]
) -> QuerySet[Commission]:
    """Return the tasks that those bodies have not answered, the earliest last day first."""
    found = Commission.objects.filter(
        visible(access, "case"), municipality=municipality, body_id__in=list(body_ids), answered_on=None
    )
    return found.order_by(F("due").asc(nulls_last=True), "pk")


def addresses(access: Access, ids: Iterable[int | None], as_of: date | None) -> dict[int, tuple[str, str]]:
    """Return number and key of those of the cases that may be seen, by id."""
    wanted = [key for key in ids if key]
    if not wanted:
        return {}
    found = rows(Case, as_of).filter(visible_on(access, "case", Case, as_of), id__in=wanted)
    return {key: (number, address) for key, number, address in found.values_list("id", "number", "key")}


def address_of(access: Access, municipality: Municipality, number: str, as_of: date | None) -> str:
    """Return the key of the case with a diary number, or nothing when there is none that may be seen."""
    mine = visible_on(access, "case", Case, as_of)
    found = rows(Case, as_of).filter(mine, municipality_id=municipality.pk, key=case_key(number))
    return next(iter(found.values_list("key", flat=True)[:1]), "") if number else ""


def seen_items(access: Access, municipality: Municipality, as_of: date | None) -> QuerySet[Item]:
    """Return the paragraphs; one that belongs to a case that may not be seen is left out whole (default deny)."""
    cases = rows(Case, as_of).filter(municipality_id=municipality.pk)
    hidden = cases.exclude(visible_on(access, "case", Case, as_of)).values("id")
    found = Item.objects.filter(meeting__body__municipality=municipality)
    return recorded(found.exclude(pk__in=Item.objects.filter(cases__in=hidden).values("pk")), as_of)
