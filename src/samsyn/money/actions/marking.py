"""Which rows are spending on digitalisation: rules are changed, and all rows are marked anew at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, IntegerField, Value, When

from samsyn.history.actions import record, remove, save
from samsyn.history.models import Source
from samsyn.kit.actors import Actor
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref
from samsyn.money.models import LedgerEntry, SpendingRule
from samsyn.money.queries.marking import hits, rules, says
from samsyn.money.rules import Rule, RuleError
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import require
from samsyn.organisation.rules import Thing


@transaction.atomic
def save_rule(
    *, by: Actor, at: datetime, municipality: Municipality, rule: Rule, title: str, why: str, decision: str = "",
    existing: SpendingRule | None = None,
) -> SpendingRule:  # fmt: skip
    """Save a new rule or the next version of one, and mark all rows by it; raises RuleError with what is wrong."""
    require(by, "write", Thing("money", municipality.pk, None), swedish_day(at))
    rule.check()
    if not (title.strip() and why.strip()):
        raise RuleError("Skriv vad regeln heter och varför den finns.")
    row = existing or SpendingRule(municipality=municipality)
    row.title, row.why, row.decision, row.include = title.strip(), why.strip(), decision.strip(), rule.include
    row.accounts, row.suppliers, row.words = rule.accounts, rule.suppliers, rule.words
    done = "ändrades" if existing else "infördes"
    act = record(
        by=by, at=at, verb="money.save_rule", ref=Ref(row.title), sentence=f"Utgiftsregeln {row.title} {done}.",
        why=row.why,
    )  # fmt: skip
    save(row, act=act)
    mark(municipality)
    return row


@transaction.atomic
def drop_rule(*, by: Actor, at: datetime, rule: SpendingRule, why: str) -> None:
    """Take a rule away, with why, and mark all rows by those that are left; its versions stay."""
    require(by, "write", Thing("money", rule.municipality_id, None), swedish_day(at))
    if not why.strip():
        raise RuleError("Skriv varför regeln tas bort.")
    act = record(
        by=by, at=at, verb="money.drop_rule", ref=Ref(rule.title), why=why.strip(),
        sentence=f"Utgiftsregeln {rule.title} togs bort.",
    )  # fmt: skip
    LedgerEntry.objects.filter(rule=rule).update(rule=None)
    municipality = rule.municipality
    remove(rule, act=act)
    mark(municipality)


def mark(municipality: Municipality, source: Source | None = None) -> None:
    """Mark a municipality's rows, or those of a file, by its rules: one statement however many rows there are."""
    which = rules(municipality)
    deciding = Case(
        *(When(hits(one), then=Value(one.id)) for one in which), default=None, output_field=IntegerField()
    )
    rows = LedgerEntry.objects.filter(municipality=municipality)
    rows = rows.filter(source=source) if source else rows
    rows.update(rule=deciding, digital=says(which))
