"""Clauses of governing documents, from files as offices write them."""

from __future__ import annotations

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers.clauses import steering

NUMBERED = """Riktlinje för digitala tjänster
Version 2.1

Innehåll
1 Inledning ........ 2
2 Ansvar ........ 3

1 Inledning
Riktlinjen gäller alla nämnder.

2 Ansvar
2.1 Styrelsen
Styrelsen ansvarar för att
1. besluta om riktlinjer
2. ge anvisningar

2.2 Servicenämnden
Servicenämnden ska varje år ta fram en plan
som antas av fullmäktige.

3 Uppföljning
3.1 Nämnderna ska lämna uppgifter senast den 15 oktober.
"""
HEADED = """IT-strategi

Utgångspunkter
Strategin utgår från kommunens mål och gäller till vidare för alla förvaltningar.

Ansvar
Kommundirektören ansvarar för att strategin följs upp varje år.
"""
PARAGRAPHS = """Reglemente för digitaliseringsrådet

§ 1 Uppgift
Rådet rangordnar behov.

§ 2 Sammansättning
Rådet har sju ledamöter.
"""


def read(text: str) -> list[tuple[str, str, str]]:
    return [(one.number, one.heading, one.text) for one in steering(number(text.split("\n"))).clauses]


def test_numbered_headings_open_clauses_and_numbered_lists_do_not() -> None:
    assert read(NUMBERED) == [
        ("1", "Inledning", "Riktlinjen gäller alla nämnder."),
        ("2", "Ansvar", ""),
        ("2.1", "Styrelsen", "Styrelsen ansvarar för att\n1. besluta om riktlinjer\n2. ge anvisningar"),
        ("2.2", "Servicenämnden", "Servicenämnden ska varje år ta fram en plan som antas av fullmäktige."),
        ("3", "Uppföljning", ""),
        ("3.1", "", "Nämnderna ska lämna uppgifter senast den 15 oktober."),
    ]


def test_title_and_version_are_taken_from_the_text() -> None:
    found = steering(number(NUMBERED.split("\n")))
    assert (found.title, found.label) == ("Riktlinje för digitala tjänster", "2.1")


def test_headings_without_numbers_are_counted() -> None:
    assert [(number, heading) for number, heading, _ in read(HEADED)] == [
        ("1", "Utgångspunkter"),
        ("2", "Ansvar"),
    ]


def test_paragraph_signs_number_clauses_too() -> None:
    assert read(PARAGRAPHS) == [
        ("1", "Uppgift", "Rådet rangordnar behov."), ("2", "Sammansättning", "Rådet har sju ledamöter."),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "Bara en rad.", "1999 var ett år"])
def test_a_text_without_headings_has_no_clauses(text: str) -> None:
    assert read(text) == []
