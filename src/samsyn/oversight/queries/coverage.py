"""How much of what is known is documented, per body, on one day and over time (R11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from samsyn.kit.periods import end_of
from samsyn.oversight.models import Trace
from samsyn.oversight.queries.scope import Lens, known
from samsyn.oversight.rules import coverage, median
from samsyn.register.models import Initiative
from samsyn.register.queries import meets

MONTHS = 12
REGISTERED, TRACE, SHOWN, PAID = range(4)
"""What a row of the counting tells: initiatives, traces, öre that traces show, öre of ledgers and invoices."""


@dataclass(slots=True)
class Tally:
    """Counts at one moment (räkning).

    Registered initiatives, those documented, traces without one and their öre; and how many were left out, since the
    reader may not see them: they are in no other figure.
    """

    registered: int = 0
    documented: int = 0
    missing: int = 0
    missing_amount: int = 0
    left_out: int = 0

    @property
    def known(self) -> int:
        """Return the known set's size: registered initiatives and traces that none answers to."""
        return self.registered + self.missing

    @property
    def coverage(self) -> float | None:
        """Return documented ÷ known, None when nothing is known."""
        return coverage(self.documented, self.known)

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.registered += other.registered
        self.documented += other.documented
        self.missing += other.missing
        self.missing_amount += other.missing_amount
        self.left_out += other.left_out


@dataclass(frozen=True, slots=True)
class Spending:
    """Digitalisation spending in öre, and the part that belongs to a documented initiative (utgifter)."""

    spent: int = 0
    documented: int = 0

    @property
    def share(self) -> float | None:
        """Return documented ÷ spent, None when nothing is spent."""
        return self.documented / self.spent if self.spent > 0 else None

    def __add__(self, other: Spending) -> Spending:
        """Return both together."""
        return Spending(self.spent + other.spent, self.documented + other.documented)


@dataclass(frozen=True, slots=True)
class Trend:
    """Tallies per body at each of the days, in the days' order; spending per body on the lens's day (utveckling)."""

    days: tuple[date, ...]
    bodies: dict[int, tuple[Tally, ...]]
    spending: dict[int, Spending] = field(default_factory=dict)

    def at(self, body_id: int, day: date) -> Tally:
        """Return a body's tally on one of the days."""
        found = self.bodies.get(body_id)
        return found[self.days.index(day)] if found else Tally()

    def total(self) -> tuple[Tally, ...]:
        """Return the whole municipality's tallies: the sum of the bodies'."""
        whole = tuple(Tally() for _ in self.days)
        for tallies in self.bodies.values():
            for one, part in zip(whole, tallies, strict=True):
                one.add(part)
        return whole


def month_ends(day: date, months: int = MONTHS) -> tuple[date, ...]:
    """Return the last days of the months before `day`'s and `day` itself, `months` days in all, oldest first."""
    ends = [day]
    for _ in range(months - 1):
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return tuple(reversed(ends))


def trend(lens: Lens, days: Sequence[date]) -> Trend:
    """Return every body's tally on each day, of what was recorded by the end of that day; one query.

    Each row version holds from one moment to another. It is put into the span of days it covers, and the spans
    are counted; so the versions are read once, however many days are asked for.
    """
    ordered = tuple(sorted(set(days)))
    wanted = [meets(lens.adopted, day, day) for day in ordered]
    asked = [one for place, one in enumerate(wanted) if one not in wanted[:place]]
    which = [asked.index(one) for one in wanted]
    counted: dict[int, tuple[Tally, ...]] = defaultdict(lambda: tuple(Tally() for _ in ordered))
    spans = _spans(lens, Initiative, ordered, known(), asked)
    gaps = _spans(lens, Trace, ordered, Q(initiative_number=None, dismissed=False), None)
    money: dict[int, dict[int, Spending]] = {SHOWN: {}, PAID: {}}
    for body_id, what, seen, met, first, after, rows, amount in spans.union(gaps, _spent(lens), all=True):
        if what in money:
            money[what][body_id] = Spending(amount, rows)
        for place in range(first, after):
            if not seen:
                part = Tally(left_out=rows)
            elif what == TRACE:
                part = Tally(missing=rows, missing_amount=amount)
            else:
                part = Tally(registered=rows, documented=rows if met >> which[place] & 1 else 0)
            counted[body_id][place].add(part)
    return Trend(ordered, dict(counted), money[PAID] or money[SHOWN])


