"""`samsyn import`: the answer that scripts build on, for tables and for what cannot be read."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.intake.test_documents import LETTER
from tests.shared_data import shared

from samsyn.cases.models import Meeting
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


def calendar(day: str) -> bytes:
    return (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:{day}\r\nSUMMARY:Miljönämnden sammanträde\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@pytest.mark.django_db
def test_a_calendar_is_shown_first_and_planned_when_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, write(tmp_path, "lista.csv", TABLE.encode()))
    files = [
        write(tmp_path, "moten.ics", calendar("20270113")),
        write(tmp_path, "moten.csv", b"Organ;Dag;Stopp\nMilj\xc3\xb6n\xc3\xa4mnden;2027-02-17;2027-02-01\n"),
    ]
    first, second = told(capsys, *files)
    assert (first["kind"], first["rows"]["read"], first["rows"]["new"], first["accepted"]) == (
        "calendar",
        1,
        0,
        0,
    )
    assert [(one["day"], one["hand_in_by"]) for one in second["meetings"]] == [("2027-02-17", "2027-02-01")]
    assert Meeting.objects.count() == 0
    command(files)
    assert "Inget är sparat; lägg till --accept" in capsys.readouterr().out
    command(files, accept=True)
    assert "1 nya, 0 ändrade och 0 oförändrade sammanträden." in capsys.readouterr().out
    command(files, accept=True)
    assert "0 nya, 0 ändrade och 1 oförändrade sammanträden." in capsys.readouterr().out
    assert [str(one.day) for one in Meeting.objects.order_by("day")] == ["2027-01-13", "2027-02-17"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.ics", b"Hej", "börjar inte med BEGIN:VCALENDAR"),
        ("a.ics", calendar("20270230"), "saknar läsbar dag"),
        ("a.ics", calendar("20270113\r\nRRULE:FREQ=WEEKLY"), "upprepas efter en regel"),
        (
            "a.ics",
            calendar("20270113").replace("Miljönämnden".encode(), b"Fika"),
            "Rad 1: skriv nämnd och dag",
        ),
        ("a.csv", "Organ;Dag\nMånnämnden;2027-01-13\n".encode(), "”Månnämnden” är inget organ här"),
        ("a.csv", "Organ;Dag\nMiljönämnden;snart\n".encode(), "”snart” är ingen dag"),
    ],
)
def test_a_calendar_that_cannot_be_understood_gets_the_same_sentence_as_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, sentence: str
) -> None:
    told(capsys, write(tmp_path, "lista.csv", TABLE.encode()))
    (file,) = told(capsys, write(tmp_path, name, data))
    assert sentence in file["refused"][0]["reason"]
