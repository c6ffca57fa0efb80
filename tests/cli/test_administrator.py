"""samsyn administrator: a fresh installation gets its first person."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from django.test import Client
from tests.web.signing import municipality

from samsyn.cli.administrator import command
from samsyn.cli.start import Stopped
from samsyn.history.models import Act
from samsyn.history.queries import broken_link
from samsyn.organisation.models import Municipality, Person, User

pytestmark = pytest.mark.django_db
PASSWORD = "fyra gröna kajor"
ANNA: dict[str, Any] = {
    "name": "Anna Ek",
    "email": "anna.ek@sundsala.example",
    "municipality": "Sundsala kommun",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = tmp_path / "losenord"
    kept.write_text(f"{PASSWORD}\n")
    return kept


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    stdin = SimpleNamespace(isatty=lambda: False, buffer=io.BytesIO(data))
    monkeypatch.setattr(sys, "stdin", stdin)


@pytest.mark.slow
def test_the_first_person_signs_in_and_may_work_and_administer(client: Client, file: Path) -> None:
    assert "samsyn administrator" in client.get("/konto/login/").content.decode()
    command(**ANNA, password_file=file)
    assert "samsyn administrator" not in client.get("/konto/login/").content.decode()
    client.post("/konto/login/", {"login": "Anna.Ek@sundsala.example", "password": PASSWORD})
    for address in ("/uppsikt/", "/initiativ/", "/las-in/", "/att-gora/", "/organisation/"):
        assert client.get(address).status_code == 200, address
    held = Person.objects.get().roles.values_list("role", "body")
    assert sorted(map(str, held)) == ["('administrator', None)", "('city_office', None)"]
    assert broken_link() is None


def test_the_same_address_again_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command(**ANNA, password_file=file)
    acts, kept = Act.objects.count(), User.objects.get().password
    command(**{**ANNA, "name": "Anna E", "email": "ANNA.EK@sundsala.example"}, password_file=file)
    assert "har redan ett konto, för Anna Ek. Inget ändrades." in capsys.readouterr().out
    assert (Act.objects.count(), User.objects.get().password) == (acts, kept)


def test_the_password_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, f"{PASSWORD}\r\nnågot annat".encode())
    command(**ANNA)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "för kort. Det måste innehålla minst 12 tecken"),
        (b"kort", "för kort"),
        (b"\xff\xfe\x00", "Lösenordet går inte att läsa."),
    ],
)
def test_a_weak_password_is_one_sentence_and_founds_nothing(
    monkeypatch: pytest.MonkeyPatch, data: bytes, sentence: str
) -> None:
    piped(monkeypatch, data)
    with pytest.raises(Stopped, match=sentence):
        command(**ANNA)
    assert not Municipality.objects.exists()


def test_passwords_typed_differently_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, f"{PASSWORD}!"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("samsyn.cli.administrator.getpass", lambda prompt: next(typed))
    with pytest.raises(Stopped, match="inte lika"):
        command(**ANNA)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "A" * 121}, {"email": "anna"}, {"municipality": ""},
              {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.se"}],
)  # fmt: skip
def test_what_is_written_wrongly_is_asked_for_again(wrong: dict[str, str], file: Path) -> None:
    with pytest.raises(typer.BadParameter):
        command(**{**ANNA, **wrong}, password_file=file)
    assert not User.objects.exists()


def test_another_municipality_than_the_one_there_is_is_refused(file: Path) -> None:
    municipality()
    with pytest.raises(Stopped, match="Norrby kommun finns inte"):
        command(**{**ANNA, "municipality": "Norrby kommun"}, password_file=file)


def test_a_password_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="finns inte"):
        command(**ANNA, password_file=tmp_path / "ingen")
