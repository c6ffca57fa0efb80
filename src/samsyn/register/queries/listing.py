"""The list of initiatives: chosen, sorted and cut in the database, live or as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast, Concat, LPad

from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.scales import Freshness, Risk, Scale, State, freshness
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, SwedishOrder, visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import ENDED, Benefit, CostEstimate, Initiative, Phase
from samsyn.register.queries.joining import Partner, joined, parts_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative as one line of a list, as recorded on a day (initiativ)."""

    id: int
    number: int
    title: str
    body_id: int
    draft: bool
    track: str
    phase: str
    state: str
    risk: str
    start: date | None
    end: date | None
    owner: str
    contact: str
    funding: str
    reported_on: date | None
    secrecy_ground: str
    joined: list[dict[str, Any]] | None

    @property
    def participants(self) -> list[Partner]:
        """Return the boards that take part, those that have left last."""
        return parts_of(self.joined, self.body_id)

    @property
    def ref(self) -> Ref:
        """Return the reference people use, such as I-0147."""
        return numbered("I", self.number)

    @property
    def phase_label(self) -> str:
        """Return the phase in words."""
        return Phase(self.phase).label

    def days(self, today: date) -> int | None:
        """Return how many days ago the latest report was made, None without one."""
        return (today - self.reported_on).days if self.reported_on else None

    def freshness(self, today: date) -> Freshness:
        """Return how fresh the latest report is."""
        return freshness(self.days(today))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which initiatives a list shows; what is left empty does not narrow it (urval).

    `coverage` is documented or gap, `fresh` a step of Freshness; drafts show only with `draft`, ended ones only
    with `ended` or a phase that is an end; with `benefit` only those that promise one; `among` are ids to stay
    within, `also` any filter beside.
    """

    body_id: int | None = None
    phase: str = ""
    state: str = ""
    risk: str = ""
    coverage: str = ""
    fresh: str = ""
    funding: str = ""
    goal_id: int | None = None
    year: int | None = None
    words: str = ""
    benefit: bool = False
    among: QuerySet[Any] | None = None
    also: Q = field(default_factory=Q)
    ended: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of initiatives, with how many there are and how many secret ones were left out (lista)."""

    rows: list[InitiativeRow]
    count: int
    left_out: int
    page: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.count // PAGE))


