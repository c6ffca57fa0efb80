"""Forms of writing points and recipients: each text is ours, after a form seen in use."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import Document, recognise

HEAD = "Kommunstyrelsen\nSammanträdesprotokoll 2024-03-12\n\n§ 7 Plan för arkiv\nDnr KS 2024/11\n\n"


def one(text: str) -> Document:
    (document,) = recognise(number((HEAD + text).split("\n")))
    return document


POINTS = [
    (
        "Kommunstyrelsen BESLUTAR\n\natt      anta planen\n\natt      ge kansliet i uppdrag att följa den till den 1 oktober\n"
        "         2025.\n",
        ["att anta planen", "att ge kansliet i uppdrag att följa den till den 1 oktober 2025."],
    ),
    (
        "Beslut\nKommunstyrelsen beslutar att\nanta planen\nge kansliet i uppdrag att följa den\n",
        ["anta planen", "ge kansliet i uppdrag att följa den"],
    ),
    (
        "Kommunstyrelsen beslutar\nMotionen anses besvarad.\n\nBakgrund\nIngen.\n",
        ["Motionen anses besvarad."],
    ),
    (
        "Beslut\nMotionen är besvarad.\n\nAnna Berg (V) har ställt frågan och läser upp svaret som ges.\n",
        ["Motionen är besvarad."],
    ),
    ("Beslut\n1. Planen antas.\n\nParagrafen är omedelbart justerad.\n", ["Planen antas."]),
]


@pytest.mark.parametrize(("text", "right"), POINTS)
def test_points_are_what_is_decided_and_nothing_beside_it(text: str, right: list[str]) -> None:
    assert [point.text.value for point in one(text).points] == right


def test_what_is_decided_for_the_own_part_stands_below_a_proposal() -> None:
    text = (
        "Beslut\nKommunstyrelsen föreslår kommunfullmäktige fatta följande beslut.\n1. Planen antas.\n2. Kostnaden tas ur"
        " budgeten.\n\nFör egen del beslutar kommunstyrelsen att ge kansliet i uppdrag att följa planen.\n"
    )
    found = [(point.force.value, point.for_own_part) for point in one(text).points]
    assert found == [("föreslår", False), ("föreslår", False), ("beslutar", True)]


RECIPIENTS = [
    ("Skickas till\nKansliet\nIT-chefen\n\n\nAnna Berg\nkanslist\n", ["Kansliet", "IT-chefen"]),
    ("Skickas till\nKansliet\n\nSIGNERAD 2021-04-06\n", ["Kansliet"]),
    ("Skickas till\nKansliet\n\nJusterares signatur:\n", ["Kansliet"]),
    ("Skickas till\nKansliet\nVerifikat\nDokumentet är undertecknat av\nANNA BERG\n", ["Kansliet"]),
    ("Skickas till\nKansliet\n\nDag för justering\n2024-03-14\n", ["Kansliet"]),
    ("Skickas till\nSocialnämnden; Kommunens revisorer\n", ["Socialnämnden", "Kommunens revisorer"]),
    ("Skickas till\n\nKansliet\n\nIT-chefen\n\nEva Elf (M)\n", ["Kansliet", "IT-chefen", "Eva Elf (M)"]),
]


@pytest.mark.parametrize(("text", "right"), RECIPIENTS)
def test_the_list_of_recipients_ends_where_somebody_signs(text: str, right: list[str]) -> None:
    assert [found.value for found in one("Beslut\nPlanen antas.\n\n" + text).recipients] == right


def test_a_reservation_that_nobody_makes_is_none() -> None:
    assert one("Beslut\nPlanen antas.\n\nReservation\nIngen.\n").reservations == ()


def test_votes_may_be_counted_in_st() -> None:
    (vote,) = one("Beslut\nPlanen antas.\n\nOmröstning\nJa-röster: 7 st. Nej-röster: 4 st.\n").votes
    assert (vote.value.yes, vote.value.no) == (7, 4)


def test_a_lead_on_every_page_is_no_page_head() -> None:
    page = (
        "Ekviks kommun\nKommunfullmäktige PROTOKOLL Sida {0}(4)\n2019-11-26\n\nKF § {0} KS 2019.0041{0}\n\nPlan nummer {0}\n\n"
        "Kommunfullmäktige beslutar\n1. Plan {0} antas.\n"
    )
    text = "\n\n".join(page.format(place) for place in range(1, 5))
    found = recognise(number(text.split("\n")))
    assert [[point.text.value for point in document.points] for document in found] == [
        [f"Plan {place} antas."] for place in range(1, 5)
    ]
