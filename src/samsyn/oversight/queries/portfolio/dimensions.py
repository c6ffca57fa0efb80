"""What initiatives are grouped by: how a row's group is told, what groups are called, which rows they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear

from samsyn.governance.models import Goal, Programme
from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.scales import Risk, State
from samsyn.money.models import BudgetLine
from samsyn.organisation.queries import visible_on
from samsyn.oversight.queries.scope import Lens
from samsyn.register.models import CostEstimate, Initiative, Phase, Source

NONE = "utan"
"""What an address calls the group of those that have nothing there."""


class Joined(Aggregate):
    """Different texts of rows, as one with commas between."""

    function = "GROUP_CONCAT"
    template = "%(function)s(DISTINCT %(expressions)s%(more)s)"
    output_field = CharField()

    def __init__(self, *expressions: Any, **more: Any) -> None:
        super().__init__(*expressions, **{"more": "", **more})

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Write it as PostgreSQL calls it."""
        return self.as_sql(compiler, connection, function="STRING_AGG", more=", ','", **more)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way of grouping initiatives; `key` is its word in the address, `field` the column (indelning).

    A year is told by its date. `beside` is what the group lies in where it is no column of the initiative: there an
    initiative can be in several groups, so their figures overlap.
    """

    key: str
    label: str
    field: str
    none: str = "Uppgift saknas"
    steps: Any = None
    year: bool = False
    beside: str = ""
    overlaps: str = ""

    def groups(self, written: str, names: Names) -> tuple[str, ...]:
        """Return the groups of a row by what the database wrote for it."""
        if self.key == "program":
            return (names.programme_of(written),)
        if self.beside:
            return tuple(part or NONE for part in written.split(","))
        return (written or NONE,)

    def name(self, group: str, names: Names) -> str:
        """Return what a group is called."""
        if group == NONE:
            return self.none
        if self.steps is not None:
            return str(dict(self.steps).get(group, group))
        return names.of(self.key, group)

    def place(self, group: str, names: Names) -> tuple[bool, int, str]:
        """Return what groups sort by: their own order, else their names; those without last."""
        order = [key for key, _ in self.steps] if self.steps is not None else []
        step = order.index(group) if group in order else len(order)
        return group == NONE, step, self.name(group, names).casefold()


BY_LINES, BY_ESTIMATES = "lines", "estimates"
DIMENSIONS = {
    one.key: one
    for one in (
        Dimension("body", "Nämnd", "body_id"),
        Dimension("program", "Program", "goal_id", "Utan program"),
        Dimension("goal", "Mål", "goal_id", "Inget mål"),
        Dimension("phase", "Fas", "phase", steps=Phase.choices()),
        Dimension("spar", "Spår", "track", steps=Initiative.TRACKS),
        Dimension(
            "kalla", "Finansieringskälla", "source", "Inga medel det året", Source.choices(), beside=BY_LINES,
            overlaps="Ett initiativ kan ha medel från flera källor. Antal, kostnad och nytta står då i flera grupper "
            "men räknas en gång i summan; medlen står under sin egen källa.",
        ),
        Dimension("state", "Läge", "state", steps=State.choices()),
        Dimension("risk", "Risk", "risk", steps=Risk.choices()),
        Dimension("startar", "Startår", "start", year=True),
        Dimension("slutar", "Slutår", "end", year=True),
        Dimension("kategori", "Kategori", "category", "Utan kategori"),
        Dimension(
            "utgava", "Utgåva", "edition", "Utan utgåva", beside=BY_ESTIMATES,
            overlaps="Samma initiativ kommer tillbaka i nästa utgåva. Det står då i flera grupper men räknas en gång "
            "i summan, och kostnaden i en utgåva läggs inte ihop med nästa.",
        ),
    )
}  # fmt: skip
"""The groupings by the words that the address has for them; the list of initiatives has the same."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the groups that are rows of their own are called, and which programme a goal belongs to (namn)."""

    bodies: dict[str, str]
    goals: dict[str, str]
    programmes: dict[str, str]
    belongs: dict[str, str]

    def of(self, key: str, group: str) -> str:
        """Return the name of a group; years and categories are their own."""
        named = {"body": self.bodies, "goal": self.goals, "program": self.programmes}.get(key)
        return group if named is None else named.get(group, group)

    def programme_of(self, goal: str) -> str:
        """Return the programme that a goal belongs to."""
        return self.belongs.get(goal, NONE)


