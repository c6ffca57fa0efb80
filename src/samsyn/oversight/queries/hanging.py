"""What hangs on initiatives along the red thread: money, benefits, recommendations; one query for any number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, DateField, F, Max, Sum, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from samsyn.audits.models import Measure, Recommendation
from samsyn.history.queries import rows
from samsyn.inquiries.models import Inquiry
from samsyn.money.models import BudgetLine
from samsyn.oversight.queries.scope import SEK, Lens
from samsyn.register.models import Benefit, Initiative

_COLUMNS = ("what", "whose", "label", "note", "first", "second", "day")


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something that hangs on an initiative: `what` is money, benefit, audit, referral or itself (påhäng).

    money: label source, note decision, first öre over all years, second what of it is undecided ·
    benefit: label title, note owner, day when it is measured · audit: label the recommendation, note the measure,
    first and second the numbers of audit and recommendation, day when the measure is due · referral: label title,
    first its key, day when it was sent; it hangs on a case, so `initiative` is 0 · initiative: label its title.
    """

    what: str
    initiative: int
    label: str
    note: str
    first: int | None
    second: int | None
    day: date | None


def hanging(lens: Lens, numbers: Mapping[int, int], cases: Collection[str] = ()) -> list[Hanging]:
    """Return what hangs on the initiatives (id → number) and on cases (by key), in a fixed order; one query."""
    if not numbers:
        return []
    parts = _parts(lens, list(numbers), list(numbers.values()))
    return _read(*parts, *([_referrals(lens, cases)] if cases else []))


def around_case(lens: Lens, case: str, decisions: Collection[str]) -> list[Hanging]:
    """Return the initiatives that a case (by key) decided on, what hangs on them, and its referrals; one query."""
    mine = lens.visible(Initiative).filter(decision__in=decisions, draft=False).order_by()
    told = mine.annotate(
        what=_text("initiative"), whose=F("number"), label=Cast("title", TextField()),
        note=Cast(Value(""), TextField()), first=_no(BigIntegerField()), second=_no(BigIntegerField()),
        day=_no(DateField()),
    )  # fmt: skip
    parts = _parts(lens, mine.values("id"), mine.values("number"))
    return _read(*parts, told.values(*_COLUMNS), _referrals(lens, [case]))


def _parts(lens: Lens, ids: Any, numbers: Any) -> list[Any]:
    return [_money(lens, ids), _benefits(lens, ids), _audits(lens, numbers)]


def _read(first: Any, *rest: Any) -> list[Hanging]:
    found = first.union(*rest, all=True).values_list(*_COLUMNS)
    return [
        Hanging(*row) for row in sorted(found, key=lambda row: (row[:2], row[4] or 0, row[5] or 0, row[2]))
    ]


def _money(lens: Lens, ids: Any) -> Any:
    lines = rows(BudgetLine, lens.as_of).filter(initiative_id__in=ids, currency=SEK).order_by()
    either = Coalesce("budget", "forecast", 0)
    summed = lines.values("initiative_id", "source").annotate(
        what=_text("money"), whose=F("initiative__number"), label=Cast("source", TextField()),
        note=Cast(Max("decision"), TextField()), first=Sum(either),
        second=Sum(Case(When(decided=False, then=either), default=0)), day=_no(DateField()),
    )  # fmt: skip
    return summed.values(*_COLUMNS)


def _benefits(lens: Lens, ids: Any) -> Any:
    found = rows(Benefit, lens.as_of).filter(initiative_id__in=ids).order_by()
    told = found.annotate(
        what=_text("benefit"), whose=F("initiative__number"), label=Cast("title", TextField()),
        note=Cast("owner", TextField()), first=Cast("id", BigIntegerField()),
        second=_no(BigIntegerField()), day=F("measured_on"),
    )  # fmt: skip
    return told.values(*_COLUMNS)


def _audits(lens: Lens, numbers: Any) -> Any:
    seen = lens.visible(Recommendation, "audit").values("id")
    found = rows(Measure, lens.as_of).filter(initiative_number__in=numbers, recommendation_id__in=seen)
    told = found.order_by().annotate(
        what=_text("audit"), whose=Cast("initiative_number", BigIntegerField()),
        label=F("recommendation__text"), note=F("text"),
        first=Cast("recommendation__audit__number", BigIntegerField()),
        second=Cast("recommendation__number", BigIntegerField()), day=F("due"),
    )  # fmt: skip
    return told.values(*_COLUMNS)


def _referrals(lens: Lens, cases: Collection[str]) -> Any:
    found = lens.visible(Inquiry, "inquiry").filter(case__key__in=list(cases)).order_by()
    told = found.annotate(
        what=_text("referral"), whose=Cast(Value(0), BigIntegerField()), label=Cast("title", TextField()),
        note=Cast(Value(""), TextField()), first=Cast("id", BigIntegerField()), second=_no(BigIntegerField()),
        day=F("sent_on"),
    )  # fmt: skip
    return told.values(*_COLUMNS)


def _text(value: str) -> Any:
    return Value(value, output_field=CharField())


def _no(kind: Any) -> Any:
    # PostgreSQL takes an untyped NULL in a union for text.
    return Cast(Value(None), kind)
