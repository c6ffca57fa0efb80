"""`samsyn excel`: a board's workbook out to a file, and in again with an answer that scripts can build on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.intake.workbooks.books import grids, put, written
from tests.oversight.town import Town, noon

from samsyn.cli.excel import command
from samsyn.cli.start import Stopped
from samsyn.intake.models import Workbook
from samsyn.register.actions import change
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a workbook with a change, a collision and a cell that cannot be read."""
    town = Town()
    first, *_ = (
        town.initiative("2026-01-05", "SN", title, contact="Disa Ek")
        for title in ("Digital ansökan", "E-arkiv")
    )
    file = tmp_path / "ut.xlsx"
    command("out", body="SN", output=file)
    sheets = grids(file.read_bytes())
    put(sheets["Initiativ"], "I-0001", "Namn", "Vårt namn")
    put(sheets["Initiativ"], "I-0002", "Kontakt", "Stina Alm")
    put(sheets["Initiativ"], "I-0002", "Slut", "i vår")
    change(by=town.by, at=noon("2026-02-01"), initiative=first, title="Webbens namn")
    back = tmp_path / "ifylld.xlsx"
    back.write_bytes(written(sheets))
    return back


def told(capsys: pytest.CaptureFixture[str], file: Path, **how: Any) -> dict[str, Any]:
    command("in", file, as_json=True, **how)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_answer_tells_changes_collisions_and_refusals(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = told(capsys, filled)
    (changed,), (conflict,), (refused,) = answer["changed"], answer["conflicts"], answer["refused"]
    assert (answer["file"], answer["body"], answer["accepted"]) == ("ifylld.xlsx", "Socialnämnden", 0)
    assert (changed["key"], changed["column"], changed["yours"], changed["now"]) == (
        "I-0002",
        "Kontakt",
        "Stina Alm",
        "Disa Ek",
    )
    assert (conflict["yours"], conflict["now"], conflict["base"]) == (
        "Vårt namn",
        "Webbens namn",
        "Digital ansökan",
    )
    assert (refused["sheet"], refused["cell"], refused["key"]) == ("Initiativ", "N3", "I-0002")
    assert [one.contact for one in Initiative.objects.order_by("number")] == ["Disa Ek", "Disa Ek"]


def test_accept_saves_all_but_collisions_once(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, filled, accept=True)["accepted"] == 1
    again = told(capsys, filled, accept=True)
    assert (again["accepted"], again["changed"], len(again["conflicts"])) == (0, [], 1)
    assert [one.title for one in Initiative.objects.order_by("number")] == ["Webbens namn", "E-arkiv"]
    assert Workbook.objects.get().saved == 1


def test_it_reads_as_lines_too(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command("in", filled)
    lines = capsys.readouterr().out
    assert "0 nya rader, 1 ändrade, 1 krockar, 1 avvisade" in lines
    assert "I-0002 Kontakt (Initiativ K3): ”Disa Ek” → ”Stina Alm”" in lines
    assert "Inget är sparat än. Säg ja på webben eller med --accept." in lines


def test_what_cannot_be_done_is_one_sentence(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="finns inte i Sundsala kommun"):
        command("out", body="Hamnnämnden")
    with pytest.raises(Stopped, match="är uttagen för Socialnämnden, inte för Tekniska nämnden"):
        command("in", filled, body="TN")
    with pytest.raises(Stopped, match=r"saknas\.xlsx finns inte"):
        command("in", tmp_path / "saknas.xlsx")
    with pytest.raises(typer.BadParameter, match="--body"):
        command("out")
    with pytest.raises(typer.BadParameter, match="samsyn excel in FIL"):
        command("in")