def names(lens: Lens, dimensions: Iterable[Dimension]) -> Names:
    """Return the names that some groupings need; goals and programmes only where they are asked for."""
    goals: list[Any] = []
    if {one.key for one in dimensions} & {"goal", "program"}:
        title = rows(Programme, lens.as_of).filter(id=OuterRef("programme_id")).values("title")[:1]
        mine = rows(Goal, lens.as_of).filter(municipality_id=lens.municipality.pk)
        goals = list(mine.values_list("id", "title", "programme_id", Subquery(title)))
    return Names(
        {str(body.id): body.name for body in lens.bodies.values()},
        {str(key): title for key, title, *_ in goals},
        {str(programme): title for *_, programme, title in goals if programme},
        {str(key): str(programme) for key, _, programme, _ in goals if programme},
    )


def written(one: Dimension, lens: Lens, year: int, *, family: str, own: str) -> Any:
    """Return the expression for a row's group as text; `family` is its table, `own` its initiative's key there."""
    if one.beside == family:
        return Coalesce(F(one.field), _nothing())
    if one.beside:
        side = beside(one, lens, year).filter(initiative_id=OuterRef(own)).order_by().values("initiative_id")
        return Coalesce(Subquery(side.annotate(joined=Joined(one.field)).values("joined")), _nothing())
    column = F(one.field) if own == "id" else of_its(lens, one.field)
    return Coalesce(Cast(ExtractYear(column) if one.year else column, CharField()), _nothing())


def of_its(lens: Lens, column: str) -> Any:
    """Return a column of the row's initiative: by the key now, on an earlier day by its version then."""
    if lens.as_of is None:
        return F(f"initiative__{column}")
    then = rows(Initiative, lens.as_of).filter(id=OuterRef("initiative_id"))
    return Subquery(then.values(column)[:1])


def _nothing() -> Any:
    return Value("", output_field=CharField())


def beside(one: Dimension, lens: Lens, year: int) -> QuerySet[Any]:
    """Return the rows that a grouping beside the initiative lies in: a year's budget lines, or the cost estimates."""
    return lines(lens, year) if one.beside == BY_LINES else estimates(lens)


def lines(lens: Lens, year: int) -> QuerySet[Any]:
    """Return a year's budget lines with an initiative that the reader may see."""
    seen = visible_on(lens.access, "money", BudgetLine, lens.as_of)
    mine = rows(BudgetLine, lens.as_of).filter(seen, municipality_id=lens.municipality.pk, year=year)
    return mine.exclude(initiative_id=None)


def estimates(lens: Lens) -> QuerySet[Any]:
    """Return the cost estimates that were recorded by the end of the day."""
    found = CostEstimate.objects.order_by()
    return found if lens.as_of is None else found.filter(recorded_at__lt=end_of(lens.as_of))


def where(key: str, group: str, lens: Lens, year: int) -> Q:
    """Return the filter for the initiatives of a group; a group that can't be holds none."""
    one = DIMENSIONS[key]
    if one.beside:
        side = beside(one, lens, year)
        there = side.filter(**{one.field: "" if group == NONE else group}).values("initiative_id")
        return Q(id__in=there) | (~Q(id__in=side.values("initiative_id")) if group == NONE else Q(pk__in=[]))
    if key == "program":
        goals = rows(Goal, lens.as_of).exclude(programme_id=None)
        if group == NONE:
            return Q(goal_id=None) | ~Q(goal_id__in=goals.values("id"))
        return Q(goal_id__in=goals.filter(programme_id=_number(group)).values("id"))
    if group == NONE:
        return Q(**{one.field: None if one.year or one.field.endswith("_id") else ""})
    if one.year:
        return Q(**{f"{one.field}__year": _number(group)}) if 0 < _number(group) < 10_000 else Q(pk__in=[])
    return Q(**{one.field: _number(group) if one.field.endswith("_id") else group})


def _number(text: str) -> int:
    """Return a number in an address; what is none matches no row and no year."""
    return int(text) if text.isdecimal() and text.isascii() and 0 < len(text) < 10 else 0
