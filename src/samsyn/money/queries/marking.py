"""The rules that mark spending, as questions to the database: all rows at once, however many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Sum, Value, When

from samsyn.history.queries import rows
from samsyn.kit.words import folded
from samsyn.money.models import LedgerEntry, SpendingRule
from samsyn.money.rules import BALANCE, Rule, listed, needle, ordered, ranges
from samsyn.organisation.models import Municipality


@dataclass(frozen=True, slots=True)
class RuleRow(Rule):
    """A rule of a municipality, as of a day (utgiftsregel)."""

    id: int = 0
    title: str = ""
    why: str = ""
    decision: str = ""


FIELDS = ("include", "accounts", "suppliers", "words", "id", "title", "why", "decision")


def rules(municipality: Municipality, as_of: Any = None) -> list[RuleRow]:
    """Return a municipality's rules in the order they are tried."""
    found = rows(SpendingRule, as_of).filter(municipality_id=municipality.pk).order_by("id")
    return ordered(RuleRow(*values) for values in found.values_list(*FIELDS))


def hits(rule: Rule) -> Q:
    """Return the filter for the rows that a rule fits; the same as `Rule.hits` says of one."""
    owned = Q(account__startswith=BALANCE[0]) | Q(account__startswith=BALANCE[1])
    return (
        (Q() if rule.accounts.strip() else ~owned)
        & _any(Q(account__gte=low, account__lte=f"{high}999999") for low, high in ranges(rule.accounts))
        & _any(Q(who__startswith=folded(one)) for one in listed(rule.suppliers))
        & _any(Q(search__contains=needle(one)) for one in listed(rule.words))
    )


def _any(asked: Any) -> Q:
    found = Q()
    for one in asked:
        found |= one
    return found


def says(which: Sequence[Rule]) -> Any:
    """Return the expression that tells whether the rules mark a row."""
    cases = (When(hits(one), then=Value(one.include)) for one in ordered(which))
    return Case(*cases, default=Value(False), output_field=BooleanField())


@dataclass(frozen=True, slots=True)
class Tried:
    """What a change of rules would do: rows and öre that come to, and that fall away (prövning)."""

    added: int
    added_amount: int
    gone: int
    gone_amount: int
    whole: int
    whole_amount: int


def try_rules(municipality: Municipality, which: Sequence[Rule]) -> Tried:
    """Return what the rules would mark that is not marked now, and the other way round; one query."""
    counted = LedgerEntry.objects.filter(municipality=municipality, counted=True).annotate(would=says(which))
    added, gone, whole = Q(would=True, digital=False), Q(would=False, digital=True), Q(would=True)
    told = counted.aggregate(
        **{f"n{place}": Count("pk", filter=one) for place, one in enumerate((added, gone, whole))},
        **{f"s{place}": Sum("amount", filter=one) for place, one in enumerate((added, gone, whole))},
    )
    return Tried(*(told[f"{name}{place}"] or 0 for place in range(3) for name in "ns"))


def examples(municipality: Municipality, rule: Rule, most: int = 8) -> QuerySet[LedgerEntry]:
    """Return some of the rows that a rule fits, the largest first."""
    found = LedgerEntry.objects.filter(hits(rule), municipality=municipality, counted=True)
    return found.select_related("body").order_by("-amount", "pk")[:most]
