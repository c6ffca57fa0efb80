"""Who a text says decides or answers for something."""

from __future__ import annotations

import pytest
from tests.shared_data import shared

from samsyn.intake.readers import read
from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers.claims import claims, thing


def said(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.role, one.bodies, one.what) for one in claims(number(text.split("\n")))]


@pytest.mark.parametrize(
    ("text", "role", "bodies", "what"),
    [
        ("Kommunfullmäktige antar planen för gemensam drift.", "beslutar", ("Kommunfullmäktige",), "planen för gemensam drift"),
        ("Vidare föreslås kommunstyrelsen anta en plan för gemensam drift med syfte att samla stödet.", "beslutar", ("Kommunstyrelsen",), "en plan för gemensam drift"),
        ("Nämnden ska till kommunstyrelsen/kommunfullmäktige bereda ärende om antagande av plan för gemensam drift.", "beslutar", ("Kommunfullmäktige", "Kommunstyrelsen"), "plan för gemensam drift"),
        ("Den årliga planen för drift fastställs av servicenämnden.", "beslutar", ("Servicenämnden",), "Den årliga planen för drift"),
        ("Kommunstyrelsen ges ansvar för att besluta om riktlinjer för gemensam drift.", "beslutar", ("Kommunstyrelsen",), "riktlinjer för gemensam drift"),
        ("Servicenämnden ansvarar för drift och stöd.", "ansvarar", ("Servicenämnden",), "drift och stöd"),
        ("Ansvaret för kommunens digitala arkiv ligger på kulturnämnden.", "ansvarar", ("Kulturnämnden",), "kommunens digitala arkiv"),
    ],
)  # fmt: skip
def test_deciders_and_owners_are_found(text: str, role: str, bodies: tuple[str, ...], what: str) -> None:
    assert (role, bodies, what) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kulturnämnden godkänner kulturförvaltningens förslag till yttrande.",
        "Kommunstyrelsen antar den.",
        "Nämnderna är många.",
        "Socialnämnden ansvarar för att utse en projektägare.",
    ],
)
def test_what_is_no_standing_claim_is_left_out(text: str) -> None:
    assert said(text) == []


def test_two_writings_of_a_thing_have_one_key() -> None:
    assert thing("en plan för gemensam drift") == thing("planen för gemensam drift")
    assert thing("planen") == ""


def test_the_two_cities_papers_disagree_on_who_adopts_the_plan() -> None:
    folder = shared("seeds")
    found = {
        name: [
            one
            for file in folder.glob(f"{name}*.txt")
            for one in claims(read(file.read_bytes(), file.name).lines)
        ]
        for name in ("001", "002")
    }
    plan = {
        name: [one for one in mine if one.role == "beslutar" and "plan" in one.key.split()]
        for name, mine in found.items()
    }
    first, second = plan["001"][0], plan["002"][0]
    assert first.key == second.key
    assert (first.bodies, second.bodies) == (("Kommunfullmäktige", "Kommunstyrelsen"), ("Kommunstyrelsen",))
