"""Initiatives as facts: the shape of the export, as of a day, never a secret one."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.oversight.town import FULL, Town, noon

from samsyn.cli.export import exported
from samsyn.kit.money import Amount, withhold
from samsyn.money.actions import set_budget
from samsyn.organisation.actions import rename_body
from samsyn.register import actions as register
from samsyn.register.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def export(day: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported("json", None, date.fromisoformat(day) if day else None))
    return found


def test_one_object_per_initiative_with_status_and_cost(town: Town) -> None:
    cost = Amount(1_250_00, "GBP", "", "£1,250")
    one = town.initiative("2026-02-01", "SN", "=Ansökan", start=date(2026, 3, 1), start_precision="month",
                          start_raw="mars 2026", cost=cost, **FULL)  # fmt: skip
    set_budget(by=town.by, at=noon("2026-02-02"), initiative=one, source=Source.POOL, year=2026, budget=5)
    (found,) = export()
    told = {
        key: found[key] for key in ("id", "title", "body", "start", "start_precision", "start_raw", "end")
    }
    assert told == {
        "id": "I-0001", "title": "=Ansökan", "body": "Socialnämnden", "start": "2026-03-01",
        "start_precision": "month", "start_raw": "mars 2026", "end": None,
    }  # fmt: skip
    assert found["status"] == {"value": "none", "scale": "samsyn", "raw": ""}
    assert found["whole_life_cost"] == {"minor": 1_250_00, "currency": "GBP", "withheld": "", "raw": "£1,250"}
    assert [(row["source"], row["budget"], row["outcome"]) for row in found["money"]] == [("pool", 5, None)]


def test_withheld_zero_and_empty_are_told_apart(town: Town) -> None:
    for title, cost in (
        ("Hålls inne", withhold("OSL 19 kap. 3 §", "SEK")), ("Noll", Amount(0, "SEK")), ("Tomt", None),
    ):  # fmt: skip
        town.initiative("2026-02-01", "SN", title, cost=cost)
    costs = [row["whole_life_cost"] for row in export()]
    assert [(cost["minor"], cost["withheld"]) for cost in costs] == [
        (None, "OSL 19 kap. 3 §"), (0, ""), (None, ""),
    ]  # fmt: skip


def test_as_of_a_day_names_and_costs_are_those_of_that_day(town: Town) -> None:
    one = town.initiative("2026-02-01", "SN", "Före", cost=Amount(100, "SEK"), **FULL)
    then = export("2026-02-28")
    register.change(by=town.by, at=noon("2026-03-01"), initiative=one, title="Efter", cost=Amount(200, "SEK"))
    rename_body(by=town.by, at=noon("2026-03-01"), body=town.bodies["SN"], name="Omsorgsnämnden")
    assert export("2026-02-28") == then
    assert [(row["title"], row["body"], row["whole_life_cost"]["minor"]) for row in export()] == [
        ("Efter", "Omsorgsnämnden", 200)
    ]
    assert export("2026-01-31") == []


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_secret_ones_and_drafts_are_in_no_file(town: Town, kind: str) -> None:
    empty = exported(kind, None, date(2026, 3, 1))
    town.initiative("2026-02-01", "SN", "Dolt", secrecy_ground="OSL 18 kap. 8 §")
    town.initiative("2026-02-01", "SN", "Halvfärdigt", draft=True)
    assert exported(kind, None, date(2026, 3, 1)) == empty


def test_a_mark_of_secrecy_set_late_holds_for_earlier_days_too(town: Town) -> None:
    one = town.initiative("2026-02-01", "SN", "Öppet från början")
    assert len(export("2026-02-28")) == 1
    register.change(by=town.by, at=noon("2026-03-01"), initiative=one, secrecy_ground="OSL 18 kap. 8 §")
    assert export("2026-02-28") == []
