"""2,595 § of a real city's minutes: none lost, none invented."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest
from tests.shared_data import shared

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import recognise

Paragraphs = list[dict[str, Any]]


@pytest.fixture(scope="module")
def meetings() -> dict[tuple[str, str], Paragraphs]:
    with (shared("data/goteborg-protokoll") / "paragrafer.jsonl").open(encoding="utf-8") as rows:
        found: dict[tuple[str, str], Paragraphs] = defaultdict(list)
        for row in map(json.loads, rows):
            found[row["organ"], row["datum"]].append(row)
    return found


@pytest.mark.slow
def test_each_meeting_gives_its_paragraphs_body_day_and_numbers(
    meetings: dict[tuple[str, str], Paragraphs],
) -> None:
    wrong_numbers = 0
    for (body, day), rows in list(meetings.items())[::6]:
        documents = recognise(number("\n".join(row["fulltext"] for row in rows).split("\n")))
        assert [one.paragraph and one.paragraph.value for one in documents] == [
            row["paragrafNr"] for row in rows
        ]
        assert {one.body and one.body.value for one in documents} == {body}
        assert {one.date.value.isoformat() if one.date else day for one in documents} == {day}
        for one, row in zip(documents, rows, strict=True):
            wrong_numbers += [found.value for found in one.dnr] != [row["ärendeNr"]] * bool(row["ärendeNr"])
    assert wrong_numbers <= 1


def test_the_it_motion_is_one_case_from_executive_to_council(
    meetings: dict[tuple[str, str], Paragraphs],
) -> None:
    rows = [row for rows in meetings.values() for row in rows if row["ärendeNr"] == "SLK-2023-00763"]
    documents = [one for row in rows for one in recognise(number(row["fulltext"].split("\n")))]
    assert len(documents) == 9
    assert {found.value for one in documents for found in one.dnr} == {"SLK-2023-00763"}
    assert {row["organ"] for row in rows} == {"Kommunstyrelsen", "Kommunfullmäktige"}


@pytest.mark.slow
def test_the_executive_proposes_and_the_council_decides(meetings: dict[tuple[str, str], Paragraphs]) -> None:
    proposals = [
        row
        for (body, _), rows in meetings.items()
        for row in rows
        if body == "Kommunstyrelsen" and "föreslår att\nkommunfullmäktige beslutar:" in row["fulltext"]
    ]
    assert len(proposals) > 50
    for row in proposals:
        (document,) = recognise(number(row["fulltext"].split("\n")))
        own = row["fulltext"].partition("\nBeslut\n")[2].lstrip().startswith("Enligt ")
        forces = [(point.force.value, point.to and point.to.value) for point in document.points]
        assert forces[0][0] in (("beslutar", "noterar", "remitterar") if own else ("föreslår",)), row["id"]
        assert forces[-1] == ("föreslår", "Kommunfullmäktige"), row["id"]
