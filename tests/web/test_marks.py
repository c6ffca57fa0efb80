"""Numbers, dates and marks have one shape; zero, empty, withheld and not concerned are four things."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.intake.rules import LIKELY, SURE
from samsyn.kit.money import Amount
from samsyn.kit.scales import Freshness, Stance, State, Verdict
from samsyn.web.base import tags
from samsyn.web.base.marks import (
    MARKS,
    NotConcerned,
    Withheld,
    chip,
    confidence,
    icon,
    number,
    value,
    verdict,
)


@pytest.mark.parametrize(
    ("what", "unit", "shown"),
    [
        (0, "", "0"),
        (4200, "", "4\u00a0200"),
        (-12.34, "", "−12,3"),
        (-0.04, "", "0,0"),
        (19_870_000_000, "mnkr", "198,7"),
        (420_000_000, "tkr", "4\u00a0200"),
        (Amount(627_942_900, "CAD"), "mnkr", "6\u00a0279\u00a0429,00\u00a0CAD"),
        (date(2026, 11, 20), "", "<time>2026-11-20</time>"),
        (True, "", "Ja"),
        ("<i>", "", "<i>"),
    ],
)
def test_values_are_written_the_swedish_way(what: object, unit: str, shown: str) -> None:
    assert value(what, unit) == shown


def test_four_kinds_of_nothing_look_different() -> None:
    shown = [value(0), value(None), value(Withheld("OSL 19 kap. 3 §")), value(NotConcerned.VALUE)]
    assert "Uppgift saknas" in shown[1]
    assert "OSL 19 kap. 3 §" in shown[2]
    assert "<svg" in shown[2]
    assert "Berörs ej" in shown[3]
    assert value(Amount(None, "SEK")) == value(None)
    assert "OSL 1" in value(Amount(None, "SEK", "OSL 1"))


def test_every_step_of_every_scale_has_its_words() -> None:
    for step in (*State, *Freshness, *Stance, *Verdict):
        assert step.label in value(step)
    assert "Ej prövad" in verdict(None)


def test_within_a_kind_every_icon_differs_so_grey_print_reads_the_same() -> None:
    for kind, marks in MARKS.items():
        assert len({mark.icon for mark in marks.values()}) == len(marks), kind
        for key in marks:
            assert "<svg" in chip(kind, key)


def test_words_in_chips_are_escaped() -> None:
    assert "<b>" not in chip("warn", "<b>")
    assert "<i>" not in confidence(0.7, "<i>")


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "Säker"), (SURE, "Säker"), (LIKELY, "Trolig"), (LIKELY - 0.01, "Osäker"), (0, "Osäker")],
)
def test_confidence_is_a_word_with_its_reason(share: float, word: str) -> None:
    shown = confidence(share, "Följer nämndens mönster.")
    assert f"<b>{word}</b>" in shown
    assert "Följer nämndens mönster." in shown


def test_filters_for_templates() -> None:
    assert tags.day(date(2026, 11, 20)) == "20 november"
    assert tags.day(date(2026, 11, 20), "year") == "20 november 2026"
    assert (tags.days(1), tags.days(21)) == ("1 dag", "21 dagar")
    assert (tags.signed(12.3), tags.signed(-0.4), tags.signed(0)) == ("+12,3", "−0,4", "0")
    assert "Uppgift saknas" in tags.iso(None)
    assert number(1234567.5) == "1\u00a0234\u00a0567,5"


def test_an_icon_is_decoration() -> None:
    assert 'aria-hidden="true"' in icon("search")
    assert "<!--" not in icon("search")
