"""Benefits over all initiatives: promised and measured, which wait for measuring, live or as of a day (R16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import Ref, numbered
from samsyn.kit.words import stems
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import visible_on
from samsyn.organisation.rules import Access
from samsyn.register.models import Benefit, Initiative, Measurement, Phase, PhaseChange
from samsyn.register.models.benefits import MONEY
from samsyn.register.queries.waiting import kept_bodies
from samsyn.register.rules import FOLLOWED_YEARS, years_after

THOUSANDS = 100_000
"""Öre in a thousand kronor."""
CLOSED = (Phase.MAINTENANCE.value, Phase.RETIRED.value)
"""Phases after the work is over, in which what was promised is followed for some years."""
LEFT = (Phase.REFUSED.value, Phase.STOPPED.value)
"""States in which nothing will be given, so that nothing is asked for."""


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """A benefit as one line of the list, its figures in its unit, öre for money (nytta)."""

    id: int
    title: str
    kind: str
    economy: str
    unit: str
    baseline: str
    low: int | None
    likely: int | None
    high: int | None
    owner: str
    measured_on: date | None
    number: int
    initiative_title: str
    body_id: int
    phase: str
    closed: date | None
    value: int | None
    valued_on: date | None

    @property
    def ref(self) -> Ref:
        """Return how people refer to the initiative."""
        return numbered("I", self.number)

    @property
    def in_money(self) -> bool:
        """Return whether it is counted in öre."""
        return self.unit == MONEY

    @property
    def scale(self) -> int:
        """Return how many of what is stored make one of what people read: öre in a thousand kronor, else one."""
        return THOUSANDS if self.in_money else 1

    def shown(self, name: str) -> int | None:
        """Return a figure as people read it: thousands of kronor for money, else in its own unit."""
        found: int | None = getattr(self, name)
        return None if found is None else found // self.scale

    def due(self, day: date) -> bool:
        """Return whether it should have been measured by a day, while it is still followed."""
        left = self.phase in LEFT or (self.closed and years_after(self.closed, FOLLOWED_YEARS) < day)
        return self.measured_on is not None and self.measured_on <= day and not left


@dataclass(frozen=True, slots=True)
class Wish:
    """Which benefits are wanted: of a board, a kind, in a state, with words (urval)."""

    body_id: int | None = None
    kind: str = ""
    state: str = ""
    words: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """What a board's benefits were promised and measured to give a year, in öre, and how many they are (utfall).

    `low`, `likely`, `high` cover all that are counted in money, `promised` the likely of those measured, `measured`
    what these were measured to be last.
    """

    body_id: int
    count: int
    in_money: int
    low: int
    likely: int
    high: int
    valued: int
    promised: int
    measured: int
    due: int
    unowned: int


_ITS = {"number": "number", "initiative_title": "title", "body_id": "body_id", "phase": "phase"}
_FIELDS = tuple(field for field in BenefitLine.__dataclass_fields__)


def benefits_chosen(
    access: Access, municipality: Municipality, as_of: date | None, today: date, wish: Wish
) -> QuerySet[Any]:
    """Return the benefits that are wanted and of initiatives that the reader may see, with what the lines need."""
    placed = _placed(access, municipality, as_of)
    found = placed.filter(_state(wish.state, as_of or today))
    for name, value in (("body_id", wish.body_id), ("kind", wish.kind), ("owner", wish.owner)):
        found = found.filter(**{name: value}) if value not in (None, "") else found
    for stem in stems(wish.words):
        found = found.filter(
            Q(title__icontains=stem) | Q(owner__icontains=stem) | Q(initiative_title__icontains=stem)
        )
    return found


def benefit_lines(found: QuerySet[Any]) -> list[BenefitLine]:
    """Return chosen benefits as lines."""
    return [BenefitLine(*values) for values in found.values_list(*_FIELDS)]


def benefits_of(initiative_id: int, as_of: date | None) -> list[BenefitLine]:
    """Return an initiative's benefits in the order they were promised."""
    found = rows(Benefit, as_of).filter(initiative_id=initiative_id).order_by("id")
    return benefit_lines(_told(found, as_of))


