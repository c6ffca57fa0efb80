"""samsyn coverage and samsyn thread."""

from __future__ import annotations

import json

import pytest
import typer
from tests.oversight.town import FULL, Town

from samsyn.cli import coverage, thread
from samsyn.cli.start import Stopped

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    town.adopt("2026-01-05", "problem", "contact")
    one = town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    town.trace("2026-02-02", "SN", "Licenser", amount=5_000)
    town.trace("2026-02-02", "SN", "Konsulter")
    town.trace("2026-02-02", "SN", "Utveckling", amount=7_000, initiative=one)
    return town


def test_coverage_is_one_object_per_body_with_what_is_missing(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    coverage.command(as_json=True)
    told = {one["body"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["Socialnämnden"] == {
        "body": "Socialnämnden", "known": 3, "documented": 1, "fresh": 0, "coverage": 1 / 3, "spending": 12_000,
        "spending_documented": 7_000, "missing": [
            {"trace": "Licenser", "source": "Budget, Licenser", "amount": 5_000},
            {"trace": "Konsulter", "source": "Budget, Konsulter", "amount": None},
        ],
    }  # fmt: skip
    assert told["Tekniska nämnden"]["coverage"] is None
    assert set(told) == {body.name for body in town.bodies.values()}


def test_coverage_of_an_earlier_day_is_in_words_too(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    coverage.command(as_of="2026-02-01")
    assert "Socialnämnden: 100 %, 1 av 1 kända är dokumenterade" in capsys.readouterr().out


def test_coverage_without_a_municipality_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    coverage.command(as_json=True)
    assert json.loads(capsys.readouterr().out) == []


def test_a_day_that_is_no_day_is_asked_wrongly(town: Town) -> None:
    with pytest.raises(typer.BadParameter, match="inget datum"):
        coverage.command(as_of="i går")


def test_a_thread_is_told_in_json_and_in_words(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    thread.command("I-0001", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["ref"], told["nodes"][0]["title"]) == ("I-0001", "Digital ansökan")
    thread.command("i-1")
    assert "Saknas: I-0001 saknar beslut." in capsys.readouterr().out


def test_a_reference_to_nothing_is_one_sentence(town: Town) -> None:
    with pytest.raises(Stopped, match="”I-9999” finns inte i Samsyn"):
        thread.command("I-9999")
