"""The report on a programme: goals, money, indicators and verdicts as of a day, with sources."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from tests.oversight.town import Town, noon

from samsyn.governance import actions
from samsyn.kit.scales import Verdict
from samsyn.reports import programme
from samsyn.reports.catalogue import FORMATS
from samsyn.reports.programme import NoSuchProgramme

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def town() -> Town:
    town = Town()
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-05")}
    made = actions.set_programme(
        **who, municipality=town.municipality, title="Öppna kommunen", decided_body="KF", decided_paragraph="12",
        decided_on=date(2026, 1, 2),
    )  # fmt: skip
    aims = [
        actions.set_goal(**who, municipality=town.municipality, title=f"Mål {n}", programme=made, order=n)
        for n in range(1, 16)
    ]
    for aim in aims:
        one = actions.set_indicator(
            **who, goal=aim, title="Väntetid", unit="dagar", baseline=Decimal(20), baseline_year=2024,
            target=Decimal(10), target_year=2027, direction="down",
        )  # fmt: skip
        actions.note_outcome(**who, indicator=one, year=2025, value=Decimal("12.5"))
    actions.judge_goal(**who, goal=aims[0], assessor="auditors", verdict=Verdict.PARTLY)
    town.initiative("2026-01-06", "SN", "Bokning", goal=aims[0])
    return town


def rendered(town: Town, kind: str, day: date = DAY) -> bytes:
    return FORMATS[kind].render(
        programme.report(town.municipality, day, None, programme.named(town.municipality, "öppna", day))
    )


def tables(town: Town) -> dict[str, list[dict[str, Any]]]:
    blocks = json.loads(rendered(town, "json"))["blocks"]
    return {block["table"]["title"]: block["table"]["rows"] for block in blocks if "table" in block}


def test_it_tells_per_goal_what_is_done_and_said_and_how_it_goes(town: Town) -> None:
    found = tables(town)
    assert found["Mål"][0]["count"] == 1
    assert found["Mål"][0]["auditors"] == "delvis"
    assert found["Indikatorer"][0]["latest"] == "12,5 (2025)"
    assert found["Indikatorer"][0]["way"] == 75


def test_it_fits_two_pages_and_yesterday_stays_the_same_bytes(town: Town) -> None:
    before = rendered(town, "pdf")
    actions.set_goal(by=town.by, at=noon("2026-07-01"), municipality=town.municipality, title="Sent mål")
    assert rendered(town, "pdf") == before
    assert len(pypdfium2.PdfDocument(before)) <= 2


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_every_format_can_be_made(town: Town, kind: str) -> None:
    assert rendered(town, kind) == rendered(town, kind)


def test_a_programme_that_is_not_there_is_answered_with_those_that_are(town: Town) -> None:
    with pytest.raises(NoSuchProgramme, match="Välj ett av: Öppna kommunen"):
        programme.named(town.municipality, "Stängda", DAY)
    with pytest.raises(NoSuchProgramme, match="inget program 2025-01-03"):
        programme.named(town.municipality, "öppna", date(2025, 1, 3))
