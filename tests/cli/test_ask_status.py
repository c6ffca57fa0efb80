"""samsyn ask-status: what it tells people and scripts, and what it can't do."""

from __future__ import annotations

import json

import pytest
import typer
from tests.oversight.town import FULL, Town
from tests.register.test_asking import somebody

from samsyn.cli import ask_status
from samsyn.cli.start import Stopped

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town()
    somebody(town, "Disa Ek", "disa@sundsala.example")
    town.initiative("2026-01-05", "SN", "E-arkiv", **FULL)
    town.initiative("2026-01-05", "TN", "Sensorer", contact="Ove Berg")
    town.initiative("2026-01-05", "TN", "Skyddade lås", contact="Ove Berg", secrecy_ground="OSL 18 kap. 8 §")
    return town


def test_it_says_how_many_were_asked_and_whom_it_did_not_reach(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    ask_status.command(day="2026-11-03")
    assert capsys.readouterr().out.splitlines() == [
        "1 brev i kö om 1 initiativ.",
        "Tekniska nämnden: I-0002 Sensorer. Kontakten är ingen känd person.",
        "Tekniska nämnden: I-0003. Kontakten är ingen känd person.",
    ]
    ask_status.command(day="2026-11-04")
    assert capsys.readouterr().out.startswith("0 brev i kö om 0 initiativ.")


def test_json_names_the_period_and_the_unreached(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    ask_status.command(day="2026-11-03", every="quarter", name="sundsala kommun", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["periods"], told["mails"], told["initiatives"]) == (["2026-K4"], 1, 1)
    assert told["unreached"][0] == {"initiative": "I-0002", "body": "Tekniska nämnden", "why": "unknown"}


def test_what_cannot_be_read_is_one_sentence(town: Town) -> None:
    with pytest.raises(Stopped, match="”i går” är ingen dag"):
        ask_status.command(day="i går")
    with pytest.raises(typer.BadParameter, match="Perioden week finns inte"):
        ask_status.command(every="week")
    with pytest.raises(Stopped, match="Kommunen Ekby finns inte"):
        ask_status.command(name="Ekby")
    with pytest.raises(Stopped, match="SAMSYN_SMTP_HOST"):
        ask_status.command(day="2026-11-03", send=True)
