"""What was paid per board and year, what of it is marked as digitalisation and by which rule; whose the rest is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from samsyn.kit.periods import end_of
from samsyn.kit.words import folded
from samsyn.money.models import CostCentre, LedgerEntry
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import may
from samsyn.organisation.rules import Access, Thing


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one board in one year that one rule decided over, in öre; `rule` None where none did (utgiftsdel)."""

    body_id: int | None
    year: int
    rule: int | None
    digital: bool
    rows: int
    amount: int


def booked(access: Access, municipality: Municipality, as_of: date | None) -> QuerySet[LedgerEntry]:
    """Return the rows that count, as imported by the end of a day; none for one who may not read money."""
    if not may(access, "read", Thing("money", municipality.pk, None)):
        return LedgerEntry.objects.none()
    found = LedgerEntry.objects.filter(municipality=municipality, counted=True)
    return found if as_of is None else found.filter(source__received_at__lt=end_of(as_of))


def parts(access: Access, municipality: Municipality, as_of: date | None) -> list[Part]:
    """Return what all rows sum to by board, year and rule; one query that reads an index only."""
    group = ("body_id", "year", "rule_id", "digital")
    grouped = booked(access, municipality, as_of).order_by().values(*group)
    summed = grouped.annotate(rows=Count("pk"), paid=Sum("amount"))
    return [Part(*row) for row in summed.values_list(*group, "rows", "paid")]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A cost centre that nobody has said whose it is, with its rows and öre marked as digitalisation (oplacerat)."""

    id: int
    code: str
    name: str
    rows: int
    digital: int


def unplaced(access: Access, municipality: Municipality) -> list[Unplaced]:
    """Return the cost centres without a board, most digitalisation first; one query."""
    mine = booked(access, municipality, None).filter(body=None, centre__isnull=False).order_by()
    group = ("centre_id", "centre__code", "centre__name")
    summed = mine.values(*group).annotate(rows=Count("pk"), paid=Sum("amount", filter=Q(digital=True)))
    rows = summed.values_list(*group, "rows", "paid")
    found = [Unplaced(pk or 0, code, name, many, paid or 0) for pk, code, name, many, paid in rows]
    return sorted(found, key=lambda one: (-one.digital, one.code))


def centres(municipality: Municipality) -> QuerySet[CostCentre]:
    """Return all cost centres with their boards, by code."""
    return CostCentre.objects.filter(municipality=municipality).select_related("body").order_by("code")


def matching(
    rows: QuerySet[LedgerEntry],
    *,
    body: str = "",
    year: str = "",
    rule: str = "",
    group: str = "",
    words: str = "",
) -> QuerySet[Any]:
    """Return the rows that the filters of a page leave; an unreadable filter leaves none."""
    wanted = {"body_id": body, "year": year, "rule_id": rule}
    for name, text in wanted.items():
        if text in ("ingen", "alla") and name != "year":
            rows = rows.filter(**{name: None}) if text == "ingen" else rows.exclude(**{name: None})
        elif text:
            rows = rows.filter(**{name: int(text)}) if text.isdecimal() and len(text) < 10 else rows.none()
    rows = rows.filter(group=group) if group else rows
    for word in folded(words).split():
        rows = rows.filter(Q(search__contains=word) | Q(who__contains=word) | Q(voucher__icontains=word))
    return rows.annotate(board=F("body__name"), file=F("source__name"), ruled=F("rule__title"))
