"""An initiative for inner efficiency is not decided before its gain can be measured (R16)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.governance.actions import Asked, Passage, Step, adopt
from samsyn.kit.phases import WAY
from samsyn.kit.refs import DecisionRef
from samsyn.organisation.rules import Role
from samsyn.register.models import Benefit, Initiative

pytestmark = pytest.mark.django_db
HERE = "/initiativ/I-0001"
WHOLE = {
    "title": "Kortare handläggning", "kind": "efficiency", "unit": "timmar", "baseline": "i dag 700", "low": "100",
    "likely": "200", "high": "300", "owner": "Disa Ek", "measured_on": "2027-03-01",
}  # fmt: skip
ASKED = [Asked("efficiency", "Inre effektivitet går att mäta", "5.2", "uppföljning", phase="study")]


def town_asking(asked: list[Asked]) -> Client:
    town = Town()
    since = date(2026, 1, 2)
    adopt(
        by=town.by, at=noon("2026-01-02"), municipality=town.municipality, title="Modellen", label="1.0",
        valid_from=since, decided_by=DecisionRef("KS", since, "7"),
        process=[*(Step(one.value, one.label) for one in WAY), Passage("decided", "BP1", "Nämnden"), *asked],
    )  # fmt: skip
    town.initiative("2026-01-05", "SN", "Digital post", phase="study")
    return signed_in(Role.OFFICER, town.bodies["SN"])


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("baseline", "läget i dag"), ("low", "lågt"), ("likely", "troligt"), ("high", "högt"),
        ("owner", "nyttoägare"), ("measured_on", "dagen den mäts"),
    ],
)  # fmt: skip
def test_the_gate_is_closed_until_each_part_is_there_and_names_the_fact(left_out: str, words: str) -> None:
    officer = town_asking(ASKED)
    said = text(officer.post(f"{HERE}/nyttor/", {**WHOLE, left_out: ""}, follow=True))
    assert f"Före beslutspunkten behövs också {words}." in said
    closed = officer.post(f"{HERE}/fas/", {"phase": "decided"})
    assert "BP1 är inte passerad: Inre effektivitet går att mäta saknas" in text(closed)
    benefit = Benefit.objects.get()
    seen = officer.get(f"{HERE}/nyttor/{benefit.pk}/andra/").context["seen"]
    officer.post(f"{HERE}/nyttor/{benefit.pk}/andra/", {**WHOLE, "seen": seen})
    officer.post(f"{HERE}/fas/", {"phase": "decided"})
    assert Initiative.objects.get().phase == "decided"


def test_other_gains_and_initiatives_without_any_are_not_asked_for_it() -> None:
    officer = town_asking(ASKED)
    assert "behövs också" not in text(
        officer.post(f"{HERE}/nyttor/", {"title": "Nöjdare", "kind": "service", "unit": "%"}, follow=True)
    )
    officer.post(f"{HERE}/fas/", {"phase": "decided"})
    assert Initiative.objects.get().phase == "decided"


def test_the_form_says_so_where_the_model_asks_it_and_else_not() -> None:
    assert "Inre effektivitet behöver läget i dag" in text(town_asking(ASKED).get(f"{HERE}/uppfoljning/"))


def test_a_model_that_does_not_ask_it_lets_it_through() -> None:
    officer = town_asking([])
    assert "Inre effektivitet behöver" not in text(officer.get(f"{HERE}/uppfoljning/"))
    said = text(officer.post(f"{HERE}/nyttor/", {**WHOLE, "owner": ""}, follow=True))
    assert "behövs också" not in said
    officer.post(f"{HERE}/fas/", {"phase": "decided"})
    assert Initiative.objects.get().phase == "decided"
