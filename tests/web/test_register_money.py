"""An initiative's money by source: sums, forecast, what is not decided, foreign currencies apart."""

from __future__ import annotations

from datetime import date

from samsyn.money.queries import LineRow
from samsyn.register.queries import BenefitLine
from samsyn.web.pages.register.money import benefit_finding, chart, legend, shown, summed

MNKR = 100_000_000


def line(source: str, year: int, budget: int | None, forecast: int | None = None, **other: object) -> LineRow:
    given: dict[str, object] = {"currency": "SEK", "outcome": None, "decided": True, "decision": "", **other}
    return LineRow(source=source, year=year, budget=budget, forecast=forecast, **given)  # type: ignore[arg-type]


def test_a_year_without_forecast_counts_with_its_budget() -> None:
    money = summed([line("own", 2026, 3 * MNKR, 4 * MNKR), line("own", 2027, 5 * MNKR)])
    own = money.sources[0]
    assert (own.budget, own.forecast, own.difference, own.outcome) == (8 * MNKR, 9 * MNKR, MNKR, None)


def test_no_forecast_and_no_budget_stay_unknown() -> None:
    money = summed([line("own", 2026, None, None)])
    assert (money.total.budget, money.total.forecast, money.total.difference) == (None, None, None)
    assert money.finding == "Medlen har ingen budget än"
    assert chart(money, date(2026, 11, 22)) is None


def test_what_is_not_decided_is_told_and_drawn_dashed() -> None:
    money = summed([line("pool", 2026, 3 * MNKR), line("state", 2028, MNKR, decided=False)])
    assert money.finding == "4,0 mnkr ur två källor, varav 1,0 inte är beslutade"
    assert money.years == [2026, 2027, 2028]
    drawn = chart(money, date(2026, 11, 22))
    assert drawn is not None
    assert "undecided" in str(drawn[0])
    assert legend(money) == {"d3": "Central pott", "d2": "Statsbidrag", "undecided": "Ej beslutat"}


def test_foreign_money_is_never_summed_with_kronor() -> None:
    money = summed([line("own", 2026, MNKR), line("own", 2026, 5 * MNKR, currency="GBP")])
    assert money.total.budget == MNKR
    assert [words for _, words in money.foreign] == ["budget 5\xa0000\xa0000,00 GBP"]


def benefit(unit: str, low: int | None, high: int | None, baseline: str = "") -> BenefitLine:
    return BenefitLine(
        1,
        "Sparad tid",
        "efficiency",
        "",
        unit,
        baseline,
        low,
        low,
        high,
        "",
        None,
        1,
        "Ett",
        1,
        "study",
        None,
        None,
        None,
    )


def test_benefits_in_money_are_summed_others_counted() -> None:
    rows = [benefit("öre", 2 * MNKR, 3 * MNKR), benefit("öre", MNKR, MNKR), benefit("dagar", 3, 9)]
    assert benefit_finding(rows) == "Väntad nytta: 3,0 till 4,0 mnkr per år"
    assert benefit_finding([benefit("dagar", 3, 9)]) == "Väntad nytta: 1 nytta"


def test_a_benefit_shows_its_own_unit_and_nothing_is_drawn_without_a_range() -> None:
    days = shown(benefit("dagar", 3, 9, "i dag 14"))
    assert (days.unit, days.low, days.high, days.baseline) == ("dagar", "3", "9", "14")
    assert shown(benefit("öre", 2 * MNKR, 3 * MNKR)).low == "2\xa0000"
    assert shown(benefit("dagar", None, None)).picture == ""
