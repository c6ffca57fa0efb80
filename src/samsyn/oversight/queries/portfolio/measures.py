"""What is summed over initiatives: how many they are, their money, what they cost in all, what they should give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from samsyn.history.queries import rows
from samsyn.organisation.queries import visible_on
from samsyn.oversight.queries.portfolio.dimensions import (
    BY_ESTIMATES,
    BY_LINES,
    DIMENSIONS,
    NONE,
    Dimension,
    estimates,
    lines,
    where,
    written,
)
from samsyn.oversight.queries.scope import SEK, Lens
from samsyn.register.models import Benefit, Initiative
from samsyn.register.queries import Selection
from samsyn.register.queries.listing import chosen

COUNT = "count"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over initiatives: in which rows it lies, which column of them, which rows count (mått)."""

    key: str
    label: str
    family: str
    column: str = ""
    only: Q = field(default_factory=Q)
    year: bool = False

    @property
    def counts(self) -> Q:
        """Return the filter for rows that have the figure."""
        return self.only & Q(**{f"{self.column}__isnull": False}) if self.column else Q()


WHOLE = Q(unit="öre", low__isnull=False, likely__isnull=False, high__isnull=False)
MEASURES = {
    one.key: one
    for one in (
        Measure("antal", "Initiativ", COUNT),
        Measure("budget", "Budget", BY_LINES, "budget", Q(decided=True), year=True),
        Measure("utfall", "Utfall", BY_LINES, "outcome", year=True),
        Measure("prognos", "Prognos", BY_LINES, "forecast", year=True),
        Measure("kostnad", "Kostnad i allt", BY_ESTIMATES, "minor"),
        Measure("lag", "Nytta per år, lågt", "benefits", "low", WHOLE),
        Measure("trolig", "Nytta per år, troligt", "benefits", "likely", WHOLE),
        Measure("hog", "Nytta per år, högt", "benefits", "high", WHOLE),
    )
}
"""The measures by the words that the address has for them."""
COLUMNS = ("told_family", "told_currency", "told_first", "told_second", "one", "two", "three", "rows_one", "rows_two",
           "rows_three")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """Which initiatives are looked at, and which year's money; `within` are groups by their groupings (snitt)."""

    lens: Lens
    year: int
    selection: Selection = field(default_factory=Selection)
    within: tuple[tuple[str, str], ...] = ()

    def initiatives(self) -> QuerySet[Any]:
        """Return the initiatives, now or as of the day, that the reader may see."""
        lens = self.lens
        complete = lens.meets() if self.selection.coverage else Q()
        return rows(Initiative, lens.as_of).filter(
            visible_on(lens.access, "initiative", Initiative, lens.as_of),
            chosen(self.selection, complete, lens.as_of, lens.today), self.groups(),
            municipality_id=lens.municipality.pk,
        )  # fmt: skip

    def groups(self) -> Q:
        """Return the filter for the initiatives in every one of the groups."""
        found = Q()
        for key, group in self.within:
            found &= where(key, group, self.lens, self.year)
        return found

    def inside(self, family: str) -> list[Q]:
        """Return the filters for a family's own rows that the groups settle, such as a line's source."""
        found = ((DIMENSIONS[key], group) for key, group in self.within)
        return [
            Q(**{one.field: "" if group == NONE else group}) for one, group in found if one.beside == family
        ]


def family_rows(cut: Cut, family: str, by_edition: bool) -> QuerySet[Any]:
    """Return the rows of a family that belong to the initiatives of a cut."""
    if family == COUNT:
        return cut.initiatives().order_by()
    lens = cut.lens
    if family == BY_LINES:
        found = lines(lens, cut.year)
    elif family == BY_ESTIMATES:
        found = _latest(lens, by_edition or bool(cut.inside(family)))
    else:
        found = rows(Benefit, lens.as_of)
    mine = Q(initiative_id__in=cut.initiatives().values("id"))
    own: QuerySet[Any] = found.filter(mine, *cut.inside(family)).order_by()
    return own


def _latest(lens: Lens, by_edition: bool) -> QuerySet[Any]:
    """Return each initiative's latest cost estimate; the latest of every edition if asked."""
    same = {"initiative_id": OuterRef("initiative_id")} | (
        {"edition": OuterRef("edition")} if by_edition else {}
    )
    latest = estimates(lens).filter(**same).order_by("-day", "-pk").values("pk")[:1]
    return estimates(lens).filter(pk=Subquery(latest))


def summed(
    cut: Cut, family: str, by: tuple[Dimension | None, Dimension | None], own: bool = False
) -> QuerySet[Any]:
    """Return one family's sums per currency and group, as one grouped query; `own` groups by initiative instead."""
    key = "id" if family == COUNT else "initiative_id"
    found = family_rows(cut, family, any(one and one.beside == family == BY_ESTIMATES for one in by))
    first, second = (
        written(one, cut.lens, cut.year, family=family, own=key) if one else _text("") for one in by
    )
    grouped = found.annotate(
        told_family=_text(family), told_first=F(key) if own else first, told_second=second,
        told_currency=F("currency") if family in (BY_LINES, BY_ESTIMATES) else _text("" if family == COUNT else SEK),
    ).values(*COLUMNS[:4])  # fmt: skip
    sums: QuerySet[Any] = grouped.annotate(**_sums(family)).values_list(*COLUMNS)
    return sums


def _sums(family: str) -> dict[str, Any]:
    """Return the sums of a family's measures, at most three, and how many rows each is of."""
    mine = [one for one in MEASURES.values() if one.family == family]
    if family == COUNT:
        sums: list[Any] = [Count("id")]
        many: list[Any] = [Count("id")]
    else:
        sums = [Coalesce(Sum(one.column, filter=one.counts), 0) for one in mine]
        many = [Count("id", filter=one.counts) for one in mine]
    gaps = [Value(0)] * (3 - len(sums))
    return dict(zip(COLUMNS[4:], [*sums, *gaps, *many, *gaps], strict=True))


def _text(value: str) -> Any:
    return Value(value, output_field=CharField())


def values_of(cut: Cut, measure: Measure, currency: str) -> dict[int, int]:
    """Return a measure for each initiative of a cut that has it, in the currency's hundredths."""
    place = [one.key for one in MEASURES.values() if one.family == measure.family].index(measure.key)
    return {
        row[2]: row[4 + place]
        for row in summed(cut, measure.family, (None, None), own=True)
        if row[7 + place] and row[1] in ("", currency)
    }


def having(cut: Cut, measure: Measure, currency: str) -> Q:
    """Return the filter for the initiatives of a cut that have a measure in a currency."""
    if measure.family == COUNT:
        return Q()
    found = family_rows(cut, measure.family, False).filter(measure.counts)
    if measure.family in (BY_LINES, BY_ESTIMATES):
        found = found.filter(currency=currency)
    elif currency != SEK:
        return Q(id__in=[])
    return Q(id__in=found.values("initiative_id"))
