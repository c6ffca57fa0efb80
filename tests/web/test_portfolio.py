"""The portfolio: parts sum to the whole, every figure opens exactly its rows, an earlier day is compared with."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.governance.actions import set_goal, set_programme
from samsyn.kit.money import Amount
from samsyn.kit.scales import Risk
from samsyn.money.actions import set_budget
from samsyn.organisation.rules import Role
from samsyn.oversight.queries.portfolio import DIMENSIONS, MEASURES
from samsyn.register import actions
from samsyn.register.models import Initiative, Phase, Source

pytestmark = pytest.mark.django_db
DAY = "2026-03-01"


def fill(town: Town, many: int, seed: int = 7) -> None:
    """Register initiatives that differ in all that they are grouped by, some without it, some secret, some ended."""
    chance, by, at = random.Random(seed), town.by, noon(DAY)
    programme = set_programme(by=by, at=at, municipality=town.municipality, title=f"Öppna kommunen {seed}")
    goals = [
        set_goal(by=by, at=at, municipality=town.municipality, title="Kortare väg", programme=programme),
        set_goal(by=by, at=at, municipality=town.municipality, title="Trygg drift"),
        None,
    ]
    for number in range(many):
        phase = chance.choice([*Phase])
        year = chance.choice([2024, 2025, 2026, None])
        one = town.initiative(
            DAY, chance.choice(["KS", "SN", "TN"]), f"Initiativ {number}", phase=phase.value, goal=chance.choice(goals),
            track=chance.choice(["project", "fast"]), risk=chance.choice([*Risk]).value, draft=chance.random() < 0.1,
            start=date(year, 5, 1) if year else None, end=date(year + 2, 5, 1) if year else None,
            category=chance.choice(["E-tjänst", "Stödsystem, stort", ""]),
            secrecy_ground="OSL 18 kap. 8 §" if chance.random() < 0.15 else "",
        )  # fmt: skip
        money(one, town, chance)


def money(one: Initiative, town: Town, chance: random.Random) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon(DAY), "initiative": one}
    for source in chance.sample([*Source], chance.randrange(3)):
        set_budget(
            **who, source=source, year=2026, budget=chance.randrange(10**9), outcome=chance.choice([None, 5 * 10**7]),
            forecast=chance.randrange(10**9), decided=chance.random() < 0.8,
            currency=chance.choice(["SEK", "SEK", "EUR"]),
        )  # fmt: skip
    for edition in chance.sample(["2024", "2025", ""], chance.randrange(4)):
        cost = Amount(chance.randrange(10**9), chance.choice(["SEK", "GBP"]))
        actions.estimate(**who, cost=cost, edition=edition)
    for unit in chance.sample(["öre", "timmar"], chance.randrange(3)):
        actions.promise_benefit(
            **who, title="Kortare tid", kind="service", unit=unit, low=10**7, likely=2 * 10**7, high=3 * 10**7
        )


@dataclass
class Cell:
    """A figure on the page: whose it is, what it says and where it leads."""

    row: str
    column: int
    text: str
    url: str


def cells(html: str) -> Iterator[Cell]:
    """Find the figures of the portfolio's table, the total row last."""
    for line in re.findall(r"<tr role=\"row\">(.*?)</tr>", html, re.S):
        name = re.search(r"<th scope=\"row\"[^>]*>(.*?)</th>", line, re.S)
        for place, cell in enumerate(re.findall(r"<td.*?</td>", line, re.S)):
            link = re.search(r'<a href="([^"]+)">([^<]+)', cell)
            if name and link:
                yield Cell(unescape(name[1]), place, link[2].replace("\u00a0", ""), unescape(link[1]))


def figure(rows: list[dict[str, Any]], measure: str) -> str:
    """Return what the rows that a figure opened come to, in words as on the page."""
    if measure == "antal":
        return str(len(rows))
    return f"{sum(row['matt'] for row in rows) / 10**8:.1f}".replace(".", ",")


@pytest.fixture
def reader() -> Client:
    town = Town()
    fill(town, 40)
    return signed_in(Role.OFFICER, town.bodies["SN"])


@settings(max_examples=25)
@given(
    first=st.sampled_from([*DIMENSIONS]), second=st.sampled_from(["", *DIMENSIONS]),
    measure=st.sampled_from([*MEASURES]), ended=st.sampled_from(["", "ended"]), which=st.integers(0, 10**6),
    narrowed=st.sampled_from(["", "&phase=execution", "&kalla=pool", "&risk=high"]),
)  # fmt: skip
def test_any_figure_opens_exactly_its_rows(
    reader: Client, first: str, second: str, measure: str, ended: str, which: int, narrowed: str
) -> None:
    address = f"/portfolj/?rader={first}&kolumner={second}&matt={measure}&ar=2026&ended={ended}{narrowed}"
    shown = [cell for cell in cells(reader.get(address).content.decode()) if measure_of(cell) == measure]
    for cell in {which % len(shown), (which * 7) % len(shown), len(shown) - 1} if shown else ():
        rows = reader.get(f"{shown[cell].url}&as=json").json()
        assert figure(rows, measure) == shown[cell].text, shown[cell]


