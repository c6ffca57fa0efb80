"""Who decides: the first rule that fits, what lies near a limit, and rules that leave nobody to decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.governance.rules.deciding import REACHES, Facts, Rule, faults, who_decides

MNKR = 100_000_000
RULES = (
    Rule(1, "council", "KF", principle=True),
    Rule(2, "council", "KF", 20 * MNKR),
    Rule(3, "executive", "KS", 5 * MNKR, reaches=("several", "all")),
    Rule(4, "executive", "KS", risk="high"),
    Rule(5, "board", ""),
)


@pytest.mark.parametrize(
    ("facts", "order", "near"),
    [
        (Facts(MNKR, "one", principle=True), 1, None),
        (Facts(20 * MNKR, "one"), 2, 5),
        (Facts(40 * MNKR, "one"), 2, None),
        (Facts(5 * MNKR, "several"), 3, 5),
        (Facts(19 * MNKR, "all"), 3, 2),
        (Facts(MNKR, "one", "high"), 4, None),
        (Facts(MNKR, "one", "medium"), 5, None),
        (Facts(19 * MNKR, "one"), 5, 2),
        (Facts(4 * MNKR, "all"), 5, None),
        (Facts(480_000_000, "all"), 5, 3),
    ],
)
def test_the_first_rule_that_fits_decides_and_a_near_limit_is_told(
    facts: Facts, order: int, near: int | None
) -> None:
    ruling = who_decides(facts, RULES, 10)
    assert ruling.rule
    assert (ruling.rule.order, ruling.near and ruling.near.order) == (order, near)


def test_without_an_amount_the_rules_it_depends_on_are_told() -> None:
    assert [one.order for one in who_decides(Facts(None, "all"), RULES, 10).open] == [2, 3, 5]
    certain = who_decides(Facts(None, "one", principle=True), RULES, 10)
    assert certain.rule
    assert certain.rule.order == 1


def test_rules_that_leave_a_gap_or_turn_a_limit_round_are_told() -> None:
    (gap,) = faults([Rule(1, "council", "KF", 5 * MNKR), Rule(2, "board", "", reaches=("one",))])[:1]
    assert "flera nämnder från 0,0 mnkr" in gap
    assert "Byt plats" in faults([Rule(1, "board", "", 5, 2), Rule(2, "board", "")])[0]
    assert faults(RULES) == ()


rules = st.builds(
    Rule, st.integers(1, 9), st.sampled_from(["council", "executive", "board"]), st.just(""),
    st.none() | st.integers(0, 50), st.none() | st.integers(51, 99),
    st.lists(st.sampled_from(list(REACHES)), unique=True).map(tuple),
)  # fmt: skip


@given(st.lists(rules, min_size=1, max_size=5), st.integers(0, 120), st.sampled_from(list(REACHES)))
def test_a_set_without_faults_always_answers(found: list[Rule], amount: int, reach: str) -> None:
    if not faults(found):
        assert who_decides(Facts(amount, reach), found, 10).rule is not None
