"""Changing many initiatives at once: chosen by box or by filter, shown before it is done, refused with a reason."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.governance.actions import set_goal
from samsyn.history.models import Act
from samsyn.organisation import actions as organisation
from samsyn.organisation.rules import Role
from samsyn.register import actions
from samsyn.register.models import Initiative

pytestmark = pytest.mark.django_db
HERE = "/initiativ/flera/"


@pytest.fixture
def town() -> Town:
    town = Town()
    for number, body in enumerate(("SN", "SN", "TN"), 1):
        town.initiative("2026-01-05", body, f"Stöd {number}", contact="Ada Ek")
    town.initiative("2026-01-05", "SN", "Stöd 4", phase="stopped")
    return town


@pytest.fixture
def officer(town: Town) -> Client:
    return signed_in(Role.OFFICER, town.bodies["SN"])


def text(response: Any) -> str:
    return str(response.content.decode())


def hidden(page: str, name: str) -> list[str]:
    """Return the values that a form carries along under a name."""
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def carried(page: str) -> dict[str, Any]:
    """Return what a press on the button that does it sends, beside the fields."""
    shown = hidden(page, "apply")[0].replace("&#x27;", "'")
    return {"rad": hidden(page, "rad"), "seen": hidden(page, "seen")[0], "apply": shown}


def contacts() -> list[str]:
    return list(Initiative.objects.order_by("number").values_list("contact", flat=True))


def test_the_list_has_a_box_for_each_row_and_a_way_to_all_of_the_filter(officer: Client) -> None:
    page = text(officer.get("/initiativ/?body=SN"))
    assert hidden(page, "rad") == ["2", "1"]
    assert "Ändra alla 2 i urvalet" in page
    assert hidden(text(officer.get(f"{HERE}?body=SN&alla=1")), "rad") == ["1", "2"]
    assert hidden(text(officer.get(f"{HERE}?rad=2&rad=3&body=SN")), "rad")[-2:] == ["2", "3"]
    assert (
        "rad" not in text(signed_in(Role.AUDITOR).get("/initiativ/")).split("<tbody")[1].split('name="')[1:2]
    )


def test_what_changes_is_shown_first_then_done_with_an_act_for_each(town: Town, officer: Client) -> None:
    page = text(officer.post(HERE, {"rad": ["1", "2"], "contact": "Bo Ås", "why": "Ada har slutat."}))
    assert page.count("Kontakt: Ada Ek → Bo Ås") == 2
    assert contacts() == ["Ada Ek", "Ada Ek", "Ada Ek", ""]
    before = Act.objects.count()
    done = officer.post(HERE, {"contact": "Bo Ås", "why": "Ada har slutat.", **carried(page)})
    assert "2 initiativ ändrades." in text(done)
    assert contacts() == ["Bo Ås", "Bo Ås", "Ada Ek", ""]
    assert [act.why for act in Act.objects.order_by("pk")[before:]] == ["Ada har slutat."] * 2


def test_what_is_refused_says_why_and_stays_as_it_was(town: Town, officer: Client) -> None:
    page = text(officer.post(HERE, {"rad": ["1", "2", "3", "4"], "contact": "Bo Ås"}))
    actions.change(
        by=town.by, at=noon("2026-02-01"), initiative=Initiative.objects.get(number=2), owner="Cia Å"
    )
    done = text(officer.post(HERE, {"contact": "Bo Ås", **carried(page)}))
    for reason in (
        "Du har inte rätt att ändra hos Tekniska nämnden.", "Initiativet är avbruten. Ändra det för sig.",
        "kommandoraden sparade medan du såg på.",
    ):  # fmt: skip
        assert reason in done
    assert contacts() == ["Bo Ås", "Ada Ek", "Ada Ek", ""]


def test_what_is_typed_after_the_look_is_shown_before_it_is_done(officer: Client) -> None:
    page = text(officer.post(HERE, {"rad": ["1"], "contact": "Bo Ås"}))
    again = text(officer.post(HERE, {"contact": "Cia Å", **carried(page)}))
    assert "Kontakt: Ada Ek → Cia Å" in again
    assert contacts()[0] == "Ada Ek"


def test_goal_reach_process_and_unit_are_set_too(town: Town, officer: Client) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-03")}
    goal = set_goal(**who, municipality=town.municipality, title="Service nära invånaren")
    unit = organisation.add_unit(**who, body=town.bodies["SN"], name="IT-enheten")
    typed = {"goal": goal.pk, "unit": unit.pk, "reach": "all", "process": "Bygglov"}
    page = text(officer.post(HERE, {"rad": ["1"], **typed}))
    assert "Vilka berörs: En nämnd → Hela kommunen" in page
    officer.post(HERE, {**typed, **carried(page)})
    one = Initiative.objects.get(number=1)
    assert (one.goal, one.unit, one.reach, one.process) == (goal, unit, "all", "Bygglov")
    assert "Är redan så." in text(officer.post(HERE, {"rad": ["1"], **typed}))


def test_a_unit_of_another_board_is_refused_for_those_it_does_not_fit(town: Town) -> None:
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-03")}
    unit = organisation.add_unit(**who, body=town.bodies["SN"], name="IT-enheten")
    page = text(signed_in(Role.CITY_OFFICE).post(HERE, {"rad": ["1", "3"], "unit": unit.pk}))
    assert "IT-enheten hör till Socialnämnden. Välj en enhet hos Tekniska nämnden." in page
    assert "1 ändras, 1 ändras inte" in page


def test_nothing_to_change_or_nothing_chosen_is_said(officer: Client) -> None:
    assert "Fyll i minst en uppgift att ändra." in text(officer.post(HERE, {"rad": ["1"]}))
    assert "Inga initiativ är valda." in text(officer.get(HERE))
    assert signed_in(Role.AUDITOR).get(HERE).status_code == 403