def listing(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], selection: Selection, *,
    complete: Q, as_of: date | None, today: date, sort: str = "-number", page: int = 1,
) -> Listing:  # fmt: skip
    """Return one page of the chosen initiatives; `complete` is the filter for documented ones."""
    everything = rows(Initiative, as_of).filter(municipality_id=municipality.pk)
    seen, wanted = (
        visible_on(access, "initiative", Initiative, as_of),
        chosen(selection, complete, as_of, today),
    )
    counts = everything.aggregate(shown=Count("id", filter=seen & wanted), left_out=Count("id", filter=~seen))
    last = max(1, -(-counts["shown"] // PAGE))
    at = min(max(page, 1), last)
    ordered = everything.filter(seen & wanted).order_by(*ordering(sort, bodies, as_of))
    return Listing(read(ordered[(at - 1) * PAGE : at * PAGE], as_of), counts["shown"], counts["left_out"], at)


def every(
    access: Access, municipality: Municipality, bodies: dict[int, BodyRow], selection: Selection, *,
    complete: Q, as_of: date | None, today: date, sort: str = "-number",
) -> list[InitiativeRow]:  # fmt: skip
    """Return all the chosen initiatives, for an export."""
    found = rows(Initiative, as_of).filter(
        visible_on(access, "initiative", Initiative, as_of),
        chosen(selection, complete, as_of, today),
        municipality_id=municipality.pk,
    )
    return read(found.order_by(*ordering(sort, bodies, as_of)), as_of)


def read(found: QuerySet[Any], as_of: date | None = None) -> list[InitiativeRow]:
    """Read initiatives, live ones or versions, as lines of a list."""
    names = (one.name for one in fields(InitiativeRow))
    return [InitiativeRow(*values) for values in found.annotate(joined=joined(as_of)).values_list(*names)]


def costs(ids: Iterable[int], as_of: date | None) -> dict[int, CostEstimate]:
    """Return the latest cost estimate of each of those initiatives that has one."""
    found = CostEstimate.objects.filter(initiative_id__in=list(ids)).order_by("day", "pk")
    if as_of is not None:
        found = found.filter(recorded_at__lt=end_of(as_of))
    return {estimate.initiative_id: estimate for estimate in found}


def chosen(selection: Selection, complete: Q, as_of: date | None, today: date) -> Q:
    """Return the filter for a selection; `complete` is the one for documented initiatives."""
    found = Q(draft=selection.draft)
    if not selection.ended and selection.phase not in ENDED:
        found &= ~Q(phase__in=[phase.value for phase in ENDED])
    for name in ("body_id", "phase", "state", "risk", "funding", "goal_id"):
        if value := getattr(selection, name):
            found &= Q(**{name: value})
    if selection.coverage:
        found &= complete if selection.coverage == "documented" else ~complete
    if selection.fresh in [step.value for step in Freshness]:
        found &= _aged(Freshness(selection.fresh), as_of or today)
    if selection.year:
        found &= _under_way(selection.year)
    if selection.benefit:
        found &= Q(id__in=rows(Benefit, as_of).values("initiative_id"))
    if selection.among is not None:
        found &= Q(id__in=selection.among)
    return found & selection.also & naming(selection.words)


def naming(words: str) -> Q:
    """Return the filter for titles, references and outside keys that hold every one of those words' stems."""
    found = Q()
    for stem in stems(words):
        found &= Q(title__icontains=stem) | Q(external_key__icontains=stem) | Q(contact__icontains=stem)
    number = words.strip().upper().removeprefix("I-")
    return (
        found | Q(number=int(number)) if words.strip() and number.isdecimal() and len(number) < 10 else found
    )


def _aged(step: Freshness, day: date) -> Q:
    """Return the filter for reports that old, by the limits of `kit.scales.freshness`."""
    recent, old = day - timedelta(days=30), day - timedelta(days=60)
    match step:
        case Freshness.CURRENT:
            return Q(reported_on__gte=recent)
        case Freshness.AGEING:
            return Q(reported_on__lt=recent, reported_on__gte=old)
    return Q(reported_on=None) | Q(reported_on__lt=old)


def _under_way(year: int) -> Q:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (Q(start=None) | Q(start__lte=last)) & (Q(end=None) | Q(end__gte=first))


SORTS = ("number", "title", "body", "phase", "state", "risk", "start", "end", "reported_on", "cost")


def ordering(sort: str, bodies: dict[int, BodyRow], as_of: date | None = None) -> list[OrderBy]:
    """Return how to sort by a column's name, with a minus for falling; unknown names sort by number, falling."""
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        name, falling = "number", True
    by = _cost(as_of) if name == "cost" else _sorted_by(name, bodies)
    first = by.desc(nulls_last=True) if falling else by.asc(nulls_last=True)
    return [first] if name == "number" else [first, F("number").desc()]


def _cost(as_of: date | None) -> Any:
    """Return an initiative's latest cost estimate; currencies sort among each other by their figures."""
    found = CostEstimate.objects.filter(initiative_id=OuterRef("id")).order_by("-day", "-pk")
    if as_of is not None:
        found = found.filter(recorded_at__lt=end_of(as_of))
    return Subquery(found.values("minor")[:1])


def _sorted_by(name: str, bodies: dict[int, BodyRow]) -> Any:
    match name:
        case "title":
            return SwedishOrder("title")
        case "body":
            return _rank("body_id", bodies)
        case "phase":
            return _rank("phase", _keys(Phase))
        case "state":
            return _rank("state", _keys(State))
        case "risk":
            return _rank("risk", _keys(Risk))
    return F(name)


def _keys(scale: type[Scale]) -> list[str]:
    return [step.value for step in scale]


def _rank(column: str, order: Iterable[Any]) -> Combinable:
    """Return the place of a column's value in an order of values."""
    places = [When(**{column: value}, then=Value(place)) for place, value in enumerate(order)]
    return Case(*places, default=Value(len(places)))


def refs(found: QuerySet[Initiative]) -> QuerySet[Any]:
    """Return the references of initiatives as the database writes them, to compare acts and quotes with."""
    digits = Cast("number", CharField())
    padded = Case(When(number__lt=1000, then=LPad(digits, 4, Value("0"))), default=digits)
    return found.annotate(told=Concat(Value("I-"), padded)).values("told")
