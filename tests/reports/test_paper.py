"""An initiative on one page for its board: the same bytes for the same day, however much there is to tell."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from tests.oversight.town import FULL, Town, noon

from samsyn.kit.money import Amount
from samsyn.kit.phases import Phase
from samsyn.kit.scales import State
from samsyn.money.actions import set_budget
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access
from samsyn.register import actions
from samsyn.register.models import Initiative, Source
from samsyn.reports.formats import docx, pdf
from samsyn.reports.formats.words import worded
from samsyn.reports.paper import paper
from samsyn.reports.parts import Report

DAY = date(2026, 11, 25)
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def page(town: Town, day: date = DAY, money: Access = OPEN) -> Report:
    found = paper(OPEN, town.municipality, 1, day, money=money)
    assert found
    return found


def words(report: Report) -> str:
    return str(worded(report)["blocks"])


def with_everything(town: Town) -> Initiative:
    """Return an initiative with more of everything, and longer, than a page has room for."""
    long = (
        "Samordningen med leverantören och de tre förvaltningarna tar längre tid än vi trodde från början. "
        * 6
    )
    at = noon("2026-02-01")
    one = town.initiative(
        "2026-01-05", "SN", "Ett gemensamt stöd för ansökan, handläggning och arkiv i alla nämnder " * 2,
        problem=long, contact="Disa Ek", end=date(2027, 5, 1), decision="SN § 12/2026", cost=Amount(900_000_000, "SEK", "", ""),
    )  # fmt: skip
    for number in range(9):
        said = f"{number} {long}"
        actions.report(
            by=town.by,
            at=noon(f"2026-0{number + 1}-03"),
            initiative=one,
            state=State.SERIOUS,
            happened=said,
            needs=said,
        )
        actions.plan_milestone(
            by=town.by,
            at=at,
            initiative=one,
            title=f"{number} {long}"[:190],
            planned=date(2026, 3, 1) + timedelta(60 * number),
        )
        actions.promise_benefit(
            by=town.by, at=at, initiative=one, title=f"{number} {long}"[:190], kind="quality", unit="nöjda av hundra",
            low=1, likely=2, high=3, owner="Enhetschefen för mottagning och utredning", measured_on=date(2028, 1, 1),
        )  # fmt: skip
    for phase in ("idea", "study", "decided", "execution", "introduction", "benefit"):
        actions.move(
            by=town.by, at=noon("2026-10-01"), initiative=one, phase=Phase(phase), why=long[:200], decider="Förvaltningschefen i nämnden",
        )  # fmt: skip
    set_budget(by=town.by, at=at, initiative=one, source=Source.OWN, year=2026, budget=230_000_000)
    return one


def test_however_much_there_is_it_is_one_page_with_room_to_spare(town: Town) -> None:
    with_everything(town)
    report = page(town)
    drawn = pypdfium2.PdfDocument(pdf.render(report))
    assert len(drawn) == 1
    for told in (
        "Behöver vetas eller beslutas",
        "Läget nu och tidigare",
        "SN § 12/2026",
        "Och 7 till.",
        "Och 6 till.",
    ):
        assert told in words(report)


def test_the_same_day_gives_the_same_bytes_and_later_changes_do_not_touch_it(town: Town) -> None:
    one = with_everything(town)
    before = docx.render(page(town))
    assert docx.render(page(town)) == before
    actions.report(
        by=town.by, at=noon("2026-11-26"), initiative=one, state=State.ON_TRACK, happened="Löst i går."
    )
    assert docx.render(page(town)) == before
    assert "Löst i går." in words(page(town, date(2026, 11, 26)))


def test_money_is_left_out_for_who_may_not_read_it(town: Town) -> None:
    with_everything(town)
    nobody = Access(town.by)
    assert "Budget 2026" in words(page(town))
    assert "Budget 2026" not in words(page(town, money=nobody))


def test_an_initiative_with_next_to_nothing_says_what_is_missing(town: Town) -> None:
    town.initiative("2026-01-05", "SN", "E-arkiv", **FULL)
    told = words(page(town))
    for sentence in (
        "Ingen lägesrapport är lämnad än.",
        "Inget beslut är angivet.",
        "Inga är planerade.",
        "Ingen nytta är angiven.",
    ):
        assert sentence in told


def test_there_is_none_of_what_may_not_be_seen(town: Town) -> None:
    town.initiative("2026-01-05", "SN", "Skyddade boenden", secrecy_ground="OSL 18 kap. 8 §", **FULL)
    assert paper(OPEN, town.municipality, 1, DAY, money=OPEN) is None
    assert paper(OPEN, town.municipality, 2, DAY, money=OPEN) is None
