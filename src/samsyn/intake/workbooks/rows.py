"""The register's rows as a workbook shows them: as they stand, and as they stood in an earlier version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models import Value as Same

from samsyn.governance.models import Goal
from samsyn.intake.recognisers.cells import Value, tidy
from samsyn.intake.workbooks.columns import INITIATIVES, Column, Sheet
from samsyn.intake.workbooks.rules import FIGURES, TKR
from samsyn.kit.money import exact
from samsyn.kit.refs import numbered
from samsyn.organisation.models import Body, Unit
from samsyn.organisation.queries import visible
from samsyn.organisation.rules import Access
from samsyn.register.models import CostEstimate, Initiative, System

MAX_TEXT = 32_767
"""Letters that a cell holds."""
_VERSION = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
CUT = " … (hela texten finns på webben)"
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the register: its key, the version that it stands in, and its cells by field (rad)."""

    key: str
    id: int
    version: str
    values: Values


@dataclass(frozen=True)
class Lists:
    """What a body's cells can be chosen from: the words of each key, those of earlier days too (listor)."""

    body: Body
    access: Access

    @cached_property
    def goal(self) -> dict[int, str]:
        """Return the municipality's goals by id, named as today."""
        return _told_apart(
            Goal.objects.filter(municipality=self.body.municipality_id).values_list("pk", "title")
        )

    @cached_property
    def unit(self) -> dict[int, str]:
        """Return the body's units by id."""
        return self._named["unit"]

    @cached_property
    def system(self) -> dict[int, str]:
        """Return the municipality's systems that the reader may see, by id."""
        return self._named["system"]

    @cached_property
    def _named(self) -> dict[str, dict[int, str]]:
        """Return the body's units and the systems that the reader may see, by id; one query."""
        seen = visible(self.access, "initiative")
        units = Unit.objects.filter(body=self.body).annotate(which=Same("unit"))
        systems = System.objects.filter(seen, municipality=self.body.municipality_id).annotate(
            which=Same("system")
        )
        first, then = (found.order_by().values_list("which", "pk", "name") for found in (units, systems))
        rows = list(first.union(then).order_by("name", "pk"))
        return {
            kind: _told_apart((key, name) for which, key, name in rows if which == kind)
            for kind in ("unit", "system")
        }

    @cached_property
    def initiatives(self) -> dict[str, Known]:
        """Return the body's initiatives by reference, read once."""
        return _read(INITIATIVES, self)

    @cached_property
    def initiative(self) -> dict[int, str]:
        """Return the references of the body's initiatives by id."""
        return {row.id: key for key, row in self.initiatives.items()}

    @cached_property
    def _earlier(self) -> dict[str, dict[str, int]]:
        """Return the ids of goals, units and systems by names that they have had."""
        goals = Goal.history.filter(municipality=self.body.municipality_id).values_list("title", "id")
        units = Unit.history.filter(body=self.body).values_list("name", "id")
        systems = System.history.filter(id__in=list(self.system)).values_list("name", "id")
        named = (("goal", goals), ("unit", units), ("system", systems))
        return {name: {word.casefold(): key for word, key in found} for name, found in named}

    def words(self, column: Column) -> Mapping[Any, str]:
        """Return a column's choices: the words by key."""
        return getattr(self, column.choices) if isinstance(column.choices, str) else dict(column.choices)

    def keys(self, column: Column) -> dict[str, Any]:
        """Return a column's choices: the keys by word in small letters."""
        return {word.casefold(): key for key, word in self.words(column).items()}

    def renamed(self, column: Column, word: str) -> Any:
        """Return the key of a choice by a word that it was called by before, or nothing."""
        return self._earlier.get(str(column.choices), {}).get(word.casefold())


