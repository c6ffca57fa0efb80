"""Undo of a second file: what it filled in, joined or taught is as it was, and the first file's rows stay."""

from __future__ import annotations

from typing import Any

import pytest
from tests.intake.actions.test_undoing import everything
from tests.intake.reading import NOW, filed, point
from tests.intake.test_linking import ANSWER, DECISION, EXTRACT, PAPER, REPLY, WHOLE, add

from samsyn.history.queries import broken_link
from samsyn.intake import actions
from samsyn.intake.queries import last_ruling
from samsyn.kit.actors import command_line
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import BodyAlias, Municipality

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": command_line(), "at": NOW}


@pytest.fixture
def town() -> Municipality:
    return organisation.found_municipality(**WHO, code="2199", name="Sundsala kommun")


def undo_all_of(name: str, town: Municipality) -> None:
    while (last := last_ruling(command_line(), town)) and last.files == name:
        actions.undo(**WHO, ruling=last)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (EXTRACT, WHOLE),
        (WHOLE, EXTRACT),
        (EXTRACT, EXTRACT | {"points": [point("Förstudien avslås.")], "title": "Något annat"}),
        (DECISION, REPLY),
        (REPLY, DECISION),
        (PAPER, ANSWER),
        (ANSWER, PAPER),
        (EXTRACT, EXTRACT | {"dnr": ["MN-2026-17.2"], "paragraph": "42"}),
        (EXTRACT | {"dnr": ["MN-2026-17.2"], "paragraph": "42"}, EXTRACT),
    ],
)
def test_after_undo_all_is_as_before_the_second_file(
    town: Municipality, first: dict[str, Any], second: dict[str, Any]
) -> None:
    filed(town, "ett.txt", first)
    before = everything()
    other = filed(town, "två.txt", second)
    assert everything() != before
    undo_all_of("två.txt", town)
    assert everything() == before
    other.refresh_from_db()
    assert (other.warnings, other.result.get("differences", [])) == ([], [])
    assert broken_link() is None
    filed(town, "tre.txt", second)
    assert everything() != before


def test_a_name_that_was_learned_is_forgotten(town: Municipality) -> None:
    add(town, "Miljönämnden", "MN")
    before = everything()
    filed(town, "ett.txt", EXTRACT | {"body": "Miljö- och byggutskottet"}, right={"body": "Miljönämnden"})
    assert BodyAlias.objects.exists()
    undo_all_of("ett.txt", town)
    assert everything() == before
