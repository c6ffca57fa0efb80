"""`samsyn import`: the answer that scripts build on, for tables and for what cannot be read."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.intake.test_documents import LETTER
from tests.shared_data import shared

from samsyn.cli import importing
from samsyn.cli.imports import command
from samsyn.cli.start import Stopped
from samsyn.register.models import Initiative

TABLE = "Nr;Namn;Nämnd;Total budget tkr;Slut\n1;E-arkiv;Miljönämnden;4 200;2026\n2;;Miljönämnden;1;2026\n"
COUNTS = {"read", "new", "changed", "unchanged", "renamed", "gone", "refused"}


def told(
    capsys: pytest.CaptureFixture[str], *paths: Path, municipality: str = "Sundsala kommun"
) -> list[dict[str, Any]]:
    with suppress(Stopped):
        command(list(paths), municipality=municipality, as_json=True)
    files: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["files"]
    return files


def write(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@pytest.mark.django_db
def test_a_table_is_answered_with_counts_profile_and_refused_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, "lista 2026.csv", TABLE.encode())
    (first,) = told(capsys, file)
    assert (first["file"], first["kind"], first["profile"]) == ("lista 2026.csv", "table", "svensk")
    assert set(first["rows"]) == COUNTS
    assert (first["rows"]["read"], first["rows"]["new"], first["rows"]["refused"]) == (2, 1, 1)
    assert first["refused"] == [{"line": 3, "reason": "Namnet saknas (kolumnen ”Namn” är tom)"}]
    assert first["documents"] == []
    (again,) = told(capsys, file)
    assert (again["rows"]["new"], again["rows"]["unchanged"], again["known"]) == (0, 1, True)


@pytest.mark.django_db
def test_bad_files_are_told_and_the_others_go_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a-tom.xlsx", b"")
    write(tmp_path, "b-bild.pdf", b"\x89PNG\r\n\x1a\n")
    write(tmp_path, "c-konton.csv", b"Konto;Summa\n1;2\n")
    write(tmp_path, "d-mac.csv", TABLE.replace("\n", "\r").encode("mac-roman"))
    found = told(capsys, tmp_path)
    assert [file["rows"]["new"] for file in found] == [0, 0, 0, 1]
    reasons = [file["refused"][0]["reason"] for file in found[:3]]
    assert [
        word in reason for word, reason in zip(["är tom", "en bild", "ingen kolumn"], reasons, strict=True)
    ] == [True] * 3
    assert Initiative.objects.get().body.name == "Miljönämnden"


@pytest.mark.django_db
def test_a_municipality_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, "lista.csv", TABLE.encode())
    told(capsys, file)
    with pytest.raises(Stopped, match=r"Norrby kommun finns inte\. Här finns Sundsala kommun"):
        command([file], municipality="Norrby kommun")


@pytest.mark.django_db
def test_people_are_told_in_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "lista.csv", TABLE.encode())
    with pytest.raises(Stopped):
        command([file], municipality="Sundsala kommun")
    assert capsys.readouterr().out.strip() == (
        "lista.csv: 2 rader lästa, 1 nya, 0 ändrade, 0 omdöpta, 0 borta, 0 oförändrade.\n"
        "  rad 3: Namnet saknas (kolumnen ”Namn” är tom)"
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_what_came_in_before_is_told_without_being_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    letter = write(folder, "a-utdrag.txt", LETTER.encode())
    write(folder, "b-samma.txt", LETTER.encode())
    write(folder, "c-lista.csv", TABLE.encode())
    first = told(capsys, folder)
    assert [file["known"] for file in first] == [False, True, False]
    monkeypatch.setattr(importing, "understand", None)  # whoever reads now fails
    again = told(capsys, folder)
    assert [file["known"] for file in again] == [True, True, True]
    assert [file["documents"] for file in again] == [file["documents"] for file in first]
    assert again[0]["left"] == first[0]["left"] > 0
    command([letter], accept=True)
    assert "Filen var redan inläst. " in (said := capsys.readouterr().out)
    assert "0 uppgifter godtagna" not in said


@pytest.mark.django_db
def test_garbled_text_is_kept_for_a_person_and_told_until_it_is_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Nämnden beslutar att godkänna planen för allas bästa. " * 15
    file = write(tmp_path, "trasig.txt", text.replace("a", "").encode())
    for _ in range(2):
        (found,) = told(capsys, file)
        (refused,) = found["refused"]
        assert "trasig.txt går inte att lita på: Bokstaven a saknas nästan helt." in refused["reason"]
        assert "fyll i uppgifterna för hand" in refused["reason"]
        assert (found["documents"], found["left"]) == ([], 0)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_folder_of_published_years_goes_in_by_order_of_name(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *sorted(shared("data/gmpp-uk").glob("*.csv")))
    assert [file["rows"]["refused"] for file in found] == [0] * 7
    assert [file["rows"]["read"] for file in found] == [199, 188, 143, 133, 125, 184, 235]