def promised_by_body(
    access: Access, municipality: Municipality, as_of: date | None, today: date
) -> list[Promised]:
    """Return each board's promises beside what was measured, in board order; one query (R16)."""
    money = Q(unit=MONEY, likely__isnull=False)
    measured = money & Q(value__isnull=False)
    grouped = _placed(access, municipality, as_of).order_by().values("body_id").annotate(
        count=Count("id"), in_money=Count("id", filter=money), low_sum=_sum("low", money),
        likely_sum=_sum("likely", money), high_sum=_sum("high", money),
        valued=Count("id", filter=Q(value__isnull=False)), promised=_sum("likely", measured),
        measured=_sum("value", measured), due=Count("id", filter=_due(as_of or today)),
        unowned=Count("id", filter=Q(owner="")),
    )  # fmt: skip
    names = (
        "body_id",
        "count",
        "in_money",
        "low_sum",
        "likely_sum",
        "high_sum",
        "valued",
        "promised",
        "measured",
    )
    return [Promised(*values) for values in grouped.values_list(*names, "due", "unowned").order_by("body_id")]


def to_measure(access: Access, municipality: Municipality, today: date) -> QuerySet[Any]:
    """Return the benefits that should have been measured and are the reader's: by name, or of boards they keep."""
    mine = Q(body_id__in=kept_bodies(access))
    if access.actor.name:
        mine |= Q(owner=access.actor.name)
    return _placed(access, municipality, None).filter(mine, _due(today)).order_by("measured_on", "id")


def measurements(benefit_id: int, as_of: date | None) -> list[Measurement]:
    """Return a benefit's measurements recorded by a day, the latest first."""
    found = Measurement.objects.filter(benefit_id=benefit_id)
    return list(found.filter(recorded_at__lt=end_of(as_of)) if as_of else found)


def closed_on(initiative: Initiative) -> date | None:
    """Return the day an initiative first went into maintenance, None while the work goes on."""
    first = initiative.phase_changes.filter(after__in=CLOSED).aggregate(day=Min("day"))["day"]
    return first or (initiative.phase_since if initiative.phase in CLOSED else None)


def _placed(access: Access, municipality: Municipality, as_of: date | None) -> QuerySet[Any]:
    """Return the benefits of finished initiatives that the reader may see, with all that a line tells."""
    seen = rows(Initiative, as_of).filter(
        visible_on(access, "initiative", Initiative, as_of), municipality_id=municipality.pk, draft=False
    )
    return _told(rows(Benefit, as_of).filter(initiative_id__in=seen.values("id")), as_of)


def _told(found: QuerySet[Any], as_of: date | None) -> QuerySet[Any]:
    """Add to benefits their initiative's facts on the day, and their latest measurement by then."""
    by_then = {"recorded_at__lt": end_of(as_of)} if as_of else {}
    passed = PhaseChange.objects.filter(initiative_id=OuterRef("initiative_id"), after__in=CLOSED, **by_then)
    latest = Measurement.objects.filter(benefit_id=OuterRef("id"), **by_then).order_by("-day", "-pk")
    told: QuerySet[Any] = found.annotate(
        **{name: _of_its(column, as_of) for name, column in _ITS.items()},
        closed=Subquery(passed.order_by("day").values("day")[:1]),
        value=Subquery(latest.values("value")[:1]), valued_on=Subquery(latest.values("day")[:1]),
    )  # fmt: skip
    return told


def _of_its(column: str, as_of: date | None) -> Any:
    """Return a column of the benefit's initiative: by the key now; on an earlier day by its version then."""
    if as_of is None:
        return F(f"initiative__{column}")
    return Subquery(rows(Initiative, as_of).filter(id=OuterRef("initiative_id")).values(column)[:1])


def _due(day: date) -> Q:
    followed = Q(closed=None) | Q(closed__gte=years_after(day, -FOLLOWED_YEARS))
    return Q(measured_on__lte=day) & followed & ~Q(phase__in=LEFT)


def _state(state: str, day: date) -> Q:
    known = {
        "due": _due(day), "measured": Q(value__isnull=False), "unmeasured": Q(value=None), "unowned": Q(owner=""),
    }  # fmt: skip
    return known.get(state, Q())


def _sum(column: str, which: Q) -> Any:
    return Coalesce(Sum(column, filter=which), 0)
