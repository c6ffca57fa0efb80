"""What a row's cells may not say together, with the cells that are to blame and the sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from samsyn.register.rules import dates_in_order, range_in_order

FIGURES = ("low", "likely", "high")
IN_KRONOR = ("öre", "kr", "kronor", "mnkr", "mkr", "msek", "sek")
MOST_USERS = 2_000_000_000
TKR = 100_000
"""Öre in a thousand kronor, the unit that benefits in money are written in."""


def _dates(values: Mapping[str, Any]) -> str:
    start, end = values.get("start"), values.get("end")
    return "" if isinstance(start, str) or isinstance(end, str) else dates_in_order(start, end)


def _figures(values: Mapping[str, Any]) -> str:
    given = [values.get(name) for name in FIGURES]
    unit = str(values.get("unit") or "").casefold()
    if unit in IN_KRONOR:
        return "Skriv pengar i tkr."
    factor = TKR if unit == "tkr" else 1
    if any(Decimal(one) * factor % 1 for one in given if one is not None):
        return "Skriv hela tal, utan decimaler."
    return range_in_order(*given)


def _users(values: Mapping[str, Any]) -> str:
    users = values.get("users")
    fits = users is None or (isinstance(users, int) and 0 <= users <= MOST_USERS)
    return "" if fits else "Skriv antalet användare som ett helt tal, till exempel 120."


Rule = tuple[tuple[str, ...], Callable[[Mapping[str, Any]], str]]
RULES: dict[str, tuple[Rule, ...]] = {
    "initiative": ((("start", "end"), _dates),),
    "system": ((("users",), _users),),
    "benefit": (((*FIGURES, "unit"), _figures),),
}


def objection(sheet: str, values: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    """Return the fields that break a rule together and the sentence that says so, or nothing."""
    found = ((fields, rule(values)) for fields, rule in RULES.get(sheet, ()))
    return next(((fields, sentence) for fields, sentence in found if sentence), ((), ""))


def in_units(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a benefit's unit and figures as the register keeps them: öre for thousands of kronor."""
    money = str(values.get("unit") or "").casefold() == "tkr"
    figures = {name: values.get(name) for name in FIGURES}
    return {
        "unit": "öre" if money else values.get("unit"),
        **{
            name: None if one is None else int(Decimal(one) * (TKR if money else 1))
            for name, one in figures.items()
        },
    }
