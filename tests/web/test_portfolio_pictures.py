"""The portfolio's pictures: a finding, how to read it, the drawing and its table; with nothing and with much."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.oversight.town import FULL, Town, noon
from tests.web.signing import signed_in

from samsyn.kit.money import Amount
from samsyn.kit.scales import State
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative, Phase

pytestmark = pytest.mark.django_db
PAGES = ("bubblor", "tidslinje", "faser", "krav")
DAY = "2026-03-01"


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-02", "problem", "contact")
    return town


@pytest.fixture
def reader(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def shown(reader: Client, place: str, **words: str) -> str:
    return reader.get(f"/portfolj/{place}/", {"per": DAY, **words}).content.decode()


def valued(town: Town, title: str, **fields: object) -> Initiative:
    one = town.initiative("2026-01-05", "SN", title, **fields)
    actions.promise_benefit(
        by=town.by, at=noon("2026-01-06"), initiative=one, title="Tid", kind="service", unit="öre",
        low=10**8, likely=2 * 10**8, high=3 * 10**8,
    )  # fmt: skip
    actions.estimate(by=town.by, at=noon("2026-01-06"), initiative=one, cost=Amount(5 * 10**8, "SEK"))
    return one


@pytest.mark.parametrize("page", PAGES)
def test_with_nothing_a_picture_says_what_to_do(reader: Client, page: str) -> None:
    text = shown(reader, page)
    assert '<svg class="chart"' not in text
    assert "är registrerat under" in text


def test_feasibility_is_told_in_words_and_counted_point_by_point(town: Town, reader: Client) -> None:
    valued(town, "Utan poäng", risk="high")
    all_four = valued(
        town,
        "Allt på plats",
        risk="low",
        owner="Ada Lind",
        start=date(2026, 1, 1),
        end=date(2027, 1, 1),
        **FULL,
    )
    actions.report(
        by=town.by, at=noon("2026-02-20"), initiative=all_four, state=State.ON_TRACK, happened="Klart."
    )
    town.initiative("2026-01-05", "SN", "Utan nytta och kostnad")
    text = shown(reader, "bubblor")
    assert "2 av 3 initiativ har både nytta och kostnad" in text
    assert text.count('class="ball ') == 4  # wide and narrow
    assert "Risken är bedömd, och den är inte hög." in text
    rows = {row["title"]: row for row in reader.get("/portfolj/bubblor/", {"per": DAY, "as": "json"}).json()}
    assert [rows[name]["points"] for name in ("Utan poäng", "Allt på plats")] == [0, 4]
    assert rows["Utan nytta och kostnad"]["benefit"] is None


def test_the_timeline_groups_by_board_and_tells_who_is_late(town: Town, reader: Client) -> None:
    late = town.initiative(
        "2026-01-05", "SN", "Sent", phase="execution", start=date(2025, 1, 1), end=date(2026, 2, 1)
    )
    actions.plan_milestone(
        by=town.by, at=noon("2026-01-06"), initiative=late, title="Pilot", planned=date(2026, 1, 20)
    )
    town.initiative("2026-01-05", "TN", "I tid", start=date(2026, 1, 1), end=date(2027, 2, 1))
    town.initiative("2026-01-05", "TN", "Odaterat")
    text = shown(reader, "tidslinje")
    assert "1 av 3 pågår efter sitt slut" in text
    assert "1 saknar både start och slut och ritas inte." in text
    assert text.count("mark-off") == 2
    assert "Tekniska nämnden</text>" in text
    assert "Tekniska nämnden</text>" not in shown(reader, "tidslinje", body="SN")


def test_a_timeline_of_many_is_drawn_a_page_at_a_time(town: Town, reader: Client) -> None:
    for number in range(121):
        town.initiative(
            "2026-01-05", "SN", f"Initiativ {number}", start=date(2026, 1, 1), end=date(2027, 1, 1)
        )
    assert "Bilden visar de 120 på tabellens sida av 121." in shown(reader, "tidslinje")
    assert "Bilden visar de 1 på tabellens sida av 121." in shown(reader, "tidslinje", page="2")


def test_the_way_through_the_phases_tells_where_they_wait_and_who_moved(town: Town, reader: Client) -> None:
    one = town.initiative("2026-01-05", "SN", "På väg", phase="need", **FULL)
    town.initiative("2026-01-05", "SN", "Väntar", phase="need")
    actions.move(by=town.by, at=noon("2026-02-10"), initiative=one, phase=Phase.IDEA)
    rows = {row["phase"]: row for row in reader.get("/portfolj/faser/", {"per": DAY, "as": "json"}).json()}
    assert rows["Behov"] == {"phase": "Behov", "there": 1, "median_days": 55, "came": 0, "left": 1}
    assert (rows["Idé"]["there"], rows["Idé"]["came"]) == (1, 1)
    later = reader.get("/portfolj/faser/", {"per": DAY, "as": "json", "sedan": "2026-02-20"}).json()
    assert [row["came"] for row in later] == [0, 0]
    assert "De väntar längst i behov" in shown(reader, "faser")
    assert "Skriv en tidigare dag" in shown(reader, "faser", sedan="i går")


def test_each_board_has_its_share_of_each_requirement_with_those_that_lack_it(
    town: Town, reader: Client
) -> None:
    town.initiative("2026-01-05", "SN", "Helt", **FULL)
    town.initiative("2026-01-05", "SN", "Halvt", problem="Det tar tid.")
    town.initiative("2026-01-05", "TN", "Tomt")
    rows = reader.get("/portfolj/krav/", {"per": DAY, "as": "json"}).json()
    found = {row["label"]: [value for key, value in row.items() if key.startswith("b")] for row in rows}
    assert found == {"problem": [100, 0], "contact": [50, 0]}
    text = shown(reader, "krav")
    assert "contact saknas oftast" in text
    link = text.split("/initiativ/?saknar=")[1].split('"')[0].replace("&amp;", "&")
    assert len(reader.get(f"/initiativ/?saknar={link}&as=json").json()) == 1
