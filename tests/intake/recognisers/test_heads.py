"""The head of minutes: when they were adjusted, and members in columns."""

import pytest

from samsyn.intake.readers.lines import number
from samsyn.intake.recognisers import recognise

MINUTES = """Protokoll
Tekniska nämnden
Sammanträdesdatum 2023-05-04
Ledamöter
Ida Ek\t(S)\tordförande
Bo Ask\t(C)\tersätter Per Lind (C)
Justerare: Bo Ask
{adjusted}

§ 7 Ny kartdatabas
Dnr TN 2023/12

Beslut
Tekniska nämnden beslutar att godkänna kartdatabasen."""


@pytest.mark.parametrize(
    "adjusted",
    [
        "Justeringens plats Kommunhuset 2023-05-11",
        "Justeringens        Kommunhuset 2023-05-11\nplats och tid",
        "Tid för justering:\t11 maj 2023",
        "Justeras: 2023-05-11",
        "Plats och tid Digital signering 2023-05-11",
    ],
)
def test_day_of_adjustment_is_told_from_the_meetings(adjusted: str) -> None:
    (document,) = recognise(number(MINUTES.format(adjusted=adjusted).split("\n")))
    assert document.adjusted is not None
    assert document.date is not None
    assert (document.adjusted.value, document.date.value.isoformat()) == ("2023-05-11", "2023-05-04")


def test_members_in_columns_keep_party_and_role() -> None:
    (document,) = recognise(number(MINUTES.format(adjusted="").split("\n")))
    people = [found.value for found in document.members]
    assert [(one.name, one.party, one.role, one.replaces) for one in people] == [
        ("Ida Ek", "S", "ordförande", None),
        ("Bo Ask", "C", None, "Per Lind"),
    ]