def _spent(lens: Lens) -> Any:
    """Return öre per body that traces show on the lens's day, those of ledgers and invoices apart, in the columns of
    `_spans`; where any of the latter are known only they are spending, else what the others say."""
    kind = Case(When(kind__in=Trace.PAID, then=PAID), default=SHOWN, output_field=IntegerField())
    covered = Case(When(initiative_number__in=lens.settled().values("number"), then=F("amount")), default=0)
    none = {name: Value(0, output_field=IntegerField()) for name in ("met", "first", "after")}
    mine = lens.visible(Trace).filter(dismissed=False, amount__isnull=False).order_by()
    told = mine.annotate(what=kind, seen=Value(True, output_field=BooleanField()), **none)
    grouped = told.values("body_id", "what", "seen", *none)
    summed = grouped.annotate(rows=Sum(covered), total=Sum("amount"))
    return summed.values_list("body_id", "what", "seen", *none, "rows", "total")


def _spans(lens: Lens, model: Any, days: tuple[date, ...], which: Q, asked: list[Q] | None) -> Any:
    """Return version counts grouped by body, what they meet (a bit per filter) and the places they cover."""
    ends = [end_of(day) for day in days]
    versions = model.history.model.objects.order_by().filter(
        which, Q(history_end=None) | Q(history_end__gte=ends[0]),
        municipality_id=lens.municipality.pk, history_date__lt=ends[-1],
    )  # fmt: skip
    first = Case(
        *(When(history_date__lt=end, then=place) for place, end in enumerate(ends)),
        default=len(ends), output_field=IntegerField(),
    )  # fmt: skip
    after = Case(
        When(history_end=None, then=len(ends)),
        *(When(history_end__lt=end, then=place) for place, end in enumerate(ends)),
        default=len(ends), output_field=IntegerField(),
    )  # fmt: skip
    seen = Case(When(lens.seen(model), then=True), default=False, output_field=BooleanField())
    what = Value(TRACE if asked is None else REGISTERED, output_field=IntegerField())
    amount = Coalesce(Sum("amount"), 0) if asked is None else Value(0, output_field=IntegerField())
    many = Count("pk", filter=Q(counts=True)) if asked is None else Count("pk")
    placed = versions.annotate(what=what, seen=seen, met=_met(asked or []), first=first, after=after)
    group = ("body_id", "what", "seen", "met", "first", "after")
    grouped = placed.filter(first__lt=F("after")).values(*group)
    return grouped.annotate(rows=many, total=amount).values_list(*group, "rows", "total")


def _met(asked: list[Q]) -> Any:
    """Return an expression with bit n set when the row meets the n:th filter."""
    bits: Any = Value(0, output_field=IntegerField())
    for place, condition in enumerate(asked):
        bits += (
            Case(When(condition, then=1 << place), default=0, output_field=IntegerField())
            if condition
            else Value(1 << place)
        )
    return bits


@dataclass(slots=True)
class Reported:
    """How old the latest reports of documented initiatives are: how many per age in days (rapportålder)."""

    ages: dict[int | None, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, days: int | None, many: int) -> None:
        """Add initiatives whose latest report is that many days old, None for never reported."""
        self.ages[days] += many

    @property
    def median(self) -> int | None:
        """Return the median age in days; None when most have never reported, or none is documented."""
        return median(self.ages.items())

    def within(self, days: int) -> int:
        """Return how many have a report at most that old."""
        return sum(many for age, many in self.ages.items() if age is not None and age <= days)

    def beyond(self, days: int) -> int:
        """Return how many have no report that is at most that old."""
        return sum(self.ages.values()) - self.within(days)


def reported(lens: Lens) -> dict[int, Reported]:
    """Return the report ages of documented initiatives per body."""
    found: dict[int, Reported] = defaultdict(Reported)
    grouped = lens.documented().values("body_id", "reported_on").annotate(rows=Count("*")).order_by()
    for body_id, day, many in grouped.values_list("body_id", "reported_on", "rows"):
        found[body_id].add((lens.day - day).days if day else None, many)
    return found
