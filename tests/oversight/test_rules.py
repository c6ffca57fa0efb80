"""The deviation rules and the words of the picture, by tables."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.oversight.rules import (
    RULES,
    TEXTS,
    TOLD,
    Happened,
    Measured,
    Seen,
    Watched,
    coverage,
    deviations,
    median,
    named,
    need_words,
    percent,
    statement,
    told,
)

DAY = date(2026, 11, 20)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def seen(*fields: dict[str, Any], bodies: tuple[Measured, ...] = ()) -> Seen:
    """Return what the rules see of initiatives that are calm but for the given fields."""
    calm = {"phase": "execution", "state": "on_track", "phase_since": ago(300), "reported_on": ago(10)}
    rows = [
        Watched(**{"number": n, "title": f"Insats {n}", "body_id": n, **calm, **given})
        for n, given in enumerate(fields, 1)
    ]
    return Seen(DAY, rows, bodies)


@pytest.mark.parametrize(
    ("rule", "fields", "value"),
    [
        ("A1", {"budget": 1_000, "forecast": 1_101}, "+10 %"),
        ("A1", {"budget": 1_120_000_000, "forecast": 1_480_000_000}, "+32 %"),
        ("A1", {"budget": 1_000, "forecast": 1_100}, None),
        ("A1", {"budget": 0, "forecast": 500}, None),
        ("A1", {"budget": None, "forecast": 500}, None),
        ("A1", {"budget": 500, "forecast": None}, None),
        ("A2", {"late_milestone": "Pilot", "late_since": ago(31)}, "31 dagar"),
        ("A2", {"late_milestone": "Pilot", "late_since": ago(30)}, None),
        ("A5", {"state": "serious"}, "Allvarlig"),
        ("A5", {"state": "deviation"}, None),
        ("A7", {"unowned_benefit": "Färre samtal", "phase": "decided"}, "Saknas"),
        ("A7", {"unowned_benefit": "Färre samtal", "phase": "study"}, None),
        ("A7", {"unowned_benefit": "", "phase": "decided"}, None),
        ("A8", {"reported_on": ago(91)}, "91 dagar"),
        ("A8", {"reported_on": ago(90)}, None),
        ("A8", {"reported_on": None, "phase_since": ago(120)}, "120 dagar"),
        ("A8", {"reported_on": ago(400), "phase": "benefit"}, None),
    ],
)
def test_a_rule_points_at_what_is_past_its_limit(
    rule: str, fields: dict[str, Any], value: str | None
) -> None:
    found = [one for one in deviations(seen(fields)) if one.rule == rule]
    assert [one.value for one in found] == ([value] if value else [])


@pytest.mark.parametrize(
    ("now", "before", "hit"),
    [(0.44, 0.50, True), (0.44, 0.70, False), (0.60, 0.40, False), (0.44, None, False)],
)
def test_low_coverage_counts_when_it_is_low_twice(now: float, before: float | None, hit: bool) -> None:
    body = Measured(3, "Socialnämnden", 12, 27, now, before)
    assert [one.rule for one in deviations(seen(bodies=(body,)))] == (["A4"] if hit else [])


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Bokning och passage", "Passage och bokning", True),
        ("Nytt system för bokning av lokaler", "Bokning av lokal", True),
        ("Bokning och passage", "Bokning", False),
        ("Ny digital utveckling", "Ett nytt system", False),
    ],
)
def test_the_same_need_at_two_bodies_is_told_by_the_words_of_the_titles(
    first: str, second: str, same: bool
) -> None:
    found = [one for one in deviations(seen({"title": first}, {"title": second})) if one.rule == "A9"]
    assert [one.refs for one in found] == ([("I-0001", "I-0002")] if same else [])


def test_the_same_need_twice_at_one_body_is_its_own_affair() -> None:
    assert deviations(seen({"title": "Bokning", "body_id": 1}, {"title": "Bokning", "body_id": 1})) == []


def test_the_worst_of_each_rule_comes_before_the_next_worst_of_any() -> None:
    over = [{"budget": 100, "forecast": 100 + 20 * n} for n in range(1, 4)]
    found = deviations(seen(*over, {"state": "serious"}, {"state": "serious", "reported_on": ago(20)}))
    assert [(one.rule, one.refs[0]) for one in found] == [
        ("A1", "I-0003"), ("A5", "I-0005"), ("A1", "I-0002"), ("A5", "I-0004"), ("A1", "I-0001"),
    ]  # fmt: skip


watched = st.builds(
    Watched, number=st.integers(1, 9999), title=st.sampled_from(["Bokning", "Journal", "Karta"]),
    body_id=st.integers(1, 4), phase=st.sampled_from(["study", "decided", "execution"]),
    state=st.sampled_from(["on_track", "serious"]), phase_since=st.none() | st.dates(date(2025, 1, 1), DAY),
    reported_on=st.none() | st.dates(date(2025, 1, 1), DAY), budget=st.none() | st.integers(0, 10**9),
    forecast=st.none() | st.integers(0, 10**9), late_milestone=st.just("Pilot"),
    late_since=st.none() | st.dates(date(2025, 1, 1), DAY), unowned_benefit=st.sampled_from(["", "Tid"]),
)  # fmt: skip


@given(st.lists(watched, max_size=12, unique_by=lambda one: one.number), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_changes_what_is_found(rows: list[Watched], random: Any) -> None:
    once = deviations(Seen(DAY, rows, ()))
    shuffled = random.sample(rows, len(rows))
    assert deviations(Seen(DAY, shuffled, ())) == once
    assert max(Counter((one.rule, one.refs) for one in once).values(), default=1) == 1


def test_rules_have_a_code_and_a_text_of_their_own() -> None:
    assert len(TEXTS) == len(RULES) == 7


@pytest.mark.parametrize(("share", "shown"), [(0, 0), (0.001, 1), (0.5, 50), (0.999, 99), (1, 100)])
def test_only_all_is_a_hundred_per_cent_and_only_none_is_zero(share: float, shown: int) -> None:
    assert percent(share) == shown


def test_coverage_of_nothing_is_unknown() -> None:
    assert (coverage(0, 0), coverage(0, 4), coverage(3, 4)) == (None, 0, 0.75)


@given(st.lists(st.integers(0, 400) | st.none(), min_size=1))
def test_the_median_is_the_upper_middle_with_the_silent_last(days: list[int | None]) -> None:
    ordered = sorted(days, key=lambda day: (day is None, day or 0))
    assert median(Counter(days).items()) == ordered[len(days) // 2]


@pytest.mark.parametrize(
    ("weak", "sentence"),
    [
        ([], "Vi ser *152 av 200* kända initiativ. Alla nämnder syns tillräckligt för att summorna nedan ska gälla dem."),
        (
            ["Socialnämnden", "Tekniska nämnden"],
            "Vi ser *152 av 200* kända initiativ. *Socialnämnden och tekniska nämnden* syns inte tillräckligt för att "
            "summorna nedan ska gälla dem.",
        ),
        (
            ["Socialnämnden"],
            "Vi ser *152 av 200* kända initiativ. *Socialnämnden* syns inte tillräckligt för att summorna nedan ska gälla "
            "den.",
        ),
    ],
)  # fmt: skip
def test_the_statement_names_who_is_not_seen(weak: list[str], sentence: str) -> None:
    assert (
        "".join(f"*{one.text}*" if one.strong else one.text for one in statement(152, 200, weak)) == sentence
    )


def test_many_names_are_cut_and_others_keep_their_capitals() -> None:
    names = [
        "Socialnämnden",
        "Department for Transport",
        "Tekniska nämnden",
        "Valnämnden",
        "Räddningsnämnden",
    ]
    assert named(names) == "Socialnämnden, Department for Transport, tekniska nämnden och 2 till"


def test_one_act_keeps_its_words_and_many_are_counted() -> None:
    one = Happened(DAY, "cases.answer", 1, ("Byggnadsnämnden",), "Byggnadsnämnden svarade.", None, 1)
    many = Happened(DAY, "cases.answer", 3, ("Byggnadsnämnden", "Servicenämnden"), "", None, 1)
    assert [part.text for part in told(one)] == ["Byggnadsnämnden svarade."]
    assert "".join(part.text for part in told(many)) == (
        "Tre uppdrag besvarades hos byggnadsnämnden och servicenämnden."
    )
    assert all(text[0].islower() for text in TOLD.values())


def test_a_title_of_common_words_only_names_no_need() -> None:
    assert need_words("Ett nytt digitalt system") == frozenset()