def measure_of(cell: Cell) -> str:
    found = re.search(r"[?&]matt=(\w+)", cell.url)
    return found[1] if found else "antal"


@pytest.mark.parametrize("first", [key for key, one in DIMENSIONS.items() if not one.beside])
@pytest.mark.parametrize("second", ["", "phase", "kalla"])
def test_parts_sum_to_the_whole(reader: Client, first: str, second: str) -> None:
    for measure in MEASURES:
        address = f"/portfolj/?rader={first}&kolumner={second}&matt={measure}&ar=2026&ended=ended"
        rows = reader.get(f"{address}&as=json").json()
        whole = reader.get(
            f"/portfolj/?rader=spar&kolumner=&matt={measure}&ar=2026&ended=ended&as=json"
        ).json()
        assert sum(row[measure] or 0 for row in rows) == sum(row[measure] or 0 for row in whole)


def test_an_initiative_in_several_groups_counts_once_in_the_whole_and_the_page_says_so(
    reader: Client,
) -> None:
    page = reader.get("/portfolj/?rader=kalla&ar=2026&ended=ended").content.decode()
    counts = [int(cell.text) for cell in cells(page) if cell.column == 0]
    everything = reader.get("/initiativ/?ended=ended&as=json").json()
    assert sum(counts[:-1]) > counts[-1] == len(everything)
    assert "räknas en gång i summan" in page
    assert "räknas en gång i summan" not in reader.get("/portfolj/").content.decode()


def test_only_what_the_reader_may_see_is_counted() -> None:
    town = Town()
    fill(town, 30)
    town.initiative(DAY, "SN", "Skyddat boende", secrecy_ground="OSL 26 kap. 1 §")
    own, other = (signed_in(Role.OFFICER, town.bodies[code]) for code in ("SN", "TN"))
    secret = Initiative.objects.filter(body=town.bodies["SN"], draft=False).exclude(secrecy_ground="")
    seen = [sum(row["antal"] for row in who.get("/portfolj/?ended=ended&as=json").json() if row["grupp"] == "Socialnämnden")
            for who in (own, other)]  # fmt: skip
    assert seen[0] - seen[1] == secret.count() > 0


def test_each_cell_tells_what_changed_since_an_earlier_day() -> None:
    town = Town()
    reader = signed_in(Role.OFFICER, town.bodies["SN"])
    one = town.initiative("2026-01-10", "SN", "Digital ansökan")
    town.initiative("2026-01-10", "TN", "Sensorer")
    set_budget(by=town.by, at=noon("2026-01-11"), initiative=one, source=Source.OWN, year=2026, budget=10**8)
    set_budget(
        by=town.by, at=noon("2026-02-11"), initiative=one, source=Source.OWN, year=2026, budget=3 * 10**8
    )
    town.initiative("2026-02-10", "SN", "Åtgärdsregister")
    rows = reader.get("/portfolj/?ar=2026&jamfor=2026-02-01&as=json").json()
    changes = {row["grupp"]: (row["andring-antal-"], row["andring-budget-"]) for row in rows}
    assert changes == {"Socialnämnden": (1, 2 * 10**8), "Tekniska nämnden": (0, None)}
    page = reader.get("/portfolj/?ar=2026&jamfor=2026-02-01").content.decode()
    assert "+2,0" in page
    assert "ändring sedan 1 februari" in page


@pytest.mark.parametrize("day", ["i går", "2999-01-01", "2026-13-01"])
def test_a_day_that_cannot_be_compared_with_is_told_in_a_sentence(reader: Client, day: str) -> None:
    page = reader.get("/portfolj/", {"jamfor": day}).content.decode()
    assert "Skriv en tidigare dag att jämföra med" in page
    assert day in page


def test_other_currencies_are_told_and_never_added(reader: Client) -> None:
    page = reader.get("/portfolj/?ar=2026").content.decode()
    assert "Belopp i SEK" in page
    assert "valuta=GBP" in page
    pounds = reader.get("/portfolj/?ar=2026&valuta=GBP").content.decode()
    assert "Kostnad i allt (GBP)" in pounds


def test_words_that_mean_nothing_are_no_error(reader: Client) -> None:
    for words in (
        "rader=x&kolumner=y&matt=z&ar=femton&valuta=kronor",
        "startar=x",
        "program=x",
        "kalla=%00",
        "slutar=99999",
    ):
        assert reader.get(f"/portfolj/?{words}").status_code == 200
        assert reader.get(f"/initiativ/?{words}").status_code == 200


def test_an_empty_portfolio_says_what_to_do() -> None:
    reader = signed_in(Role.OFFICER, Town().bodies["SN"])
    assert "Portföljen är tom" in reader.get("/portfolj/").content.decode()


def test_the_page_asks_as_often_however_much_there_is() -> None:
    town = Town()
    reader = signed_in(Role.OFFICER, town.bodies["SN"])
    asked = []
    for many in (2, 30):
        fill(town, many, many)
        reader.get("/portfolj/")
        with CaptureQueriesContext(connection) as queries:
            reader.get("/portfolj/?rader=program&jamfor=2026-03-02")
        asked.append(len(queries))
    assert all(one == other <= 12 for one, other in pairwise(asked))