def _told_apart(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return the words by id; of those alike the later ones get their number."""
    taken: set[str] = set()
    found = {}
    for key, word in pairs:
        told = f"{word} ({key})" if word.casefold() in taken else word
        taken.add(told.casefold())
        found[key] = told
    return found


def known(sheet: Sheet, lists: Lists) -> dict[str, Known]:
    """Return the body's rows of a sheet that the reader may see, by key; one query, initiatives in two."""
    return lists.initiatives if sheet is INITIATIVES else _read(sheet, lists)


def _read(sheet: Sheet, lists: Lists) -> dict[str, Known]:
    seen = visible(lists.access, "initiative")
    mine = Q(**{f"{sheet.owner}body": lists.body})
    if sheet.owner:
        mine &= Q(initiative__in=Initiative.objects.filter(seen, body=lists.body).values("pk"))
    found = sheet.model.objects.filter(mine if sheet.owner else mine & seen).order_by(sheet.number)
    stood = sheet.model.history.model.objects.filter(id=OuterRef("pk"), history_end=None).order_by(
        "-history_id"
    )
    costs = _latest_costs(lists.body) if sheet is INITIATIVES else {}
    rows = (
        _known(sheet, row, row["stood"] or 0, costs.get(row["id"]))
        for row in found.annotate(stood=Subquery(stood.values("act_id")[:1])).values(*_names(sheet), "stood")
    )
    return {row.key: row for row in rows}


def earlier(sheet: Sheet, wanted: Mapping[int, str]) -> dict[int, Values]:
    """Return the cells of rows in those versions, by id; a version that does not exist is left out. Two queries."""
    versions = {key: _split(version) for key, version in wanted.items()}
    stored = sheet.model.history.model.objects.filter(
        id__in=list(versions), act_id__in=[act for act, _ in versions.values()]
    ).order_by("history_id")
    costs = _costs(CostEstimate.objects.filter(pk__in=[cost for _, cost in versions.values()]))
    return {
        row["id"]: _known(sheet, row, row["act_id"], costs.get(versions[row["id"]][1])).values
        for row in stored.values(*_names(sheet), "act_id")
        if row["act_id"] == versions[row["id"]][0]
    }


def _split(version: str) -> tuple[int, int]:
    """Return the act and the estimate that a version names."""
    act, _, cost = version.partition(".")
    return (int(act), int(cost or 0)) if _VERSION.fullmatch(version) else (0, 0)


def _names(sheet: Sheet) -> list[str]:
    beside = ("start_raw", "end_raw") if sheet is INITIATIVES else ()
    return list(
        dict.fromkeys(
            [
                "id",
                sheet.number,
                *(column.field for column in sheet.columns if column.field != "cost"),
                *beside,
            ]
        )
    )


def _known(sheet: Sheet, row: dict[str, Any], act: int, cost: dict[str, Any] | None) -> Known:
    values = {column.field: _value(column, row.get(column.field)) for column in sheet.columns}
    for name in ("start", "end") if sheet is INITIATIVES else ():
        values[name] = values[name] or tidy(row[f"{name}_raw"]) or None
    if "cost" in values:
        values["cost"] = _cost(cost)
    if row.get("unit") == "öre":
        values |= {name: _in_tkr(row[name]) for name in FIGURES}
        values["unit"] = "tkr"
    version = f"{act}.{cost['pk']}" if cost else str(act)
    return Known(numbered(sheet.prefix, row[sheet.number]), row["id"], version, values)


def _value(column: Column, value: Any) -> Value:
    if isinstance(value, str):
        text = tidy(value)
        return (text if len(text) <= MAX_TEXT else text[: MAX_TEXT - len(CUT)] + CUT) or None
    found: Value = value
    return found


def _in_tkr(ore: int | None) -> Value:
    if ore is None:
        return None
    return ore // TKR if ore % TKR == 0 else (Decimal(ore) / TKR).normalize()


def _latest_costs(body: Body) -> dict[int, dict[str, Any]]:
    found = CostEstimate.objects.filter(initiative__body=body).order_by("day", "pk")
    return {row["initiative_id"]: row for row in _costs(found).values()}


def _costs(found: Any) -> dict[int, dict[str, Any]]:
    return {
        row["pk"]: row for row in found.values("pk", "initiative_id", "minor", "currency", "withheld", "raw")
    }


def _cost(cost: dict[str, Any] | None) -> Value:
    """Return a cost in öre, or what there is to say in words: another currency, kept back, as typed in a draft."""
    if cost is None:
        return None
    if cost["withheld"] or cost["minor"] is None:
        return tidy(cost["withheld"] or cost["raw"]) or None
    minor: int = cost["minor"]
    return minor if cost["currency"] == "SEK" else f"{exact(minor)} {cost['currency']}"


def shown(column: Column, value: Value, words: Callable[[Column], Mapping[Any, str]]) -> str:
    """Return a cell as people read it."""
    if value is None or value == "":
        return ""
    if column.kind == "choice":
        return words(column).get(value, str(value))
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if column.kind == "money" and isinstance(value, int):
        return f"{exact(value).removesuffix(',00')} kr"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
