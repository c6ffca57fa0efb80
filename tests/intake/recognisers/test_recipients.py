"""Lists of recipients: how they are written, and where they stop. Texts of our own."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import recognise

TOP = """Ekviks kommun          PROTOKOLLSUTDRAG
Socialnämnden
Sammanträdesdatum 2024-03-12

§ 14 Plan för trygghetslarm
SN 2024/7

Socialnämndens beslut
1. Planen antas.

"""


@pytest.mark.parametrize(
    ("tail", "right"),
    [
        ("Beslutet skickas till\nKommunstyrelsen\nLarmenheten\n\nTove Asp", ["Kommunstyrelsen", "Larmenheten"]),
        ("Beslutet skickas till\n\nKommunstyrelsen\n\nVision\n\nSaco", ["Kommunstyrelsen", "Vision", "Saco"]),
        ("Expedieras: Samtliga nämnder, Ekviks Energi AB\n\nTove Asp\nkanslist", ["Samtliga nämnder", "Ekviks Energi AB"]),
        ("Expedieras till\nKommunstyrelsen; Kommunens revisorer", ["Kommunstyrelsen", "Kommunens revisorer"]),
        (
            "Utdrag skickas till\nkommunstyrelsen, kultur- och fritidsnämnden och kanslienheten.",
            ["kommunstyrelsen", "kultur- och fritidsnämnden", "kanslienheten"],
        ),
        ("Beslutet skickas till\nTove Asp, avdelningschef", ["Tove Asp, avdelningschef"]),
        ("Beslutet skickas till\nKansliet, larmenheten\nVision", ["Kansliet, larmenheten", "Vision"]),
        ("Beslutet skickas till\nVision\nOrdförandes signatur / Utdragsbestyrkande", ["Vision"]),
        ("Beslutet skickas till\nVision\nSIGNERAD 2024-03-14", ["Vision"]),
        ("Beslutet skickas till\nVision\nParagrafen är justerad 2024-03-13", ["Vision"]),
        ("Beslutet skickas till\nVision\nDag för justering\n2024-03-13", ["Vision"]),
        ("Beslutet skickas till\nVision\n\nVerifikat\nTOVE ASP\t\t2024-03-14 09:12", ["Vision"]),
    ],
)  # fmt: skip
def test_recipients(tail: str, right: list[str]) -> None:
    (document,) = recognise(number((TOP + tail).split("\n")))
    assert [found.value.rstrip(".") for found in document.recipients] == right


@pytest.mark.parametrize(
    ("tail", "right"),
    [
        ("Beslutsunderlag: Larmplan, version från mars 2024, Karta", ["Larmplan, version från mars 2024", "Karta"]),
        (
            "Beslutsunderlag\n\n| Nr | Handling | Datum |\n|----|----|----|\n| 1 | Larmplan, utkast | 2024-02-01 |",
            ["Larmplan, utkast"],
        ),
    ],
)  # fmt: skip
def test_basis(tail: str, right: list[str]) -> None:
    (document,) = recognise(number((TOP + tail).split("\n")))
    assert [found.value for found in document.basis] == right


def test_long_lists_count_with_and_without_a_stop() -> None:
    names = [f"Myndigheten för sak nummer {word}" for word in ("ett", "två", "tre", "fyra")]
    dotted = "\n".join(f"{place}. {name}" for place, name in enumerate(names, 98))
    bare = "\n".join(f"{place} {name}" for place, name in enumerate(names, 1))
    for listed in (dotted, bare):
        (found,) = recognise(number(f"Remiss\n\nRemissinstanser\n\n{listed}\n".split("\n")))
        assert [one.value for one in found.for_statement] == names
