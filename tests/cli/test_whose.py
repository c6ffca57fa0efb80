"""Only an import founds a municipality; the verbs that read never write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.web.signing import municipality

from samsyn.cli import coverage, export, report, thread
from samsyn.cli.start import Stopped
from samsyn.cli.whose import municipality_founded
from samsyn.history.models import Act
from samsyn.organisation.models import Municipality

pytestmark = pytest.mark.django_db
READING: list[tuple[Callable[..., None], list[str]]] = [
    (coverage.command, []),
    (export.command, ["initiatives"]),
    (report.command, ["ks"]),
    (thread.command, ["I-0001"]),
]


@pytest.mark.parametrize(("command", "arguments"), READING)
def test_a_verb_that_reads_founds_nothing(command: Callable[..., Any], arguments: list[str]) -> None:
    with pytest.raises(Stopped, match="Här finns ingen kommun än"):
        command(*arguments, municipality="Sundsalla kommun")
    assert (Municipality.objects.count(), Act.objects.count()) == (0, 0)


@pytest.mark.parametrize(("command", "arguments"), READING)
def test_a_misspelt_municipality_is_told_with_those_there_are(
    command: Callable[..., Any], arguments: list[str]
) -> None:
    municipality()
    with pytest.raises(Stopped) as told:
        command(*arguments, municipality="Sundsalla kommun")
    assert str(told.value) == "Kommunen Sundsalla kommun finns inte. Här finns Sundsala kommun."


def test_a_municipality_is_founded_once() -> None:
    assert municipality_founded("Sundsala kommun") == municipality_founded("sundsala KOMMUN")
    with pytest.raises(Stopped, match="finns inte"):
        municipality_founded("Norrby kommun")


def test_a_name_too_long_is_one_sentence() -> None:
    with pytest.raises(Stopped, match="130 tecken"):
        municipality_founded("S" * 130)
