"""The rooms' rows as flat facts: what exports, reports and comparisons read, so that a number has one definition."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from samsyn.history.queries import rows
from samsyn.kit.periods import end_of
from samsyn.kit.refs import numbered
from samsyn.money.models import BudgetLine
from samsyn.organisation.models import Municipality
from samsyn.organisation.queries import BodyRow, bodies, visible
from samsyn.organisation.rules import Access
from samsyn.register.models import Benefit, CostEstimate, Initiative
from samsyn.reports.parts import Column, Plain, Table


@dataclass(frozen=True, slots=True)
class Status:
    """How it goes: Samsyn's value, the scale it came from and its raw words (läge)."""

    value: str
    scale: str
    raw: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What it is thought to cost in all, in the currency's hundredths: a number, null or withheld (kostnad)."""

    minor: int | None
    currency: str | None
    withheld: str
    raw: str


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """Money from one source in one year, in the currency's hundredths (medel)."""

    source: str
    year: int
    currency: str
    budget: int | None
    forecast: int | None
    outcome: int | None
    decided: bool


@dataclass(frozen=True, slots=True)
class BenefitFact:
    """A benefit's range a year; money is in öre (nytta)."""

    title: str
    kind: str
    unit: str
    low: int | None
    likely: int | None
    high: int | None
    owner: str
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class InitiativeFact:
    """One initiative, all that the register and its money say (initiativ); docs/reference/export.md."""

    id: str
    title: str
    body: str
    body_code: str
    municipality: str
    status: Status
    reported_on: date | None
    phase: str
    phase_since: date | None
    risk: str
    start: date | None
    start_precision: str
    start_raw: str
    end: date | None
    end_precision: str
    end_raw: str
    baseline_end: date | None
    baseline_end_precision: str
    baseline_end_raw: str
    whole_life_cost: Cost
    track: str
    reach: str
    problem: str
    contact: str
    owner: str
    funding: str
    decision: str
    category: str
    external_scheme: str
    external_key: str
    external_key_raw: str
    edition: str
    narratives: dict[str, Any]
    source_values: dict[str, Any]
    money: tuple[MoneyFact, ...]
    benefits: tuple[BenefitFact, ...]


_AS_THEY_ARE = (
    "title", "reported_on", "phase", "phase_since", "risk", "start", "start_precision", "start_raw", "end",
    "end_precision", "end_raw", "baseline_end", "baseline_end_precision", "baseline_end_raw", "track", "reach",
    "problem", "contact", "owner", "funding", "decision", "category", "external_scheme", "external_key",
    "external_key_raw", "edition", "narratives", "source_values",
)  # fmt: skip
_NO_COST = Cost(None, None, "", "")
_PARTS: dict[str, type[Status | Cost]] = {"status": Status, "whole_life_cost": Cost}


def initiatives(access: Access, municipality: Municipality, as_of: date | None) -> list[InitiativeFact]:
    """Return the municipality's initiatives by number, now or as recorded by the end of a day; drafts are left out.

    What may not be read today is left out of earlier days too: a mark of secrecy set late must hold.
    """
    seen = visible(access, "initiative")
    hidden = Initiative.objects.filter(municipality=municipality).exclude(seen).values("pk")
    mine = rows(Initiative, as_of).filter(seen, municipality_id=municipality.pk, draft=False)
    found = mine.exclude(id__in=hidden)
    owners = bodies(municipality, as_of)
    costs, money = _costs(municipality, as_of), _money(access, municipality, as_of)
    gains = _benefits(municipality, as_of)
    return [
        _fact(
            row, municipality, owners[row.body_id], costs.get(row.id, _NO_COST), money[row.id], gains[row.id]
        )
        for row in found.order_by("number")
    ]


def _fact(
    row: Any,
    municipality: Municipality,
    body: BodyRow,
    cost: Cost,
    money: list[MoneyFact],
    gains: list[BenefitFact],
) -> InitiativeFact:
    return InitiativeFact(
        id=numbered("I", row.number),
        body=body.name,
        body_code=body.code,
        municipality=municipality.code,
        status=Status(row.state, row.state_scale, row.state_raw),
        whole_life_cost=cost,
        money=tuple(money),
        benefits=tuple(gains),
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
    )


def _costs(municipality: Municipality, as_of: date | None) -> dict[int, Cost]:
    found = CostEstimate.objects.filter(initiative__municipality=municipality).order_by("day", "pk")
    if as_of is not None:
        found = found.filter(recorded_at__lt=end_of(as_of))
    columns = ("initiative_id", "minor", "currency", "withheld", "raw")
    return {key: Cost(*values) for key, *values in found.values_list(*columns)}


def _money(access: Access, municipality: Municipality, as_of: date | None) -> dict[int, list[MoneyFact]]:
    found = rows(BudgetLine, as_of).filter(visible(access, "money"), municipality_id=municipality.pk)
    columns = ("initiative_id", "source", "year", "currency", "budget", "forecast", "outcome", "decided")
    lines: dict[int, list[MoneyFact]] = defaultdict(list)
    for key, *values in found.order_by("year", "source", "currency").values_list(*columns):
        lines[key].append(MoneyFact(*values))
    return lines


def _benefits(municipality: Municipality, as_of: date | None) -> dict[int, list[BenefitFact]]:
    found = rows(Benefit, as_of).filter(initiative__municipality_id=municipality.pk)
    columns = ("initiative_id", "title", "kind", "unit", "low", "likely", "high", "owner", "measured_on")
    gains: dict[int, list[BenefitFact]] = defaultdict(list)
    for key, *values in found.order_by("id").values_list(*columns):
        gains[key].append(BenefitFact(*values))
    return gains


def as_json(facts: Sequence[InitiativeFact]) -> bytes:
    """Return facts as a JSON list: dates as YYYY-MM-DD, nothing as null, money in hundredths."""
    found = [asdict(fact) for fact in facts]
    return (json.dumps(found, ensure_ascii=False, indent=2, default=date.isoformat) + "\n").encode()


def table(facts: Sequence[InitiativeFact]) -> Table:
    """Return facts as a flat table for csv and xlsx: nested values by joined names, lists as JSON text."""
    columns = tuple(Column(name, name, "count" if name.endswith("_minor") else "text") for name in _names())
    return Table("initiatives", "Initiativ", columns, tuple(map(_flat, facts)))


def _names() -> list[str]:
    """Return the flat columns, in the order of `_flat`."""
    names = (field.name for field in fields(InitiativeFact))
    parts = {name: [f"{name}_{part.name}" for part in fields(kind)] for name, kind in _PARTS.items()}
    return [flat for name in names for flat in parts.get(name, [name])]


def _flat(fact: InitiativeFact) -> tuple[Plain, ...]:
    found: list[Plain] = []
    for name, value in asdict(fact).items():
        if name in _PARTS:
            found += value.values()
        elif isinstance(value, dict | tuple):
            found.append(json.dumps(value, ensure_ascii=False, default=date.isoformat) if value else "")
        else:
            found.append(value)
    return tuple(found)
